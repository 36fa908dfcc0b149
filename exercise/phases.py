"""The order of happenings within one millisecond (scoring.md 1, "One moment")."""

from __future__ import annotations

from enum import IntEnum

from exercise.entry import OUTSIDE, WORLD, Entry
from exercise.facts import (
    Ended,
    Jumped,
    Paused,
    Resumed,
    SilenceNoted,
    SpeedChanged,
    Started,
)


class Phase(IntEnum):
    """What comes before what while the clock shows one and the same millisecond."""

    CLOCK = 0
    WORLD = 1
    TIMERS = 2
    INJECTS = 3
    SILENCES = 4
    PEOPLE = 5
    END = 6


_CLOCK_FACTS = (Started, Paused, Resumed, SpeedChanged, Jumped)


def phase_of(entry: Entry) -> Phase:
    """Return the phase that *entry* belongs to.

    A leap told by an inject comes at the end of its millisecond.
    """
    fact = entry.fact
    if isinstance(fact, _CLOCK_FACTS):
        return Phase.END if isinstance(fact, Jumped) and fact.inject else Phase.CLOCK
    if isinstance(fact, Ended):
        return Phase.END
    if isinstance(fact, SilenceNoted):
        return Phase.SILENCES
    if entry.source == WORLD:
        return Phase.WORLD
    return Phase.PEOPLE if entry.source == OUTSIDE else Phase.INJECTS
