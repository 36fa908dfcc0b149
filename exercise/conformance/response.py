"""Response and quorum: was the step answered inside its limit (scoring.md 2)."""

from __future__ import annotations

from dataclasses import replace

from exercise.conformance.obligation import (
    COMPENSATED,
    LATE,
    MET,
    MISSED,
    NOT_TRIGGERED,
    PENDING,
    VERY_LATE,
    WEIGHTS,
    Obligation,
    timing_grade,
    timing_verdict,
)
from exercise.entry import Entry, person_of, role_of
from exercise.instances import Instance
from exercise.rules import TODAY, Rules
from scenarios.procedure import Step
from scenarios.timing import Ms

_IN_TIME = {MET: "in_time", LATE: "late", VERY_LATE: "very_late", MISSED: "no_late_credit"}


def judge_response(instance: Instance, now: Ms) -> Obligation:
    """Return the response (or quorum) of *instance* as it stands at *now*."""
    step = instance.step
    kind = "response" if step.quorum is None else "quorum"
    blank = Obligation(
        subject=step.id,
        kind=kind,
        instance=instance.number,
        verdict=PENDING,
        score=None,
        weight=WEIGHTS[step.criticality],
        why="not_due_yet",
        anchor_ms=instance.anchor,
        due_ms=instance.limit,
        evidence=(instance.opened_seq,),
        numbers=_roles(instance),
    )
    if instance.answer is not None:
        return _answered(blank, instance, instance.answer)
    if instance.limit is None or now <= instance.limit:
        return replace(blank, why="no_limit" if instance.limit is None else "not_due_yet")
    return replace(blank, verdict=MISSED, score=_worth_of_part(instance), why=_why_missed(instance))


def judge_escalation(instance: Instance, now: Ms) -> Obligation | None:
    """Return the escalation of *instance*; None when its step has none."""
    escalation, limit = instance.step.escalate, instance.limit
    if escalation is None:
        return None
    blank = Obligation(
        subject=instance.step.id,
        kind="escalation",
        instance=instance.number,
        verdict=NOT_TRIGGERED,
        score=None,
        weight=WEIGHTS[instance.step.criticality],
        why="not_needed",
        anchor_ms=limit,
        due_ms=None if limit is None else limit + escalation.within,
        evidence=(instance.opened_seq,),
    )
    if limit is None or not _is_triggered(instance, limit, limit + escalation.within, now):
        return blank
    if instance.escalated is None:
        due = limit + escalation.within
        verdict, why = (PENDING, "not_due_yet") if now <= due else (MISSED, "never_escalated")
        return replace(blank, verdict=verdict, score=None if verdict == PENDING else 0.0, why=why)
    entry = instance.escalated.entry
    delay = max(0, entry.at - limit)
    rules, within = instance.rules, escalation.within
    ceiling = rules.ceiling(within)
    verdict = timing_verdict(delay, within, ceiling, rules)
    return replace(
        _done(blank, entry),
        verdict=verdict,
        score=timing_grade(delay, within, ceiling, rules),
        why=_IN_TIME[verdict],
    )


def compensate(
    response: Obligation, escalation: Obligation | None, rules: Rules = TODAY
) -> Obligation:
    """Return *response* lifted to compensated when *escalation* came in time or late (scoring.md 2)."""
    if escalation is None or escalation.verdict not in (MET, LATE):
        return response
    if response.verdict not in (MISSED, VERY_LATE):
        return response
    return replace(
        response,
        verdict=COMPENSATED,
        score=rules.worth_compensated,
        why="escalated",
        evidence=(*response.evidence, *escalation.evidence[1:]),
    )


def _answered(blank: Obligation, instance: Instance, answer: Entry) -> Obligation:
    within, ceiling = instance.step.within, instance.longest
    done = replace(_done(blank, answer), stands_for=_stood_for(instance, answer))
    if within is None or ceiling is None:
        return replace(done, verdict=MET, score=1.0, why="done")
    delay = answer.at - instance.anchor
    verdict = timing_verdict(delay, within, ceiling, instance.rules)
    score = timing_grade(delay, within, ceiling, instance.rules)
    return replace(done, verdict=verdict, score=score, why=_IN_TIME[verdict])


def _done(blank: Obligation, entry: Entry) -> Obligation:
    return replace(
        blank,
        done_ms=entry.at,
        by=role_of(entry.by or ""),
        person=person_of(entry.by or ""),
        evidence=(*blank.evidence, entry.seq),
    )


def _stood_for(instance: Instance, answer: Entry) -> str | None:
    return instance.stands_for if instance.stands_for != role_of(answer.by or "") else None


def _roles(instance: Instance) -> dict[str, object]:
    if instance.step.quorum is None:
        return {}
    return {"roles": list(instance.quorum), "quorum": instance.step.quorum}


def _worth_of_part(instance: Instance) -> float:
    """Return 0, or for a quorum that stayed short 0.2 of the share that acted."""
    quorum = instance.step.quorum
    return (
        0.0 if quorum is None else instance.rules.worth_at_ceiling * len(instance.quorum) / quorum
    )


def _why_missed(instance: Instance) -> str:
    return "never_done" if instance.step.quorum is None else "quorum_short"


def _is_triggered(instance: Instance, limit: Ms, due: Ms, now: Ms) -> bool:
    """Whether the step's silence called for the escalation (scoring.md 2, `escalation`)."""
    answer, escalated = instance.answer, instance.escalated
    if answer is None:
        return now > limit
    if answer.at <= limit:
        return False
    if escalated is not None and escalated.entry.seq <= answer.seq:
        return True
    return answer.at > due


def is_prescribed(step: Step) -> bool:
    """Whether *step* asks for a response or a quorum at all."""
    return not step.is_prohibition and not step.records
