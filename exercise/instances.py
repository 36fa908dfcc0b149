"""Instances: each moment of a step's anchor opens one, and acts answer them (scoring.md 1, "Answers")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from exercise.conformance.marks import Mark
from exercise.entry import Entry
from exercise.rules import TODAY, Rules
from scenarios.procedure import Step
from scenarios.timing import Ms


@dataclass(slots=True)
class Escalated:
    """The act that escalated an instance."""

    entry: Entry
    is_answer: bool


@dataclass(slots=True)
class Instance:
    """One call for a step. Times in exercise ms; *cause* is the inject that opened it, if one did."""

    step: Step
    number: int
    anchor: Ms
    opened_seq: int
    cause: str | None = None
    answer: Entry | None = None
    stands_for: str | None = None
    quorum: dict[str, Entry] = field(default_factory=dict)
    reports: list[Entry] = field(default_factory=list)
    closed_at: Ms | None = None
    closed_at_once: bool = False
    escalated: Escalated | None = None
    choice: float | None = None
    marks: list[tuple[Mark, ...]] = field(default_factory=list)
    named: list[Entry] = field(default_factory=list)
    logged: set[int] = field(default_factory=set)
    unlogged: list[Entry] = field(default_factory=list)
    rules: Rules = TODAY

    @property
    def limit(self) -> Ms | None:
        """The last moment at which an answer is in time."""
        return None if self.step.within is None else self.anchor + self.step.within

    @property
    def ceiling(self) -> Ms | None:
        """The last moment before an answer is worth least (T_max)."""
        longest = self.longest
        return None if longest is None else self.anchor + longest

    @property
    def longest(self) -> Ms | None:
        """T_max as a length."""
        return longest_delay(self.step, self.rules)

    @property
    def is_open(self) -> bool:
        """Whether an answer, or with a cadence the next report, is still to come."""
        return self.answer is None or self.is_reporting

    @property
    def is_reporting(self) -> bool:
        """Whether reports go on being due."""
        return self.step.every is not None and self.closed_at is None

    def quiet_since(self) -> Ms | None:
        """Return since when nothing has come though something is awaited, None when nothing is."""
        if self.answer is None:
            return self.anchor
        return self.reports[-1].at if self.is_reporting and self.reports else None

    def takes_report(self, at: Ms) -> bool:
        """Whether an act at *at* counts as a report of this instance (until the close, inclusive)."""
        return self.step.every is not None and (self.closed_at is None or at <= self.closed_at)


@dataclass(slots=True)
class StepRecord:
    """All that concerns one step: its instances and the acts that count whether or not one is open.

    Where *is_waiting* is false no instance is open; where it is true one may be.
    """

    step: Step
    instances: list[Instance] = field(default_factory=list)
    reporting: list[Instance] = field(default_factory=list)
    times_done: int = 0
    doings: list[Entry] = field(default_factory=list)
    done_by: dict[str, Entry] = field(default_factory=dict)
    first_done: Entry | None = None
    is_waiting: bool = False
    violations: list[Entry] = field(default_factory=list)
    wrong_roles: list[Entry] = field(default_factory=list)
    _first_open: int = 0

    def open(self, instance: Instance) -> None:
        """Add *instance*, which an anchor has just opened."""
        self.instances.append(instance)
        self.is_waiting = True
        if self.step.every is not None:
            self.reporting.append(instance)

    def open_instances(self) -> Iterator[Instance]:
        """Return the instances that are still open, oldest first."""
        waiting = False
        for place in range(self._first_open, len(self.instances)):
            instance = self.instances[place]
            if instance.is_open:
                waiting = True
                yield instance
            elif not waiting:
                self._first_open = place + 1
        self.is_waiting = self._first_open < len(self.instances)

    def unanswered(self) -> Iterator[Instance]:
        """Return the instances without an answer, oldest first."""
        return (instance for instance in self.open_instances() if instance.answer is None)

    def first_answer(self) -> Entry | None:
        """Return the earliest answer that any instance got."""
        answers = [i.answer for i in self.instances if i.answer is not None]
        return min(answers, key=lambda entry: entry.seq, default=None)


def longest_delay(step: Step, rules: Rules = TODAY) -> Ms | None:
    """Return T_max: ``within_max``, else what *rules* make of the limit; the limit itself when it is hard."""
    if step.within is None:
        return None
    if step.hard:
        return step.within
    return step.within_max if step.within_max is not None else rules.ceiling(step.within)
