"""Reports on exercises, how long records are kept, and what people are reminded of; worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from exercise.programme.reminders import reminders
from exercise.programme.reports import kept_records, reports
from scenarios.duty import Kind
from tests.exercise.programme.cases import SPRING, duty, held, planned, reckoning

day = date.fromisoformat


@pytest.mark.parametrize(
    ("today", "reported", "state"),
    [
        ("2026-03-04", None, "due"),
        ("2026-03-05", None, "overdue"),
        ("2026-05-01", "2026-03-04", "in_time"),
        ("2026-05-01", "2026-03-05", "late"),
    ],
)
def test_a_report_is_due_fifteen_working_days_after_the_drill(
    today: str, reported: str | None, state: str
) -> None:
    drill = held("e-1", "2026-02-05", reported=day(reported) if reported else None)
    (found,) = reports([duty(report=15)], reckoning(today, drill), SPRING)
    assert (found.due, found.state) == (day("2026-03-04"), state)


def test_a_report_is_asked_for_only_on_what_keeps_the_duty() -> None:
    joint = duty(kind=Kind(joint=True), report=15)
    drills = (held("e-1", "2026-02-05"), held("e-2", "2026-03-05", joint=True))
    found = reports([joint, duty("other")], reckoning("2026-03-06", *drills), SPRING)
    assert [one.held.id for one in found] == ["e-2"]


@pytest.mark.parametrize(
    ("years", "until"), [((), "2031-02-05"), ((3, 10), "2036-02-05"), ((3,), "2029-02-05")]
)
def test_records_are_kept_as_long_as_the_longest_duty_asks(
    years: tuple[int, ...], until: str
) -> None:
    duties = [duty(f"d{years}", keeps=years) for years in years]
    (found,) = kept_records(duties, reckoning("2026-03-01", held("e-1", "2026-02-05")))
    assert (found.until, found.is_over) == (day(until), False)
    assert found.keeping.verification == ("partly" if years else "unverified")


def test_records_may_go_the_day_after_they_were_to_be_kept_until() -> None:
    drill = held("e-1", "2024-02-29")
    (last,) = kept_records([], reckoning("2029-02-28", drill))
    (over,) = kept_records([], reckoning("2029-03-01", drill))
    assert (last.until, last.is_over, over.is_over) == (day("2029-02-28"), False, True)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-05-01", None),
        ("2026-05-02", ("exercise", 30)),
        ("2026-05-24", ("exercise", 30)),
        ("2026-05-25", ("exercise", 7)),
        ("2026-05-31", ("exercise", 1)),
        ("2026-06-01", ("exercise", 1)),
        ("2026-06-02", ("missed", 0)),
    ],
)
def test_of_an_exercise_the_nearest_step_is_told(today: str, told: tuple[str, int] | None) -> None:
    found = reminders([planned("p-1", "2026-06-01")], [], day(today))
    assert [(one.kind, one.step) for one in found] == ([] if told is None else [told])


def test_a_reminder_has_one_name_until_the_exercise_moves() -> None:
    (one,) = reminders([planned("p-1", "2026-06-01")], [], day("2026-05-26"))
    (next_day,) = reminders([planned("p-1", "2026-06-01")], [], day("2026-05-27"))
    (moved,) = reminders([planned("p-1", "2026-06-02")], [], day("2026-05-27"))
    assert one.name == next_day.name == "exercise/p-1//2026-06-01/7"
    assert moved.name != one.name


@pytest.mark.parametrize("gone", [{"state": "cancelled"}, {"state": "done"}, {"exercise": "e-1"}])
def test_nothing_is_told_of_what_is_off_or_launched(gone: dict[str, object]) -> None:
    assert reminders([planned("p-1", "2026-06-01", **gone)], [], day("2026-05-31")) == ()


def test_a_report_is_told_of_until_it_is_handed_in() -> None:
    drill = held("e-1", "2026-02-05", planned="p-1")
    for today, told in (
        ("2026-02-20", [("report", 30)]),
        ("2026-03-03", [("report", 1)]),
        ("2026-03-05", [("report_overdue", 0)]),
    ):
        found = reports([duty(report=15)], reckoning(today, drill), SPRING)
        assert [(o.kind, o.step) for o in reminders([], found, day(today))] == told
    given = held("e-1", "2026-02-05", planned="p-1", reported=day("2026-02-06"))
    found = reports([duty(report=15)], reckoning("2026-03-05", given), SPRING)
    assert reminders([], found, day("2026-03-05")) == ()


def test_a_report_on_an_exercise_that_nobody_planned_is_told_of_too() -> None:
    found = reports([duty(report=15)], reckoning("2026-03-05", held("e-1", "2026-02-05")), SPRING)
    (told,) = reminders([], found, day("2026-03-05"))
    assert (told.kind, told.about) == ("report_overdue", "e-1")


def test_other_steps_can_be_chosen() -> None:
    (found,) = reminders([planned("p-1", "2026-06-01")], [], day("2026-05-20"), (14, 3))
    assert (found.step, found.left) == (14, 12)
