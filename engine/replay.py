"""Replay: what came from outside goes to a fresh stage, and everything that comes out must be what was kept.

One function serves restart, audit, time travel, what-if and the regression recordings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.stage import Stage
from exercise.entry import OUTSIDE, Entry
from exercise.facts import Fact
from exercise.paper import entry_to_paper, fact_to_paper
from exercise.phases import Phase, phase_of
from exercise.setting import Setting
from scenarios.timing import Ms


class ReplayDiverged(Exception):
    """Entry *seq* was kept as *expected*, but the same documents and seed lead to *actual*; None is nothing at all."""

    def __init__(
        self, seq: int, expected: dict[str, Any] | None, actual: dict[str, Any] | None
    ) -> None:
        super().__init__(seq, expected, actual)
        self.seq = seq
        self.expected = expected
        self.actual = actual


class _Reached(Exception):
    """The time up to which is replayed was passed in the middle of a jump."""


class Replay:
    """A stage that was fed with kept entries, and how far."""

    def __init__(self, setting: Setting, seed: int, entries: Sequence[Entry]) -> None:
        self.stage = Stage(setting, seed, self._expect)
        self.count = 0
        self._entries = entries
        self._until: Ms | None = None

    def play(self, until: Ms | None = None) -> None:
        """Go through the entries up to and including *until*; raises ReplayDiverged."""
        self._until = until
        try:
            while self.count < len(self._entries):
                entry = self._entries[self.count]
                if until is not None and entry.at > until:
                    break
                self._check_number(entry)
                if entry.source == OUTSIDE:
                    self._feed(entry)
                else:
                    self._await(entry)
        except _Reached:
            pass
        if until is not None:
            self.stage.proceedings.advance(until, Phase.PEOPLE)
            self._stand_at(until)

    def _stand_at(self, until: Ms) -> None:
        state = self.stage.state
        if state.started and state.ended_at is None:
            state.reach(until, Phase.PEOPLE)

    def _feed(self, entry: Entry) -> None:
        is_of_clock = phase_of(entry) == Phase.CLOCK
        self.stage.advance(entry.at, Phase.CLOCK if is_of_clock else Phase.PEOPLE)
        self.count += 1
        self.stage.hear(entry)

    def _await(self, entry: Entry) -> None:
        """Let the stage go on until it tells *entry*."""
        before = self.count
        for phase in (Phase.PEOPLE, Phase.END):
            self.stage.advance(entry.at, phase)
            if self.count > before:
                return
        raise ReplayDiverged(entry.seq, entry_to_paper(entry), None)

    def _expect(self, at: Ms, source: str, fact: Fact) -> Entry:
        if self._until is not None and at > self._until:
            raise _Reached
        kept = self._entries[self.count] if self.count < len(self._entries) else None
        if kept is None or kept.fact != fact or kept.at != at or kept.source != source:
            expected = None if kept is None else entry_to_paper(kept)
            actual = {"at": at, "source": source, "fact": fact_to_paper(fact)}
            raise ReplayDiverged(self.count + 1, expected, actual)
        self._check_number(kept)
        self.count += 1
        return kept

    def _check_number(self, kept: Entry) -> None:
        if kept.seq != self.count + 1:
            raise ReplayDiverged(self.count + 1, entry_to_paper(kept), None)


def replay(
    setting: Setting, seed: int, entries: Sequence[Entry], until: Ms | None = None
) -> Replay:
    """Return the replay of *entries*, verified one by one, up to and including *until* (None: all of them).

    Raises ReplayDiverged at the first entry that does not follow from the documents, the seed and those before it.
    """
    replayed = Replay(setting, seed, entries)
    replayed.play(until)
    return replayed
