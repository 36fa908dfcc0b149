"""The recoveries that were tried in one run, each from being asked for to its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exercise.entry import Entry
from exercise.facts import RecoveryChanged
from scenarios.timing import Ms

WAITING, RUNNING, SUCCEEDED, FAILED = "waiting", "running", "succeeded", "failed"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One doing of *recovery*: *began* None while it waits for resources, *ended* None when EndEx came first."""

    recovery: str
    asked: Ms
    began: Ms | None = None
    ended: Ms | None = None
    succeeded: bool = False


def attempts(entries: Iterable[Entry]) -> tuple[Attempt, ...]:
    """Return every recovery that *entries* tell of, in the order of asking."""
    found: list[Attempt] = []
    running: dict[str, int] = {}
    for entry in entries:
        fact = entry.fact
        if not isinstance(fact, RecoveryChanged):
            continue
        place = running.get(fact.recovery)
        if place is None:
            running[fact.recovery] = len(found)
            began = entry.at if fact.to == RUNNING else None
            found.append(Attempt(fact.recovery, entry.at, began))
        elif fact.to == RUNNING:
            found[place] = replace(found[place], began=entry.at)
        else:
            found[place] = replace(found[place], ended=entry.at, succeeded=fact.to == SUCCEEDED)
            del running[fact.recovery]
    return tuple(found)
