"""Intervals, quantiles and rank correlation, each as its textbook has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


def wilson(times: int, trials: int, z: float = Z) -> tuple[float, float]:
    """Return the interval of Wilson (1927) around the chance of what happened *times* in *trials*; 0 to 1 of none."""
    if not trials:
        return 0.0, 1.0
    share, square = times / trials, z * z
    centre = share + square / (2 * trials)
    half = z * sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    whole = 1 + square / trials
    low = 0.0 if not times else max(0.0, (centre - half) / whole)
    high = 1.0 if times == trials else min(1.0, (centre + half) / whole)
    return low, high


def mean_interval(total: int, squares: int, n: int, z: float = Z) -> tuple[float, float, float]:
    """Return mean and interval of *n* numbers with sum *total* and sum of squares *squares*, by the normal law."""
    if not n:
        return 0.0, 0.0, 0.0
    mean = total / n
    if n == 1:
        return mean, mean, mean
    variance = (n * squares - total * total) / (n * (n - 1))
    half = z * sqrt(max(0.0, variance) / n)
    return mean, mean - half, mean + half


def quantile(counts: Mapping[int, int], share: float) -> int | None:
    """Return the smallest value at or below which at least *share* of all lies; *counts* says how often each came."""
    n = sum(counts.values())
    wanted, seen = max(1, ceil(share * n - 1e-9)), 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= wanted:
            return value
    return None


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation of pairs, ties at their mean rank; None where one side never varies."""
    return _pearson(_ranks(xs), _ranks(ys))


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            ranks[order[place]] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def _pearson(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    n = len(xs)
    if n < 2:
        return None
    mean_x, mean_y = sum(xs) / n, sum(ys) / n
    spread_x = sum((x - mean_x) ** 2 for x in xs)
    spread_y = sum((y - mean_y) ** 2 for y in ys)
    if not spread_x or not spread_y:
        return None
    shared = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return shared / sqrt(spread_x * spread_y)
