"""Where duties stand: what is due when, what was done, what is overdue, and which planned exercise will do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from exercise.programme.fitting import Place, counts, places
from exercise.programme.periods import first_due, months_on, next_due, period_begin, year_end
from exercise.programme.records import CANCELLED, DONE, Held, Planned, Reckoning
from scenarios.duty import CALENDAR, EXERCISE, ONCE, SUMMARY, Duty

SOON = timedelta(days=60)
"""So long before its day a duty is due soon."""

STATES = ("overdue", "due_soon", "due", "done", "no_interval", "not_yet")
"""From the most pressing to what asks for nothing; ``no_interval``: the rule states none and nobody entered one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where *duty* stands at *place*; *due* is by when it has to be kept next, *last* the exercise that kept it last.

    *last_day* is the day of that, also where only a person says so. *planned* is the next planned exercise that will
    keep it; it is *late* when its day lies after *due*.
    """

    duty: Duty
    place: Place
    state: str
    due: date | None = None
    last_day: date | None = None
    last: str | None = None
    planned: str | None = None
    late: bool = False
    kept: tuple[str, ...] = ()


def standings(duties: Iterable[Duty], reckoning: Reckoning) -> tuple[Standing, ...]:
    """Return where each of *duties* stands at each place, in their order."""
    return tuple(
        standing(duty, place, reckoning) for duty in duties for place in places(duty, reckoning)
    )


def standing(duty: Duty, place: Place, reckoning: Reckoning) -> Standing:
    """Return where *duty* stands at *place*."""
    if duty.asks == SUMMARY:
        return _of_summary(duty, place, reckoning)
    held = [one for one in reckoning.held if in_time_of(duty, one) and counts(duty, one, place)]
    newest = max(held, key=lambda one: (one.day, one.id), default=None)
    last = _latest(None if newest is None else newest.day, duty.last_done)
    due = _due(duty, last, reckoning)
    coming = _coming(duty, place, reckoning, due if last is not None else None)
    return Standing(
        duty,
        place,
        _state(duty, due, last, reckoning.today),
        due,
        last,
        newest.id if newest is not None and newest.day == last else None,
        None if coming is None else coming.id,
        coming is not None and due is not None and coming.day > due,
        tuple(one.id for one in sorted(held, key=lambda one: (one.day, one.id))),
    )


def in_time_of(duty: Duty, held: Held) -> bool:
    """Whether *duty*'s rule was in force when *held* took place."""
    return duty.holds_on(held.day)


def kept_in(duty: Duty, place: Place, year: int, reckoning: Reckoning) -> tuple[Held, ...]:
    """Return the exercises of *year* by which *duty* was kept at *place*, the earliest first."""
    if duty.asks != EXERCISE:
        return ()
    held = (
        one
        for one in reckoning.held
        if one.day.year == year and in_time_of(duty, one) and counts(duty, one, place)
    )
    return tuple(sorted(held, key=lambda one: (one.day, one.id)))


def _of_summary(duty: Duty, place: Place, reckoning: Reckoning) -> Standing:
    """Return where the duty to report a year stands: each year's summary is one keeping of it, in that year."""
    year = max(reckoning.handed, default=None)
    said = duty.last_done
    covered = _latest(None if year is None else year_end(year), said)
    due = _due(duty, covered, reckoning)
    handed = said if year is None else reckoning.handed[year]
    return Standing(duty, place, _state(duty, due, covered, reckoning.today), due, handed)


def _due(duty: Duty, last: date | None, reckoning: Reckoning) -> date | None:
    if duty.every.unit == ONCE:
        return None if last is not None else _begin(duty, reckoning)
    return first_due(duty, _begin(duty, reckoning)) if last is None else next_due(duty, last)


def _begin(duty: Duty, reckoning: Reckoning) -> date:
    begun = max(reckoning.since, duty.in_force_from or reckoning.since)
    if duty.every.unit == ONCE:
        return year_end(begun.year)
    return begun


def _state(duty: Duty, due: date | None, last: date | None, today: date) -> str:
    if not duty.holds_on(today):
        return "not_yet"
    if due is None:
        return "done" if duty.every.unit == ONCE and last is not None else "no_interval"
    if due < today:
        return "overdue"
    if last is not None and today < _opens(duty, due):
        return "done"
    return "due_soon" if due - today <= SOON else "due"


def _opens(duty: Duty, due: date) -> date:
    """Return from when on it is time to keep *duty* again by *due*.

    By the calendar from the first day of the period (of the year, where it is longer), else shortly before.
    """
    months = duty.every.months or 0
    if duty.reckoned == CALENDAR:
        return months_on(due + timedelta(days=1), -min(months, 12))
    return due - min(SOON, timedelta(days=15 * months))


def _coming(duty: Duty, place: Place, reckoning: Reckoning, due: date | None) -> Planned | None:
    """Return the next exercise still to be held by which the duty will be kept, in the period that ends with *due*."""
    begin = date.min
    if due is not None and duty.reckoned == CALENDAR:
        begin = period_begin(duty, due)
    fitting = (
        one
        for one in reckoning.planned
        if one.state not in (DONE, CANCELLED)
        and one.day >= max(reckoning.today, begin)
        and counts(duty, one, place)
    )
    return min(fitting, key=lambda one: (one.day, one.id), default=None)


def _latest(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)
