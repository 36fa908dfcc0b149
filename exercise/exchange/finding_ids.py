"""The UUIDs under which other systems know findings and actions, and the way back from them."""

from __future__ import annotations

from collections.abc import Iterable

from exercise.exchange.ids import stable_uuid


def finding_uuid(finding: str) -> str:
    """Return the UUID of a finding of the register."""
    return stable_uuid("finding", finding)


def action_uuid(exercise: str | None, action: str) -> str:
    """Return the UUID of an action: the same as in the exports of its exercise."""
    return stable_uuid(exercise or "register", "action", action)


def risk_uuids(exercise: str, tables: Iterable[str], key: tuple[str, str, str]) -> tuple[str, ...]:
    """Return the UUIDs of a finding's risks in the exports of its exercise, one for each table that shows it."""
    return tuple(stable_uuid(exercise, table, "risk", *key) for table in tables)
