"""A whole exercise in virtual time: scripted responses, simulated colleagues, or nobody at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from engine.colleagues import Colleagues
from engine.run import Run
from exercise.commands import (
    CLOCK_COMMANDS,
    Act,
    Command,
    End,
    Hold,
    Jump,
    Override,
    Pause,
    Postpone,
    Release,
    Resume,
    SetSpeed,
    Skip,
    Start,
)
from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.refusal import Refused
from exercise.setting import Setting
from scenarios.responses import FacilitatorAct, Response
from scenarios.timing import Ms

FACILITATOR = "facilitator"

Line = Response | FacilitatorAct


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A response that was refused, which is no act; play noted it and went on."""

    at: Ms
    command: Command
    refused: Refused


@dataclass(frozen=True, slots=True)
class Played:
    """An exercise that was played to its end."""

    run: Run
    entries: tuple[Entry, ...]
    refused: tuple[RefusedLine, ...]


def play(
    setting: Setting,
    documents: DocumentRefs,
    seed: int,
    lines: Iterable[Line] = (),
    colleagues: Colleagues | None = None,
) -> Played:
    """Play *setting* from StartEx to EndEx with *lines* in order of time; `wall` is the story's time."""
    table = _Table(setting, documents, seed, colleagues)
    table.admit(Start(), 0)
    for at, commands in in_order(lines):
        table.go_on(before=at)
        for command in commands:
            table.admit(command, at)
    table.go_on(before=None)
    table.run.finish()
    return Played(table.run, tuple(table.entries), tuple(table.refused))


def in_order(lines: Iterable[Line]) -> Iterator[tuple[Ms, list[Command]]]:
    """Yield the commands of each millisecond: those of the clock, then people as written, `end` last."""
    for at, group in groupby(sorted(lines, key=lambda line: line.at), key=lambda line: line.at):
        yield at, sorted(map(command_of, group), key=_rank)


def command_of(line: Line) -> Command:
    """Return what *line* asks for."""
    if isinstance(line, FacilitatorAct):
        return _FACILITATED[line.act](line)
    return Act(
        by=line.by,
        action=line.action,
        option=line.option,
        about=line.about,
        form=line.form,
        text=line.text,
        to=line.to,
    )


class _Table:
    """The run with what came of it, and the colleagues who hear of it."""

    def __init__(
        self, setting: Setting, documents: DocumentRefs, seed: int, colleagues: Colleagues | None
    ) -> None:
        self.entries: list[Entry] = []
        self.refused: list[RefusedLine] = []
        self._colleagues = colleagues
        self.run = Run(setting, documents, seed, keep=self._keep)

    def admit(self, command: Command, at: Ms) -> None:
        """Let somebody ask for *command* at *at*."""
        refused = self.run.admit(command, at).refused
        if refused is not None:
            self.refused.append(RefusedLine(at, command, refused))

    def go_on(self, before: Ms | None) -> None:
        """Let colleagues act, each in their time, until *before* (None: to the end)."""
        if self._colleagues is None:
            return
        while (due := self._next_due()) is not None and (before is None or due < before):
            self.run.advance(due)
            for act in self._colleagues.acts_due(self.run.now):
                self.admit(act, self.run.now)

    def _next_due(self) -> Ms | None:
        of_stage = self.run.next_due()
        if of_stage is None or self._colleagues is None:
            return None
        of_people = self._colleagues.next_due()
        return of_stage if of_people is None else min(of_stage, max(of_people, self.run.now))

    def _keep(self, entries: list[Entry]) -> None:
        self.entries += entries
        if self._colleagues is not None:
            for entry in entries:
                self._colleagues.hear(entry)


def _rank(command: Command) -> int:
    if isinstance(command, CLOCK_COMMANDS):
        return 0
    return 2 if isinstance(command, End) else 1


_FACILITATED: Mapping[str, Callable[[FacilitatorAct], Command]] = {
    "release": lambda line: Release(line.inject or "", FACILITATOR, line.reason),
    "hold": lambda line: Hold(line.inject or "", FACILITATOR, line.reason),
    "skip": lambda line: Skip(line.inject or "", FACILITATOR, line.reason),
    "postpone": lambda line: Postpone(line.inject or "", line.to or 0, FACILITATOR, line.reason),
    "pause": lambda line: Pause(FACILITATOR, line.reason),
    "resume": lambda _: Resume(FACILITATOR),
    "speed": lambda line: SetSpeed(line.factor or 0.0, FACILITATOR),
    "jump": lambda line: Jump(line.to or 0, FACILITATOR, line.reason),
    "waive": lambda line: Override(FACILITATOR, line.obligation or "", "waived", line.reason),
    "end": lambda line: End(FACILITATOR, line.reason),
}
