"""Walks through conditions: every leaf with the path at which it is written, and what can become of one."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.condition import (
    AllOf,
    AnyOf,
    At,
    Condition,
    Delivered,
    Did,
    Done,
    Not,
    Opened,
    RecoveryIs,
    RoleIs,
    ServiceIs,
    Signal,
    Silent,
    Start,
)
from scenarios.plan import SERVICE_STATES
from scenarios.yaml_tree import Path

Leaf = (
    Start | At | Signal | Delivered | Opened | Done | Did | Silent | ServiceIs | RecoveryIs | RoleIs
)


def leaves(condition: Condition | None, path: Path) -> Iterator[tuple[Path, Leaf]]:
    """Yield every leaf of *condition*, itself written at *path*, with the path of each."""
    match condition:
        case None:
            return
        case AllOf(parts=parts):
            for index, part in enumerate(parts):
                yield from leaves(part, (*path, "all", index))
        case AnyOf(parts=parts):
            for index, part in enumerate(parts):
                yield from leaves(part, (*path, "any", index))
        case Not(part=part):
            yield from leaves(part, (*path, "not"))
        case _:
            yield path, condition


def other_states(condition: ServiceIs) -> ServiceIs:
    """Return the condition that holds whenever *condition* does not."""
    others = tuple(state for state in SERVICE_STATES if state not in condition.states)
    return ServiceIs(condition.service, others)


def can_turn_false(condition: Condition) -> bool:
    """Whether *condition* can stop being true: states can, what has happened stays so."""
    match condition:
        case ServiceIs(total_ms=total_ms):
            return total_ms is None
        case RecoveryIs() | RoleIs() | Silent() | Not():
            return True
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return any(can_turn_false(part) for part in parts)
    return False
