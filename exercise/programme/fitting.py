"""Whether an exercise counts for a duty, and what it lacks where it does not."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.programme.records import Held, Planned, Reckoning
from scenarios.duty import EXERCISE, SWITCHOVER, Duty

WHOLE, PLAN, SERVICE = "organisation", "plan", "service"
LACKS = ("plan", "service", "joint", "type", "includes")
"""Why an exercise does not count."""

Place = tuple[str, str]
"""What has to be exercised by itself: ``(organisation, "")``, ``(plan, id)`` or ``(service, id)``."""


def places(duty: Duty, reckoning: Reckoning) -> tuple[Place, ...]:
    """Return what each has to be exercised for *duty* by itself."""
    scope = duty.scope
    if scope.is_whole or duty.asks != EXERCISE:
        return ((WHOLE, ""),)
    if scope.every_plan:
        return tuple((PLAN, plan) for plan in reckoning.plans)
    named = tuple((PLAN, plan) for plan in scope.plans)
    return named or tuple((SERVICE, service) for service in scope.services)


def lacks(duty: Duty, exercise: Held | Planned, place: Place) -> tuple[str, ...]:
    """Return what keeps *exercise* from counting for *duty* at *place*, of LACKS; nothing when it counts."""
    return tuple(_lacks(duty, exercise, place))


def counts(duty: Duty, exercise: Held | Planned, place: Place) -> bool:
    """Whether *exercise* counts for *duty* at *place*."""
    return not lacks(duty, exercise, place)


def counts_anywhere(duty: Duty, exercise: Held | Planned, reckoning: Reckoning) -> bool:
    """Whether *exercise* counts for *duty* at any place."""
    if duty.asks != EXERCISE:
        return False
    return any(counts(duty, exercise, place) for place in places(duty, reckoning))


def _lacks(duty: Duty, exercise: Held | Planned, place: Place) -> Iterator[str]:
    kind, name = place
    if kind == PLAN and exercise.plan != name:
        yield "plan"
    if kind == SERVICE and name not in exercise.services:
        yield "service"
    if duty.kind.joint and not exercise.joint:
        yield "joint"
    if _is_believed(duty, exercise):
        return
    if duty.kind.types and exercise.type not in duty.kind.types:
        yield "type"
    if not set(duty.kind.includes) <= _included(duty, exercise):
        yield "includes"


def _is_believed(duty: Duty, exercise: Held | Planned) -> bool:
    return isinstance(exercise, Held) and exercise.outside and duty.id in exercise.claimed


def _included(duty: Duty, exercise: Held | Planned) -> set[str]:
    """Return what *exercise* includes: its causes, and a switchover that was begun or, in one to be held, promised."""
    found = set(exercise.causes)
    has_switched = isinstance(exercise, Held) and exercise.switched
    is_promised = isinstance(exercise, Planned) and duty.id in exercise.duties
    if has_switched or is_promised:
        found.add(SWITCHOVER)
    return found
