"""Forking: the real run once more with some things changed, everybody else doing what they really did, same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.colleagues import Colleagues
from engine.run import Run
from exercise.commands import Act, Command, LeaveSeat, OpenInject, SendMessage
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.facts import Acted, Ended, SeatLeft, SeatTaken
from exercise.phases import Phase, phase_of
from exercise.setting import Setting
from exercise.whatif.acts import RealAct, real_acts
from exercise.whatif.changes import Added, Altered, Change, Moved, Removed, otherwise
from exercise.whatif.retelling import retold
from scenarios.timing import Ms

_OF_SEATS = (Act, OpenInject, SendMessage, LeaveSeat)

UNDELIVERED, UNCALLED = "undelivered", "not_called_for"
"""Why an act makes no sense any more: what it is about never came; nothing called for the step that it answered."""


CarryOn = Callable[[Setting, int], Colleagues]
"""Makes those who carry on, for the changed world and the run's seed."""


class NoSuchAct(Exception):
    """A change names an entry, *seq*, that is no act of a person."""

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


@dataclass(frozen=True, slots=True)
class Dropped:
    """An act that is not in the fork: *why* is UNDELIVERED, UNCALLED or a code of refusal.

    *seq* is its entry; None for one that was to be added.
    """

    seq: int | None
    at: Ms
    by: str
    action: str
    why: str


@dataclass(frozen=True, slots=True)
class Fork:
    """What would have come: the run, its entries, and the real acts that made no sense any more."""

    run: Run
    entries: tuple[Entry, ...]
    dropped: tuple[Dropped, ...]
    forked_at: Ms | None

    @property
    def setting(self) -> Setting:
        """The documents with the world as the fork has it."""
        return self.run.setting

    def evaluation(self) -> dict[str, Any]:
        """Return the judgement of the fork (formats.md 5)."""
        return self.run.evaluation()


@dataclass(frozen=True, slots=True)
class _Asked:
    """Something that was asked for at *at*; *seq* its real entry, None when it was added; *is_own*: by the what-if.

    *is_after*: what fell due in that millisecond had been played when it was asked, though the clock mostly goes first.
    """

    at: Ms
    command: Command
    seq: int | None
    is_own: bool
    is_after: bool = False


def fork(
    setting: Setting,
    documents: DocumentRefs,
    seed: int,
    entries: Sequence[Entry],
    changes: Iterable[Change] = (),
    carry_on: CarryOn | None = None,
) -> Fork:
    """Return the run of *entries* with *changes* made; without any it is the same again.

    With *carry_on* simulated colleagues take every seat from the fork on, and what people really did after it counts
    no more. Raises NoSuchAct.
    """
    changes = tuple(changes)
    asked = _changed(entries, changes)
    forked_at = _forked_at(entries, changes)
    colleagues = None
    if carry_on is not None and forked_at is not None:
        asked = [one for one in asked if one.is_own or one.at < forked_at or not _is_acting(one)]
        colleagues = carry_on(otherwise(setting, changes), seed)
    senses = {act.seq: act for act in real_acts(setting, entries)}
    return _Retold(otherwise(setting, changes), documents, seed, senses, colleagues).play(
        asked, forked_at, entries
    )


class _Retold:
    """The run that is played again, and what could not be."""

    def __init__(
        self,
        setting: Setting,
        documents: DocumentRefs,
        seed: int,
        senses: dict[int, RealAct],
        colleagues: Colleagues | None,
    ) -> None:
        self._entries: list[Entry] = []
        self._dropped: list[Dropped] = []
        self._senses = senses
        self._colleagues = colleagues
        self._run = Run(setting, documents, seed, keep=self._keep)

    def play(self, asked: Sequence[_Asked], forked_at: Ms | None, real: Sequence[Entry]) -> Fork:
        for one in asked:
            self._go_on(one.at, forked_at)
            self._ask(one)
        self._go_to_the_end(forked_at, real)
        return Fork(self._run, tuple(self._entries), tuple(self._dropped), forked_at)

    def _ask(self, one: _Asked) -> None:
        why = None if one.is_own else self._senseless(one)
        if one.is_after:
            self._run.advance(one.at)
        if why is None:
            refused = self._run.admit(one.command, one.at).refused
            why = None if refused is None else refused.code
        if why is not None and isinstance(one.command, Act):
            act = one.command
            self._dropped.append(Dropped(one.seq, one.at, act.by, act.action, why))

    def _senseless(self, one: _Asked) -> str | None:
        """Return why a real act makes no sense here, as far as can be told before it is asked; None when it does."""
        if not isinstance(one.command, Act) or one.seq is None:
            return None
        self._run.stage.advance(one.at)
        proceedings, sense = self._run.proceedings, self._senses[one.seq]
        if sense.about is not None and sense.about not in proceedings.state.deliveries:
            return UNDELIVERED
        is_called = any(proceedings.records[step].instances for step in sense.steps)
        return UNCALLED if sense.steps and not is_called else None

    def _go_on(self, before: Ms, forked_at: Ms | None) -> None:
        """Let colleagues act, each in their time, from the fork until *before*."""
        if self._colleagues is None or forked_at is None or before <= forked_at:
            return
        self._run.advance(forked_at)
        while (due := self._next_due()) is not None and due < before:
            self._run.advance(due)
            for act in self._colleagues.acts_due(self._run.now):
                self._run.admit(act, self._run.now)

    def _next_due(self) -> Ms | None:
        of_stage = self._run.next_due()
        if of_stage is None or self._colleagues is None:
            return None
        of_people = self._colleagues.next_due()
        return of_stage if of_people is None else min(of_stage, max(of_people, self._run.now))

    def _go_to_the_end(self, forked_at: Ms | None, real: Sequence[Entry]) -> None:
        """Play on to EndEx; a run that is not over yet, as far as it has come."""
        is_over = any(isinstance(entry.fact, Ended) for entry in real)
        if is_over:
            self._go_on(self._run.setting.scenario.duration + 1, forked_at)
            self._run.finish()
        elif real:
            self._go_on(real[-1].at, forked_at)
            self._run.advance(real[-1].at, max(phase_of(real[-1]), Phase.PEOPLE))

    def _keep(self, entries: list[Entry]) -> None:
        self._entries += entries
        if self._colleagues is not None:
            for entry in entries:
                if not _is_person_coming(entry):
                    self._colleagues.hear(entry)


def _changed(entries: Sequence[Entry], changes: Sequence[Change]) -> list[_Asked]:
    """Return what is asked in the fork, in order of time; what was moved comes last in its millisecond."""
    real = {entry.seq: entry for entry in entries}
    for change in changes:
        seq = getattr(change, "seq", None)
        if seq is not None and not isinstance(getattr(real.get(seq), "fact", None), Acted):
            raise NoSuchAct(seq)
    played = _last_played(entries)
    asked = [
        one
        for entry in entries
        if (command := retold(entry)) is not None
        for one in _as_changed(
            _Asked(entry.at, command, entry.seq, False, played[entry.seq] == entry.at), changes
        )
    ]
    asked += [
        _Asked(change.at, change.act, None, True) for change in changes if isinstance(change, Added)
    ]
    return sorted(asked, key=lambda one: (one.at, one.is_own and _is_out_of_place(one, real)))


def _last_played(entries: Sequence[Entry]) -> dict[int, Ms | None]:
    """Return for each entry when the script or the world last told something before it."""
    played: dict[int, Ms | None] = {}
    last: Ms | None = None
    for entry in entries:
        played[entry.seq] = last
        last = last if entry.source == OUTSIDE else entry.at
    return played


def _is_out_of_place(one: _Asked, real: dict[int, Entry]) -> bool:
    return one.seq is None or real[one.seq].at != one.at


def _as_changed(one: _Asked, changes: Sequence[Change]) -> Iterator[_Asked]:
    """Yield *one* as *changes* leave it: nothing when it was removed."""
    for change in changes:
        if getattr(change, "seq", None) != one.seq:
            continue
        match change:
            case Removed():
                return
            case Moved(to=to):
                one = replace(one, at=to, is_own=True)
            case Altered(option=option, form=form) if isinstance(one.command, Act):
                act = one.command
                filled = {**(act.form or {}), **form} if form else act.form
                altered = replace(act, option=option or act.option, form=filled)
                one = replace(one, command=altered, is_own=True)
    yield one


def _forked_at(entries: Sequence[Entry], changes: Sequence[Change]) -> Ms | None:
    """Return the first moment that is different; None when nothing is, 0 when the world is."""
    real = {entry.seq: entry.at for entry in entries}
    moments: list[Ms] = []
    for change in changes:
        match change:
            case Moved(seq=seq, to=to):
                moments.append(min(real[seq], to))
            case Removed(seq=seq) | Altered(seq=seq):
                moments.append(real[seq])
            case Added(at=at):
                moments.append(at)
            case _:
                moments.append(0)
    return min(moments, default=None)


def _is_acting(one: _Asked) -> bool:
    """Whether people of the seats asked for it."""
    return isinstance(one.command, _OF_SEATS)


def _is_person_coming(entry: Entry) -> bool:
    """Whether *entry* says that a person sat down or got up: colleagues who carry on play every seat."""
    fact = entry.fact
    return isinstance(fact, SeatLeft) or (isinstance(fact, SeatTaken) and not fact.simulated)
