"""Periods: months and years on, leap years, ends of periods, spans over holidays; every day was worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.programme.periods import first_due, months_on, next_due, period_end, span_end
from scenarios.duty import Frequency
from scenarios.reporting_clock import Span
from tests.exercise.programme.cases import HALF_YEARLY, SPRING, THREE_YEARLY, YEARLY, duty

day = date.fromisoformat


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-11-30", 3, "2027-02-28"),
        ("9999-06-01", 12, "9999-12-31"),
    ],
)
def test_a_day_some_months_on_is_the_same_day_or_the_last_of_the_month(
    start: str, months: int, end: str
) -> None:
    assert months_on(day(start), months) == day(end)


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 120))
def test_months_on_lie_in_the_month_that_is_counted_to(start: date, months: int) -> None:
    end = months_on(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-01", 6, "2026-06-30"),
        ("2026-06-30", 6, "2026-06-30"),
        ("2026-07-01", 6, "2026-12-31"),
        ("2026-02-10", 1, "2026-02-28"),
        ("2026-11-22", 3, "2026-12-31"),
        ("2026-11-22", 12, "2026-12-31"),
        ("2026-11-22", 36, "2026-12-31"),
        ("2026-11-22", 5, "2026-12-31"),
    ],
)
def test_a_period_of_the_calendar_ends_with_its_last_month(
    start: str, months: int, end: str
) -> None:
    assert period_end(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("every", "reckoned", "last", "due"),
    [
        (YEARLY, "calendar", "2025-03-01", "2026-12-31"),
        (YEARLY, "rolling", "2025-03-01", "2026-03-01"),
        (YEARLY, "rolling", "2024-02-29", "2025-02-28"),
        (HALF_YEARLY, "calendar", "2026-02-01", "2026-12-31"),
        (HALF_YEARLY, "calendar", "2026-07-01", "2027-06-30"),
        (HALF_YEARLY, "rolling", "2026-08-31", "2027-02-28"),
        (THREE_YEARLY, "calendar", "2024-05-05", "2027-12-31"),
        (THREE_YEARLY, "rolling", "2024-05-05", "2027-05-05"),
    ],
)
def test_what_was_kept_is_due_again(every: Frequency, reckoned: str, last: str, due: str) -> None:
    assert next_due(duty(every=every, reckoned=reckoned), day(last)) == day(due)


@pytest.mark.parametrize(
    ("every", "reckoned", "due"),
    [
        (YEARLY, "calendar", "2026-12-31"),
        (YEARLY, "rolling", "2027-05-10"),
        (HALF_YEARLY, "calendar", "2026-06-30"),
        (THREE_YEARLY, "calendar", "2028-12-31"),
        (THREE_YEARLY, "rolling", "2029-05-10"),
    ],
)
def test_what_was_never_kept_is_due_a_period_after_counting_began(
    every: Frequency, reckoned: str, due: str
) -> None:
    assert first_due(duty(every=every, reckoned=reckoned), day("2026-05-10")) == day(due)


def test_without_an_interval_there_is_no_due_day() -> None:
    for every in (Frequency("regularly"), Frequency("once")):
        assert next_due(duty(every=every), day("2026-01-01")) is None


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        # Thursday 5 February 2026: 6 | 9 10 11 12 13 | 14 (worked) | 24 25 26 27 | 28 (worked) | March 2 3 4
        ("2026-02-05", Span("working-day", 1), "2026-02-06"),
        ("2026-02-05", Span("working-day", 7), "2026-02-14"),
        ("2026-02-05", Span("working-day", 8), "2026-02-24"),
        ("2026-02-05", Span("working-day", 15), "2026-03-04"),
        ("2026-02-18", Span("working-day", 1), "2026-02-24"),
        ("2026-11-20", Span("working-day", 15), "2026-12-11"),
        ("2026-02-05", Span("day", 15), "2026-02-20"),
        ("2026-01-31", Span("month", 1), "2026-02-28"),
        ("2026-02-05", Span("immediately"), "2026-02-05"),
        ("2026-02-05", Span("hour", 4), "2026-02-05"),
    ],
)
def test_a_span_ends_around_holidays_and_weekends_that_are_worked(
    start: str, span: Span, end: str
) -> None:
    assert span_end(SPRING, day(start), span) == day(end)
