"""The proceedings: the fold of an exercise's entries into state, open instances and conditions that come true.

Deterministic and incremental. The stage asks it what falls due; the evaluation reads what it holds. Fed with the same
entries it is the same, live or afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from exercise.acts import Acts
from exercise.conditions import holds
from exercise.entry import Entry, role_of
from exercise.facts import (
    Acted,
    InjectDelivered,
    InjectOpened,
    RatingGiven,
    RecoveryChanged,
    RoleChanged,
    ServiceChanged,
    SignalRaised,
    SilenceNoted,
    Started,
    VerdictOverridden,
)
from exercise.instances import Instance, StepRecord
from exercise.lookouts import Lookout, Lookouts
from exercise.phases import Phase, phase_of
from exercise.setting import Setting
from exercise.silences import Silences
from exercise.state import State
from exercise.truths import Truths
from exercise.watching import Happening, Latch, Watch
from scenarios.condition import Condition, Start
from scenarios.procedure import Step
from scenarios.timing import Ms

__all__ = ["Moment", "Phase", "Proceedings"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A watched condition became true at *at*; *inject* is what caused it, if an inject did."""

    key: str
    at: Ms
    inject: str | None = None


Told = Moment | SilenceNoted


class Proceedings:
    """What is so, which step instances are open, and which conditions hold."""

    def __init__(
        self,
        setting: Setting,
        watched: Mapping[str, Condition] | None = None,
        latched: Mapping[str, Condition] | None = None,
    ) -> None:
        """Begin before StartEx; moments of *watched* conditions are told, *latched* ones answer has_held, by key."""
        self.setting = setting
        self.state = State(setting)
        self.calls = 0
        self.records = {step.id: StepRecord(step) for step in setting.steps.values()}
        self.overrides: dict[str, VerdictOverridden] = {}
        self.override_entries: dict[str, Entry] = {}
        self.ratings: list[Entry] = []
        self.truths = Truths(self.state)
        self.silences = Silences()
        self._acts = Acts(self.state, self.records, self.truths, self.holds, self._is_forbidden)
        self._lookouts = Lookouts(self)
        self._told: list[Told] = []
        self._cause: str | None = None
        self._act: Entry | None = None
        self._told_of: dict[str, Lookout] = {}
        self._latches: dict[str, Latch] = {}
        self._not_before: dict[str, Latch] = {}
        self._register(watched or {}, latched or {})

    def hear(self, entry: Entry) -> tuple[Told, ...]:
        """Take in the next *entry* and return the moments it led to, timers that precede it included."""
        if self.state.ended_at is not None:
            self.state.hear(entry)
            self._hear_judgement(entry)
            return ()
        phase = phase_of(entry)
        self._run_timers(entry.at, phase)
        self.state.reach(entry.at, phase)
        fact = entry.fact
        touched = self._acts.hear(entry, fact) if isinstance(fact, Acted) else []
        self.state.hear(entry)
        self._hear_judgement(entry)
        self._cause = _cause_of(fact)
        self._act = entry if isinstance(fact, Acted) else None
        for happening in self._happenings(entry):
            self._lookouts.note(happening)
        for one in touched:
            step, times = one.record.step.id, one.record.times_done
            self._lookouts.note(Happening(("step", step), nth=times if one.is_done else 0))
            self._expect_silences(one.record)
        self._lookouts.settle()
        return self._take()

    def advance(self, at: Ms, phase: Phase) -> tuple[Told, ...]:
        """Let what changes by itself up to and including (*at*, *phase*) happen; return its moments."""
        if self.state.started and self.state.ended_at is None:
            self._run_timers(at, phase)
        return self._take()

    def next_timer(self) -> tuple[Ms, Phase] | None:
        """Return when something next changes by itself."""
        if self.state.ended_at is not None:
            return None
        first = [] if (due := self._lookouts.next_due()) is None else [due]
        silence = self.silences.next_due()
        if silence is not None:
            first.append((silence, Phase.SILENCES))
        return min(first, default=None)

    def holds(self, condition: Condition) -> bool:
        """Return whether *condition*, asked as a question, is true now."""
        return holds(condition, self)

    def has_held(self, key: str) -> bool:
        """Return whether the latched condition *key* has been true at any moment up to now."""
        return self._latches[key].since is not None

    def watch(self, key: str, condition: Condition) -> None:
        """Tell moments of *condition* by *key* from now on, no longer those of what *key* meant before."""
        if key in self._told_of:
            self._lookouts.remove(self._told_of[key])
        watch = Watch(condition)
        self._told_of[key] = self._lookouts.add(watch, self._teller(key))
        watch.begin(self)
        self._lookouts.schedule(self._told_of[key])

    def times_done(self, step: str) -> int:
        """Return how many instances of *step* are answered."""
        return self.records[step].times_done

    def awaited(self, step: str) -> Iterator[Instance]:
        """Return the instances of *step* that still wait for an answer or a report."""
        return self.records[step].open_instances()

    def _register(self, watched: Mapping[str, Condition], latched: Mapping[str, Condition]) -> None:
        for latch in self.truths.latches:
            self._lookouts.add(latch, _nothing)
        for step in self.setting.steps.values():
            if step.not_before is not None:
                self._not_before[step.id] = Latch(step.not_before)
                self._lookouts.add(self._not_before[step.id], _nothing)
        for step in self.setting.steps.values():
            if not step.is_prohibition:
                self._lookouts.add(Watch(step.when or Start()), self._opener(step))
        for key, condition in watched.items():
            self._told_of[key] = self._lookouts.add(Watch(condition), self._teller(key))
        for key, condition in latched.items():
            self._latches[key] = Latch(condition)
            self._lookouts.add(self._latches[key], _nothing)

    def _opener(self, step: Step) -> Callable[[], None]:
        return lambda: self._open(step)

    def _teller(self, key: str) -> Callable[[], None]:
        return lambda: self._told.append(Moment(key, self.state.at, self._cause))

    def _open(self, step: Step) -> None:
        record = self.records[step.id]
        number = len(record.instances) + 1
        instance = Instance(
            step, number, self.state.at, self.state.seq, self._cause, rules=self.setting.rules
        )
        record.open(instance)
        self.calls += 1
        if self._act is not None and step.records:
            self._acts.name(instance, self._act)
        self._watch_close(record, instance)
        self._expect_silences(record)
        self._lookouts.note(Happening(("step", step.id), nth=0))

    def _watch_close(self, record: StepRecord, instance: Instance) -> None:
        until = record.step.until
        if record.step.every is None or until is None:
            return
        if self.holds(until):
            instance.closed_at, instance.closed_at_once = self.state.at, True
            return
        latch = Latch(until)
        lookout = self._lookouts.add(latch, lambda: self._close(record, instance, lookout))
        self._lookouts.schedule(lookout)

    def _close(self, record: StepRecord, instance: Instance, lookout: Lookout) -> None:
        instance.closed_at = self.state.at
        self._lookouts.remove(lookout)
        self._lookouts.note(Happening(("step", record.step.id), nth=0))

    def _expect_silences(self, record: StepRecord) -> None:
        for instance in record.open_instances():
            self.silences.expect(instance)

    def _is_forbidden(self, step: Step) -> bool:
        before = self._not_before.get(step.id)
        if before is not None and before.since is None:
            return True
        return step.not_while is not None and self.holds(step.not_while)

    def _hear_judgement(self, entry: Entry) -> None:
        if isinstance(entry.fact, VerdictOverridden):
            self.overrides[entry.fact.obligation] = entry.fact
            self.override_entries[entry.fact.obligation] = entry
        elif isinstance(entry.fact, RatingGiven):
            self.ratings.append(entry)

    def _run_timers(self, at: Ms, phase: Phase) -> None:
        while (timer := self.next_timer()) is not None and timer <= (at, phase):
            if not self.state.started:
                return
            self.state.reach(*timer)
            self._cause = self._act = None
            silences = self.silences
            if timer[1] == Phase.SILENCES and silences.next_due() == timer[0]:
                self._told.extend(silences.take(timer[0]))
            self._lookouts.run_due(timer)

    def _happenings(self, entry: Entry) -> Iterator[Happening]:
        """Return what conditions listen to in *entry*, which the state has heard already."""
        match entry.fact:
            case Started():
                yield Happening(("start", ""))
            case SignalRaised(signal=signal):
                yield Happening(("signal", signal))
            case InjectDelivered(inject=inject, again=False):
                yield Happening(("delivered", inject), len(self.state.deliveries[inject]))
            case InjectOpened(inject=inject):
                yield Happening(("opened", inject), len(self.state.opened[inject]))
            case Acted(action=action, option=option):
                yield Happening(("did", action), option=option, role=role_of(entry.by or ""))
            case ServiceChanged(service=service):
                yield Happening(("service", service))
            case RecoveryChanged(recovery=recovery):
                yield Happening(("recovery", recovery))
            case RoleChanged(role=role):
                yield Happening(("role", role))

    def _take(self) -> tuple[Told, ...]:
        told, self._told = tuple(self._told), []
        return told


def _cause_of(fact: object) -> str | None:
    if isinstance(fact, InjectDelivered | SignalRaised):
        return fact.inject
    return None


def _nothing() -> None:
    """Do nothing: the latch itself remembers."""
