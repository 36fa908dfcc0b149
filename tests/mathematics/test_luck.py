"""Luck follows the laws that authors write, and what has another name, turn or seed knows nothing of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from math import sqrt
from statistics import fmean

import pytest

from engine.draws import Draws, length, uniform
from exercise.rehearsal.feasibility import median_of
from scenarios.plan import Lognormal, Takes, Triangular
from tests.mathematics.closed_forms import (
    correlation,
    farthest,
    integral,
    lognormal_cdf,
    lognormal_moments,
    lognormal_pdf,
    triangular_cdf,
    triangular_moments,
)
from tests.mathematics.evidence import is_share

DRAWS = 12_000
FAR = 1.95
"""Once in a thousand does the distance of Kolmogorov and Smirnov, times √n, exceed this where the law holds."""

Law = tuple[Takes, Callable[[float], float], tuple[float, float]]


def lognormal(median: int, sigma: float) -> Law:
    return (
        Lognormal(median, sigma),
        lambda x: lognormal_cdf(x, median, sigma),
        lognormal_moments(median, sigma),
    )


def triangular(*corners: int) -> Law:
    return (
        Triangular(*corners),
        lambda x: triangular_cdf(x, *corners),
        triangular_moments(*corners),
    )


LAWS = [
    lognormal(900_000, 0.3),
    lognormal(240_000, 0.45),
    lognormal(5_000_000, 1.2),
    triangular(720_000, 900_000, 1_500_000),
    triangular(0, 0, 600_000),
    triangular(60_000, 600_000, 600_000),
]


def test_the_formulas_agree_with_each_other() -> None:
    """What is held against: densities add up to shares, and shares to moments."""
    mean, square = lognormal_moments(10, 0.4)
    assert integral(lambda x: lognormal_pdf(x, 10, 0.4), 1e-6, 12) == pytest.approx(
        lognormal_cdf(12, 10, 0.4)
    )
    assert integral(lambda x: x * lognormal_pdf(x, 10, 0.4), 1e-6, 200) == pytest.approx(mean)
    assert integral(lambda x: x * x * lognormal_pdf(x, 10, 0.4), 1e-6, 200) == pytest.approx(square)
    mean, square = triangular_moments(2, 3, 7)
    assert 7 - integral(lambda x: triangular_cdf(x, 2, 3, 7), 0, 7) == pytest.approx(mean)
    twice = integral(lambda x: 2 * x * triangular_cdf(x, 2, 3, 7), 0, 7)
    assert 49 - twice == pytest.approx(square)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: str(law[0]))
def test_lengths_follow_their_law(law: Law) -> None:
    takes, cdf, (mean, square) = law
    draws = Draws(31)
    drawn = [draws.length("recovery:r:takes", takes) for _ in range(DRAWS)]
    assert farthest(drawn, cdf) * sqrt(DRAWS) < FAR
    error = sqrt((square - mean * mean) / DRAWS)
    assert abs(fmean(drawn) - mean) < 4 * error
    if not (isinstance(takes, Lognormal) and takes.sigma > 1):  # whose squares have no calm mean
        assert fmean(x * x for x in drawn) == pytest.approx(square, rel=0.05)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: str(law[0]))
def test_a_length_is_the_quantile_of_its_luck(law: Law) -> None:
    takes, cdf, _ = law
    for percent in range(1, 100):
        drawn = length(takes, percent / 100)
        assert cdf(drawn - 1) < percent / 100 < cdf(drawn + 1)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: str(law[0]))
def test_the_median_that_findings_are_told_with_is_the_laws(law: Law) -> None:
    takes, cdf, _ = law
    assert cdf(median_of(takes) - 1) < 0.5 < cdf(median_of(takes) + 1)


def test_a_length_knows_the_seed_alone_over_many_runs() -> None:
    """Across seeds, as runs of a rehearsal have them, the first draw of a name follows the same law."""
    takes, cdf, _ = LAWS[0]
    drawn = [Draws(seed).length("recovery:r:takes", takes) for seed in range(DRAWS)]
    assert farthest(drawn, cdf) * sqrt(DRAWS) < FAR


def of_name(name: str) -> list[float]:
    return [uniform(1, name, nth) for nth in range(1, DRAWS + 1)]


def of_seeds(first: int, name: str = "recovery:r:takes") -> list[float]:
    return [uniform(seed, name, 1) for seed in range(first, first + DRAWS)]


STREAMS = {
    "names alike": (of_name("recovery:a:takes"), of_name("recovery:b:takes")),
    "length and success": (of_name("recovery:a:takes"), of_name("recovery:a:success")),
    "two people": (of_name("bot:duty:D1:1:pace"), of_name("bot:head:D1:1:pace")),
    "one draw and the next": (of_name("a")[:-1], of_name("a")[1:]),
    "one run and the next": (of_seeds(1), of_seeds(2)),
    "pace and skipping over runs": (
        of_seeds(1, "bot:a:D1:1:pace"),
        of_seeds(1, "bot:a:D1:1:skip:0"),
    ),
}


@pytest.mark.parametrize("streams", STREAMS.values(), ids=STREAMS)
def test_two_streams_know_nothing_of_each_other(streams: tuple[list[float], list[float]]) -> None:
    """No correlation, and each of a hundred fields of the square is met equally often (chi-squared, 99 degrees)."""
    xs, ys = streams
    n = len(xs)
    assert abs(correlation(xs, ys)) < 4 / sqrt(n)
    fields = Counter((int(10 * x), int(10 * y)) for x, y in zip(xs, ys, strict=True))
    expected = n / 100
    chi = sum((fields[(i, j)] - expected) ** 2 / expected for i in range(10) for j in range(10))
    assert 99 - 4 * sqrt(198) < chi < 99 + 4 * sqrt(198)


def test_no_two_draws_are_ever_the_same_draw() -> None:
    """Neighbouring runs, turns and names, also names that end in a number: none shares a number with another."""
    names = ("a", "a:1", "a:11", "bot:a:1", "recovery:a:takes", "recovery:a:success")
    drawn = {uniform(s, name, nth) for s in range(60) for name in names for nth in range(1, 41)}
    assert len(drawn) == 60 * len(names) * 40


def test_runs_of_good_luck_are_as_long_as_chance_makes_them() -> None:
    """Two draws running fall on different sides of one half every second time; three running rise every sixth time."""
    drawn = of_name("runs")
    sides = [u < 0.5 for u in drawn]
    is_share(sum(a != b for a, b in pairwise(sides)), DRAWS - 1, 0.5)
    threes = [drawn[n : n + 3] for n in range(0, DRAWS, 3)]
    is_share(sum(a < b < c for a, b, c in threes), len(threes), 1 / 6)


def test_what_happens_by_chance_happens_as_often() -> None:
    draws = Draws(8)
    for share in (0.02, 0.3, 0.9):
        is_share(sum(draws.happens(f"{share}", share) for _ in range(DRAWS)), DRAWS, share)
