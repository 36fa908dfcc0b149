"""The working calendar of this server: China's public holidays, and what the organisation changed about them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Any

from engine.store.store import Store
from exercise.improvement.working_days import WorkingCalendar

CHINA = timezone(timedelta(hours=8))
_KEY = "register.calendar"
_FIRST, _LAST = 2020, 2040

Paper = dict[str, Any]


def day_of(stamp: str) -> date:
    """Return the day in China of *stamp*, ISO 8601 in UTC."""
    return datetime.fromisoformat(stamp).astimezone(CHINA).date()


@dataclass(frozen=True, slots=True)
class PublicDays:
    """One year's public holidays by name, and the weekend days that are worked instead."""

    holidays: Mapping[date, str]
    workdays: frozenset[date]

    @property
    def is_announced(self) -> bool:
        """Whether the State Council's arrangement is known: only that says which weekends are worked."""
        return bool(self.workdays)


@cache
def public_days(year: int) -> PublicDays:
    """Return what is known of *year* in China."""
    import holidays  # takes a while to load, and a server's first page does not need it

    known = holidays.country_holidays("CN", years=[year], language="zh_CN")
    worked = frozenset(day for day in known.weekend_workdays if day.year == year)
    return PublicDays({day: str(name) for day, name in sorted(known.items())}, worked)


@cache
def china() -> WorkingCalendar:
    """Return China's working calendar of all years that actions can be due in."""
    years = [public_days(year) for year in range(_FIRST, _LAST + 1)]
    return WorkingCalendar.of(
        (day for year in years for day in year.holidays),
        (day for year in years for day in year.workdays),
    )


class Calendars:
    """Keeps what the organisation changed, and answers with the calendar that holds then."""

    def __init__(self, store: Store) -> None:
        """Keep the changes among the settings of *store*."""
        self._store = store

    def current(self) -> WorkingCalendar:
        """Return the calendar to reckon with."""
        changed = self.changes()
        return china().adjusted(changed["holidays"], changed["workdays"])

    def changes(self) -> dict[str, list[date]]:
        """Return the days that the organisation has off, and those that it works, besides the public ones."""
        kept = json.loads(self._store.setting(_KEY) or "{}")
        return {
            name: [date.fromisoformat(day) for day in kept.get(name, ())]
            for name in ("holidays", "workdays")
        }

    def change(self, off: list[date], worked: list[date]) -> None:
        """Put these days in place of those changed before."""
        kept = {"holidays": _written(off), "workdays": _written(worked)}
        self._store.set_setting(_KEY, json.dumps(kept))

    def is_announced(self, year: int) -> bool:
        """Whether the days off of *year* are known, from the state or because the organisation entered days."""
        if not _FIRST <= year <= _LAST:
            return False
        entered = any(day.year == year for days in self.changes().values() for day in days)
        return public_days(year).is_announced or entered

    def paper(self, years: range) -> Paper:
        """Return the days of *years* as the settings page shows them."""
        changed = self.changes()
        return {
            "years": [self._year(year) for year in years],
            "holidays": _written(changed["holidays"]),
            "workdays": _written(changed["workdays"]),
        }

    def _year(self, year: int) -> Paper:
        known = public_days(year)
        return {
            "year": year,
            "announced": self.is_announced(year),
            "holidays": [{"day": day.isoformat(), "name": n} for day, n in known.holidays.items()],
            "workdays": _written(sorted(known.workdays)),
        }


def _written(days: list[date]) -> list[str]:
    return [day.isoformat() for day in sorted(set(days))]
