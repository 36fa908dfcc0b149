"""When an improvement action is due: by severity, on a working day, and before the next exercise (doctrine 2.7)."""

from __future__ import annotations

from datetime import date, timedelta

from exercise.improvement.working_days import WorkingCalendar

BEFORE_NEXT = 5
"""Working days before the next exercise by which everything has to be done."""


def due_date(
    calendar: WorkingCalendar, start: date, days: int, next_exercise: date | None = None
) -> date:
    """Return the day by which an action that begins on *start* is due.

    *days* are calendar days; the day they lead to moves to the next working day. Never later than BEFORE_NEXT working
    days before *next_exercise*, never earlier than the first working day from *start* on.
    """
    first = calendar.on_or_after(start)
    wanted = calendar.on_or_after(start + timedelta(days=days))
    if next_exercise is None:
        return wanted
    return max(first, min(wanted, calendar.add(next_exercise, -BEFORE_NEXT)))


def is_overdue(due: str | None, state: str, today: date) -> bool:
    """Whether an action in *state*, due on the ISO date *due*, should have been done before *today*."""
    if due is None or state not in ("proposed", "accepted", "in_progress"):
        return False
    return date.fromisoformat(due) < today
