"""Who is there: the connections of each seat of one table, and how long each person has been silent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.clock import SystemTime, Time
from exercise.audience import PARTICIPANT
from web.identity import Pass

_IDLE_AFTER_MS = 300_000
_GONE_AFTER_MS = 60_000
_NS_PER_MS = 1_000_000


@dataclass(slots=True)
class Person:
    """One person at a seat: the open connections, when they last did something, and when they were last lost."""

    connections: set[str] = field(default_factory=set)
    active: int = 0
    left: int = 0


class Presence:
    """The people of one table; a person is there while a connection is open."""

    def __init__(self, time: Time | None = None) -> None:
        self._time = time or SystemTime()
        self._people: dict[str, Person] = {}
        self._began = self._time.moment()

    def arrive(self, connection: str, holder: Pass) -> bool:
        """Note a connection; True when the person was not there before."""
        if holder.kind != PARTICIPANT:
            return False
        person = self._people.setdefault(holder.by, Person())
        was_away = not person.connections
        person.connections.add(connection)
        person.active = self._time.moment()
        return was_away

    def depart(self, connection: str, holder: Pass) -> bool:
        """Forget a connection; True when it was the person's last."""
        person = self._people.get(holder.by)
        if person is None or connection not in person.connections:
            return False
        person.connections.discard(connection)
        person.left = self._time.moment()
        return not person.connections

    def act(self, by: str) -> None:
        """Note that *by* just did something."""
        if by in self._people:
            self._people[by].active = self._time.moment()

    def is_online(self, by: str) -> bool:
        """Whether *by* has an open connection."""
        person = self._people.get(by)
        return person is not None and bool(person.connections)

    def idle_ms(self, by: str) -> int:
        """Return for how long *by* has done nothing; 0 for somebody never seen."""
        person = self._people.get(by)
        return 0 if person is None else (self._time.moment() - person.active) // _NS_PER_MS

    def is_gone(self, by: str) -> bool:
        """Whether *by* has been without a connection for so long that somebody else may have the seat."""
        person = self._people.get(by)
        if person is not None and person.connections:
            return False
        left = self._began if person is None else person.left
        return self._time.moment() - left >= _GONE_AFTER_MS * _NS_PER_MS

    def online(self) -> tuple[str, ...]:
        """Return everybody who has an open connection, as ``role/name``."""
        return tuple(by for by, person in self._people.items() if person.connections)

    def decorate(self, seats: dict[str, Any], sees_all: bool) -> dict[str, Any]:
        """Return the members of the section *seats* with who is online, and for *sees_all* each seat's state."""
        return {
            role: seat if seat is None else self._decorated(role, seat, sees_all)
            for role, seat in seats.items()
        }

    def _decorated(self, role: str, seat: dict[str, Any], sees_all: bool) -> dict[str, Any]:
        people = [
            {**one, "online": one["simulated"] or self.is_online(f"{role}/{one['person']}")}
            for one in seat["people"]
        ]
        decorated = {**seat, "people": people}
        if not sees_all:
            return decorated
        idle = [self.idle_ms(f"{role}/{one['person']}") for one in people if not one["simulated"]]
        return decorated | {"state": _state(decorated, idle), "idle_ms": min(idle, default=0)}


def _state(seat: dict[str, Any], idle: list[int]) -> str:
    if not seat["present"]:
        return "absent"
    if not seat["people"]:
        return "empty"
    if not any(one["online"] for one in seat["people"]):
        return "lost"
    return "idle" if idle and min(idle) >= _IDLE_AFTER_MS else "present"
