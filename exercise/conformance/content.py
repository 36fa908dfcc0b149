"""Choice and facts: was it the right decision by what held then, and was what was said so (scoring.md 2)."""

from __future__ import annotations

from exercise.conformance.marks import FALSE, OMITTED, PART, Mark
from exercise.conformance.obligation import (
    MET,
    NOT_TRIGGERED,
    PARTIAL,
    VIOLATED,
    WEIGHTS,
    Obligation,
)
from exercise.entry import Entry, person_of, role_of
from exercise.facts import Acted
from exercise.instances import Instance
from exercise.rounding import rounded


def judge_choice(instance: Instance) -> Obligation | None:
    """Return what the decision of *instance* is worth; None when its step asks for none."""
    if not instance.step.choices:
        return None
    value = instance.choice
    if instance.answer is None or value is None:
        return _judged(instance, "choice", NOT_TRIGGERED, None, "no_answer", ())
    verdict = MET if value == 1 else VIOLATED if value == 0 else PARTIAL
    act = instance.answer.fact
    option = act.option if isinstance(act, Acted) else None
    why = {MET: "best_option", PARTIAL: "poorer_option", VIOLATED: "wrong_option"}[verdict]
    numbers: dict[str, object] = {"option": option, "value": value}
    return _judged(instance, "choice", verdict, value, why, (instance.answer,), numbers)


def judge_facts(instance: Instance) -> Obligation | None:
    """Return how far what *instance*'s forms say is true; None when its step names no facts."""
    if not instance.step.facts:
        return None
    if not instance.marks:
        return _judged(instance, "facts", NOT_TRIGGERED, None, "no_answer", ())
    scores = [_score(marks) for marks in instance.marks]
    score = sum(scores) / len(scores)
    marks = [mark for form in instance.marks for mark in form]
    false = sorted({mark.field for mark in marks if mark.code == FALSE})
    omitted = sorted({mark.field for mark in marks if mark.code in (OMITTED, PART)})
    is_right = all(mark.worth == 1 for mark in marks)
    verdict = VIOLATED if false else MET if is_right else PARTIAL
    why = "fact_false" if false else "all_right" if is_right else "fact_omitted"
    numbers: dict[str, object] = {
        "false": false,
        "omitted": omitted,
        "reports": [_paper(form) for form in instance.marks],
    }
    proof = tuple(instance.reports) or ((instance.answer,) if instance.answer else ())
    return _judged(instance, "facts", verdict, score, why, proof, numbers)


def _score(marks: tuple[Mark, ...]) -> float:
    """Return the weighted worth of one form, at least 0."""
    weight = sum(mark.weight for mark in marks)
    return max(0.0, sum(mark.weight * mark.worth for mark in marks) / weight) if weight else 0.0


def _paper(marks: tuple[Mark, ...]) -> list[dict[str, object]]:
    return [
        {
            "field": mark.field,
            "code": mark.code,
            "said": _plain(mark.said),
            "truth": _plain(mark.truth),
            "worth": rounded(mark.worth),
        }
        for mark in marks
    ]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple | set | frozenset) else value


def _judged(
    instance: Instance,
    kind: str,
    verdict: str,
    score: float | None,
    why: str,
    proof: tuple[Entry, ...],
    numbers: dict[str, object] | None = None,
) -> Obligation:
    answer = proof[-1] if proof else None
    return Obligation(
        subject=instance.step.id,
        kind=kind,
        instance=instance.number,
        verdict=verdict,
        score=score,
        weight=WEIGHTS[instance.step.criticality],
        why=why,
        anchor_ms=instance.anchor,
        done_ms=None if answer is None else answer.at,
        by=None if answer is None else role_of(answer.by or ""),
        person=None if answer is None else person_of(answer.by or ""),
        evidence=tuple(entry.seq for entry in proof),
        numbers=numbers or {},
    )
