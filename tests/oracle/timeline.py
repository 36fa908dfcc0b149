"""A journal laid out as positions: every entry, and every moment at which something can change by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exercise.entry import SCRIPT, WORLD, Entry
from exercise.facts import Ended, Jumped, Paused, Resumed, SilenceNoted, SpeedChanged, Started

TIMERS = "timers"
SILENCES = "silences"
EVERY_MS = 400
"""Up to this EndEx every millisecond has its own positions; beyond, only those asked for."""


@dataclass(frozen=True, slots=True)
class Position:
    """One place in the order of all that happens: an entry, or a tick at which timers or silences run out."""

    index: int
    ms: int
    entry: Entry | None = None
    tick: str | None = None


def lay_out(entries: Sequence[Entry], wanted: Iterable[int] = ()) -> list[Position]:
    """Return the positions of a journal up to its Ended, with ticks at each millisecond that matters."""
    kept = _until_end(entries)
    last = kept[-1].at
    times = set(range(last + 1)) if last <= EVERY_MS else {e.at for e in kept} | {0, last}
    times |= {ms for ms in wanted if 0 <= ms <= last}
    found: list[Position] = []
    for ms in sorted(times):
        _lay_out_one(ms, [entry for entry in kept if entry.at == ms], found)
    return found


def _until_end(entries: Sequence[Entry]) -> list[Entry]:
    kept = []
    for entry in entries:
        kept.append(entry)
        if isinstance(entry.fact, Ended):
            break
    return kept


def _lay_out_one(ms: int, entries: Sequence[Entry], found: list[Position]) -> None:
    """Append the positions of one millisecond: clock, world, timers, injects, silences, people, EndEx."""
    ticks = [(2, TIMERS), (4, SILENCES)]
    for entry in entries:
        while ticks and ticks[0][0] < _phase(entry):
            found.append(Position(len(found), ms, tick=ticks.pop(0)[1]))
        found.append(Position(len(found), ms, entry=entry))
    for _, tick in ticks:
        found.append(Position(len(found), ms, tick=tick))


def _phase(entry: Entry) -> int:
    match entry.fact:
        case Ended():
            return 6
        case Jumped(inject=inject):
            return 0 if inject is None else 5
        case Started() | Paused() | Resumed() | SpeedChanged():
            return 0
        case SilenceNoted():
            return 4
    return {WORLD: 1, SCRIPT: 3}.get(entry.source, 5)
