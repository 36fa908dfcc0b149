"""Rooms of the socket: one per table and audience."""

from __future__ import annotations

from exercise.audience import Audience


def room_of(table: str, audience: Audience) -> str:
    """Return the room in which *audience* of *table* listens."""
    seat = audience.role or audience.person
    return f"{table}/{audience.kind}" + (f"/{seat}" if seat else "")
