"""Periods: the day that lies some months or years on, and the day on which a span after a day ends."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from exercise.improvement.working_days import WorkingCalendar
from scenarios.duty import CALENDAR, Duty
from scenarios.reporting_clock import Span

_YEAR = 12
_ENDLESS = date.max


def months_on(day: date, months: int) -> date:
    """Return the day *months* after *day*: the same day of the month, or the last where the month is shorter.

    29 February and a year is 28 February. Negative *months* go back; what lies beyond the calendar is its last day.
    """
    years, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if years > _ENDLESS.year:
        return _ENDLESS
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def year_end(year: int) -> date:
    """Return 31 December of *year*."""
    return date(year, 12, 31)


def period_end(day: date, months: int) -> date:
    """Return the last day of the period of the calendar in which *day* lies.

    Periods shorter than a year divide it (6 months: June and December); longer ones end with the year of *day*.
    """
    if months >= _YEAR:
        return year_end(day.year)
    blocks = (day.month - 1) // months + 1
    last = min(blocks * months, _YEAR)
    return date(day.year, last, monthrange(day.year, last)[1])


def next_due(duty: Duty, last: date) -> date | None:
    """Return by when *duty* has to be kept again after the day *last*; None where it has no interval.

    Counted by the calendar it is the end of the next period: of a year, last + 1; of three years, the end of the third
    year after. Counted from the last time it is the same day so many months on.
    """
    months = duty.every.months
    if months is None:
        return None
    if duty.reckoned != CALENDAR:
        return months_on(last, months)
    if months < _YEAR:
        return period_end(period_end(last, months) + timedelta(days=1), months)
    return year_end(last.year + months // _YEAR)


def first_due(duty: Duty, since: date) -> date | None:
    """Return by when *duty* has to be kept for the first time, counted from *since*; None where it has no interval.

    By the calendar it is the end of the period that *since* lies in, of three years the end of the second year after.
    """
    months = duty.every.months
    if months is None:
        return None
    if duty.reckoned != CALENDAR:
        return months_on(since, months)
    if months < _YEAR:
        return period_end(since, months)
    return year_end(since.year + months // _YEAR - 1)


def period_begin(duty: Duty, due: date) -> date:
    """Return the first day on which keeping *duty* serves *due*; without an interval any day does."""
    months = duty.every.months
    if months is None:
        return date.min
    return months_on(due + timedelta(days=1), -months)


def span_end(calendar: WorkingCalendar, day: date, span: Span) -> date:
    """Return the day on which *span* after *day* ends; a span in hours or of words ends on *day* itself."""
    amount = span.amount or 0
    if span.unit == "working-day":
        return calendar.add(day, amount)
    if span.unit == "month":
        return months_on(day, amount)
    return day + timedelta(days=amount if span.unit == "day" else 0)
