"""One person does one thing at a time: a simulated colleague is a queue with one server, and as slow as theory says."""

from __future__ import annotations

from math import sqrt
from random import Random

import pytest

from engine.bots import Bots
from engine.play import play
from exercise.rehearsal.outcome import Outcome
from scenarios.behaviour import Profile
from scenarios.condition import At, ServiceIs
from scenarios.inject import ServiceEffect
from scenarios.timing import Ms
from tests.engine.making import MINUTE, REFS, inject, service, setting, step
from tests.mathematics.closed_forms import (
    farthest,
    lognormal_cdf,
    lognormal_moments,
    wait_m_g_1,
    waits,
)
from tests.mathematics.evidence import is_within
from tests.mathematics.rehearsed import outcomes, people, takes

MEDIAN, SIGMA = 10 * MINUTE, 0.6
RATE = 0.55
"""Things to do in the time that one takes on average."""
DAYS, EACH = 24, 160
DOWN_FOR_TEN = ServiceIs("db", ("down",), 10 * MINUTE)

Day = tuple[list[Ms], Outcome]


@pytest.fixture(scope="module")
def days() -> list[Day]:
    """Return when things came up for one person, and what became of them, on several days."""
    rng, found = Random(77), []
    mean, _ = lognormal_moments(MEDIAN, SIGMA)
    for day in range(DAYS):
        now, coming = 0.0, []
        for _ in range(EACH):
            now += rng.expovariate(RATE / mean)
            coming.append(round(now))
        made = setting(
            roles=["duty"],
            steps=[
                step(f"D{n}", f"do{n}", ["duty"], when=At(at), within=2000 * MINUTE)
                for n, at in enumerate(coming)
            ],
            duration=coming[-1] + 5000 * MINUTE,
        )
        [outcome] = outcomes(made, people(Profile(act=takes(MEDIAN, SIGMA))), 1, seed=day)
        found.append((coming, outcome))
    return found


def delays(outcome: Outcome) -> list[Ms]:
    """Return from when each thing came up until it was done."""
    assert all(duty.delay is not None for duty in outcome.duties)
    return [duty.delay or 0 for duty in outcome.duties]


def lengths(coming: list[Ms], outcome: Outcome) -> list[Ms]:
    """Return how long each thing was in hand when they are done one after the other as they came."""
    found, free = [], 0
    for at, delay in zip(coming, delays(outcome), strict=True):
        found.append(at + delay - max(at, free))
        free = at + delay
    return found


def test_things_are_done_one_after_the_other_as_they_came(days: list[Day]) -> None:
    """With equal limits the most urgent is who came first: delays are those of the recursion, none is negative."""
    for coming, outcome in days:
        took = lengths(coming, outcome)
        assert min(took) > 0
        waited = waits(1, coming, took)
        assert delays(outcome) == [w + s for w, s in zip(waited, took, strict=True)]
        [load] = outcome.people
        assert load.tasks == EACH
        assert load.busy == sum(took)
        assert load.longest_wait == max(waited)


def test_what_they_take_follows_their_pace(days: list[Day]) -> None:
    took = [length for coming, outcome in days for length in lengths(coming, outcome)]
    distance = farthest(took, lambda x: lognormal_cdf(x, MEDIAN, SIGMA))
    assert distance * sqrt(len(took)) < 1.95


def test_they_are_as_late_as_pollaczek_and_khinchine_say(days: list[Day]) -> None:
    """The mean delay is the mean wait and the mean length; the first things of a day find an idle person."""
    mean, square = lognormal_moments(MEDIAN, SIGMA)
    expected = wait_m_g_1(RATE / mean, mean, square) + mean
    means = [sum(delays(outcome)[20:]) / (EACH - 20) for _, outcome in days]
    is_within(means, expected)


def test_the_most_urgent_goes_first() -> None:
    """Four things at once, one a minute, by their limits: each is done in its place, whatever its place in the plan."""
    limits = {"D1": 9, "D2": 3, "D3": 30, "D4": 4}
    made = setting(
        roles=["duty"],
        steps=[
            step(name, f"do-{name}", ["duty"], within=limit * MINUTE)
            for name, limit in limits.items()
        ],
    )
    [outcome] = outcomes(made, people(Profile(act=takes(MINUTE, 0.0))), 1)
    done = {duty.duty.removesuffix(".response"): duty.delay for duty in outcome.duties}
    assert done == {"D2": MINUTE, "D4": 2 * MINUTE, "D1": 3 * MINUTE, "D3": 4 * MINUTE}
    [load] = outcome.people
    assert (load.busy, load.most_waiting, load.longest_wait) == (4 * MINUTE, 3, 3 * MINUTE)


@pytest.mark.parametrize("folds", [False, True])
def test_what_the_clock_calls_for_is_noticed_though_nothing_is_told(folds: bool) -> None:
    """A time of the clock, and a service that has been down for a while: nothing happens but that time passes."""
    made = setting(
        services=[service("db")],
        steps=[
            step("D1", "look", ["duty"], when=At(7 * MINUTE), within=30 * MINUTE),
            step("D2", "ring", ["head"], when=DOWN_FOR_TEN, within=30 * MINUTE),
        ],
        injects=[inject("I1", at=MINUTE, effects=(ServiceEffect("db", "down"),))],
    )
    behaviour = people(Profile(act=takes(2 * MINUTE, 0.0)))
    if folds:
        run = play(made, REFS, 1, (), Bots(made, made.seats, 1, behaviour)).run
        rows = run.evaluation()["obligations"]
        delays = {row["step"]: row["done_ms"] - row["anchor_ms"] for row in rows if row["step"]}
    else:
        [outcome] = outcomes(made, behaviour, 1)
        delays = {duty.duty.partition(".")[0]: duty.delay for duty in outcome.duties}
    assert delays == {"D1": 2 * MINUTE, "D2": 2 * MINUTE}


def test_what_nobody_gets_round_to_waits_until_endex() -> None:
    """The first thing takes forty minutes of thirty: two others wait, the longer of them for 27 minutes."""
    made = setting(
        roles=["duty"],
        steps=[
            step("D1", "dig", ["duty"], within=5 * MINUTE),
            step("D2", "look", ["duty"], when=At(3 * MINUTE), within=5 * MINUTE),
            step("D3", "ring", ["duty"], when=At(9 * MINUTE), within=5 * MINUTE),
        ],
        duration=30 * MINUTE,
    )
    [outcome] = outcomes(made, people(Profile(act=takes(40 * MINUTE, 0.0))), 1)
    [load] = outcome.people
    assert (load.busy, load.tasks) == (30 * MINUTE, 1)
    assert (load.most_waiting, load.longest_wait) == (2, 27 * MINUTE)
