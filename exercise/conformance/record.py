"""Record: were the acts logged in time (scoring.md 2; JR/T 0251-2022 10.3 c)."""

from __future__ import annotations

from exercise.conformance.obligation import (
    MET,
    MISSED,
    NOT_TRIGGERED,
    PARTIAL,
    WEIGHTS,
    Obligation,
)
from exercise.instances import Instance


def judge_record(instance: Instance) -> Obligation | None:
    """Return the share of the named acts from the anchor on that were logged; None when the step logs nothing."""
    step = instance.step
    if not step.records:
        return None
    named, logged = len(instance.named), len(instance.logged)
    if not named:
        verdict, score, why = NOT_TRIGGERED, None, "nothing_to_log"
    else:
        score = logged / named
        verdict = MET if logged == named else PARTIAL if logged else MISSED
        why = {MET: "all_logged", PARTIAL: "some_logged", MISSED: "nothing_logged"}[verdict]
    missing = [entry.seq for entry in instance.named if entry.seq not in instance.logged]
    return Obligation(
        subject=step.id,
        kind="record",
        instance=instance.number,
        verdict=verdict,
        score=score,
        weight=WEIGHTS[step.criticality],
        why=why,
        anchor_ms=instance.anchor,
        evidence=tuple(missing or [entry.seq for entry in instance.named]),
        numbers={"named": named, "logged": logged, "within_ms": step.within},
    )
