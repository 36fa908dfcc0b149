"""What must be done before an evaluation is signed off, and what ought to be; each with what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exercise.assessment.assessment import Assessment
from exercise.assessment.settling import LEAD, OPEN, Settled

Paper = dict[str, Any]

_CRITICAL = 3
_FAILED = ("missed", "violated")


def preconditions(
    assessment: Assessment,
    evaluation: Mapping[str, Any],
    settled: Sequence[Settled],
    may_see: bool,
) -> list[Paper]:
    """Return ``{code, met, must, missing}`` in order; those about others' ratings only when they *may_see* them."""
    unsigned = [person for person in assessment.panel if person not in assessment.signed]
    found = [
        _condition("ended", [] if evaluation["ended_ms"] is not None else ["ended"]),
        _condition("guides", unsigned),
        _condition("panel", [] if assessment.panel else ["panel"], must=False),
        _condition("critical", _unconfirmed(evaluation), must=False),
    ]
    if may_see:
        differing = [one.subject for one in settled if one.source == OPEN]
        unexplained = [one.subject for one in settled if _is_unexplained(one)]
        found.insert(2, _condition("settled", differing))
        found.append(_condition("explained", unexplained, must=False))
    return found


def _condition(code: str, missing: list[str], must: bool = True) -> Paper:
    return {"code": code, "met": not missing, "must": must, "missing": missing}


def _is_unexplained(settled: Settled) -> bool:
    """Whether the final rating is another than the rules' and nobody said why."""
    if settled.final is None or settled.final == settled.automatic:
        return False
    if settled.source == LEAD:
        return not settled.reason
    return not any(given.reason for given in settled.given.values())


def _unconfirmed(evaluation: Mapping[str, Any]) -> list[str]:
    """Return the critical duties that failed and that nobody confirmed or overrode."""
    return [
        one["id"]
        for one in evaluation["obligations"]
        if one["weight"] == _CRITICAL and one["verdict"] in _FAILED and not one.get("override")
    ]
