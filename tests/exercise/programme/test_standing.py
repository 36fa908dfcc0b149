"""Where duties stand: never done, done, due soon, overdue, by plan and by service; each worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from exercise.programme.fitting import lacks
from exercise.programme.standing import kept_in, standing, standings
from scenarios.duty import SUMMARY, SWITCHOVER, Frequency, Kind, Scope
from tests.exercise.programme.cases import (
    HALF_YEARLY,
    THREE_YEARLY,
    WHOLE,
    duty,
    held,
    planned,
    reckoning,
)

day = date.fromisoformat


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-01-05", "due"),
        ("2026-10-31", "due"),
        ("2026-11-01", "due_soon"),
        ("2026-12-31", "due_soon"),
        ("2027-01-01", "overdue"),
    ],
)
def test_a_yearly_duty_that_was_never_kept(today: str, state: str) -> None:
    found = standing(duty(), WHOLE, reckoning(today))
    assert (found.state, found.due, found.last_day) == (state, day("2026-12-31"), None)


@pytest.mark.parametrize(
    ("today", "state", "due"),
    [
        ("2026-04-10", "done", "2027-12-31"),
        ("2026-12-31", "done", "2027-12-31"),
        ("2027-01-01", "due", "2027-12-31"),
        ("2027-11-01", "due_soon", "2027-12-31"),
        ("2028-01-01", "overdue", "2027-12-31"),
    ],
)
def test_a_yearly_duty_that_was_kept_rests_until_the_next_year(
    today: str, state: str, due: str
) -> None:
    found = standing(duty(), WHOLE, reckoning(today, held("e-1", "2026-04-10")))
    assert (found.state, found.due, found.last) == (state, day(due), "e-1")


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-11-10", "done"), ("2027-01-29", "done"), ("2027-01-30", "due_soon")],
)
def test_a_duty_counted_from_the_last_time_rests_until_sixty_days_before(
    today: str, state: str
) -> None:
    rolling = duty(reckoned="rolling")
    found = standing(rolling, WHOLE, reckoning(today, held("e-1", "2026-03-31")))
    assert (found.state, found.due) == (state, day("2027-03-31"))


def test_half_years_and_three_years_have_their_own_periods() -> None:
    spring = held("e-1", "2026-03-31")
    half = standing(duty(every=HALF_YEARLY), WHOLE, reckoning("2026-06-30", spring))
    assert (half.state, half.due) == ("done", day("2026-12-31"))
    again = standing(duty(every=HALF_YEARLY), WHOLE, reckoning("2026-07-01", spring))
    assert again.state == "due"
    three = standing(duty(every=THREE_YEARLY), WHOLE, reckoning("2028-12-31", spring))
    assert (three.state, three.due) == ("done", day("2029-12-31"))


def test_a_rule_without_an_interval_says_so() -> None:
    regularly = duty(every=Frequency("regularly"))
    found = standing(regularly, WHOLE, reckoning("2026-05-01", held("e-1", "2026-03-31")))
    assert (found.state, found.due, found.last) == ("no_interval", None, "e-1")


def test_what_is_asked_for_once_is_done_for_ever() -> None:
    once = duty(every=Frequency("once"))
    assert standing(once, WHOLE, reckoning("2027-01-01")).state == "overdue"
    found = standing(once, WHOLE, reckoning("2036-05-01", held("e-1", "2026-03-31")))
    assert (found.state, found.due) == ("done", None)


def test_what_a_person_says_of_the_time_before_counts() -> None:
    said = duty(last_done=day("2025-09-01"))
    found = standing(said, WHOLE, reckoning("2026-02-01"))
    assert (found.state, found.last_day, found.last) == ("due", day("2025-09-01"), None)
    newer = standing(said, WHOLE, reckoning("2026-02-01", held("e-1", "2026-01-20")))
    assert (newer.state, newer.last) == ("done", "e-1")


def test_a_rule_counts_while_it_is_in_force() -> None:
    later = duty(in_force_from=day("2026-07-01"))
    early = held("e-1", "2026-05-01")
    assert standing(later, WHOLE, reckoning("2026-06-30", early)).state == "not_yet"
    found = standing(later, WHOLE, reckoning("2026-07-01", early))
    assert (found.state, found.last_day) == ("due", None)
    gone = duty(in_force_until=day("2026-06-30"))
    assert standing(gone, WHOLE, reckoning("2026-07-01")).state == "not_yet"


def test_every_plan_stands_by_itself() -> None:
    each = duty(scope=Scope(every_plan=True))
    found = standings([each], reckoning("2026-05-01", held("e-1", "2026-03-31")))
    assert [(one.place, one.state) for one in found] == [
        (("plan", "broker"), "done"),
        (("plan", "bank"), "due"),
    ]


def test_a_service_is_exercised_when_it_failed_or_was_recovered() -> None:
    each = duty(scope=Scope(services=("trading", "payments")))
    drill = held("e-1", "2026-03-31", services=frozenset({"trading"}))
    found = standings([each], reckoning("2026-05-01", drill))
    assert [(one.place[1], one.state) for one in found] == [
        ("trading", "done"),
        ("payments", "due"),
    ]


@pytest.mark.parametrize(
    ("kind", "drill", "lacking"),
    [
        (Kind(joint=True), {}, ("joint",)),
        (Kind(joint=True), {"joint": True}, ()),
        (Kind(types=("functional",)), {"type": "tabletop"}, ("type",)),
        (Kind(types=("functional",)), {"type": "functional"}, ()),
        (Kind(includes=("human",)), {"causes": ("technical",)}, ("includes",)),
        (Kind(includes=("human",)), {"causes": ("technical", "human")}, ()),
        (Kind(includes=(SWITCHOVER,)), {}, ("includes",)),
        (Kind(includes=(SWITCHOVER,)), {"claimed": ("d",)}, ("includes",)),
        (Kind(includes=(SWITCHOVER,)), {"switched": True}, ()),
        (Kind(joint=True, types=("game",)), {}, ("joint", "type")),
    ],
)
def test_an_exercise_counts_when_it_is_of_the_kind_asked_for(
    kind: Kind, drill: dict[str, object], lacking: tuple[str, ...]
) -> None:
    assert lacks(duty(kind=kind), held("e-1", "2026-03-31", **drill), WHOLE) == lacking


def test_the_next_exercise_that_will_keep_a_duty_is_named() -> None:
    joint = duty(kind=Kind(joint=True))
    plans = (
        planned("p-1", "2026-06-01"),
        planned("p-2", "2026-09-01", joint=True),
        planned("p-3", "2026-08-01", joint=True, state="cancelled"),
        planned("p-4", "2026-04-01", joint=True),
    )
    found = standing(joint, WHOLE, reckoning("2026-05-01", *plans))
    assert (found.planned, found.late) == ("p-2", False)


def test_an_exercise_planned_after_the_due_day_is_too_late() -> None:
    found = standing(duty(), WHOLE, reckoning("2026-12-01", planned("p-1", "2027-01-08")))
    assert (found.planned, found.late, found.state) == ("p-1", True, "due_soon")


def test_a_switchover_still_to_be_held_is_promised_by_naming_the_duty() -> None:
    switch = duty(kind=Kind(includes=(SWITCHOVER,)))
    promised = planned("p-1", "2026-06-01", duties=("d",))
    assert standing(switch, WHOLE, reckoning("2026-05-01", promised)).planned == "p-1"
    other = planned("p-1", "2026-06-01")
    assert standing(switch, WHOLE, reckoning("2026-05-01", other)).planned is None


def test_the_summary_of_a_year_is_handed_in_for_that_year() -> None:
    summary = duty(asks=SUMMARY)
    none = standing(summary, WHOLE, reckoning("2026-10-01"))
    assert (none.state, none.due) == ("due", day("2026-12-31"))
    given = reckoning("2027-01-20", handed={2026: day("2027-01-15")})
    found = standing(summary, WHOLE, given)
    assert (found.due, found.last_day, found.state) == (day("2027-12-31"), day("2027-01-15"), "due")


def test_an_exercise_keeps_no_duty_to_report_the_year() -> None:
    found = standing(duty(asks=SUMMARY), WHOLE, reckoning("2026-10-01", held("e-1", "2026-03-31")))
    assert (found.state, found.kept) == ("due", ())


def test_what_kept_a_duty_in_a_year_is_listed_by_day() -> None:
    all_of_them = (held("e-2", "2026-09-01"), held("e-1", "2026-03-31"), held("e-0", "2025-12-31"))
    found = kept_in(duty(), WHOLE, 2026, reckoning("2026-11-01", *all_of_them))
    assert [one.id for one in found] == ["e-1", "e-2"]
    off = replace(duty(), in_force_from=day("2026-06-01"))
    assert [one.id for one in kept_in(off, WHOLE, 2026, reckoning("2026-11-01", *all_of_them))] == [
        "e-2"
    ]
