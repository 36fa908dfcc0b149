"""Scores: the weighted mean over the obligations that count (scoring.md 2)."""

from __future__ import annotations

from collections.abc import Iterable

from exercise.conformance.obligation import (
    NOT_TRIGGERED,
    PENDING,
    WAIVED,
    WORST_FIRST,
    Obligation,
)
from exercise.rounding import rounded


def weighted_score(obligations: Iterable[Obligation]) -> float | None:
    """Return the weighted mean score of the obligations that count; None when none does."""
    counted = [o for o in obligations if o.counts and o.score is not None]
    weight = sum(o.weight for o in counted)
    if not weight:
        return None
    return rounded(sum(o.weight * (o.score or 0.0) for o in counted) / weight)


def worst_verdict(obligations: Iterable[Obligation]) -> str:
    """Return the worst verdict that counts; else pending, waived or not_triggered, as the case is."""
    verdicts = {o.verdict for o in obligations}
    for verdict in (*WORST_FIRST, PENDING, WAIVED):
        if verdict in verdicts:
            return verdict
    return NOT_TRIGGERED
