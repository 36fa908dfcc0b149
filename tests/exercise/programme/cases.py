"""Duties, exercises and a calendar to reckon a programme from."""

from __future__ import annotations

from datetime import date

from exercise.improvement.working_days import WorkingCalendar
from exercise.programme.records import Held, Planned, Reckoning
from scenarios.duty import Duty, Frequency, Keeping, Kind, ReportDue, Scope
from scenarios.reporting_clock import Span
from scenarios.text import Text

WHOLE = ("organisation", "")

SPRING = WorkingCalendar.of(
    [date(2026, 2, day) for day in range(15, 24)],
    [date(2026, 2, 14), date(2026, 2, 28)],
)
"""Nine days off at the Spring Festival of 2026, 15 to 23 February; the Saturdays 14 and 28 are worked instead."""

YEARLY, HALF_YEARLY, THREE_YEARLY = Frequency("y", 1), Frequency("m", 6), Frequency("y", 3)


def duty(
    id: str = "d",
    every: Frequency = YEARLY,
    reckoned: str = "calendar",
    scope: Scope | None = None,
    kind: Kind | None = None,
    report: int | None = None,
    keeps: int | None = None,
    **more: object,
) -> Duty:
    """Return a duty; *report* is in working days, *keeps* in years."""
    return Duty(
        id,
        Text.plain(id),
        Text.plain("rule"),
        every,
        "verified",
        True,
        reckoned=reckoned,
        scope=scope or Scope(),
        kind=kind or Kind(),
        report=None if report is None else ReportDue(Span("working-day", report)),
        keeps=None if keeps is None else Keeping(keeps, "partly"),
        **more,  # type: ignore[arg-type]
    )


def held(id: str, day: str, plan: str = "broker", **more: object) -> Held:
    """Return an exercise held on the ISO *day*."""
    return Held(id, date.fromisoformat(day), plan, **more)  # type: ignore[arg-type]


def planned(id: str, day: str, **more: object) -> Planned:
    """Return an exercise planned for the ISO *day*."""
    return Planned(id, date.fromisoformat(day), **more)  # type: ignore[arg-type]


def reckoning(
    today: str, *things: Held | Planned, since: str = "2026-01-05", **more: object
) -> Reckoning:
    """Return what is reckoned from on the ISO day *today*, with two plans."""
    return Reckoning(
        date.fromisoformat(today),
        date.fromisoformat(since),
        {"broker": frozenset({"trading", "quotes"}), "bank": frozenset({"payments"})},
        tuple(one for one in things if isinstance(one, Planned)),
        tuple(one for one in things if isinstance(one, Held)),
        **more,  # type: ignore[arg-type]
    )
