"""Reminders: what somebody has to be told of today, each under a name by which it is told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from exercise.programme.records import PLANNED, Planned
from exercise.programme.reports import ReportStanding

EXERCISE, MISSED, REPORT, REPORT_OVERDUE = "exercise", "missed", "report", "report_overdue"
KINDS = (EXERCISE, MISSED, REPORT, REPORT_OVERDUE)
DAYS = (30, 7, 1)
"""So many days before an exercise, and before a report is due, people are reminded."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to tell *left* days before *day*; *step* is which of the chosen days it is told for, 0 when past.

    *about* is a planned exercise, or one that was held unplanned; *duty* is the one that asks for the report.
    """

    kind: str
    about: str
    day: date
    left: int
    step: int
    duty: str | None = None

    @property
    def name(self) -> str:
        """What it is told once under: another day makes another reminder."""
        parts = (self.kind, self.about, self.duty or "", self.day.isoformat(), str(self.step))
        return "/".join(parts)


def reminders(
    planned: Iterable[Planned],
    reports: Iterable[ReportStanding],
    today: date,
    days: Sequence[int] = DAYS,
) -> tuple[Reminder, ...]:
    """Return what is to be told on *today*: of each exercise and report no more than the nearest step of *days*.

    What is past and not done is told as missed or overdue, once.
    """
    found = [
        _step(EXERCISE, MISSED, one.id, one.day, None, today, days)
        for one in planned
        if one.state == PLANNED and one.exercise is None
    ]
    found += [
        _step(
            REPORT,
            REPORT_OVERDUE,
            one.held.planned or one.held.id,
            one.due,
            one.duty.id,
            today,
            days,
        )
        for one in reports
        if one.held.reported is None
    ]
    return tuple(one for one in found if one is not None)


def _step(
    ahead: str,
    past: str,
    about: str,
    day: date,
    duty: str | None,
    today: date,
    days: Sequence[int],
) -> Reminder | None:
    left = (day - today).days
    if left < 0:
        return Reminder(past, about, day, left, 0, duty)
    nearest = min((step for step in days if left <= step), default=None)
    return None if nearest is None else Reminder(ahead, about, day, left, nearest, duty)
