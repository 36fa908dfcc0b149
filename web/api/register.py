"""The register: findings of an exercise, improvement actions across exercises, their spreadsheet."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from engine.store.errors import NotFound
from engine.store.register_records import FindingRecord
from web.api.asking import house, proving, visitor
from web.errors import Refusal
from web.i18n import known
from web.identity import Pass
from web.payloads.register import (
    DecideFindings,
    EditAction,
    EditFinding,
    Evidence,
    MoveAction,
    NewAction,
    RegisterFilter,
)
from web.register import sheet
from web.register.actions import Actions
from web.register.findings import Findings
from web.register.listing import Listing, Wanted
from web.register.papers import finding_paper, history_paper
from web.register.people import judge_of, named, signature, visible
from web.register.titles import titles_of
from web.reports.proof import Proofs
from web.webhooks.outbox import Outbox

register = Blueprint("register", __name__, url_prefix="/api/v1", description="Findings and actions")


@register.get("/exercises/<exercise>/findings")
def findings(exercise: str) -> dict[str, Any]:
    """Show the findings of an exercise, merged over its tables, with what people made of them."""
    judge_of(visitor(), exercise)
    proving().refresh(house().documents(house().exercise(exercise)).setting.plan.id)
    return _findings(exercise).paper() | titles_of(house(), exercise)


@register.post("/exercises/<exercise>/findings")
@register.arguments(DecideFindings)
def decide(sent: dict[str, Any], exercise: str) -> dict[str, Any]:
    """Accept, reject, reopen or merge findings, or take them into the register."""
    holder = judge_of(visitor(), exercise)
    by, work = signature(holder, sent["name"]), _findings(exercise)
    if "next_exercise" in sent:
        work.expect_next(sent["next_exercise"])
    if sent["do"] == "take":
        return work.take(sent["findings"], by)
    work.decide(sent["do"], sent["findings"], by, sent["reason"], sent["into"])
    return {"ok": True}


@register.patch("/exercises/<exercise>/findings/<finding>")
@register.arguments(EditFinding)
def edit_finding(sent: dict[str, Any], exercise: str, finding: str) -> dict[str, Any]:
    """Put a person's severity, class, root cause or words in place of the program's."""
    holder = judge_of(visitor(), exercise)
    by, reason = signature(holder, sent.pop("name")), sent.pop("reason")
    if "finding_class" in sent:
        sent["class"] = sent.pop("finding_class")
    _findings(exercise).edit(finding, sent, by, reason)
    return {"ok": True}


@register.get("/exercises/<exercise>/findings/<finding>/proof")
def proof(exercise: str, finding: str) -> dict[str, Any]:
    """Show the lines of every table's journal on which a finding stands, and its history."""
    judge_of(visitor(), exercise)
    papers = _findings(exercise).paper()["findings"]
    found = next((one for one in papers if one["id"] == finding), None)
    if found is None:
        raise Refusal("no_such_finding", finding=finding)
    return {
        "tables": [
            {
                "table": one["table"],
                "lines": Proofs(house().table(one["table"])).of(one["evidence"]),
            }
            for one in found["tables"]
        ],
        "history": history_paper(house().store.register.history(finding)),
    }


@register.get("/register")
@register.arguments(RegisterFilter, location="query")
def everything(sent: dict[str, Any]) -> dict[str, Any]:
    """Show the improvement actions of all exercises that the visitor judges."""
    sent.pop("lang")
    proving().refresh(sent["plan"])
    paper = _listing().paper(Wanted(exercises=visible(visitor()), **sent))
    paper["exercises"] = [one | titles_of(house(), one["id"]) for one in paper["exercises"]]
    return paper


@register.get("/register/export.csv")
@register.arguments(RegisterFilter, location="query")
def export(sent: dict[str, Any]) -> Response:
    """Give the register as CSV for a spreadsheet."""
    language = known(sent.pop("lang"))
    wanted = Wanted(exercises=visible(visitor()), **sent)
    answer = Response(sheet.export(_listing(), wanted, language), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="register.csv"'
    return answer


@register.post("/register/import")
def take_in() -> dict[str, Any]:
    """Tell what a CSV file (the body) would change; with ``?take=1`` change it."""
    found = sheet.look(request.get_data(), _listing(), Wanted(exercises=visible(visitor())))
    if request.args.get("take") != "1":
        return sheet.preview_paper(found)
    holder = visitor().strongest()
    by = signature(holder, request.args.get("name")) if holder is not None else ""
    with house().store.together():
        return {"changed": sheet.take_in(found, _actions(), by)}


@register.get("/register/actions/<action>")
def show_action(action: str) -> dict[str, Any]:
    """Show an action with its finding, evidence and history."""
    finding, _ = _judged(action)
    paper = _actions().paper(action) | {"finding": finding_paper(finding)}
    siblings = house().store.register.actions(finding.id)
    paper["siblings"] = [{"id": one.id, "words": dict(one.words)} for one in siblings]
    paper["finding_history"] = history_paper(house().store.register.history(finding.id))
    return paper | titles_of(house(), finding.exercise, finding.plan)


@register.post("/findings/<finding>/actions")
@register.arguments(NewAction)
def add_action(sent: dict[str, Any], finding: str) -> tuple[dict[str, Any], int]:
    """Add an action to a finding in the register."""
    record = _finding(finding)
    holder = judge_of(visitor(), record.exercise)
    if record.taken is None:
        raise Refusal("not_taken")
    by = signature(holder, sent.pop("name"))
    return {"id": _actions().add(finding, _written(sent), by)}, 201


@register.patch("/register/actions/<action>")
@register.arguments(EditAction)
def edit_action(sent: dict[str, Any], action: str) -> dict[str, Any]:
    """Change what an action says, who owns it and when it is due."""
    _, holder = _judged(action)
    by, revision = signature(holder, sent.pop("name")), sent.pop("revision")
    _actions().edit(action, _written(sent), by, revision)
    return {"ok": True}


@register.post("/register/actions/<action>/move")
@register.arguments(MoveAction)
def move_action(sent: dict[str, Any], action: str) -> dict[str, Any]:
    """Take an action one step on: accept, begin, finish, verify, reject, merge, reopen."""
    _, holder = _judged(action)
    name = named(holder, sent["name"])
    if sent["do"] == "finish" and name is None:
        raise Refusal("name_missing")
    if sent["into"] is not None:
        _judged(sent["into"])
    by = signature(holder, sent["name"])
    _actions().move(action, sent["do"], by, name, sent["reason"], sent["into"])
    return {"ok": True}


@register.post("/register/actions/<action>/evidence")
@register.arguments(Evidence)
def prove(sent: dict[str, Any], action: str) -> dict[str, Any]:
    """Add a piece of evidence to an action."""
    _, holder = _judged(action)
    by = signature(holder, sent.pop("name"))
    _actions().prove(action, {k: v for k, v in sent.items() if v}, by)
    return {"ok": True}


def _findings(exercise: str) -> Findings:
    return Findings(house(), house().exercise(exercise), _outbox().tell)


def _actions() -> Actions:
    return Actions(house().store, house().room.source.stamp, _outbox().tell)


def _outbox() -> Outbox:
    return Outbox(house().store, house().room.source.stamp)


def _listing() -> Listing:
    return Listing(house().store, house().room.source.stamp())


def _finding(finding: str) -> FindingRecord:
    visible(visitor())
    try:
        return house().store.register.finding(finding)
    except NotFound as missing:
        raise Refusal("no_such_finding", finding=finding) from missing


def _judged(action: str) -> tuple[FindingRecord, Pass]:
    """Return the finding of *action* and the visitor's pass as a judge of its exercise; raises Refusal."""
    visible(visitor())
    finding = _finding(_actions().find(action).finding)
    return finding, judge_of(visitor(), finding.exercise)


def _written(sent: dict[str, Any]) -> dict[str, Any]:
    """Return what was sent as it is kept: days as ISO dates."""
    days = {name: sent[name].isoformat() for name in ("start", "due") if sent.get(name)}
    return sent | days
