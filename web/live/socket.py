"""The socket's handlers: who is it at connect, catch up with `hello`, then act, write, judge, control."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from socketio.exceptions import ConnectionRefusedError as NotLetIn
from werkzeug.wrappers import Request

from exercise.assessment.assessment import judge_of
from exercise.audience import ALL, EVALUATOR, FACILITATOR, OBSERVER, PARTICIPANT, Audience
from exercise.commands import Command
from web.assessing.attachments import check_attached
from web.errors import Refusal, refusal_paper
from web.house import House
from web.identity import Pass
from web.judging import answer, judge
from web.limits import Bucket
from web.live.control import control
from web.live.rooms import room_of
from web.payloads import commands as read
from web.payloads.judging import JUDGEMENTS
from web.payloads.socket import Payload
from web.table import Table
from web.visitors import Visitor, Visitors

_log = logging.getLogger(__name__)

_RATE, _BURST = 20.0, 60.0
_JUDGES = (FACILITATOR, EVALUATOR)
_LOWER: Mapping[str, tuple[str, ...]] = {
    FACILITATOR: (FACILITATOR, EVALUATOR, OBSERVER),
    EVALUATOR: (EVALUATOR, OBSERVER),
}

Ack = dict[str, Any]
Handler = Callable[["Place", object], Ack]


@dataclass(slots=True)
class Place:
    """One connection: whose it is, and since `hello` at which table and as what."""

    connection: str
    visitor: Visitor
    bucket: Bucket = field(default_factory=lambda: Bucket(_RATE, _BURST))
    table: Table | None = None
    holder: Pass | None = None
    audience: Audience | None = None

    def at(self, *kinds: str) -> tuple[Table, Pass]:
        """Return table and holder when this place may do what *kinds* may; raises Refusal."""
        if self.table is None or self.holder is None or self.audience is None:
            raise Refusal("hello_first")
        if self.audience.kind not in kinds:
            raise Refusal("not_yours")
        return self.table, self.holder


class Socket:
    """Connects browsers with the house; one for the whole server."""

    def __init__(self, server: Any, house: House, visitors: Visitors) -> None:
        """Register every handler on *server*, the bare python-socketio server."""
        self._server = server
        self._house = house
        self._visitors = visitors
        self._places: dict[str, Place] = {}
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        for name, handler in self._handlers().items():
            server.on(name, self._guarded(handler))

    def _handlers(self) -> Mapping[str, Handler]:
        return {
            "hello": self._hello,
            "act": self._act,
            "message": self._message,
            "open": self._open,
            "note": self._note,
            "survey": self._survey,
            **{name: self._judging(name) for name in JUDGEMENTS},
            "control": self._control,
            "ping_clock": self._ping_clock,
        }

    def _guarded(self, handler: Handler) -> Callable[..., Ack]:
        def answer(connection: str, data: object = None, *_more: object) -> Ack:
            try:
                place = self._places.get(connection)
                if place is None:
                    raise Refusal("who_are_you")
                if not place.bucket.take():
                    raise Refusal("slow_down")
                return handler(place, data)
            except Refusal as refusal:
                return refusal.paper()
            except Exception:  # noqa: BLE001  one message must not end the connection
                _log.exception("socket_message_failed")
                return refusal_paper("broken", {})

        return answer

    def _connect(self, connection: str, environ: dict[str, Any], auth: object = None) -> None:
        try:
            self._places[connection] = Place(connection, self._visitor(environ, auth))
        except Refusal as refusal:
            raise NotLetIn(refusal.code, refusal.paper()) from refusal

    def _visitor(self, environ: dict[str, Any], auth: object) -> Visitor:
        shown = auth.get("pass") if isinstance(auth, dict) else None
        if isinstance(shown, str) and shown:
            return self._visitors.by_pass(shown)
        visitor = self._visitors.of(Request(environ))
        if not visitor.passes:
            raise Refusal("who_are_you")
        return visitor

    def _disconnect(self, connection: str, *_reason: object) -> None:
        place = self._places.pop(connection, None)
        if place is None or place.table is None or place.holder is None:
            return
        if place.table.presence.depart(connection, place.holder):
            self._tell_presence(place.table, place.holder, online=False)

    def _hello(self, place: Place, data: object) -> Ack:
        sent = Payload(data)
        table = self._house.table(sent.identifier("table"))
        sent.maybe_ms("last"), sent.maybe_ms("protocol")
        wanted = sent.maybe_identifier("as")
        sent.done()
        holder = place.visitor.for_table(table.exercise.id, table.id)
        audience = _audience(holder, wanted)
        if audience.kind == PARTICIPANT:
            self._house.sit(table, holder)
        self._enter(place, table, holder, audience)
        return self._house.snapshot(table, holder, audience)

    def _enter(self, place: Place, table: Table, holder: Pass, audience: Audience) -> None:
        if place.table is not None and place.audience is not None:
            self._server.leave_room(place.connection, room_of(place.table.id, place.audience))
            if place.holder is not None and place.table is not table:
                place.table.presence.depart(place.connection, place.holder)
        self._server.enter_room(place.connection, room_of(table.id, audience))
        place.table, place.holder, place.audience = table, holder, audience
        if audience.kind == PARTICIPANT and table.presence.arrive(place.connection, holder):
            self._tell_presence(table, holder, online=True)

    def _tell_presence(self, table: Table, holder: Pass, online: bool) -> None:
        self._house.broadcast.presence(table, holder.by, online)

    def _act(self, place: Place, data: object) -> Ack:
        table, holder = place.at(PARTICIPANT)
        act = read.read_act(holder.by, data)
        if act.about is not None and not _knows(table, holder, act.about):
            raise Refusal("no_such_inject", inject=act.about)
        _check_addressees(table, act.to)
        return self._ask(table, holder, act)

    def _message(self, place: Place, data: object) -> Ack:
        table, holder = place.at(PARTICIPANT, FACILITATOR)
        is_facilitator = holder.kind == FACILITATOR
        message = read.read_message(holder.by, data, is_facilitator)
        _check_addressees(table, message.to)
        return self._ask(table, holder, message)

    def _open(self, place: Place, data: object) -> Ack:
        table, holder = place.at(PARTICIPANT)
        command = read.read_open(holder.by, data)
        if not _knows(table, holder, command.inject):
            raise Refusal("no_such_inject", inject=command.inject)
        return self._ask(table, holder, command)

    def _note(self, place: Place, data: object) -> Ack:
        table, holder = place.at(PARTICIPANT, *_JUDGES)
        own_alone = holder.kind == PARTICIPANT
        note = read.read_note(holder.by, data, own_alone)
        check_attached(self._house, table, note.attachments)
        return self._ask(table, holder, note)

    def _judging(self, name: str) -> Handler:
        def handle(place: Place, data: object) -> Ack:
            table, holder = place.at(*_JUDGES)
            table.presence.act(holder.by)
            return judge(self._house, table, holder, name, data)

        return handle

    def _survey(self, place: Place, data: object) -> Ack:
        table, holder = place.at(PARTICIPANT)
        return answer(self._house, table, holder, data)

    def _control(self, place: Place, data: object) -> Ack:
        table, holder = place.at(FACILITATOR)
        return control(self._house, table, holder.by, data)

    def _ping_clock(self, _place: Place, _data: object) -> Ack:
        return {"ok": True, "wall": self._house.wall()}

    def _ask(self, table: Table, holder: Pass, command: Command) -> Ack:
        table.presence.act(holder.by)
        return self._house.ask(table, command)


def _audience(holder: Pass, wanted: str | None) -> Audience:
    """Return as what *holder* listens; a facilitator may look as an evaluator or at the wall."""
    if wanted is None or wanted == holder.kind:
        return holder.audience
    if wanted not in _LOWER.get(holder.kind, ()):
        raise Refusal("not_yours")
    return Audience(wanted, person=judge_of(holder.by) if wanted == EVALUATOR else None)


def _knows(table: Table, holder: Pass, about: str) -> bool:
    """Whether *holder*'s seat has heard of *about*: mail that came, or an action; what will come is nobody's guess."""
    return about in table.setting.actions or about in table.screens.mail_of(holder.role or "")


def _check_addressees(table: Table, to: tuple[str, ...]) -> None:
    known = {ALL, *table.setting.roles, *(actor.id for actor in table.setting.scenario.actors)}
    for one in to:
        if one not in known:
            raise Refusal("no_such_addressee", to=one)
