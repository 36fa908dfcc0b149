"""What the journal of one table shows the programme: when it ended, which services failed, what was recovered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exercise.entry import Entry
from exercise.facts import Acted, Ended, RecoveryChanged, SeatTaken, ServiceChanged

_SITE = "dr"
_BEGUN = ("waiting", "running")


@dataclass(frozen=True, slots=True)
class Course:
    """How a table went; *ended* is the stamp of EndEx, None while it is played."""

    ended: str | None
    services: frozenset[str]
    recoveries: frozenset[str]
    has_people: bool


def course_of(entries: Iterable[Entry]) -> Course:
    """Return the course of the table with these *entries*; *services* are those that left their normal state."""
    ended: str | None = None
    services: set[str] = set()
    recoveries: set[str] = set()
    has_people = False
    for entry in entries:
        match entry.fact:
            case Ended():
                ended = entry.wall
            case ServiceChanged(service=service):
                services.add(service)
            case RecoveryChanged(recovery=recovery, to=to) if to in _BEGUN:
                recoveries.add(recovery)
            case SeatTaken(simulated=False) | Acted(simulated=False):
                has_people = True
    return Course(ended, frozenset(services), frozenset(recoveries), has_people)


def is_switchover(recovery: str, needs: Iterable[str]) -> bool:
    """Whether a recovery goes to another site: ``dr`` is a word of its id, or of a resource that it needs."""
    return any(_SITE in name.split("-") for name in (recovery, *needs))
