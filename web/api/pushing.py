"""Statuses that other document systems push back: as a list, or as an OSCAL plan of action."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from flask import request
from flask_smorest import Blueprint

from exercise.exchange.poam_reading import NotPoam, Poam, read_poam
from web.api.asking import house, proving, visitor
from web.errors import Refusal
from web.interfaces.poam_push import rows_of
from web.interfaces.pushing import Pushing, row_of
from web.payloads.interfaces import OscalAsked, PushAsked, Statuses
from web.register.actions import Actions
from web.webhooks.outbox import Outbox

pushing = Blueprint(
    "pushing", __name__, url_prefix="/api/v1", description="Statuses from other systems"
)


@pushing.post("/findings/status")
@pushing.arguments(PushAsked, location="query")
@pushing.arguments(Statuses)
def push(asked: dict[str, Any], sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Take statuses of findings and actions in, all or none; with ``?dry=1`` only tell what would become of them."""
    rows = [row_of(one) for one in sent["statuses"]]
    result = _pushing().push(rows, _sender(), asked["dry"])
    told = {"taken": not (asked["dry"] or result.refused), "rows": result.rows}
    if result.refused and not asked["dry"]:
        count = sum("refused" in one for one in result.rows)
        return Refusal("rows_refused", count=count).paper() | told, 409
    return told, 200


@pushing.post("/findings/oscal")
@pushing.arguments(OscalAsked, location="query")
def push_oscal(asked: dict[str, Any]) -> dict[str, Any]:
    """Tell what an OSCAL plan of action (the body) says that is new; with ``?take=1`` take what can be taken."""
    sender, work = _sender(), _pushing()
    poam = _poam(request.get_data())
    said = rows_of(house().store, poam, asked["name"], asked["reason"])
    looked = [work.push([row], sender, dry=True).rows[0] for row in said.rows]
    fitting = [row for row, told in zip(said.rows, looked, strict=True) if "refused" not in told]
    taken = work.push(fitting, sender) if asked["take"] and fitting else None
    if taken is not None and taken.refused:
        raise Refusal("rows_refused", count=sum("refused" in one for one in taken.rows))
    return {
        "taken": 0 if taken is None else len(taken.rows),
        "rows": looked,
        "same": said.same,
        "items": len(poam.items),
        "unknown": [{"uuid": one.uuid, "title": one.title} for one in said.unknown],
        "dangling": [asdict(one) for one in poam.dangling],
    }


def _poam(data: bytes) -> Poam:
    try:
        return read_poam(json.loads(data))
    except (NotPoam, ValueError, RecursionError) as wrong:
        raise Refusal("no_poam") from wrong


def _sender() -> str:
    """Return who brings the statuses, as histories write it before a person's name; raises Refusal."""
    holder = visitor().master()
    is_program = visitor().may is not None
    return (holder.name or "").replace("/", " ") if is_program else holder.kind


def _pushing() -> Pushing:
    stamp = house().room.source.stamp
    actions = Actions(house().store, stamp, Outbox(house().store, stamp).tell)
    return Pushing(house().store, actions, stamp, proving().settle)
