"""Whether two values as a plan writes them mean the same."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.timing import parse_duration


def is_same(one: object, other: object) -> bool:
    """Whether two values as a plan writes them mean the same (``5m`` and ``300s`` do)."""
    if one == other and isinstance(one, bool) == isinstance(other, bool):
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    if isinstance(one, str | int | float) and isinstance(other, str | int | float):
        try:
            return parse_duration(one) == parse_duration(other)
        except ValueError:
            return False
    return False
