"""What an act means to the steps: answers, quorum, reports, escalations, logging, forbidden and misplaced acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exercise.answering import choose, may_answer, may_escalate, stands_for
from exercise.conformance.marks import Mark, mark_form
from exercise.entry import Entry, is_same_person, role_of
from exercise.facts import Acted
from exercise.instances import Escalated, Instance, StepRecord
from exercise.state import State
from exercise.truths import Truths
from scenarios.condition import Condition
from scenarios.procedure import ALL, Step

Question = Callable[[Condition], bool]


@dataclass(frozen=True, slots=True)
class Touched:
    """A step that an act answered in part, reported on or, with *is_done*, did."""

    record: StepRecord
    is_done: bool


@dataclass(frozen=True, slots=True)
class _Stance:
    """A step just before an act of its action; *standing* is the role that the act answers as, None if it may not."""

    record: StepRecord
    standing: str | None
    is_misplaced: bool
    is_forbidden: bool
    value: float | None


class Acts:
    """Feeds acts to the step records; every question is asked as things stood just before the act."""

    __slots__ = (
        "_escalated_by",
        "_is_forbidden",
        "_question",
        "_recording",
        "_records",
        "_state",
        "_truths",
    )

    def __init__(
        self,
        state: State,
        records: dict[str, StepRecord],
        truths: Truths,
        question: Question,
        is_forbidden: Callable[[Step], bool],
    ) -> None:
        """Serve *records* (by step id); *question* and *is_forbidden* ask about the state before the act."""
        self._state = state
        self._records = records
        self._truths = truths
        self._question = question
        self._is_forbidden = is_forbidden
        self._recording = tuple(r for r in records.values() if r.step.records)
        self._escalated_by: dict[str, list[StepRecord]] = {}
        for record in records.values():
            if record.step.escalate is not None:
                does = record.step.escalate.does or record.step.does
                self._escalated_by.setdefault(does, []).append(record)

    def hear(self, entry: Entry, act: Acted) -> list[Touched]:
        """Judge *entry* and return the steps of which an instance was answered or reported on by it."""
        role = role_of(entry.by or "")
        concerned = [self._records[step.id] for step in self._state.setting.steps_of(act.action)]
        before = [self._before(record, act, role) for record in concerned]
        touched: list[Touched] = []
        answered: dict[str, Instance] = {}
        for stance in before:
            if stance.standing is None:
                continue
            instance = self._answer(stance, entry, act, role)
            if instance is not None:
                answered[stance.record.step.id] = instance
            reported = self._report(stance.record, entry, act)
            if instance is not None or reported:
                is_done = instance is not None and instance.answer is entry
                touched.append(Touched(stance.record, is_done))
            _do(stance, entry, instance)
        has_escalated = self._escalate(entry, act, role, answered)
        if not touched and not has_escalated:
            for stance in before:
                if stance.is_misplaced:
                    stance.record.wrong_roles.append(entry)
        self._log(entry, act)
        return touched

    def name(self, instance: Instance, entry: Entry) -> None:
        """Count the act *entry* that opened *instance* among those to be logged, if it is one."""
        act, step = entry.fact, instance.step
        if isinstance(act, Acted) and _is_named(step, act):
            instance.named.append(entry)
            instance.unlogged.append(entry)

    def _before(self, record: StepRecord, act: Acted, role: str) -> _Stance:
        """Return how the step stands towards the act just before it."""
        step = record.step
        standing = may_answer(record, role, self._state)
        is_open = any(True for _ in record.open_instances())
        return _Stance(
            record=record,
            standing=standing,
            is_misplaced=standing is None and is_open and not step.records,
            is_forbidden=standing is not None and self._is_forbidden(step),
            value=self._value(step, act) if step.choices else None,
        )

    def _answer(self, stance: _Stance, entry: Entry, act: Acted, role: str) -> Instance | None:
        record, step, state = stance.record, stance.record.step, self._state
        candidates = [
            i for i in record.unanswered() if stands_for(step, role, state, i) is not None
        ]
        instance = choose(candidates, act, entry.at)
        if instance is None:
            return None
        standing = stands_for(step, role, state, instance) or role
        if step.quorum is not None:
            instance.quorum.setdefault(standing, entry)
            if len(instance.quorum) < step.quorum:
                return instance
        instance.answer = entry
        instance.stands_for = standing
        instance.choice = stance.value
        record.times_done += 1
        if step.facts and not instance.reports and not instance.takes_report(entry.at):
            instance.marks.append(self._mark(step, act))
        return instance

    def _report(self, record: StepRecord, entry: Entry, act: Acted) -> bool:
        if record.step.every is None:
            return False
        record.reporting = [i for i in record.reporting if i.takes_report(entry.at)]
        for instance in record.reporting:
            instance.reports.append(entry)
            if record.step.facts:
                instance.marks.append(self._mark(record.step, act))
        return bool(record.reporting)

    def _value(self, step: Step, act: Acted) -> float:
        for choice in step.choices:
            if choice.option == act.option and (
                choice.condition is None or self._question(choice.condition)
            ):
                return choice.value
        return 0.0

    def _mark(self, step: Step, act: Acted) -> tuple[Mark, ...]:
        truths = self._truths.of_step(step)
        return mark_form(self._state.setting, step, dict(act.form or {}), truths)

    def _escalate(self, entry: Entry, act: Acted, role: str, answered: dict[str, Instance]) -> bool:
        has_escalated = False
        for record in self._escalated_by.get(act.action, ()):
            escalation = record.step.escalate
            if escalation is None or not may_escalate(escalation, role, self._state):
                continue
            has_escalated = has_escalated or any(True for _ in record.unanswered())
            mine = answered.get(record.step.id)
            is_answer = mine is not None and mine.answer is entry
            instance = mine if is_answer else self._to_escalate(record, act)
            if instance is not None and instance.escalated is None:
                instance.escalated = Escalated(entry, is_answer)
                has_escalated = True
        return has_escalated

    def _to_escalate(self, record: StepRecord, act: Acted) -> Instance | None:
        """Return the unanswered instance that an escalating act serves: the one it is about, else the oldest."""
        return choose_oldest([i for i in record.unanswered() if i.escalated is None], act)

    def _log(self, entry: Entry, act: Acted) -> None:
        for record in self._recording:
            for instance in record.instances:
                if act.action == record.step.does:
                    _match_log(instance, entry, act)
                else:
                    self.name(instance, entry)


def choose_oldest(instances: list[Instance], act: Acted) -> Instance | None:
    """Return the instance that ``about`` opened, else the oldest."""
    for instance in instances:
        if act.about is not None and instance.cause == act.about:
            return instance
    return instances[0] if instances else None


def _do(stance: _Stance, entry: Entry, instance: Instance | None) -> None:
    """Note the doing for prohibitions and order, which look at every act of the step."""
    record, standing = stance.record, stance.standing or ""
    record.doings.append(entry)
    if stance.is_forbidden:
        record.violations.append(entry)
    record.done_by.setdefault(standing, entry)
    is_done = instance is not None and instance.answer is entry
    if record.first_done is None and (is_done or len(record.done_by) >= (record.step.quorum or 1)):
        record.first_done = entry


def _is_named(step: Step, act: Acted) -> bool:
    """Whether *act* is one of those that *step* must log: the named ones, or all of other actions."""
    return act.action != step.does and (ALL in step.records or act.action in step.records)


def _match_log(instance: Instance, log: Entry, act: Acted) -> None:
    within = instance.step.within
    left: list[Entry] = []
    for named in instance.unlogged:
        if within is not None and log.at > named.at + within:
            continue
        fact = named.fact
        is_meant = isinstance(fact, Acted) and act.about == fact.action
        if is_meant or is_same_person(named.by or "", log.by or ""):
            instance.logged.add(named.seq)
        else:
            left.append(named)
    instance.unlogged = left
