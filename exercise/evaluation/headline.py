"""The headline of an exercise: its rating, what decided it, its longest outage, its first report to an authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.entry import Entry, role_of
from exercise.facts import Acted, ServiceChanged
from exercise.setting import Setting
from scenarios.timing import Ms


@dataclass(frozen=True, slots=True)
class LongestOutage:
    """The outage that exceeded its RTO most; without one the longest. *to_ms* None: it was never over."""

    service: str
    from_ms: Ms
    to_ms: Ms | None
    down_ms: Ms
    rto_ms: Ms | None
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FirstReport:
    """The first report to an authority; *after_ms* counts from the first service's leaving ``up``."""

    at_ms: Ms
    after_ms: Ms | None
    action: str
    by: str
    seq: int


@dataclass(frozen=True, slots=True)
class Headline:
    """How it went in a line; *gates* are what decided the rating, as the evaluation names them."""

    rating: str | None
    score: float | None
    gates: tuple[str, ...]
    outage: LongestOutage | None
    report: FirstReport | None
    has_report_duties: bool


def headline(setting: Setting, evaluation: Mapping[str, Any], entries: Sequence[Entry]) -> Headline:
    """Return the headline of what *evaluation* judges and *entries* tell."""
    end = evaluation["ended_ms"]
    now = (entries[-1].at if entries else 0) if end is None else end
    return Headline(
        rating=evaluation["rating"],
        score=evaluation["score"],
        gates=tuple(evaluation["gates"]),
        outage=_longest(setting, entries, now),
        report=_first_report(setting, entries),
        has_report_duties=any(
            setting.actions[step.does].kind == "report" for step in setting.steps.values()
        ),
    )


def _longest(setting: Setting, entries: Sequence[Entry], now: Ms) -> LongestOutage | None:
    return max(_outages(setting, entries, now), key=_gravity, default=None)


def _gravity(outage: LongestOutage) -> tuple[bool, Ms, Ms]:
    excess = 0 if outage.rto_ms is None else max(0, outage.down_ms - outage.rto_ms)
    return outage.rto_ms is not None, excess, outage.down_ms


def _outages(setting: Setting, entries: Sequence[Entry], now: Ms) -> Iterator[LongestOutage]:
    began: dict[str, Entry] = {}
    for entry in entries:
        match entry.fact:
            case ServiceChanged(service=service, to="down"):
                began.setdefault(service, entry)
            case ServiceChanged(service=service) if service in began:
                yield _outage(setting, service, began.pop(service), entry, now)
    for service, entry in began.items():
        yield _outage(setting, service, entry, None, now)


def _outage(
    setting: Setting, service: str, start: Entry, end: Entry | None, now: Ms
) -> LongestOutage:
    until = now if end is None else end.at
    return LongestOutage(
        service=service,
        from_ms=start.at,
        to_ms=None if end is None else end.at,
        down_ms=until - start.at,
        rto_ms=setting.services[service].rto,
        seqs=tuple(one.seq for one in (start, end) if one is not None),
    )


def _first_report(setting: Setting, entries: Sequence[Entry]) -> FirstReport | None:
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, Acted) and setting.actions[fact.action].kind == "report":
            began = next((e.at for e in entries if isinstance(e.fact, ServiceChanged)), None)
            after = None if began is None or began > entry.at else entry.at - began
            return FirstReport(entry.at, after, fact.action, role_of(entry.by or ""), entry.seq)
    return None
