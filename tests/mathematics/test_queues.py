"""Recoveries that wait for engineers are a queue, and wait as long as the theory of queues says."""

from __future__ import annotations

from math import exp
from random import Random
from statistics import mean

import pytest

from engine.play import play
from exercise.rehearsal.attempts import attempts
from scenarios.plan import Fixed, Lognormal, Takes, Triangular
from scenarios.responses import Response
from tests.engine.making import REFS, recovery, setting
from tests.mathematics.closed_forms import (
    erlang_c,
    lognormal_moments,
    triangular_moments,
    wait_m_d_c,
    wait_m_d_c_by_chain,
    wait_m_g_1,
    wait_m_m_c,
    waits,
)
from tests.mathematics.evidence import is_within, tenths
from tests.mathematics.stations import SERVICE, arrivals, with_drawn_length, with_own_length


def exponential(servers: int, rate: float, days: int = 24, each: int = 350) -> list[list[int]]:
    """Return the waits of M/M/c on several days, without the first fifty of each, which began with nobody there."""
    rng = Random(servers)
    found: list[list[int]] = []
    for _ in range(days):
        coming = arrivals(rng, rate, each)
        lengths = [round(rng.expovariate(1 / SERVICE)) for _ in coming]
        seen = with_own_length(servers, coming, lengths)
        assert seen.services == lengths
        assert seen.waits == waits(servers, coming, lengths)
        found.append(seen.waits[50:])
    return found


@pytest.mark.parametrize("servers", [1, 2, 3, 5])
def test_the_formulas_agree_with_each_other(servers: int) -> None:
    """Crommelin's series is what the chain of numbers present gives; one server is Pollaczek's; Erlang's by hand."""
    rate = 0.7 * servers
    series, chain = wait_m_d_c(servers, rate, 1), wait_m_d_c_by_chain(servers, rate, 1)
    assert series == pytest.approx(chain, rel=1e-6)
    if servers == 1:
        assert series == pytest.approx(wait_m_g_1(rate, 1, 1), rel=1e-6)
        assert wait_m_m_c(1, rate, 1) == pytest.approx(wait_m_g_1(rate, 1, 2))
        assert erlang_c(1, rate) == pytest.approx(rate)
    if servers == 2:  # two servers, load 1.4: 2 * 0.7 ** 2 / (1 + 0.7)
        assert erlang_c(2, 1.4) == pytest.approx(0.98 / 1.7)


@pytest.mark.parametrize(("servers", "rate"), [(1, 0.5), (2, 1.2), (3, 1.8)])
def test_exponential_lengths_wait_as_erlang_says(servers: int, rate: float) -> None:
    """The mean wait, the share that waits at all, and the share that waits longer than a service."""
    days = exponential(servers, rate)
    is_within([mean(day) / SERVICE for day in days], wait_m_m_c(servers, rate, 1))
    chance = erlang_c(servers, rate)
    is_within([sum(wait > 0 for wait in day) / len(day) for day in days], chance)
    longer = chance * exp(rate - servers)
    is_within([sum(wait > SERVICE for wait in day) / len(day) for day in days], longer, most=0.15)


@pytest.mark.parametrize(("servers", "rate"), [(1, 0.5), (2, 1.2), (3, 1.8)])
def test_the_recursion_that_every_wait_is_held_against_waits_as_erlang_says(
    servers: int, rate: float
) -> None:
    rng = Random(99)
    coming = arrivals(rng, rate, 300_000)
    lengths = [round(rng.expovariate(1 / SERVICE)) for _ in coming]
    expected = wait_m_m_c(servers, rate, 1)
    assert mean(waits(servers, coming, lengths)) / SERVICE == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize(("servers", "rate"), [(1, 0.6), (2, 1.4), (3, 2.1), (5, 3.75)])
def test_fixed_lengths_wait_as_crommelin_says(servers: int, rate: float) -> None:
    coming = arrivals(Random(40 + servers), rate, 10_000)
    seen = with_drawn_length(servers, coming, Fixed(SERVICE), 1)
    assert seen.waits == waits(servers, coming, [SERVICE] * len(coming))
    is_within([one / SERVICE for one in tenths(seen.waits)], wait_m_d_c(servers, rate, 1))
    assert mean(seen.waits) / SERVICE < 0.65 * wait_m_m_c(servers, rate, 1)


def moments(takes: Takes) -> tuple[float, float]:
    if isinstance(takes, Lognormal):
        return lognormal_moments(takes.median, takes.sigma)
    assert isinstance(takes, Triangular)
    return triangular_moments(takes.least, takes.mode, takes.most)


@pytest.mark.parametrize(
    "takes",
    [
        Lognormal(round(0.9 * SERVICE), 0.4),
        Lognormal(round(0.7 * SERVICE), 0.8),
        Triangular(0, SERVICE // 2, 2 * SERVICE),
        Triangular(SERVICE // 2, SERVICE, 3 * SERVICE // 2),
    ],
    ids=str,
)
def test_drawn_lengths_wait_as_pollaczek_and_khinchine_say(takes: Takes) -> None:
    """Only mean and mean square of a length count, whatever is drawn."""
    rate = 0.55
    coming = arrivals(Random(7), rate, 10_000)
    seen = with_drawn_length(1, coming, takes, 11)
    assert seen.waits == waits(1, coming, seen.services)
    first, second = moments(takes)
    is_within(tenths(seen.waits), wait_m_g_1(rate / SERVICE, first, second))
    assert mean(seen.services) == pytest.approx(first, rel=0.02)


def test_a_team_of_different_sizes_is_served_strictly_in_the_order_of_coming() -> None:
    """With needs of one to three of three engineers nobody overtakes: begun in the order of asking, never too many."""
    rng = Random(5)
    coming = arrivals(rng, 1.0, 600)
    needs = [rng.randint(1, 3) for _ in coming]
    lengths = [round(rng.expovariate(1 / SERVICE)) for _ in coming]
    made = setting(
        recoveries=[
            recovery(f"r{n}", [], needs={"engineer": needed}, takes=Fixed(length))
            for n, (needed, length) in enumerate(zip(needs, lengths, strict=True))
        ],
        resources={"engineer": 3},
        duration=coming[-1] + 1000 * SERVICE,
    )
    asked = [Response(at, "duty", f"r{n}") for n, at in enumerate(coming)]
    begun = [one.began or 0 for one in attempts(play(made, REFS, 1, asked).entries)]
    assert begun == _in_order(coming, needs, lengths, 3)


def _in_order(coming: list[int], needs: list[int], lengths: list[int], team: int) -> list[int]:
    """Return when each begins: not before who came earlier, and once enough of the team are free."""
    free = [0] * team
    found: list[int] = []
    for at, needed, length in zip(coming, needs, lengths, strict=True):
        free.sort()
        begin = max(at, free[needed - 1], found[-1] if found else 0)
        free[:needed] = [begin + length] * needed
        found.append(begin)
    return found
