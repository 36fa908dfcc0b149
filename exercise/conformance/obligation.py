"""An obligation: a typed duty with a verdict, and the grade of its timing (scoring.md 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from exercise.rules import AS_MET, AS_MISSED, TODAY, Rules
from scenarios.timing import Ms

MET = "met"
LATE = "late"
VERY_LATE = "very_late"
PARTIAL = "partial"
MISSED = "missed"
VIOLATED = "violated"
COMPENSATED = "compensated"
WAIVED = "waived"
PENDING = "pending"
NOT_TRIGGERED = "not_triggered"

WORST_FIRST = (VIOLATED, MISSED, VERY_LATE, COMPENSATED, LATE, PARTIAL, MET)
UNCOUNTED = (NOT_TRIGGERED, PENDING, WAIVED)

WEIGHTS: Mapping[str, int] = {"critical": 3, "major": 2, "minor": 1}


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty and what became of it; *subject* is a step or a service, times in exercise ms."""

    subject: str
    kind: str
    instance: int
    verdict: str
    score: float | None
    weight: int
    why: str
    anchor_ms: Ms | None = None
    due_ms: Ms | None = None
    done_ms: Ms | None = None
    by: str | None = None
    person: str | None = None
    stands_for: str | None = None
    evidence: tuple[int, ...] = ()
    numbers: Mapping[str, object] = field(default_factory=dict)
    is_service: bool = False

    @property
    def id(self) -> str:
        """``<step>.<kind>#<instance>``."""
        return f"{self.subject}.{self.kind}#{self.instance}"

    @property
    def counts(self) -> bool:
        """Whether the obligation enters scores and ratings."""
        return self.verdict not in UNCOUNTED

    @property
    def is_critical(self) -> bool:
        """Whether its weight is that of critical steps, of rto and of rpo."""
        return self.weight == WEIGHTS["critical"]


def timing_grade(delay: Ms, limit: Ms, ceiling: Ms, rules: Rules = TODAY) -> float:
    """Return what an answer *delay* after its anchor is worth, 1.0 within *limit* down to 0.2 from *ceiling* on."""
    if delay <= limit:
        return 1.0
    if rules.late == AS_MISSED:
        return 0.0
    if rules.late == AS_MET and delay <= ceiling:
        return 1.0
    if delay >= ceiling:
        return rules.worth_at_ceiling
    return 1.0 - (1.0 - rules.worth_at_ceiling) * (delay - limit) / (ceiling - limit)


def timing_verdict(delay: Ms, limit: Ms, ceiling: Ms, rules: Rules = TODAY) -> str:
    """Return met, late or very_late for an answer *delay* after its anchor; missed when *rules* credit nothing late."""
    if delay <= limit:
        return MET
    if rules.late == AS_MISSED:
        return MISSED
    if delay > ceiling:
        return VERY_LATE
    return MET if rules.late == AS_MET else LATE
