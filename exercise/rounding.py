"""Rounding: ten decimals, so that every machine writes the same bytes (scoring.md 2)."""

from __future__ import annotations

DECIMALS = 10


def rounded(value: float) -> float:
    """Return *value* with ten decimals."""
    return round(value, DECIMALS)
