"""Broadcast: what was kept is told to each audience's room; the judgement and the roster follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from exercise.audience import OBSERVER, Audience
from exercise.entry import Entry
from exercise.snapshot import Told
from scenarios.timing import Ms
from web.live.rooms import room_of
from web.table import Table

Emit = Callable[[str, Mapping[str, Any], str], None]
"""Sends an event with its payload to a room."""

WallNow = Callable[[], int]
"""Returns the wall's milliseconds since 1970."""


class Broadcast:
    """Tells the rooms of every table what concerns them."""

    def __init__(self, emit: Emit, has_listeners: Callable[[str], bool], wall: WallNow) -> None:
        self._emit = emit
        self._has_listeners = has_listeners
        self._wall = wall
        self._unjudged: dict[str, Table] = {}

    def entries(self, table: Table, entries: Sequence[Entry]) -> None:
        """Tell *table*'s rooms of *entries*, which are kept."""
        for audience, told in table.hear(entries).items():
            room = room_of(table.id, audience)
            if self._has_listeners(room):
                self._emit("entries", self._message(table, audience, told), room)
        self._unjudged.setdefault(table.id, table)

    def presence(self, table: Table, by: str, online: bool) -> None:
        """Tell *table*'s rooms, but the wall, that *by* came or went."""
        for audience in table.screens.audiences:
            if audience.kind != OBSERVER:
                self._emit("presence", _presence(table, by, online), room_of(table.id, audience))

    def idleness(self, tables: Iterable[Table]) -> None:
        """Tell facilitators and evaluators of *tables* for how long each person has done nothing."""
        for table in tables:
            rooms = [room_of(table.id, audience) for audience in table.screens.judges]
            for room in filter(self._has_listeners, rooms):
                for by in table.presence.online():
                    idle_ms = table.presence.idle_ms(by)
                    self._emit("presence", _presence(table, by, True, idle_ms), room)

    def is_heard(self, table: Table) -> bool:
        """Whether anybody is connected to *table*."""
        rooms = (room_of(table.id, audience) for audience in table.screens.audiences)
        return any(self._has_listeners(room) for room in rooms)

    def judge(self, now: Callable[[Table], Ms], until: Callable[[], bool] = lambda: True) -> None:
        """Tell facilitators and evaluators how the tables that changed are doing, the longest unjudged first.

        *now* tells a table's exercise time. Goes on as long as *until* says so; the rest comes the next time.
        """
        while self._unjudged and until():
            table = self._unjudged.pop(next(iter(self._unjudged)))
            rooms = [room_of(table.id, audience) for audience in table.screens.judges]
            rooms = [room for room in rooms if self._has_listeners(room)]
            if not rooms:
                continue
            evaluation = table.evaluation(now(table))
            news = {"table": table.id, "seq": table.seq, "evaluation": evaluation}
            for room in rooms:
                self._emit("evaluation", news, room)

    def time_passes(self, tables: Iterable[Table]) -> None:
        """Judge those of *tables* that run again: limits pass also when nothing happens."""
        for table in tables:
            if table.clock["phase"] == "running":
                self._unjudged.setdefault(table.id, table)

    def close(self, table: str, audiences: Sequence[Audience], why: str) -> None:
        """Tell everybody at *table* that the connection will end."""
        for audience in audiences:
            self._emit("closed", {"table": table, "why": why}, room_of(table, audience))

    def _message(self, table: Table, audience: Audience, told: Told) -> dict[str, Any]:
        changes = dict(told.changes)
        table.decorate(changes, audience)
        return {
            "table": table.id,
            "from": told.start,
            "to": told.end,
            "wall": self._wall(),
            "lines": list(told.lines),
            "changes": changes,
        }


def _presence(table: Table, by: str, online: bool, idle_ms: int = 0) -> dict[str, Any]:
    role, _, person = by.partition("/")
    return {
        "table": table.id,
        "role": role,
        "person": person,
        "name": person,
        "online": online,
        "idle_ms": idle_ms,
        "simulated": False,
    }
