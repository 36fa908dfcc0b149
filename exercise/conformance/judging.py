"""Judging: every obligation of an exercise as it stands, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exercise.conformance.cadence import judge_cadence
from exercise.conformance.content import judge_choice, judge_facts
from exercise.conformance.goals import judge_rpo, judge_rto
from exercise.conformance.obligation import NOT_TRIGGERED, WAIVED, Obligation
from exercise.conformance.order import judge_forbidden, judge_order, judge_separation
from exercise.conformance.record import judge_record
from exercise.conformance.response import (
    compensate,
    is_prescribed,
    judge_escalation,
    judge_response,
)
from exercise.instances import Instance
from exercise.proceedings import Proceedings
from scenarios.procedure import Step
from scenarios.timing import Ms

TIMED = ("response", "quorum", "escalation")


def judge(proceedings: Proceedings) -> tuple[Obligation, ...]:
    """Return every obligation as it stands: steps in document order, then services.

    Jumps and people's waivers are applied; conflicts between duties are not (see plan_conflicts).
    """
    judged = [*_steps(proceedings), *_services(proceedings)]
    return tuple(_waive(obligation, proceedings) for obligation in judged)


def kinds_of(step: Step) -> tuple[str, ...]:
    """Return the kinds of obligation that *step* makes."""
    asked = (
        ("response", is_prescribed(step) and step.quorum is None),
        ("quorum", is_prescribed(step) and step.quorum is not None),
        ("cadence", step.every is not None),
        ("choice", bool(step.choices)),
        ("facts", bool(step.facts)),
        ("escalation", step.escalate is not None),
        ("separation", step.distinct_from is not None),
        ("record", bool(step.records)),
        ("order", bool(step.after)),
        ("forbidden", step.not_before is not None or step.not_while is not None),
    )
    return tuple(kind for kind, is_asked in asked if is_asked)


def _steps(proceedings: Proceedings) -> Iterator[Obligation]:
    records = proceedings.records
    for record in records.values():
        for instance in record.instances:
            yield from _instance(instance, proceedings)
        order = judge_order(record, records)
        if order is not None and (record.instances or order.verdict != NOT_TRIGGERED):
            yield order
        forbidden = judge_forbidden(record)
        if forbidden is not None:
            yield forbidden


def _instance(instance: Instance, proceedings: Proceedings) -> Iterator[Obligation]:
    now, jumps = proceedings.state.at, proceedings.state.jumps
    escalation = judge_escalation(instance, now)
    if escalation is not None:
        escalation = _waive(escalation, proceedings)
    if is_prescribed(instance.step):
        yield compensate(judge_response(instance, now), escalation, instance.rules)
    found = (
        judge_cadence(instance, jumps, now),
        judge_choice(instance),
        judge_facts(instance),
        escalation,
        judge_separation(instance, proceedings.records),
        judge_record(instance),
    )
    yield from (obligation for obligation in found if obligation is not None)


def _services(proceedings: Proceedings) -> Iterator[Obligation]:
    for ledger in proceedings.state.ledgers.values():
        yield from judge_rto(ledger, proceedings.state.at, proceedings.setting.rules)
        rpo = judge_rpo(ledger)
        if rpo is not None and rpo.verdict != NOT_TRIGGERED:
            yield rpo


def _waive(obligation: Obligation, proceedings: Proceedings) -> Obligation:
    override = proceedings.overrides.get(obligation.id)
    if override is not None and override.verdict == WAIVED:
        return replace(obligation, verdict=WAIVED, score=None, why="waived_by_person")
    is_timed = obligation.kind in TIMED and obligation.verdict != NOT_TRIGGERED
    if is_timed and _is_jumped(obligation, proceedings):
        return replace(obligation, verdict=WAIVED, score=None, why="jumped")
    return obligation


def _is_jumped(obligation: Obligation, proceedings: Proceedings) -> bool:
    """Whether a jump took away the limit before there was an answer (scoring.md 1, "Jumps").

    Inside is strictly between start and end: at both of them people still act.
    """
    due = obligation.due_ms
    if due is None:
        return False
    ended: Ms | None = proceedings.state.ended_at
    for jump in proceedings.state.jumps:
        end = jump.end if ended is None else min(jump.end, ended)
        was_answered = obligation.done_ms is not None and obligation.done_ms <= jump.start
        if jump.start < due < end and not was_answered:
            return True
    return False
