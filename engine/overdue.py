"""Injects whose time has come and gone, or would on the way to a later time, and what a facilitator may choose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exercise.commands import Command, Jump, Postpone, Release, Skip
from exercise.setting import Setting
from exercise.state import State
from scenarios.inject import Inject
from scenarios.timing import SECOND, Ms

RELEASE, SPACE, DROP = "release", "space", "drop"
CHOICES = (RELEASE, SPACE, DROP)
USUAL_GAP: Ms = 30 * SECOND


@dataclass(frozen=True, slots=True)
class Overdue:
    """An inject not played although its time, *due*, has come; *is_held* when somebody holds it back."""

    inject: str
    due: Ms
    is_held: bool


def overdue(setting: Setting, state: State, until: Ms | None = None) -> tuple[Overdue, ...]:
    """Return the timed injects not played that are due by *until* (now, when it is None), earliest first.

    Up to now these are the held ones; up to a later time also those that a leap there would play all at once.
    """
    until = state.at if until is None else until
    waiting = (
        Overdue(inject.id, due, inject.id in state.held)
        for inject in setting.injects.values()
        if (due := _due(inject, state)) is not None and due <= until
    )
    return tuple(sorted(waiting, key=lambda one: one.due))


def catch_up(
    late: Iterable[Overdue],
    choice: str,
    now: Ms,
    to: Ms | None = None,
    by: str | None = None,
    gap: Ms = USUAL_GAP,
) -> tuple[Command, ...]:
    """Return what the facilitator *by* asks for to be done with *late* injects: all released, spaced out by *gap*,
    or dropped; with *to*, so as to go on at that later time.

    A held inject is not spaced out: it waits for its release. Raises ValueError for another choice.
    """
    late, goes_on = tuple(late), now if to is None else max(now, to)
    leap = (Jump(goes_on, by),) if goes_on > now else ()
    match choice:
        case "release":
            return (*leap, *(Release(one.inject, by) for one in late if one.is_held))
        case "space":
            free = [one.inject for one in late if not one.is_held]
            later = (Postpone(one, goes_on + n * gap, by) for n, one in enumerate(free, 1))
            return (*later, *leap)
        case "drop":
            return (*(Skip(one.inject, by) for one in late), *leap)
    raise ValueError(choice)


def _due(inject: Inject, state: State) -> Ms | None:
    is_over = inject.id in state.skipped or inject.id in state.spent
    if is_over or inject.id in state.deliveries:
        return None
    if inject.id in state.postponed:
        return state.postponed[inject.id]
    return None if inject.at is None else inject.at + inject.delay
