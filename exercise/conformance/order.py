"""Order, prohibition and separation: what must come first, what is forbidden, who must differ (scoring.md 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from exercise.conformance.obligation import (
    MET,
    NOT_TRIGGERED,
    VIOLATED,
    WEIGHTS,
    Obligation,
)
from exercise.entry import Entry, is_same_person, person_of, role_of
from exercise.instances import Instance, StepRecord
from scenarios.procedure import Step


def judge_order(record: StepRecord, records: Mapping[str, StepRecord]) -> Obligation | None:
    """Return the order of a step; None when it has none."""
    step, first = record.step, record.first_done
    if not step.after:
        return None
    earlier = [records[other] for other in step.after if records[other].instances]
    if first is None or not earlier:
        return _blank(step, "order", NOT_TRIGGERED, "never_done" if first is None else "no_pair")
    right = [e for e in earlier if e.first_done is not None and e.first_done.seq < first.seq]
    wrong = [e.step.id for e in earlier if e not in right]
    proof = [e.first_done.seq for e in earlier if e.first_done is not None]
    return Obligation(
        subject=step.id,
        kind="order",
        instance=1,
        verdict=VIOLATED if wrong else MET,
        score=len(right) / len(earlier),
        weight=WEIGHTS[step.criticality],
        why="too_early" if wrong else "in_order",
        done_ms=first.at,
        by=role_of(first.by or ""),
        person=person_of(first.by or ""),
        evidence=tuple(sorted({*proof, first.seq})),
        numbers={"missing": wrong, "pairs": len(earlier)},
    )


def judge_forbidden(record: StepRecord) -> Obligation | None:
    """Return the prohibition of a step; None when it has none."""
    step = record.step
    if step.not_before is None and step.not_while is None:
        return None
    if record.violations:
        first = record.violations[0]
        return _at(
            first, step, "forbidden", VIOLATED, 0.0, "done_while_forbidden", record.violations
        )
    if record.doings:
        return _at(
            record.doings[0], step, "forbidden", MET, 1.0, "done_when_allowed", record.doings[:1]
        )
    if step.is_prohibition:
        blank = _blank(step, "forbidden", MET, "never_done")
        return replace(blank, score=1.0)
    return _blank(step, "forbidden", NOT_TRIGGERED, "never_done")


def judge_separation(instance: Instance, records: Mapping[str, StepRecord]) -> Obligation | None:
    """Return whether another person answered *instance* than first answered the step it must differ from."""
    step = instance.step
    if step.distinct_from is None:
        return None
    other = records[step.distinct_from].first_answer()
    if instance.answer is None or other is None:
        blank = _blank(step, "separation", NOT_TRIGGERED, "not_both_done")
        return replace(blank, instance=instance.number, anchor_ms=instance.anchor)
    is_same = is_same_person(instance.answer.by or "", other.by or "")
    judged = _at(
        instance.answer,
        step,
        "separation",
        VIOLATED if is_same else MET,
        0.0 if is_same else 1.0,
        "same_person" if is_same else "another_person",
        [other, instance.answer],
    )
    return replace(judged, instance=instance.number, anchor_ms=instance.anchor)


def _blank(step: Step, kind: str, verdict: str, why: str) -> Obligation:
    weight = WEIGHTS[step.criticality]
    return Obligation(step.id, kind, 1, verdict, None, weight, why)


def _at(
    entry: Entry,
    step: Step,
    kind: str,
    verdict: str,
    score: float,
    why: str,
    proof: Sequence[Entry],
) -> Obligation:
    return replace(
        _blank(step, kind, verdict, why),
        score=score,
        done_ms=entry.at,
        by=role_of(entry.by or ""),
        person=person_of(entry.by or ""),
        evidence=tuple(one.seq for one in proof),
    )
