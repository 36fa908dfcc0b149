"""An entry: a numbered, timed fact in the journal."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.facts import Fact
from scenarios.timing import Ms

OUTSIDE = "outside"
SCRIPT = "script"
WORLD = "world"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: *seq* from 1 on, *at* in exercise time, *by* ``role`` or ``role/person``."""

    seq: int
    at: Ms
    source: str
    wall: str
    by: str | None
    fact: Fact


def role_of(by: str) -> str:
    """Return the role of ``role`` or ``role/person``."""
    return by.partition("/")[0]


def person_of(by: str) -> str | None:
    """Return the person of ``role/person``; None for a bare role, which is one person."""
    return by.partition("/")[2] or None


def is_same_person(one: str, other: str) -> bool:
    """Whether two ``by`` are one person: the same name, or the same bare role (formats.md 3)."""
    named, other_named = person_of(one), person_of(other)
    if named is None and other_named is None:
        return role_of(one) == role_of(other)
    return named is not None and named == other_named
