"""Ratings P, S, M, U by rule, not by percentage (scoring.md 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercise.conformance.obligation import (
    COMPENSATED,
    LATE,
    MET,
    MISSED,
    VERY_LATE,
    VIOLATED,
    Obligation,
)
from exercise.rules import TODAY, Rules


def rate(obligations: Iterable[Obligation], rules: Rules = TODAY) -> tuple[str | None, list[str]]:
    """Return the rating of *obligations* by *rules*, given in document order, and what decided it.

    What decided is named as ``verdict:id`` in order of anchor, those without one last. None when nothing counts.
    """
    counted = [o for o in obligations if o.counts]
    if not counted:
        return None, []
    for rating, is_gate in (("U", _is_unable), ("M", _is_major), ("S", _is_some)):
        gates = [o for o in counted if is_gate(o, rules)]
        if gates:
            return rating, _named(gates)
    return "P", []


def _is_unable(obligation: Obligation, _: Rules) -> bool:
    return obligation.is_critical and obligation.verdict in (MISSED, VIOLATED)


def _is_major(obligation: Obligation, rules: Rules) -> bool:
    if obligation.is_critical and obligation.verdict in (VERY_LATE, COMPENSATED):
        return True
    if obligation.kind == "rto" and obligation.verdict == LATE:
        return True
    if obligation.kind == "forbidden" and obligation.verdict == VIOLATED:
        return True
    return obligation.kind == "order" and (obligation.score or 0.0) < rules.enough_order


def _is_some(obligation: Obligation, _: Rules) -> bool:
    return obligation.verdict != MET


def _named(gates: Sequence[Obligation]) -> list[str]:
    in_order = sorted(gates, key=lambda o: (o.anchor_ms is None, o.anchor_ms or 0))
    return [f"{o.verdict}:{o.id}" for o in in_order]
