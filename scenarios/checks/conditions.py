"""Walks through conditions: every leaf with the path at which it is written."""

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
