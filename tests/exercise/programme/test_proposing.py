"""A year's programme that is proposed: every gap once, on working days, the same every time."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from exercise.programme.proposing import Gaps, Proposed, Script, never_exercised, proposed
from exercise.programme.records import Reckoning
from exercise.programme.standing import standings
from scenarios.duty import Duty, Kind, Scope
from tests.exercise.programme.cases import HALF_YEARLY, SPRING, duty, held, planned, reckoning

day = date.fromisoformat
FIRE = Script("fire", "broker", ("natural",), "tabletop")
ATTACK = Script("attack", "broker", ("human", "technical"), "functional")


def propose(
    duties: list[Duty],
    known: Reckoning,
    causes: tuple[str, ...] = (),
    scripts: tuple[Script, ...] = (FIRE, ATTACK),
) -> tuple[Proposed, ...]:
    """Return the programme that is proposed for 2026."""
    return proposed(2026, Gaps(standings(duties, known), causes, scripts), known, SPRING)


def test_a_duty_that_nobody_planned_is_proposed_with_a_scenario_that_counts() -> None:
    (one,) = propose([duty(kind=Kind(types=("functional",)))], reckoning("2026-01-05"))
    assert (one.scenario, one.plan, one.duties) == ("attack", "broker", ("d",))


def test_one_exercise_serves_all_duties_that_it_counts_for() -> None:
    duties = [
        duty("a"),
        duty("b", kind=Kind(joint=True)),
        duty("c", kind=Kind(includes=("human",))),
    ]
    found = propose(duties, reckoning("2026-01-05"))
    assert [(one.scenario, one.duties, one.joint) for one in found] == [
        ("fire", ("a", "b"), True),
        ("attack", ("c",), False),
    ]


def test_a_plan_without_a_scenario_is_proposed_all_the_same() -> None:
    found = propose([duty(scope=Scope(plans=("bank",)))], reckoning("2026-01-05"))
    assert [(one.plan, one.scenario) for one in found] == [("bank", None)]


def test_what_is_kept_or_planned_in_time_is_not_proposed_again() -> None:
    assert propose([duty()], reckoning("2026-05-01", held("e-1", "2026-03-31"))) == ()
    assert propose([duty()], reckoning("2026-05-01", planned("p-1", "2026-09-01"))) == ()


def test_causes_that_nobody_exercised_are_played_once() -> None:
    known = reckoning("2026-01-05", held("e-1", "2026-01-04", causes=("natural",)))
    found = propose([], known, ("natural", "human", "technical", "public-health"))
    assert [(one.causes, one.scenario) for one in found] == [
        (("human",), "attack"),
        (("public-health",), None),
    ]


def test_a_cause_that_is_planned_is_not_missing() -> None:
    known = reckoning("2026-01-05", planned("p-1", "2026-06-01", causes=("human",)))
    assert never_exercised(("human", "natural"), known) == ("natural",)


def test_half_years_are_proposed_before_they_end() -> None:
    first, second = propose([duty(every=HALF_YEARLY)], reckoning("2026-01-05"))
    assert first.day <= day("2026-06-30") < second.day


def test_nothing_is_put_on_a_day_that_is_taken() -> None:
    (free,) = propose([duty(kind=Kind(joint=True))], reckoning("2026-01-05"))
    taken = planned("p-1", free.day.isoformat(), plan="bank")
    (other,) = propose([duty(kind=Kind(joint=True))], reckoning("2026-01-05", taken))
    assert other.day != free.day


def test_late_in_the_year_what_is_left_fits_into_what_is_left() -> None:
    found = propose([duty("a"), duty("b", scope=Scope(plans=("bank",)))], reckoning("2026-12-28"))
    # Tuesday to Thursday are left, too few to keep any free for preparing.
    assert [one.day for one in found] == [day("2026-12-29"), day("2026-12-31")]


@given(
    st.dates(date(2025, 11, 1), date(2026, 10, 31)),
    st.integers(0, 6),
    st.sets(st.sampled_from(("natural", "human", "technical", "key-person", "public-health"))),
)
def test_every_day_is_a_working_day_of_the_year_and_none_is_taken_twice(
    today: date, plans: int, causes: set[str]
) -> None:
    known = reckoning(today.isoformat(), since="2025-10-01")
    duties = [duty(f"d{n}", scope=Scope(plans=(f"plan-{n}",))) for n in range(plans)]
    found = propose(duties, known, tuple(sorted(causes)))
    days = [one.day for one in found]
    assert len(days) == len(set(days))
    assert all(one.year == 2026 and SPRING.is_working(one) and one > today for one in days)
    assert found == propose(duties, known, tuple(sorted(causes)))


def test_a_plan_with_steps_that_nobody_exercised_is_proposed_unless_it_comes_up_anyway() -> None:
    known = reckoning("2026-01-05")
    steps = {"bank": 4, "broker": 2}
    gaps = Gaps(standings([duty()], known), (), (FIRE, ATTACK), steps)
    found = proposed(2026, gaps, known, SPRING)
    assert [(one.plan, one.steps, one.duties) for one in found] == [
        ("broker", 0, ("d",)),
        ("bank", 4, ()),
    ]
    coming = reckoning("2026-01-05", planned("p-1", "2026-06-01", plan="bank"))
    again = proposed(2026, Gaps((), (), (), {"bank": 4}), coming, SPRING)
    assert again == ()


def test_a_half_yearly_duty_is_proposed_once_for_each_half() -> None:
    known = reckoning("2026-11-20", held("e-1", "2026-09-01"))
    gaps = Gaps(standings([duty(every=HALF_YEARLY)], known), (), (FIRE,))
    first, second = proposed(2027, gaps, known, SPRING)
    assert (first.by, second.by) == (day("2027-06-30"), day("2027-12-31"))
    assert first.day <= first.by < second.day <= second.by


def test_what_is_planned_for_this_year_does_not_serve_the_next() -> None:
    known = reckoning(
        "2026-11-20", held("e-1", "2026-09-01"), planned("p-1", "2026-12-10", plan="broker")
    )
    (standing,) = standings([duty()], known)
    assert (standing.state, standing.due, standing.planned) == ("done", day("2027-12-31"), None)
    (one,) = proposed(2027, Gaps((standing,), (), (FIRE,)), known, SPRING)
    assert one.duties == ("d",)


def test_what_is_overdue_is_proposed_for_the_first_day_and_serves_its_new_year_too() -> None:
    known = reckoning("2027-02-10", since="2026-01-05")
    gaps = Gaps(standings([duty()], known), (), (FIRE,))
    (one,) = proposed(2027, gaps, known, SPRING)
    assert (one.by, one.duties) == (day("2026-12-31"), ("d",))
    assert one.day == SPRING.add(day("2027-02-11"), 20)
