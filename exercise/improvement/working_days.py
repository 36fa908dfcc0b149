"""Working days: which days people work, and how due dates move to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Monday to Friday without *holidays*, and the weekend days in *workdays* that are worked to make up for them."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    workdays: frozenset[date] = field(default_factory=frozenset)

    @classmethod
    def of(cls, holidays: Iterable[date], workdays: Iterable[date]) -> WorkingCalendar:
        """Return the calendar with these days."""
        return cls(frozenset(holidays), frozenset(workdays))

    def adjusted(self, holidays: Iterable[date], workdays: Iterable[date]) -> WorkingCalendar:
        """Return this calendar with some days changed: what an organisation says outranks what was known."""
        off, on = frozenset(holidays), frozenset(workdays)
        return WorkingCalendar((self.holidays - on) | off, (self.workdays - off) | on)

    def is_working(self, day: date) -> bool:
        """Whether people work on *day*; a day that is both worked and a holiday is worked."""
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def on_or_after(self, day: date) -> date:
        """Return *day* if it is worked, else the next day that is."""
        while not self.is_working(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Return *day* if it is worked, else the last day before that was."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def add(self, day: date, count: int) -> date:
        """Return the working day *count* working days after *day* (before it when negative); 0 moves nothing."""
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            day = self.on_or_after(day) if count > 0 else self.on_or_before(day)
        return day

    def count(self, start: date, end: date) -> int:
        """Return how many working days lie after *start* up to and including *end*; negative when *end* is earlier."""
        if end < start:
            return -self.count(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(1 for day in days if self.is_working(day))
