"""Reports on exercises and records of them: by when they are due, whether in time, until when they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from exercise.improvement.working_days import WorkingCalendar
from exercise.programme.fitting import counts_anywhere
from exercise.programme.periods import months_on, span_end
from exercise.programme.records import Held, Reckoning
from scenarios.duty import Duty, Keeping

USUAL_KEEPING = Keeping(5, "unverified")
"""How long records are kept where no duty says so: no rule that was read states a number for drill reports."""

_YEAR = 12


@dataclass(frozen=True, slots=True)
class ReportStanding:
    """Where the report on the exercise *held* stands that *duty* asks for."""

    held: Held
    duty: Duty
    due: date
    state: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The records of the exercise *held* are kept until *until*, by *keeping* (of *duty*, if one says so)."""

    held: Held
    until: date
    keeping: Keeping
    duty: Duty | None
    is_over: bool


def reports(
    duties: Sequence[Duty], reckoning: Reckoning, calendar: WorkingCalendar
) -> tuple[ReportStanding, ...]:
    """Return where each report stands that a duty asks for on an exercise, the earliest due first.

    Due days are counted from the exercise's last day.
    """
    found = [
        _report(held, duty, reckoning.today, calendar)
        for held in reckoning.held
        for duty in asking(duties, held, reckoning)
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.held.id, one.duty.id)))


def asking(duties: Iterable[Duty], held: Held, reckoning: Reckoning) -> tuple[Duty, ...]:
    """Return the duties that *held* keeps and that ask for a report on it."""
    return tuple(one for one in fulfilled(duties, held, reckoning) if one.report)


def fulfilled(duties: Iterable[Duty], held: Held, reckoning: Reckoning) -> tuple[Duty, ...]:
    """Return the duties that *held* keeps at any place."""
    return tuple(
        one for one in duties if one.holds_on(held.day) and counts_anywhere(one, held, reckoning)
    )


def kept_records(duties: Sequence[Duty], reckoning: Reckoning) -> tuple[Kept, ...]:
    """Return until when the records of each exercise are kept, what may go first at the front."""
    found = [_kept(duties, held, reckoning) for held in reckoning.held]
    return tuple(sorted(found, key=lambda one: (one.until, one.held.id)))


def _report(held: Held, duty: Duty, today: date, calendar: WorkingCalendar) -> ReportStanding:
    due = held.day if duty.report is None else span_end(calendar, held.day, duty.report.within)
    if held.reported is not None:
        state = "late" if held.reported > due else "in_time"
    else:
        state = "overdue" if due < today else "due"
    return ReportStanding(held, duty, due, state)


def _kept(duties: Sequence[Duty], held: Held, reckoning: Reckoning) -> Kept:
    """Return the longest keeping that any duty asks for which *held* keeps; of equals the better verified."""
    wanted = [(one.keeps, one) for one in fulfilled(duties, held, reckoning) if one.keeps]
    longest = max((keeping.years for keeping, _ in wanted), default=0)
    keeping, duty = next(
        ((one, duty) for one, duty in wanted if one.years == longest), (USUAL_KEEPING, None)
    )
    until = months_on(held.day, keeping.years * _YEAR)
    return Kept(held, until, keeping, duty, until < reckoning.today)
