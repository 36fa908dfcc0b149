"""People whose delays are lognormal keep their limits as often as the lognormal law says."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from exercise.rehearsal.tally import COARSE
from scenarios.behaviour import Manner, Pace, Profile
from scenarios.condition import Did
from scenarios.inject import ServiceEffect
from scenarios.plan import AnyOfServices, Lognormal, Option, Triangular
from scenarios.procedure import Choice, Step
from tests.engine.making import MINUTE, action, inject, recovery, service, setting, step
from tests.mathematics.closed_forms import (
    integral,
    lognormal_cdf,
    lognormal_pdf,
    triangular_cdf,
)
from tests.mathematics.evidence import is_share
from tests.mathematics.rehearsed import named, outcomes, people, rehearsed, takes, told, verdicts

RUNS = 1200
LONG = 600 * MINUTE
MEDIAN, SIGMA = 5 * MINUTE, 0.6
ACT = Profile(act=takes(MEDIAN, SIGMA))
share = partial(lognormal_cdf, median=MEDIAN, sigma=SIGMA)
"""The share of delays at or below a length."""


def alone(**keys: Any) -> Step:
    """Return the one step of one person, whose turn it is from StartEx on."""
    return step("D1", "answer", ["duty"], **keys)


def answered(within: float, duration: int = LONG, profile: Profile = ACT, **keys: Any) -> Any:
    """Return the result of a rehearsal of one step with so many minutes to answer."""
    made = setting(
        roles=["duty"],
        steps=[alone(within=round(within * MINUTE), **keys)],
        duration=duration,
    )
    return rehearsed(made, people(profile), RUNS)


@pytest.mark.parametrize("within", [2, 5, 9])
def test_met_late_and_very_late_are_shares_of_the_lognormal_law(within: int) -> None:
    counts = verdicts(answered(within), "D1.response")
    limit = within * MINUTE
    is_share(counts["met"], RUNS, share(limit))
    is_share(counts["late"], RUNS, share(2 * limit) - share(limit))
    is_share(counts["very_late"], RUNS, 1 - share(2 * limit))
    assert sum(counts.values()) == RUNS


def test_the_longest_limit_and_a_hard_one_divide_where_they_stand() -> None:
    counts = verdicts(answered(4, within_max=6 * MINUTE), "D1.response")
    is_share(counts["late"], RUNS, share(6 * MINUTE) - share(4 * MINUTE))
    hard = verdicts(answered(4, hard=True), "D1.response")
    assert set(hard) == {"met", "very_late"}
    assert hard["met"] == counts["met"]


def test_an_exercise_that_ends_cuts_the_law_off() -> None:
    """Who would answer after EndEx is pending while the limit has not passed, and has missed it afterwards."""
    early = verdicts(answered(9, duration=6 * MINUTE), "D1.response")
    is_share(early["pending"], RUNS, 1 - share(6 * MINUTE))
    assert set(early) == {"met", "pending"}
    later = verdicts(answered(4, duration=6 * MINUTE), "D1.response")
    is_share(later["missed"], RUNS, 1 - share(6 * MINUTE))
    is_share(later["late"], RUNS, share(6 * MINUTE) - share(4 * MINUTE))


@pytest.mark.parametrize(("within", "longest"), [(5, 10), (3, 12), (6, 7)])
def test_the_mean_score_is_the_grade_integrated_over_the_law(within: int, longest: int) -> None:
    """1 up to the limit, falling by 0.8 to the longest limit, 0.2 after it: the grade of scoring.md 2, weighed."""
    limit, most = within * MINUTE, longest * MINUTE
    score = answered(within, within_max=most)["score"]

    def weighed(x: float) -> float:
        grade = 1 - 0.8 * (x - limit) / (most - limit)
        return grade * lognormal_pdf(x, MEDIAN, SIGMA)

    expected = share(limit) + integral(weighed, limit, most) + 0.2 * (1 - share(most))
    error = (score["high"] - score["low"]) / (2 * 1.96)
    assert 0.003 < error < 0.015
    assert abs(score["mean"] - expected) < 4 * error


def test_quantiles_are_those_of_the_law() -> None:
    """Each told quantile has the law's share below it: as near as 1200 runs and steps of five seconds tell."""
    delays = named(answered(5)["obligations"], "D1.response")["delay_ms"]
    for percent in (5, 25, 50, 75, 95):
        told_ms, wanted = delays[f"p{percent}"], percent / 100
        error = 4 * (wanted * (1 - wanted) / RUNS) ** 0.5
        assert share(told_ms - COARSE) - error < wanted < share(told_ms + COARSE) + error


def test_a_pace_by_the_limit_has_its_median_at_that_share_of_it() -> None:
    counts = verdicts(
        answered(8, profile=Profile(act=Pace(of_limit=0.75, sigma=0.5))), "D1.response"
    )
    is_share(counts["met"], RUNS, lognormal_cdf(8, 6, 0.5))
    is_share(counts["late"], RUNS, lognormal_cdf(16, 6, 0.5) - lognormal_cdf(8, 6, 0.5))


def test_noticing_and_acting_add_up_as_independent_lengths_do() -> None:
    """The chance that the sum of two lognormal lengths keeps the limit is their convolution."""
    notice, act = (2 * MINUTE, 0.8), (3 * MINUTE, 0.5)
    profile = Profile(notice=takes(*notice), act=takes(*act))
    result = verdicts(answered(7, profile=profile), "D1.response")
    is_share(result["met"], RUNS, added(notice, act, 7 * MINUTE))
    is_share(result["met"] + result["late"], RUNS, added(notice, act, 14 * MINUTE))


def added(first: tuple[int, float], second: tuple[int, float], limit: int) -> float:
    """Return the chance that two independent lognormal lengths are together at most *limit*."""
    return integral(
        lambda x: lognormal_pdf(x, *first) * lognormal_cdf(limit - x, *second), 1, limit
    )


def test_what_is_skipped_is_missed_as_often_and_the_rest_keeps_its_law() -> None:
    counts = verdicts(answered(5, profile=Profile(act=ACT.act, skip=0.3)), "D1.response")
    is_share(counts["missed"], RUNS, 0.3)
    is_share(counts["met"], RUNS, 0.7 * share(5 * MINUTE))


def test_two_people_are_late_independently_of_each_other() -> None:
    made = setting(
        steps=[
            step("D1", "answer", ["duty"], within=5 * MINUTE),
            step("D2", "call", ["head"], within=5 * MINUTE),
        ],
        duration=LONG,
    )
    found = outcomes(made, people(ACT), RUNS)
    both = sum(all(duty.verdict == "met" for duty in one.duties) for one in found)
    is_share(both, RUNS, 0.25)
    best = sum(max(duty.delay or 0 for duty in one.duties) <= 4 * MINUTE for one in found)
    is_share(best, RUNS, share(4 * MINUTE) ** 2)


@pytest.mark.parametrize("quorum", [2, 3])
def test_a_quorum_is_full_with_the_last_of_those_whom_it_takes(quorum: int) -> None:
    """As many colleagues come as a quorum asks for; the last of them has the law F to that power."""
    roles = ("a", "b", "c")
    made = setting(
        roles=roles,
        steps=[step("D1", "vote", roles, quorum=quorum, within=5 * MINUTE)],
        duration=LONG,
    )
    counts = verdicts(rehearsed(made, people(ACT), RUNS, seed=2), "D1.quorum")
    is_share(counts["met"], RUNS, share(5 * MINUTE) ** quorum)
    is_share(counts["met"] + counts["late"], RUNS, share(10 * MINUTE) ** quorum)


def test_choices_come_by_their_weights_and_are_worth_their_mean() -> None:
    options = (("switch", 1.0, 5), ("wait", 0.4, 3), ("stay", 0.0, 2))
    made = setting(
        roles=["duty"],
        actions=[action("decide", "decide", options=tuple(Option(name) for name, _, _ in options))],
        steps=[
            step(
                "D1",
                "decide",
                ["duty"],
                choices=tuple(Choice(name, worth) for name, worth, _ in options),
            )
        ],
        duration=LONG,
    )
    weights = {name: weight for name, _, weight in options}
    weighed = replace(people(ACT), actions={"decide": Manner(options=weights)})
    result = rehearsed(made, weighed, RUNS)
    rows = named(result["decisions"], "decide", "action")["options"]
    for name, _, weight in options:
        is_share(named(rows, name, "option")["times"], RUNS, weight / 10)
    counts = verdicts(result, "D1.choice")
    is_share(counts["partial"], RUNS, 0.3)
    is_share(counts["violated"], RUNS, 0.2)


DOWN = inject("I1", at=0, effects=(ServiceEffect("db", "down"), ServiceEffect("web", "down")))


def test_a_service_keeps_its_rto_as_often_as_person_and_measure_together_do() -> None:
    """Asked for after a lognormal delay, done after a lognormal length, succeeding four times of five."""
    took, rto = (12 * MINUTE, 0.4), 20 * MINUTE
    made = setting(
        roles=["duty"],
        services=[service("db", rto=rto), service("web")],
        recoveries=[recovery("answer", ["db"], takes=Lognormal(*took), success=0.8)],
        steps=[alone(within=5 * MINUTE)],
        injects=[DOWN],
        duration=LONG,
    )
    result = rehearsed(made, people(ACT), RUNS)
    expected = 0.8 * added((MEDIAN, SIGMA), took, rto)
    is_share(named(result["services"], "db")["rto_met"]["times"], RUNS, expected)
    is_share(verdicts(result, "db.rto")["missed"], RUNS, 0.2)
    [tried] = result["recoveries"]
    is_share(tried["succeeded"]["times"], RUNS, 0.8)
    assert tried["succeeded"]["of"] == RUNS


def test_series_and_parallel_are_back_with_the_last_and_with_the_first_of_two() -> None:
    """Of two independent repairs of triangular length the longest has the law F², the shortest 1 − (1 − F)²."""
    repair, limit = Triangular(5 * MINUTE, 10 * MINUTE, 30 * MINUTE), 15 * MINUTE
    made = setting(
        roles=["duty"],
        services=[
            service("db"),
            service("web"),
            service("both", rto=limit, depends_on=("db", "web")),
            service("either", rto=limit, depends_on=(AnyOfServices(("db", "web")),)),
        ],
        recoveries=[
            recovery(f"mend-{name}", [name], takes=repair, starts_on=Did("answer", each=True))
            for name in ("db", "web")
        ],
        steps=[alone()],
        injects=[DOWN],
        duration=LONG,
    )
    at_once = people(Profile(act=Pace(median=0, sigma=0.0)))
    result = told(made, outcomes(made, at_once, RUNS))
    kept = triangular_cdf(limit, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE)
    is_share(named(result["services"], "both")["rto_met"]["times"], RUNS, kept**2)
    is_share(named(result["services"], "either")["rto_met"]["times"], RUNS, 1 - (1 - kept) ** 2)
