"""Recoveries and the critical path: how often, how long, and what the time until service was back went into."""

from __future__ import annotations

from typing import Any

from exercise.rehearsal.chances import chance, quantiles
from exercise.rehearsal.intervals import quantile
from exercise.rehearsal.paths import PARTS
from exercise.rehearsal.tally import Counted
from exercise.setting import Setting


def recoveries(setting: Setting, counted: Counted) -> list[dict[str, Any]]:
    """Return each recovery of the plan: how often asked for, how long it waited and took, how often it succeeded."""
    rows = []
    for name in setting.recoveries:
        succeeded, failed = (
            counted.number("tried", name, True),
            counted.number("tried", name, False),
        )
        rows.append(
            {
                "id": name,
                "asked": counted.number("asked", name),
                "started": chance(counted.number("started", name), counted.runs),
                "succeeded": chance(succeeded, succeeded + failed),
                "waited_ms": quantiles(counted.lengths("waiting", name)),
                "took_ms": quantiles(counted.lengths("took", name)),
            }
        )
    return rows


def critical_paths(setting: Setting, counted: Counted) -> list[dict[str, Any]]:
    """Return, for each service with an RTO that was ever down, what the time until it was back went into."""
    rows = []
    for name, service in setting.services.items():
        ways = counted.of("path", name)
        runs = sum(ways.values())
        if service.rto is None or not runs:
            continue
        whole = sum(counted.number("part", name, part) for part in PARTS)
        rows.append(
            {
                "service": name,
                "rto_ms": service.rto,
                "runs": runs,
                "mean_ms": round(whole / runs),
                "recoveries": [
                    {"recovery": key[0], "times": n}
                    for key, n in sorted(ways.items(), key=lambda way: (-way[1], str(way[0])))
                ],
                "parts": [_part(counted, name, part, runs, whole) for part in PARTS],
                "longest": max(PARTS, key=lambda part: counted.number("longest_part", name, part)),
            }
        )
    return rows


def _part(counted: Counted, service: str, part: str, runs: int, whole: int) -> dict[str, Any]:
    total = counted.number("part", service, part)
    return {
        "part": part,
        "mean_ms": round(total / runs),
        "median_ms": quantile(counted.lengths("part", service, part), 0.5),
        "share": round(total / whole, 4) if whole else 0.0,
        "longest_times": counted.number("longest_part", service, part),
    }
