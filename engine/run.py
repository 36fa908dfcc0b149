"""One live table without threads: what happens is numbered, kept, folded and then announced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from engine.replay import replay
from engine.stage import Stage
from exercise.commands import CLOCK_COMMANDS, Command
from exercise.decisions import decide
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate
from exercise.facts import Fact
from exercise.phases import Phase
from exercise.proceedings import Proceedings
from exercise.refusal import Refused
from exercise.setting import Setting
from scenarios.timing import Ms

Batch = Callable[[list[Entry]], object]
"""Takes the entries that came about together; for `keep`, raises when they cannot be kept."""

Wall = Callable[[Ms], str]
"""Says for an exercise time what stands in an entry's ``wall``."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a command: the numbers of its entries, or why it was refused."""

    seqs: tuple[int, ...] = ()
    refused: Refused | None = None


def story_wall(setting: Setting) -> Wall:
    """Return the wall of virtual time: the story's own date and time, in UTC."""
    start = setting.scenario.story_start.astimezone(UTC)

    def read(at: Ms) -> str:
        moment = start + timedelta(milliseconds=at)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    return read


class Run:
    """A table that is being played: commands go in, entries come out, in the order that is the truth.

    Time is handed in with every call and never goes back. Entries that come about in one call are one batch: kept
    first, announced after. When *keep* raises, the run must be rebuilt from what is kept.
    """

    def __init__(
        self,
        setting: Setting,
        documents: DocumentRefs,
        seed: int,
        keep: Batch = len,
        announce: Batch = len,
        wall: Wall | None = None,
    ) -> None:
        """Open a table for *setting* before StartEx."""
        self.setting = setting
        self.documents = documents
        self.seed = seed
        self.seq = 0
        self._keep = keep
        self._announce = announce
        self._wall = wall or story_wall(setting)
        self._fresh: list[Entry] = []
        self._sent: dict[tuple[str | None, str], Result] = {}
        self.stage = Stage(setting, seed, self._record)

    @classmethod
    def rebuild(
        cls,
        setting: Setting,
        documents: DocumentRefs,
        seed: int,
        entries: Sequence[Entry],
        keep: Batch = len,
        announce: Batch = len,
        wall: Wall | None = None,
    ) -> Run:
        """Return the run that *entries* were kept of, ready to go on after the last of them.

        Raises ReplayDiverged when the same documents and seed lead to other entries.
        """
        run = cls(setting, documents, seed, keep, announce, wall)
        run.stage = replay(setting, seed, entries).stage
        run.stage.record = run._record
        run.seq = len(entries)
        run._remember(entries)
        return run

    @property
    def proceedings(self) -> Proceedings:
        """All that is so: state, step instances, conditions."""
        return self.stage.proceedings

    @property
    def now(self) -> Ms:
        """The exercise time reached; a jump or leap is ahead of whoever asks."""
        return self.stage.now

    def admit(self, command: Command, at: Ms) -> Result:
        """Play what is due before *command* at *at*, then take it or refuse it; the same millisecond settles.

        A command with a client id that was taken before is not taken again: its earlier result comes back.
        """
        is_of_clock = isinstance(command, CLOCK_COMMANDS)
        self.stage.advance(at, Phase.CLOCK if is_of_clock else Phase.PEOPLE)
        result = self._sent.get(_sender(command)) or self._decide(command, at)
        if not is_of_clock:
            self.stage.advance(self.now)
        self._flush()
        return result

    def advance(self, to: Ms, phase: Phase = Phase.PEOPLE) -> None:
        """Play all that is due up to and including *phase* of *to*."""
        self.stage.advance(to, phase)
        self._flush()

    def finish(self) -> None:
        """Play on to EndEx, past the last millisecond."""
        self.advance(self.setting.scenario.duration + 1)

    def next_due(self) -> Ms | None:
        """Return the exercise time at which something next happens by itself; None before StartEx and after EndEx."""
        return self.stage.next_due()

    def evaluation(self) -> dict[str, Any]:
        """Return the judgement as things stand (formats.md 5)."""
        return evaluate(self.proceedings, self.documents, self.seed)

    def _decide(self, command: Command, at: Ms) -> Result:
        state = self.stage.state
        decided = decide(state, command, at)
        if isinstance(decided, Refused):
            return Result(refused=decided)
        if not isinstance(command, CLOCK_COMMANDS):
            self.stage.advance(
                self.now
            )  # what is noted inside a jump stands at its end, after its world
        moment = self.now if state.ended_at is None else state.ended_at
        taken = []
        for fact in decided:
            entry = self._record(moment, OUTSIDE, fact, command.by)
            taken.append(entry)
            self.stage.hear(entry)
        self._remember(taken)
        return Result(tuple(entry.seq for entry in taken))

    def _record(self, at: Ms, source: str, fact: Fact, by: str | None = None) -> Entry:
        self.seq += 1
        entry = Entry(self.seq, at, source, self._wall(at), by, fact)
        self._fresh.append(entry)
        return entry

    def _remember(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            client_id = getattr(entry.fact, "client_id", None)
            if client_id:
                self._sent[(entry.by, client_id)] = Result((entry.seq,))

    def _flush(self) -> None:
        if self._fresh:
            batch, self._fresh = self._fresh, []
            self._keep(batch)
            self._announce(batch)


def _sender(command: Command) -> tuple[str | None, str]:
    return command.by, getattr(command, "client_id", None) or ""
