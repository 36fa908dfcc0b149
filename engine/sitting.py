"""Where people sit: a person at a table goes before a simulated colleague."""

from __future__ import annotations

from exercise.facts import Fact, SeatLeft, SeatTaken


class Sitting:
    """The people of flesh and blood in each seat."""

    def __init__(self) -> None:
        self._people: dict[str, set[str]] = {}

    def hear(self, fact: Fact) -> str | None:
        """Take in *fact* and return the role in which somebody has just sat down, if that is what happened."""
        match fact:
            case SeatTaken(role=role, person=person, simulated=False):
                self._people.setdefault(role, set()).add(person)
                return role
            case SeatLeft(role=role, person=person):
                self._people.get(role, set()).discard(person)
        return None

    def has(self, role: str) -> bool:
        """Whether a person sits as *role*."""
        return bool(self._people.get(role))
