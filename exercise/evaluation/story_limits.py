"""Limits of rules in exercise time: minutes and hours, days and months of the story, working days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from scenarios.reporting_clock import Span
from scenarios.timing import Ms

IsWorking = Callable[[date], bool]
"""Whether a day is a working day."""


def is_weekday(day: date) -> bool:
    """Return whether *day* is Monday to Friday, for want of a calendar of holidays."""
    return day.weekday() < 5


def due_at(story_start: datetime, anchor: Ms, span: Span, is_working: IsWorking) -> Ms | None:
    """Return when *span* after *anchor* is over; None where the rule states no length.

    A day is 24 hours, a month ends at the same hour of the same day of the next one (its last day where it is shorter),
    working days end with the last of them.
    """
    if span.exact_ms is not None:
        return anchor + span.exact_ms
    if not span.is_measurable or span.amount is None:
        return None
    begun = story_start + timedelta(milliseconds=anchor)
    ended = _end(begun, span.unit, span.amount, is_working)
    return round((ended - story_start) / timedelta(milliseconds=1))


def _end(begun: datetime, unit: str, amount: int, is_working: IsWorking) -> datetime:
    if unit == "month":
        return _months_later(begun, amount)
    if unit == "working-day":
        return _working_days_later(begun, amount, is_working)
    return begun + timedelta(days=amount)


def _months_later(begun: datetime, amount: int) -> datetime:
    years, month = divmod(begun.month - 1 + amount, 12)
    year = begun.year + years
    day = min(begun.day, monthrange(year, month + 1)[1])
    return begun.replace(year=year, month=month + 1, day=day)


def _working_days_later(begun: datetime, amount: int, is_working: IsWorking) -> datetime:
    day = begun.date()
    while amount:
        day += timedelta(days=1)
        amount -= is_working(day)
    return datetime.combine(day + timedelta(days=1), time(), begun.tzinfo)
