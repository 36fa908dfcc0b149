"""Getting in: who am I, links, codes, passes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, jsonify, request
from flask_smorest import Blueprint

from exercise.audience import EVALUATOR, PARTICIPANT
from web.api.asking import house, visitor, visitors
from web.config import PROTOCOL
from web.errors import Refusal
from web.identity import Invitation, Pass, clean_name
from web.payloads.rest import Enter, Join

_FOR_PEOPLE = ("open", "filled")
"""The modes of a seat that people may take by a table's code."""

entry = Blueprint("entry", __name__, url_prefix="/api/v1", description="Getting in")


@entry.get("/me")
def me() -> dict[str, Any]:
    """Tell who the visitor is and what a page needs to begin."""
    asking = visitor()
    return {
        "protocol": PROTOCOL,
        "version": house().version,
        "csrf": visitors().office.csrf(asking.mark),
        "wall": house().wall(),
        "demo": house().demo,
        "languages": ["zh", "en"],
        "passes": [pass_paper(text, holder) for text, holder in asking.passes],
    }


@entry.get("/links/<path:token>")
def link(token: str) -> dict[str, Any]:
    """Tell what a link leads to."""
    invitation = _invitation(token)
    paper: dict[str, Any] = {
        "kind": invitation.kind,
        "exercise": invitation.exercise,
        "table": invitation.table,
        "role": invitation.role,
        "title": None,
        "role_title": None,
        "needs_name": invitation.kind == PARTICIPANT or _needs_name(invitation),
    }
    if invitation.exercise is not None:
        paper["title"] = dict(house().exercise(invitation.exercise).title)
    if invitation.table is not None and invitation.role is not None:
        role = house().table(invitation.table).setting.roles.get(invitation.role)
        paper["role_title"] = None if role is None else dict(role.title.words)
    return paper


@entry.post("/enter")
@entry.arguments(Enter)
def enter(sent: dict[str, Any]) -> Response:
    """Give a pass to somebody who came by a link."""
    invitation = _invitation(sent["token"])
    name = clean_name(sent["name"])
    if name is None and (invitation.kind == PARTICIPANT or _needs_name(invitation)):
        raise Refusal("name_missing")
    if invitation.kind == EVALUATOR:
        return _let_in(replace(invitation, role=None), _evaluators_name(invitation, name))
    if invitation.table is not None and invitation.role is not None:
        house().check_place(house().table(invitation.table), invitation.role, name or "")
    return _let_in(invitation, name)


@entry.get("/codes/<code>")
def code(code: str) -> dict[str, Any]:
    """Tell which table a short code leads to, and which seats it has."""
    table = house().table_by_code(code, request.remote_addr or "")
    return {
        "exercise": table.exercise.id,
        "table": table.id,
        "table_name": table.run.name,
        "title": dict(table.exercise.title),
        "phase": table.clock["phase"],
        "seats": [seat for seat in table.seats() if seat["mode"] in _FOR_PEOPLE],
    }


@entry.post("/join")
@entry.arguments(Join)
def join(sent: dict[str, Any]) -> Response:
    """Give a pass to somebody who came by a short code."""
    table = house().table_by_code(sent["code"], request.remote_addr or "")
    name = clean_name(sent["name"])
    if name is None:
        raise Refusal("name_missing")
    if table.run.seats.get(sent["role"], "open") not in _FOR_PEOPLE:
        raise Refusal("no_such_seat", role=sent["role"])
    house().check_place(table, sent["role"], name)
    return _let_in(Invitation(PARTICIPANT, table.exercise.id, table.id, sent["role"]), name)


@entry.post("/leave")
def leave() -> Response:
    """Give up the seat and let the browser forget the pass."""
    response = jsonify(ok=True)
    for text, holder in visitor().passes[-1:]:
        house().leave(holder)
        visitors().forget(response, request, text)
    return response


def pass_paper(text: str, holder: Pass) -> dict[str, Any]:
    """Return a pass as the client keeps it."""
    return {
        "pass": text,
        "kind": holder.kind,
        "person": holder.name,
        "name": holder.name,
        "exercise": holder.exercise,
        "table": holder.table,
        "role": holder.role,
        "goes": holder.page(),
    }


def _invitation(token: str) -> Invitation:
    address = request.remote_addr or ""
    house().guesses.check(address)
    invitation = visitors().office.read_link(token)
    if invitation is None:
        house().guesses.failed(address)
        raise Refusal("no_such_link")
    return invitation


def _needs_name(invitation: Invitation) -> bool:
    """Whether an evaluator has to say a name: a link of the panel's own has one."""
    return invitation.kind == EVALUATOR and invitation.role is None


def _evaluators_name(invitation: Invitation, name: str | None) -> str | None:
    """Return as whom an evaluator comes in: by an own link as oneself, by the common one as nobody of a named panel."""
    if invitation.role is not None:
        return invitation.role
    tables = house().tables_of(invitation.exercise) if invitation.exercise is not None else ()
    named = {one.casefold() for table in tables for one in table.assessment.named or ()}
    if name is not None and name.casefold() in named:
        raise Refusal("name_reserved", name=name)
    return name


def _let_in(invitation: Invitation, name: str | None) -> Response:
    office = visitors().office
    holder = office.admit(invitation, name, visitors().mark(request))
    text = office.write_pass(holder)
    response = jsonify(pass_paper(text, holder))
    visitors().remember(response, request, text)
    return response
