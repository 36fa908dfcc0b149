"""Intervals of a rehearsal hold the truth as often as they promise; quantiles and ranks are what they are called."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import asin, exp, lgamma, log, pi, sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.draws import Draws
from engine.rehearsal.one import rehearse_once
from exercise.rehearsal.chances import chance, quantiles
from exercise.rehearsal.intervals import Z, mean_interval, quantile, spearman, wilson
from exercise.rehearsal.outcome import Outcome
from exercise.rehearsal.paired import compare, differences
from exercise.rehearsal.tally import Tally
from exercise.setting import Setting
from scenarios.behaviour import Behaviour, Pace, Profile
from scenarios.inject import ServiceEffect
from scenarios.plan import Fixed, Lognormal, Takes, Triangular
from tests.engine.making import MINUTE, REFS, inject, recovery, service, setting, step
from tests.mathematics.closed_forms import lognormal_moments, normal_cdf, triangular_moments
from tests.mathematics.evidence import is_share
from tests.mathematics.rehearsed import outcomes, people, takes, told, verdicts

PROMISED = (0.93, 0.97)


def binomial(times: int, of: int, share: float) -> float:
    """Return the chance of so many times."""
    ways = lgamma(of + 1) - lgamma(times + 1) - lgamma(of - times + 1)
    return exp(ways + times * log(share) + (of - times) * log(1 - share))


@cache
def covered(of: int, share: float) -> float:
    """Return the exact chance that Wilson's interval of so many trials holds *share*."""
    return sum(
        binomial(times, of, share)
        for times in range(of + 1)
        if wilson(times, of)[0] <= share <= wilson(times, of)[1]
    )


def test_the_ends_of_an_interval_are_where_the_normal_law_just_doubts() -> None:
    """Wilson's ends solve |times/of - p| = z sqrt(p (1 - p) / of), which defines them; z is the law's own quantile."""
    assert normal_cdf(Z) == pytest.approx(0.975, abs=1e-12)
    for of in (1, 7, 40, 1000):
        for times in {0, 1, of // 3, of - 1, of}:
            low, high = wilson(times, of)
            for end in (low, high):
                away = abs(times / of - end)
                assert away == pytest.approx(Z * sqrt(end * (1 - end) / of), abs=1e-12)
            assert low <= times / of <= high


@pytest.mark.parametrize("of", [50, 100, 400])
def test_a_chance_lies_in_its_interval_in_93_to_97_of_100_rehearsals(of: int) -> None:
    """Added up over all outcomes, without luck: for chances from a tenth to nine tenths, and on average over them."""
    shares = [0.1 + 0.8 * n / 160 for n in range(161)]
    exact = [covered(of, share) for share in shares]
    assert PROMISED[0] - 0.003 < min(exact)
    assert max(exact) < PROMISED[1] + 0.003
    assert sum(exact) / len(exact) == pytest.approx(0.95, abs=0.004)


@pytest.mark.parametrize("truth", [0.15, 0.5, 0.8])
def test_the_engines_own_luck_keeps_the_promise(truth: float) -> None:
    draws, held = Draws(17), 0
    for n in range(1500):
        times = sum(draws.happens(f"trial:{n}", truth) for _ in range(80))
        interval = chance(times, 80)
        held += interval["low"] <= truth <= interval["high"]
    assert PROMISED[0] < covered(80, truth) < PROMISED[1]
    is_share(held, 1500, covered(80, truth))


def test_whole_rehearsals_keep_the_promise() -> None:
    """Eighty rehearsals of forty runs: a lognormal delay keeps its median as a limit in half of all."""
    made = setting(
        roles=["duty"],
        steps=[step("D1", "answer", ["duty"], within=5 * MINUTE)],
        duration=600 * MINUTE,
    )
    behaviour = people(Profile(act=takes(5 * MINUTE, 0.5)))
    held = 0
    for nth in range(80):
        result = told(made, outcomes(made, behaviour, 40, seed=1000 * nth))
        assert verdicts(result, "D1.response")["met"]
        met = result["obligations"][0]["verdicts"]["met"]
        held += met["low"] <= 0.5 <= met["high"]
    is_share(held, 80, covered(40, 0.5))


@pytest.mark.parametrize(
    ("length", "truth"),
    [
        (Lognormal(MINUTE, 0.45), lognormal_moments(MINUTE, 0.45)[0]),
        (Triangular(0, 10_000, 90_000), triangular_moments(0, 10_000, 90_000)[0]),
    ],
)
def test_a_mean_lies_in_its_interval_in_93_to_97_of_100_rehearsals(
    length: Takes, truth: float
) -> None:
    draws, held = Draws(23), 0
    for n in range(1000):
        drawn = [draws.length(f"length:{n}", length) for _ in range(120)]
        _, low, high = mean_interval(sum(drawn), sum(x * x for x in drawn), len(drawn))
        held += low <= truth <= high
    assert PROMISED[0] < held / 1000 < PROMISED[1]


@settings(derandomize=True)
@given(st.lists(st.integers(-50, 50), min_size=2, max_size=40))
def test_a_mean_and_its_interval_are_what_the_textbook_says(values: list[int]) -> None:
    n = len(values)
    mean = Fraction(sum(values), n)
    variance = sum((value - mean) ** 2 for value in values) / (n - 1)
    found = mean_interval(sum(values), sum(v * v for v in values), n)
    half = Z * sqrt(variance / n)
    assert found == pytest.approx((float(mean), float(mean) - half, float(mean) + half), abs=1e-9)


@settings(derandomize=True)
@given(st.dictionaries(st.integers(-20, 20), st.integers(1, 30), min_size=1), st.integers(1, 100))
def test_a_quantile_is_the_first_value_with_that_share_at_or_below_it(
    counts: dict[int, int], percent: int
) -> None:
    everything = sorted(value for value, n in counts.items() for _ in range(n))
    share = Fraction(percent, 100)
    first = next(
        value
        for place, value in enumerate(everything, 1)
        if Fraction(place, len(everything)) >= share
    )
    assert quantile(counts, percent / 100) == first


def test_quantiles_of_a_thousand_numbers_are_read_off() -> None:
    found = quantiles(dict.fromkeys(range(1, 1001), 1))
    assert found == {"p5": 50, "p25": 250, "p50": 500, "p75": 750, "p95": 950, "most": 1000}


def rank(values: list[int], value: int) -> Fraction:
    """Return a value's rank by counting: who is below it, and half of those that equal it."""
    below, equal = sum(v < value for v in values), sum(v == value for v in values)
    return below + Fraction(equal + 1, 2)


@settings(derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=30))
def test_rank_correlation_is_pearsons_of_counted_ranks(pairs: list[tuple[int, int]]) -> None:
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    middle = Fraction(len(pairs) + 1, 2)
    u, v = [rank(xs, x) - middle for x in xs], [rank(ys, y) - middle for y in ys]
    spread = sum(a * a for a in u) * sum(b * b for b in v)
    found = spearman(xs, ys)
    if not spread:
        assert found is None
    else:
        shared = sum(a * b for a, b in zip(u, v, strict=True))
        assert found == pytest.approx(float(shared) / sqrt(spread), abs=1e-12)


@settings(derandomize=True)
@given(st.permutations(range(12)))
def test_without_ties_rank_correlation_is_spearmans_own_formula(order: list[int]) -> None:
    """1 - 6 Σ d² / (n (n² - 1))."""
    squares = sum((place - one) ** 2 for place, one in enumerate(order))
    expected = 1 - 6 * squares / (12 * (144 - 1))
    assert spearman(list(range(12)), order) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("rho", [-0.8, 0.0, 0.5, 0.9])
def test_rank_correlation_of_two_normal_numbers_is_pearsons_arc_sine(rho: float) -> None:
    """(6/π) arcsin(ρ/2) for normal pairs, whatever monotonous is done to either side."""
    rng, xs, ys = Random(3), [], []
    for _ in range(4000):
        x = rng.gauss(0, 1)
        xs.append(exp(x))
        ys.append((rho * x + sqrt(1 - rho * rho) * rng.gauss(0, 1)) ** 3)
    assert spearman(xs, ys) == pytest.approx(6 / pi * asin(rho / 2), abs=4 / sqrt(4000))


RUNS = 500
AT_ONCE = people(Profile(act=Pace(median=0, sigma=0.0)))


def repaired(length: Takes, **more: object) -> Setting:
    """Return an exercise in which db is down from StartEx until a measure of that *length* is over."""
    return setting(
        roles=["duty"],
        services=[service("db", rto=20 * MINUTE)],
        recoveries=[recovery("answer", ["db"], takes=length)],
        steps=[step("D1", "answer", ["duty"], within=5 * MINUTE)],
        injects=[inject("I1", at=0, effects=(ServiceEffect("db", "down"),))],
        duration=2000 * MINUTE,
        **more,
    )


def pairs(one: Setting, other: Setting, behaviour: Behaviour) -> tuple[Tally, list[Outcome]]:
    """Return both played with the same luck, and what came of the first."""
    tally, found = Tally(), []
    for index in range(RUNS):
        first, second = (rehearse_once(each, REFS, behaviour, 1, index) for each in (one, other))
        compare(tally, first, second)
        found.append(first)
    return tally, found


def test_the_same_luck_shows_a_certain_difference_with_certainty() -> None:
    """Ten minutes more in every run: however much runs differ, the mean difference is ten minutes and nothing else."""
    behaviour = people(Profile(act=takes(5 * MINUTE, 0.8)))
    tally, found = pairs(repaired(Fixed(10 * MINUTE)), repaired(Fixed(20 * MINUTE)), behaviour)
    [row] = differences(tally)["services"]
    ten = {"mean": 10 * MINUTE, "low": 10 * MINUTE, "high": 10 * MINUTE}
    assert row["longest_ms"] == row["down_ms"] == ten
    assert len({one.services[0].longest for one in found}) > RUNS // 2


def test_a_paired_difference_has_the_mean_and_the_spread_of_the_law() -> None:
    """With the same luck a measure of twice the median takes once more what it took: median · exp(σ z)."""
    median, sigma = 15 * MINUTE, 0.5
    slower = repaired(Lognormal(2 * median, sigma))
    tally, found = pairs(repaired(Lognormal(median, sigma)), slower, AT_ONCE)
    told_row = differences(tally)
    [row] = told_row["services"]
    mean, square = lognormal_moments(median, sigma)
    deviation = sqrt(square - mean * mean)
    half = (row["longest_ms"]["high"] - row["longest_ms"]["low"]) / 2
    assert half == pytest.approx(Z * deviation / sqrt(RUNS), rel=0.2)
    assert abs(row["longest_ms"]["mean"] - mean) < 4 * deviation / sqrt(RUNS)
    own = [one.services[0].longest for one in found]
    assert row["longest_ms"]["mean"] == pytest.approx(sum(own) / RUNS, abs=2)
    met = next(each for each in told_row["obligations"] if each["id"] == "db.rto")["met"]
    lost = normal_cdf(log(20 / 15) / sigma) - normal_cdf(log(20 / 30) / sigma)
    assert abs(met["mean"] + lost) < 4 * sqrt(lost * (1 - lost) / RUNS)


def test_an_exercise_compared_with_itself_differs_in_nothing() -> None:
    made = repaired(Lognormal(15 * MINUTE, 0.5))
    result = differences(pairs(made, made, people(Profile(act=takes(5 * MINUTE, 0.8))))[0])
    nothing = {"mean": 0, "low": 0, "high": 0}
    assert result["score"] == nothing | {"better": 0, "worse": 0, "same": RUNS}
    assert result["services"][0]["longest_ms"] == nothing


def test_what_alone_moves_an_outage_is_found_to_move_it() -> None:
    """Where only the length of the measure varies, its rank and the outage's agree wholly; a bystander's not at all."""
    made = setting(
        services=[service("db", rto=20 * MINUTE)],
        recoveries=[recovery("answer", ["db"], takes=Lognormal(15 * MINUTE, 0.5))],
        steps=[
            step("D1", "answer", ["duty"], within=5 * MINUTE),
            step("D2", "stroll", ["head"], within=5 * MINUTE),
        ],
        injects=[inject("I1", at=0, effects=(ServiceEffect("db", "down"),))],
        duration=2000 * MINUTE,
    )
    behaviour = people(duty=AT_ONCE.default, head=Profile(act=takes(5 * MINUTE, 0.5)))
    found = told(made, outcomes(made, behaviour, RUNS))["influences"]["services"]["db"]
    rho = {row["what"]: row["rho"] for row in found}
    assert rho["recovery:answer"] == 1
    assert abs(rho["step:D2"]) < 4 / sqrt(RUNS)
    assert "step:D1" not in rho  # it never varies
