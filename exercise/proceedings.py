"""The proceedings: the fold of an exercise's entries into state, open instances and conditions that come true.

Deterministic and incremental. The stage asks it what falls due; the evaluation reads what it holds. Fed with the same
entries it is the same, live or afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from exercise.acts import Acts
from exercise.conditions import Key, holds
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
from exercise.phases import Phase, phase_of
from exercise.setting import Setting
from exercise.silences import Silences
from exercise.state import State
from exercise.truths import Truths
from exercise.watching import Happening, Latch, Watch, next_look
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


class _Root:
    """A watch or latch with what to do when it comes true."""

    __slots__ = ("due", "is_live", "on_true", "order", "watch")

    def __init__(self, order: int, watch: Watch | Latch, on_true: Callable[[], None]) -> None:
        self.order = order
        self.watch = watch
        self.on_true = on_true
        self.due: tuple[Ms, int] | None = None
        self.is_live = True


class Proceedings:
    """What is so, which step instances are open, and which conditions hold."""

    def __init__(self, setting: Setting, watched: Mapping[str, Condition] | None = None) -> None:
        """Begin before StartEx; moments of *watched* conditions are told by their keys."""
        self.setting = setting
        self.state = State(setting)
        self.records = {step.id: StepRecord(step) for step in setting.steps.values()}
        self.overrides: dict[str, VerdictOverridden] = {}
        self.ratings: list[Entry] = []
        self.truths = Truths(self.state)
        self.silences = Silences()
        self._acts = Acts(self.state, self.records, self.truths, self.holds, self._is_forbidden)
        self._roots: list[_Root] = []
        self._listeners: dict[Key, list[_Root]] = {}
        self._timers: list[tuple[Ms, int, int, _Root]] = []
        self._ticket = count()
        self._told: list[Told] = []
        self._queue: list[Happening] = []
        self._cause: str | None = None
        self._watched: dict[str, Latch | Watch] = {}
        self._not_before: dict[str, Latch] = {}
        self._register(watched or {})

    def hear(self, entry: Entry) -> tuple[Told, ...]:
        """Take in the next *entry* and return the moments it led to, timers that precede it included."""
        if self.state.ended_at is not None:
            self.state.hear(entry)
            self._hear_judgement(entry)
            return ()
        self._run_timers(entry.at, phase_of(entry))
        self.state.at = max(self.state.at, entry.at)
        fact = entry.fact
        touched = self._acts.hear(entry, fact) if isinstance(fact, Acted) else []
        self.state.hear(entry)
        self._hear_judgement(entry)
        self._cause = _cause_of(fact)
        self._queue.extend(self._happenings(entry))
        for record in touched:
            self._queue.append(_step_happening(record, entry))
            self._expect_silences(record)
        self._settle()
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
        while self._timers:
            ms, phase, _, root = self._timers[0]
            if root.is_live and root.due == (ms, phase):
                break
            heappop(self._timers)
        first = [] if not self._timers else [(self._timers[0][0], Phase(self._timers[0][1]))]
        silence = self.silences.next_due()
        if silence is not None:
            first.append((silence, Phase.SILENCES))
        return min(first, default=None)

    def holds(self, condition: Condition) -> bool:
        """Return whether *condition*, asked as a question, is true now."""
        return holds(condition, self)

    def has_held(self, key: str) -> bool:
        """Return whether the watched condition *key* has been true at any moment up to now."""
        latch = self._watched[f"{key}?"]
        return isinstance(latch, Latch) and latch.since is not None

    def watch(self, key: str, condition: Condition) -> None:
        """Tell moments of *condition* by *key* from now on, no longer those of what *key* meant before."""
        for root in [root for root in self._roots if root.watch is self._watched.get(key)]:
            self._remove(root)
        watch = Watch(condition)
        self._watched[key] = watch
        root = self._add(watch, self._teller(key))
        watch.begin(self)
        self._schedule(root)

    def times_done(self, step: str) -> int:
        """Return how many instances of *step* are answered."""
        return self.records[step].times_done

    def awaited(self, step: str) -> Iterator[Instance]:
        """Return the instances of *step* that still wait for an answer or a report."""
        return self.records[step].open_instances()

    def _register(self, watched: Mapping[str, Condition]) -> None:
        for latch in self.truths.latches:
            self._add(latch, _nothing)
        for step in self.setting.steps.values():
            if step.not_before is not None:
                self._not_before[step.id] = Latch(step.not_before)
                self._add(self._not_before[step.id], _nothing)
        for step in self.setting.steps.values():
            if not step.is_prohibition:
                self._add(Watch(step.when or Start()), self._opener(step))
        for key, condition in watched.items():
            watch, latch = Watch(condition), Latch(condition)
            self._watched[key], self._watched[f"{key}?"] = watch, latch
            self._add(watch, self._teller(key))
            self._add(latch, _nothing)

    def _add(self, watch: Watch | Latch, on_true: Callable[[], None]) -> _Root:
        root = _Root(len(self._roots), watch, on_true)
        self._roots.append(root)
        for key in watch.keys:
            self._listeners.setdefault(key, []).append(root)
        return root

    def _remove(self, root: _Root) -> None:
        root.is_live = False
        for key in root.watch.keys:
            self._listeners[key].remove(root)

    def _opener(self, step: Step) -> Callable[[], None]:
        return lambda: self._open(step)

    def _teller(self, key: str) -> Callable[[], None]:
        return lambda: self._told.append(Moment(key, self.state.at, self._cause))

    def _open(self, step: Step) -> None:
        record = self.records[step.id]
        number = len(record.instances) + 1
        instance = Instance(step, number, self.state.at, self.state.seq, self._cause)
        record.instances.append(instance)
        self._watch_close(record, instance)
        self._expect_silences(record)
        self._queue.append(Happening(("step", step.id), nth=0))

    def _watch_close(self, record: StepRecord, instance: Instance) -> None:
        until = record.step.until
        if record.step.every is None or until is None:
            return
        if self.holds(until):
            instance.closed_at, instance.closed_at_once = self.state.at, True
            return
        latch = Latch(until)
        root = self._add(latch, lambda: self._close(record, instance, root))
        self._schedule(root)

    def _close(self, record: StepRecord, instance: Instance, root: _Root) -> None:
        instance.closed_at = self.state.at
        self._remove(root)
        self._queue.append(Happening(("step", record.step.id), nth=0))

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
        elif isinstance(entry.fact, RatingGiven):
            self.ratings.append(entry)

    def _run_timers(self, at: Ms, phase: Phase) -> None:
        while (timer := self.next_timer()) is not None and timer <= (at, phase):
            if not self.state.started:
                return
            self.state.at = max(self.state.at, timer[0])
            self._cause = None
            silences = self.silences
            if timer[1] == Phase.SILENCES and silences.next_due() == timer[0]:
                self._told.extend(silences.take(timer[0]))
            due = []
            while self._timers and self._timers[0][:2] <= timer:
                root = heappop(self._timers)[3]
                if root.is_live and root.due == timer:
                    root.due = None
                    due.append(root)
            for root in sorted(due, key=lambda one: one.order):
                self._look(root, ())
            self._settle()

    def _settle(self) -> None:
        """Tell all roots of what happened until nothing more follows."""
        while self._queue:
            happened, self._queue = tuple(self._queue), []
            roots = {
                root.order: root
                for happening in happened
                for root in self._listeners.get(happening.key, ())
            }
            for order in sorted(roots):
                if roots[order].is_live:
                    self._look(roots[order], happened)

    def _look(self, root: _Root, happened: tuple[Happening, ...]) -> None:
        if root.watch.look(self, happened):
            root.on_true()
        if root.is_live:
            self._schedule(root)

    def _schedule(self, root: _Root) -> None:
        due = next_look(root.watch, self)
        if due is not None and due != root.due:
            root.due = due
            heappush(self._timers, (*due, next(self._ticket), root))

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


def _step_happening(record: StepRecord, entry: Entry) -> Happening:
    is_done = any(i.answer is entry for i in record.instances)
    return Happening(("step", record.step.id), nth=record.times_done if is_done else 0)


def _cause_of(fact: object) -> str | None:
    if isinstance(fact, InjectDelivered | SignalRaised):
        return fact.inject
    return None


def _nothing() -> None:
    """Do nothing: the latch itself remembers."""
