"""Cadence: again and again until a condition, every gap at most so long (scoring.md 2)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from exercise.conformance.obligation import (
    LATE,
    MET,
    MISSED,
    NOT_TRIGGERED,
    WEIGHTS,
    Obligation,
)
from exercise.entry import person_of, role_of
from exercise.instances import Instance
from exercise.state import Jump
from scenarios.timing import Ms


def judge_cadence(instance: Instance, jumps: Sequence[Jump], now: Ms) -> Obligation | None:
    """Return the cadence of *instance*, open until *now* if it was not closed; None when its step has none."""
    step = instance.step
    if step.every is None:
        return None
    close = now if instance.closed_at is None else instance.closed_at
    gaps = _gaps(instance, close, jumps)
    excess = sum(max(0, gap - step.every) for gap in gaps)
    length = without_jumps(instance.anchor, close, jumps)
    verdict, score, why = _verdict(instance, excess, length)
    last = instance.reports[-1] if instance.reports else None
    return Obligation(
        subject=step.id,
        kind="cadence",
        instance=instance.number,
        verdict=verdict,
        score=score,
        weight=WEIGHTS[step.criticality],
        why=why,
        anchor_ms=instance.anchor,
        done_ms=None if last is None else last.at,
        by=None if last is None else role_of(last.by or ""),
        person=None if last is None else person_of(last.by or ""),
        evidence=(instance.opened_seq, *(report.seq for report in instance.reports)),
        numbers={
            "reports": len(instance.reports),
            "longest_ms": max(gaps),
            "every_ms": step.every,
            "excess_ms": excess,
            "closed_ms": instance.closed_at,
            "report_ms": [report.at for report in instance.reports],
        },
    )


def _verdict(instance: Instance, excess: Ms, length: Ms) -> tuple[str, float | None, str]:
    every = instance.step.every or 0
    if instance.closed_at_once:
        return NOT_TRIGGERED, None, "closed_at_once"
    if not instance.reports:
        if length <= every:
            return NOT_TRIGGERED, None, "closed_in_time"
        return MISSED, 0.0, "no_report"
    if excess == 0:
        return MET, 1.0, "every_gap_in_time"
    return LATE, max(0.0, 1.0 - excess / length), "gap_too_long"


def _gaps(instance: Instance, close: Ms, jumps: Sequence[Jump]) -> list[Ms]:
    moments = [instance.anchor, *(report.at for report in instance.reports), close]
    return [without_jumps(start, end, jumps) for start, end in pairwise(moments)]


def without_jumps(start: Ms, end: Ms, jumps: Sequence[Jump]) -> Ms:
    """Return the length from *start* to *end* without what was jumped over, a leap inside a jump only once."""
    length, reached = end - start, start
    for jump in jumps:
        landed = min(end, jump.end)
        length -= max(0, landed - max(reached, jump.start))
        reached = max(reached, landed)
    return length
