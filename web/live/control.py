"""The facilitator's orders: one command for most, several for a new inject at once or a choice about overdue ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.conductor import NotDone
from engine.overdue import CHOICES, catch_up, overdue
from engine.run import Run
from exercise.commands import Command, Release, WriteInject
from web.errors import Refusal
from web.house import Ack, House
from web.payloads.commands import read_control
from web.payloads.socket import Payload
from web.table import Table


def control(house: House, table: Table, by: str, data: object) -> Ack:
    """Do what a `control` message of the facilitator *by* asks; raises Refusal."""
    do = data.get("do") if isinstance(data, Mapping) else None
    if do == "write":
        return _write(house, table, by, Payload(data))
    if do == "overdue":
        return _catch_up(house, table, by, Payload(data))
    return house.ask(table, read_control(by, data))


def _write(house: House, table: Table, by: str, sent: Payload) -> Ack:
    sent.identifier("do")
    inject = sent.maybe_identifier("inject") or _free_id(table)
    content, reason, now = sent.mapping("content"), sent.text("reason"), sent.flag("now")
    sent.done()
    content.pop("id", None)
    ack: dict[str, Any] = house.ask(table, WriteInject(inject, content, by, reason))
    if now:
        house.ask(table, Release(inject, by, reason))
    return ack | {"inject": inject}


def _catch_up(house: House, table: Table, by: str, sent: Payload) -> Ack:
    sent.identifier("do")
    choice, to = sent.identifier("choice"), sent.maybe_ms("to")
    sent.done()
    if choice not in CHOICES:
        raise Refusal("malformed", where="choice")

    def commands(run: Run) -> tuple[Command, ...]:
        state = run.proceedings.state
        return catch_up(overdue(run.setting, state, to), choice, state.at, to, by)

    ack: Ack = {"ok": True, "seq": table.seq}
    try:
        asked = house.room.look(table.id, commands)
    except NotDone as reason:
        raise Refusal(reason.code, **reason.numbers) from reason
    for command in asked:
        ack = house.ask(table, command)
    return ack


def _free_id(table: Table) -> str:
    taken = set(table.screens.scene.injects())
    return next(name for n in range(1, 10_000) if (name := f"W{n:02}") not in taken)
