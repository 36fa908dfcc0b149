"""What a simulated colleague knows of the plan: whose turn a step is, what is seen of it, whether it has to wait."""

from __future__ import annotations

from collections.abc import Iterator

from engine.seeing import is_seen, seems
from exercise.facts import (
    Acted,
    RoleChanged,
    SeatLeft,
    SeatTaken,
    ServiceChanged,
    ServiceShown,
    Started,
)
from exercise.instances import Instance
from exercise.proceedings import Proceedings
from scenarios.condition import AllOf, AnyOf, Condition, Not, ServiceIs
from scenarios.procedure import ALL, Step

TURNS = (Acted, RoleChanged, SeatLeft, SeatTaken, ServiceChanged, ServiceShown, Started)
"""The facts by which a step may become or cease to be somebody's turn, besides those that call for it."""


def doers(proceedings: Proceedings, step: Step) -> tuple[str, ...]:
    """Return the roles whose turn *step* is: the first named that is there, with a quorum as many as it asks for.

    Where all that are named are absent, their first deputy who is there stands in.
    """
    setting, state = proceedings.setting, proceedings.state
    allowed = setting.actions[step.does].by
    named = tuple(setting.roles) if ALL in step.by else step.by
    there = [
        role for role in named if not state.is_absent(role) and (not allowed or role in allowed)
    ]
    if not there:
        deputies = (deputy for role in named for deputy in setting.roles[role].deputies)
        there = [
            role
            for role in dict.fromkeys(deputies)
            if not state.is_absent(role) and (not allowed or role in allowed)
        ]
    return tuple(there[: step.quorum or 1])


def is_visible(proceedings: Proceedings, step: Step) -> bool:
    """Whether seats can see what *step* is anchored at: not a service that is unmonitored or shown otherwise."""
    if step.when is None:
        return True
    return all(is_seen(proceedings, service) for service in _services(step.when))


def is_blocked(proceedings: Proceedings, step: Step) -> bool:
    """Whether the plan says to wait: an earlier step is still to be done, or something forbids this one."""
    records = proceedings.records
    for earlier in step.after:
        if records[earlier].times_done == 0 and records[earlier].instances:
            return True
    if step.not_while is not None and seems(proceedings, step.not_while):
        return True
    return step.not_before is not None and not seems(proceedings, step.not_before)


def is_wanted(proceedings: Proceedings, instance: Instance, role: str) -> bool:
    """Whether an act of *role* still serves *instance*."""
    if instance.is_reporting:
        return True
    if instance.step.quorum is not None and role in instance.quorum:
        return False
    return instance.answer is None


def _services(condition: Condition) -> Iterator[str]:
    match condition:
        case ServiceIs(service=service):
            yield service
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _services(part)
        case Not(part=part):
            yield from _services(part)
