"""What is kept of one rehearsed run: small, without a journal, enough for all that is asked of many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from exercise.conformance.judging import judge
from exercise.conformance.obligation import NOT_TRIGGERED, Obligation
from exercise.entry import Entry
from exercise.evaluation.conflicts import find_conflicts, waive_conflicts
from exercise.evaluation.tallies import rated
from exercise.facts import Acted
from exercise.ledger import ServiceLedger
from exercise.proceedings import Proceedings
from exercise.rehearsal.attempts import Attempt, attempts
from exercise.rehearsal.paths import Path, Reach, path_of, reaches
from scenarios.timing import Ms


class DutyOutcome(NamedTuple):
    """One obligation's verdict; *delay* is the time from its anchor to its doing, None when it was not done."""

    duty: str
    instance: int
    verdict: str
    delay: Ms | None


class ServiceOutcome(NamedTuple):
    """What one service went through; the verdicts are None where there was nothing to judge."""

    service: str
    longest: Ms
    total: Ms
    lost: Ms
    rto_met: bool | None
    rpo_met: bool | None


class Load(NamedTuple):
    """What one simulated person had to do: time spent, things done, and how they piled up."""

    role: str
    busy: Ms
    tasks: int
    most_waiting: int
    longest_wait: Ms


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run, by its *index* in the rehearsal."""

    index: int
    score: float | None
    rating: str | None
    end_reason: str
    ended: Ms
    duties: tuple[DutyOutcome, ...]
    services: tuple[ServiceOutcome, ...]
    played: tuple[str, ...]
    spent: tuple[str, ...]
    called: tuple[str, ...]
    decisions: tuple[tuple[str, str], ...]
    people: tuple[Load, ...]
    attempts: tuple[Attempt, ...]
    paths: tuple[Path, ...]
    reaches: tuple[Reach, ...]


def outcome_of(
    proceedings: Proceedings, entries: Sequence[Entry], loads: Iterable[Load], index: int
) -> Outcome:
    """Return what is kept of the ended run whose *entries* led to *proceedings*."""
    setting, state = proceedings.setting, proceedings.state
    judged = judge(proceedings)
    obligations = waive_conflicts(judged, find_conflicts(proceedings, judged))
    whole = rated(obligations, setting.rules)
    ended = state.at if state.ended_at is None else state.ended_at
    tried = attempts(entries)
    decisions = dict.fromkeys(
        (fact.action, fact.option)
        for fact in (entry.fact for entry in state.acts)
        if isinstance(fact, Acted) and fact.option is not None
    )
    return Outcome(
        index=index,
        score=whole["score"],
        rating=whole["rating"],
        end_reason=state.end_reason or "",
        ended=ended,
        duties=tuple(_duty(o) for o in obligations if o.verdict != NOT_TRIGGERED),
        services=tuple(_service(ledger, ended) for ledger in state.ledgers.values()),
        played=tuple(state.deliveries),
        spent=tuple(sorted(state.spent)),
        called=tuple(name for name, record in proceedings.records.items() if record.instances),
        decisions=tuple(decisions),
        people=tuple(loads),
        attempts=tried,
        paths=tuple(_paths(proceedings, tried, ended)),
        reaches=tuple(reaches(setting, state.ledgers, tried, ended)),
    )


def _duty(o: Obligation) -> DutyOutcome:
    is_done = o.done_ms is not None and o.anchor_ms is not None
    delay = (o.done_ms or 0) - (o.anchor_ms or 0) if is_done else None
    return DutyOutcome(f"{o.subject}.{o.kind}", o.instance, o.verdict, delay)


def _service(ledger: ServiceLedger, ended: Ms) -> ServiceOutcome:
    service = ledger.service
    lengths = [outage.length(ended) for outage in ledger.outages]
    longest = max(lengths, default=0)
    has_loss = bool(lengths or ledger.loss_seqs)
    return ServiceOutcome(
        service.id,
        longest,
        sum(lengths),
        ledger.lost_ms,
        longest <= service.rto if lengths and service.rto is not None else None,
        ledger.lost_ms <= service.rpo if has_loss and service.rpo is not None else None,
    )


def _paths(proceedings: Proceedings, tried: Sequence[Attempt], ended: Ms) -> Iterable[Path]:
    setting, state = proceedings.setting, proceedings.state
    ledgers: Mapping[str, ServiceLedger] = state.ledgers
    for ledger in ledgers.values():
        if ledger.service.rto is not None and ledger.outages:
            yield path_of(setting, ledger, state.acts, tried, ended)
