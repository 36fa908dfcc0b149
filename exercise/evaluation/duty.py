"""A reporting duty and what became of it: who was to be told by when, what was sent, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercise.conformance.marks import Mark
from exercise.evaluation.report_class import CLASSES
from scenarios.reporting_clock import Span
from scenarios.timing import Ms

PLAN, CLOCK = "plan", "clock"
KEPT, BROKEN, PENDING, WAIVED, NOT_TRIGGERED, UNMEASURED = (
    "kept",
    "broken",
    "pending",
    "waived",
    "not_triggered",
    "unmeasured",
)
STATUSES = (KEPT, BROKEN, PENDING, WAIVED, NOT_TRIGGERED, UNMEASURED)
"""``unmeasured``: the report was sent, but the rule states no limit that could be measured."""


@dataclass(frozen=True, slots=True)
class UnderGraded:
    """A report said a lower grade than was true; *was_known*: its sender had stated a higher one before."""

    said: str
    truth: str
    was_known: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """One report: entry *seq* by *by*, to all of *to*; *marks* are its facts against the truth of that moment."""

    seq: int
    at: Ms
    by: str
    action: str
    to: tuple[str, ...] = ()
    form: Mapping[str, object] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    left_empty: tuple[str, ...] = ()
    is_after_close: bool = False
    is_by_stand_in: bool = False
    under_graded: UnderGraded | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence between two reports: *over* is by how much it was too long, *jumped* the time that was jumped over."""

    start: Ms
    end: Ms
    length: Ms
    over: Ms
    jumped: Ms = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a duty was not kept: a finding's code or one of our own, its class, its numbers and its proof."""

    code: str
    report_class: str | None
    numbers: Mapping[str, object] = field(default_factory=dict)
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The moment from which a duty counts; *code* says what it was, *inject* what caused it."""

    code: str
    at: Ms
    seq: int
    inject: str | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One addressee's claim to be told, by a step of the plan or by a row of the table of clocks.

    *within* is the rule's or plan's limit, *due* the moment it ends at, None where it cannot be measured. *closed* is
    when reports were due no longer.
    """

    origin: str
    addressee: str | None
    status: str
    step: str | None = None
    instance: int = 1
    clock: str | None = None
    part: str = "first"
    anchor: Anchor | None = None
    within: Span | Ms | None = None
    due: Ms | None = None
    hard: bool = False
    every: Ms | None = None
    closed: Ms | None = None
    sent: tuple[Sent, ...] = ()
    gaps: tuple[Gap, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def id(self) -> str:
        """``G2#1@bureau`` for a plan's step, ``CN-EXCH@sse`` for a row of the table."""
        name = f"{self.step}#{self.instance}" if self.origin == PLAN else str(self.clock)
        if self.origin == CLOCK and self.step is not None:
            name += f"/{self.step}#{self.instance}"
        return f"{name}{'.final' if self.part == 'final' else ''}@{self.addressee or ''}"

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of what went wrong, each once."""
        found = {reason.report_class for reason in self.reasons}
        return tuple(each for each in CLASSES if each in found)


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A row of the table that fits the exercise but judged nobody, and why."""

    clock: str
    addressees: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ReportingAnalysis:
    """All duties to report of an exercise, and the rules that were left aside."""

    duties: tuple[Duty, ...]
    not_judged: tuple[NotJudged, ...]
    first_report: Ms | None
    longest_silence: Ms | None
