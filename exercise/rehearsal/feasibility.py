"""The plan's best case: which limits can be kept at all, and whether the plan or its beliefs stand in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from exercise.conformance.obligation import MET, UNCOUNTED, WEIGHTS
from exercise.rehearsal.chances import chance
from exercise.rehearsal.intervals import quantile
from exercise.rehearsal.tally import Counted
from exercise.setting import Setting
from scenarios.plan import Fixed, Lognormal, Takes, Triangular
from scenarios.timing import Ms

RELIABLE = 0.9
"""A limit is not feasible when it is certain, to 95 %, that it is kept less often than this in the best case."""
SELDOM = 0.5
MOSTLY = 0.9
"""A limit that is to be changed is proposed as long as this share of the rehearsed lengths."""
FEWEST = 10
"""Of fewer trials no limit is called infeasible; from this many runs on it is not even listed."""
REHEARSED, IDEAL = "rehearsed", "ideal"


@dataclass(frozen=True, slots=True)
class Pace:
    """The runs at one pace of people: as things really are, and as the plan believes its measures to be."""

    name: str
    real: Counted
    believed: Counted


@dataclass(frozen=True, slots=True)
class Limit:
    """Something that has to happen in time: a step's answer, a service's rto or rpo, or a recovery inside an rto."""

    kind: str
    subject: str
    service: str | None
    limit: Ms
    weight: int


def best_case(setting: Setting, paces: tuple[Pace, ...]) -> dict[str, Any]:
    """Return every limit with how often it can be kept at the best of *paces*, and what is not feasible."""
    rows = [row for limit in limits(setting) if (row := _row(limit, paces)) is not None]
    return {
        "runs": {pace.name: pace.real.runs for pace in paces},
        "limits": [row for row, _ in rows],
        "findings": [
            _finding(setting, limit, row) for row, limit in rows if _is_infeasible(row["chance"])
        ],
    }


def limits(setting: Setting) -> Iterator[Limit]:
    """Yield all limits of *setting*: steps in document order, services, then recoveries."""
    for step in setting.steps.values():
        if step.within is not None and not step.records and not step.is_prohibition:
            kind = "response" if step.quorum is None else "quorum"
            yield Limit(kind, step.id, None, step.within, WEIGHTS[step.criticality])
    for service in setting.services.values():
        for kind, limit in (("rto", service.rto), ("rpo", service.rpo)):
            if limit is not None:
                yield Limit(kind, service.id, None, limit, WEIGHTS["critical"])
    for name in setting.recoveries:
        for service in setting.services.values():
            if service.rto is not None:
                yield Limit("recovery", name, service.id, service.rto, WEIGHTS["critical"])


def _row(limit: Limit, paces: tuple[Pace, ...]) -> tuple[dict[str, Any], Limit] | None:
    tried = [(pace, *_kept(limit, pace.real)) for pace in paces]
    tried = [one for one in tried if one[2] >= min(FEWEST, one[0].real.runs) and one[2]]
    if not tried:
        return None
    pace, kept, of = max(tried, key=lambda one: one[1] / one[2])
    rehearsed = next((one for one in paces if one.name == REHEARSED), pace)
    return {
        "kind": limit.kind,
        "id": limit.subject,
        "service": limit.service,
        "limit_ms": limit.limit,
        "pace": pace.name,
        "chance": chance(kept, of),
        "median_ms": quantile(_lengths(limit, pace.real), 0.5),
        "p90_ms": quantile(_lengths(limit, rehearsed.real), MOSTLY),
        "started_ms": quantile(_starts(limit, pace.real), 0.5),
        "believed": _at(limit, pace.believed),
        "rehearsed": _at(limit, rehearsed.real),
    }, limit


def _at(limit: Limit, counted: Counted) -> dict[str, Any]:
    return {
        "chance": chance(*_kept(limit, counted)),
        "median_ms": quantile(_lengths(limit, counted), 0.5),
    }


def _kept(limit: Limit, counted: Counted) -> tuple[int, int]:
    """Return how often *limit* was kept, and out of how many times."""
    if limit.kind in ("response", "quorum"):
        verdicts = counted.of("verdict", f"{limit.subject}.{limit.kind}")
        counts = [n for key, n in verdicts.items() if key[0] not in UNCOUNTED]
        return verdicts.get((MET,), 0), sum(counts)
    if limit.kind == "recovery":
        times = counted.of("in_time", limit.subject, limit.service)
    else:
        times = counted.of(limit.kind, limit.subject)
    return times.get((True,), 0), sum(times.values())


def _lengths(limit: Limit, counted: Counted) -> Mapping[int, int]:
    match limit.kind:
        case "response" | "quorum":
            return counted.lengths("delay", f"{limit.subject}.{limit.kind}")
        case "rto":
            return counted.lengths("longest", limit.subject)
        case "rpo":
            return counted.lengths("lost", limit.subject)
    return counted.lengths("reach", limit.subject, limit.service or "")


def _starts(limit: Limit, counted: Counted) -> Mapping[int, int]:
    if limit.kind != "recovery":
        return {}
    return counted.lengths("start", limit.subject, limit.service or "")


def _is_infeasible(kept: Mapping[str, Any]) -> bool:
    return bool(kept["of"] >= FEWEST and kept["high"] < RELIABLE)


def _finding(setting: Setting, limit: Limit, row: Mapping[str, Any]) -> dict[str, Any]:
    believed = row["believed"]["chance"]["chance"]
    is_misbelief = believed is not None and believed >= RELIABLE
    is_never = not row["chance"]["times"]
    grave = (
        {3: "critical", 2: "high", 1: "medium"} if is_never else {3: "high", 2: "medium", 1: "low"}
    )
    return {
        "code": "plan_infeasible",
        "kind": limit.kind,
        "step": limit.subject,
        "service": limit.service,
        "severity": grave[limit.weight],
        "degree": "never"
        if is_never
        else "seldom"
        if row["chance"]["chance"] < SELDOM
        else "unsure",
        "origin": "belief" if is_misbelief else "plan",
        "pace": row["pace"],
        "numbers": {
            "chance": row["chance"]["chance"],
            "low": row["chance"]["low"],
            "high": row["chance"]["high"],
            "of": row["chance"]["of"],
            "limit_ms": limit.limit,
            "median_ms": row["median_ms"],
            "believed_chance": believed,
            "believed_median_ms": row["believed"]["median_ms"],
            "rehearsed_chance": row["rehearsed"]["chance"]["chance"],
            "rehearsed_median_ms": row["rehearsed"]["median_ms"],
            "p90_ms": row["p90_ms"],
            **(_of_recovery(setting, limit, row) if limit.kind == "recovery" else {}),
        },
    }


def _of_recovery(setting: Setting, limit: Limit, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return by when the measure had to begin: what the limit leaves once its own median length is taken off."""
    believed = median_of(setting.recoveries[limit.subject].takes)
    real = median_of(setting.real_recovery(limit.subject).takes)
    return {
        "takes_ms": real,
        "believed_takes_ms": believed,
        "start_by_ms": limit.limit - real,
        "believed_start_by_ms": limit.limit - believed,
        "started_ms": row["started_ms"],
    }


def median_of(takes: Takes) -> Ms:
    """Return the length below which half of all draws of *takes* lie."""
    match takes:
        case Fixed(ms=ms):
            return ms
        case Lognormal(median=median):
            return median
        case Triangular(least=least, mode=mode, most=most):
            width, half = most - least, (most - least) / 2
            if not width:
                return least
            if mode - least >= half:
                return round(least + sqrt(width * (mode - least) / 2))
            return round(most - sqrt(width * (most - mode) / 2))
