"""The order of happenings within one millisecond (scoring.md 1, "One moment")."""

from __future__ import annotations

from collections.abc import Mapping
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


_OF_FACT: Mapping[type, Phase] = {
    Started: Phase.CLOCK,
    Paused: Phase.CLOCK,
    Resumed: Phase.CLOCK,
    SpeedChanged: Phase.CLOCK,
    SilenceNoted: Phase.SILENCES,
    Ended: Phase.END,
}
_OF_SOURCE: Mapping[str, Phase] = {WORLD: Phase.WORLD, OUTSIDE: Phase.PEOPLE}


def phase_of(entry: Entry) -> Phase:
    """Return the phase that *entry* belongs to.

    A leap told by an inject comes at the end of its millisecond.
    """
    fact = entry.fact
    phase = _OF_FACT.get(type(fact))
    if phase is not None:
        return phase
    if isinstance(fact, Jumped):
        return Phase.END if fact.inject else Phase.CLOCK
    return _OF_SOURCE.get(entry.source, Phase.INJECTS)
