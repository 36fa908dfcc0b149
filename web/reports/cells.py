"""Cells of a report's tables that carry their number, so that a spreadsheet can reckon with them."""

from __future__ import annotations

from web.reports import notation
from web.reports.document import Cell


def clock(at: int | None) -> Cell:
    """Return a moment of exercise time."""
    return Cell(notation.clock(at), at, "ms") if at is not None else Cell(notation.NONE)


def length(ms: int | None) -> Cell:
    """Return a length of time."""
    return Cell(notation.length(ms), ms, "ms") if ms is not None else Cell(notation.NONE)


def percent(score: float | None) -> Cell:
    """Return a share of 1."""
    return (
        Cell(notation.percent(score), score, "percent")
        if score is not None
        else Cell(notation.NONE)
    )


def number(value: float | None) -> Cell:
    """Return a plain number."""
    return (
        Cell(notation.count(value), value, "number") if value is not None else Cell(notation.NONE)
    )


def date(iso: str | None) -> Cell:
    """Return a day as it is written in ISO 8601."""
    return Cell(iso[:10], None, "date") if iso else Cell(notation.NONE)
