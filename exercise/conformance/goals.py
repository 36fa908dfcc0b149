"""Goals: was each outage over inside the RTO, and the data lost inside the RPO (scoring.md 2)."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.conformance.obligation import (
    LATE,
    MET,
    MISSED,
    NOT_TRIGGERED,
    PENDING,
    VERY_LATE,
    VIOLATED,
    WEIGHTS,
    Obligation,
    timing_grade,
    timing_verdict,
)
from exercise.ledger import Outage, ServiceLedger
from exercise.rules import TODAY, Rules
from scenarios.timing import Ms

_WHY = {
    MET: "restored_in_time",
    LATE: "restored_late",
    VERY_LATE: "restored_very_late",
    MISSED: "still_down",
    PENDING: "not_due_yet",
}


def judge_rto(ledger: ServiceLedger, now: Ms, rules: Rules = TODAY) -> Iterator[Obligation]:
    """Return one obligation for each outage of a service that has an RTO."""
    rto = ledger.service.rto
    if rto is None:
        return
    for number, outage in enumerate(ledger.outages, start=1):
        verdict, score = _grade(outage, rto, now, rules)
        yield Obligation(
            subject=ledger.service.id,
            kind="rto",
            instance=number,
            verdict=verdict,
            score=score,
            weight=WEIGHTS["critical"],
            why=_why(verdict, outage),
            anchor_ms=outage.start,
            due_ms=outage.start + rto,
            done_ms=outage.end,
            evidence=tuple(s for s in (outage.start_seq, outage.end_seq) if s is not None),
            numbers={"down_ms": outage.length(now), "rto_ms": rto},
            is_service=True,
        )


def judge_rpo(ledger: ServiceLedger) -> Obligation | None:
    """Return the one obligation on lost data of a service that has an RPO; None when it has none."""
    rpo, lost = ledger.service.rpo, ledger.lost_ms
    if rpo is None:
        return None
    verdict, score, why = NOT_TRIGGERED, None, "nothing_lost"
    if is_rpo_triggered(ledger):
        is_met = lost <= rpo
        verdict, score = (MET, 1.0) if is_met else (VIOLATED, 0.0)
        why = "loss_within" if is_met else "loss_exceeded"
    return Obligation(
        subject=ledger.service.id,
        kind="rpo",
        instance=1,
        verdict=verdict,
        score=score,
        weight=WEIGHTS["critical"],
        why=why,
        evidence=tuple(ledger.loss_seqs),
        numbers={"lost_ms": lost, "rpo_ms": rpo},
        is_service=True,
    )


def is_rpo_triggered(ledger: ServiceLedger) -> bool:
    """Whether there was an outage or a loss at all."""
    return bool(ledger.outages or ledger.loss_seqs)


def _why(verdict: str, outage: Outage) -> str:
    """Return the reason's code; an end after the limit that *rules* give no credit for was still an end."""
    return "no_late_credit" if verdict == MISSED and outage.end is not None else _WHY[verdict]


def _grade(outage: Outage, rto: Ms, now: Ms, rules: Rules) -> tuple[str, float | None]:
    length = outage.length(now)
    if outage.end is None:
        return (PENDING, None) if length <= rto else (MISSED, 0.0)
    ceiling = rules.ceiling(rto)
    return timing_verdict(length, rto, ceiling, rules), timing_grade(length, rto, ceiling, rules)
