"""How chances, lengths and means are said in a result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exercise.rehearsal.intervals import mean_interval, quantile, wilson
from exercise.rehearsal.tally import Counted
from scenarios.timing import HOUR, MINUTE, SECOND, Ms

SHARES = (5, 25, 50, 75, 95)
MOST_BINS = 24
WIDTHS: tuple[Ms, ...] = (
    *(n * SECOND for n in (1, 5, 10, 15, 30)),
    *(n * MINUTE for n in (1, 2, 5, 10, 15, 30)),
    *(n * HOUR for n in (1, 2, 4, 8, 24)),
)


def chance(times: int, of: int) -> dict[str, Any]:
    """Return how likely something is that happened *times* out of *of*, with its 95 % interval; null out of none."""
    low, high = wilson(times, of)
    share = round(times / of, 6) if of else None
    return {
        "times": times,
        "of": of,
        "chance": share,
        "low": round(low, 6),
        "high": round(high, 6),
    }


def quantiles(counts: Mapping[int, int]) -> dict[str, Any] | None:
    """Return the quantiles of what *counts* counted, None of nothing."""
    if not counts:
        return None
    found: dict[str, Any] = {f"p{share}": quantile(counts, share / 100) for share in SHARES}
    return {**found, "most": max(counts)}


def bins(counts: Mapping[int, int], limit: Ms | None = None) -> dict[str, Any] | None:
    """Return *counts* in at most 24 bins of a round width from 0 on, wide enough to show *limit* too."""
    if not counts:
        return None
    most = max(*counts, limit or 0)
    width = next((w for w in WIDTHS if most < w * MOST_BINS), WIDTHS[-1])
    heights = [0] * (max(counts) // width + 1)
    for value, n in counts.items():
        heights[value // width] += n
    return {"width_ms": width, "counts": heights}


def mean_of(counted: Counted, *key: str, scale: float = 1) -> dict[str, float | None]:
    """Return the mean of what was measured as *key* and its 95 % interval."""
    n = counted.number("n", *key)
    if not n:
        return {"mean": None, "low": None, "high": None}
    total, squares = counted.number("sum", *key), counted.number("squares", *key)
    names = ("mean", "low", "high")
    values = mean_interval(total, squares, n)
    return {name: round(v / scale, 6) for name, v in zip(names, values, strict=True)}
