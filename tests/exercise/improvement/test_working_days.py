"""Working days counted by hand around Spring Festival and National Day of 2026, and due dates that keep to them.

Off: 15-23 February and 1-7 October; worked instead: Saturdays 14 and 28 February, Sunday 20 September and Saturday
10 October (arrangement of the State Council for 2026).
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.improvement.due import due_date, is_overdue
from exercise.improvement.working_days import WorkingCalendar

SPRING = [date(2026, 2, day) for day in range(15, 24)]
NATIONAL = [date(2026, 10, day) for day in range(1, 8)]
WORKED = [date(2026, 2, 14), date(2026, 2, 28), date(2026, 9, 20), date(2026, 10, 10)]
CHINA = WorkingCalendar.of([*SPRING, *NATIONAL], WORKED)


def feb(day: int) -> date:
    return date(2026, 2, day)


def october(day: int) -> date:
    return date(2026, 10, day)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        *((feb(day), True) for day in (13, 14, 24, 28)),
        *((feb(day), False) for day in (15, 20, 23)),
        *((october(day), True) for day in (8, 10)),
        *((october(day), False) for day in (1, 11)),
        (date(2026, 3, 1), False),
        (date(2026, 9, 20), True),
    ],
)
def test_weekends_holidays_and_days_worked_instead(day: date, is_worked: bool) -> None:
    assert CHINA.is_working(day) is is_worked


def test_two_working_days_after_friday_before_spring_festival_is_after_it() -> None:
    assert CHINA.add(feb(13), 1) == feb(14)
    assert CHINA.add(feb(13), 2) == feb(24)
    assert CHINA.add(feb(13), 6) == feb(28)
    assert CHINA.add(feb(13), 7) == date(2026, 3, 2)


def test_working_days_are_counted_back_over_national_day() -> None:
    assert CHINA.add(october(8), -1) == date(2026, 9, 30)
    assert CHINA.add(october(12), -3) == october(8)
    assert CHINA.add(october(12), -4) == date(2026, 9, 30)
    assert CHINA.add(october(3), 0) == october(3)


def test_a_day_off_moves_to_the_next_or_the_last_working_day() -> None:
    assert CHINA.on_or_after(october(3)) == october(8)
    assert CHINA.on_or_before(october(5)) == date(2026, 9, 30)
    assert CHINA.on_or_after(feb(14)) == feb(14)


def test_counting_leaves_the_first_day_out_and_takes_the_last_in() -> None:
    assert CHINA.count(feb(13), feb(28)) == 6  # 14, 24, 25, 26, 27, 28
    assert CHINA.count(date(2026, 9, 30), october(10)) == 3  # 8, 9, 10
    assert CHINA.count(feb(28), feb(13)) == -6
    assert CHINA.count(feb(13), feb(13)) == 0


def test_an_organisation_says_better_than_the_state_when_it_works() -> None:
    own = CHINA.adjusted(holidays=[feb(24), feb(14)], workdays=[feb(23)])
    assert [own.is_working(feb(day)) for day in (14, 23, 24)] == [False, True, False]


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(-40, 40))
def test_as_many_days_are_counted_as_were_added(start: date, days: int) -> None:
    assert CHINA.count(CHINA.on_or_after(start), CHINA.add(CHINA.on_or_after(start), days)) == days


def test_thirty_days_from_exercise_end_fall_on_a_working_day() -> None:
    assert due_date(CHINA, date(2026, 1, 20), 30) == feb(24)  # 19 February is in the festival
    assert due_date(CHINA, date(2026, 3, 16), 30) == date(2026, 4, 15)
    assert due_date(CHINA, date(2026, 8, 4), 60) == october(8)  # 3 October is a holiday


def test_what_is_due_is_due_five_working_days_before_the_next_exercise() -> None:
    start = date(2026, 9, 1)
    assert due_date(CHINA, start, 90, october(14)) == october(8)  # 13, 12, 10, 9, 8
    assert due_date(CHINA, start, 90, october(13)) == date(2026, 9, 30)
    assert due_date(CHINA, start, 14, october(15)) == date(2026, 9, 15)


def test_an_exercise_that_comes_too_soon_leaves_the_first_day() -> None:
    assert due_date(CHINA, feb(12), 30, feb(14)) == feb(12)
    assert due_date(CHINA, feb(16), 30, feb(25)) == feb(24)


def test_only_what_is_open_can_be_overdue() -> None:
    today, before = date(2026, 3, 2), "2026-03-01"
    assert is_overdue(before, "accepted", today)
    assert not is_overdue("2026-03-02", "accepted", today)
    assert not is_overdue(before, "done", today)
    assert not is_overdue(None, "proposed", today)
    assert is_overdue((today - timedelta(days=1)).isoformat(), "in_progress", today)
