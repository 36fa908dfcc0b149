"""The working calendar of the server: what is known of China's holidays agrees with the State Council's papers."""

from datetime import date
from pathlib import Path

import pytest

from engine.store.store import Store
from web.register.calendar import Calendars, china, day_of, public_days


@pytest.mark.parametrize(
    ("days", "is_worked"),
    [
        # 2026: New Year 1-3 January; Spring Festival 15-23 February; Labour Day 1-5 May; National Day 1-7 October
        ([date(2026, 1, day) for day in (1, 2, 3)], False),
        ([date(2026, 2, day) for day in range(15, 24)], False),
        ([date(2026, 5, day) for day in range(1, 6)], False),
        ([date(2026, 6, day) for day in (19, 20, 21)], False),
        ([date(2026, 9, day) for day in (25, 26, 27)], False),
        ([date(2026, 10, day) for day in range(1, 8)], False),
        # worked instead
        ([date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)], True),
        ([date(2026, 9, 20), date(2026, 10, 10)], True),
        # the days around
        ([date(2026, 1, 5), date(2026, 2, 13), date(2026, 2, 24), date(2026, 10, 8)], True),
    ],
)
def test_the_holidays_of_2026(days: list[date], is_worked: bool) -> None:
    assert [china().is_working(day) for day in days] == [is_worked] * len(days)


def test_a_year_without_days_worked_instead_is_not_announced(tmp_path: Path) -> None:
    assert public_days(2026).is_announced
    assert not public_days(2027).is_announced
    store = Store.in_folder(tmp_path)
    calendars = Calendars(store)
    assert [calendars.is_announced(year) for year in (2026, 2027, 2080)] == [True, False, False]
    calendars.change([date(2027, 2, 11)], [date(2027, 2, 20)])
    assert calendars.is_announced(2027)
    assert calendars.current().is_working(date(2027, 2, 20))
    store.close()


def test_a_day_is_that_of_china() -> None:
    assert day_of("2026-03-15T15:59:59.999Z") == date(2026, 3, 15)
    assert day_of("2026-03-15T16:00:00.000Z") == date(2026, 3, 16)
