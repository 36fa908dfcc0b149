"""Cells of workbooks: numbers, shares, lengths and dates as what they are, all else as text."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from math import isfinite
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from web.reports.anchors import is_address
from web.reports.document import Cell, Span, plain, spans
from web.reports.printable import visible

_MOST = 32_767
_LONGEST_LINK = 2_000
_DAY_MS = 86_400_000
_FIRST_DAY = date(1900, 3, 1)
_TONES = {"good": "#1F6B41", "fair": "#8A5A00", "bad": "#A1160B", "quiet": "#566174"}
_NUMBERS = {
    "number": "General",
    "percent": "0%",
    "ms": "[h]:mm:ss",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
}
_FONT: dict[str, object] = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_WRITTEN: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14},
    "mark": {"bold": True, "font_color": "#5C3D00", "bg_color": "#FFF3CD"},
    "heading": {"bold": True, "font_size": 12},
    "caption": {"bold": True},
    "name": {"font_color": "#566174"},
    "head": {"bold": True, "text_wrap": True, "bg_color": "#EEF2F7", "border": 1},
    "body": {"text_wrap": True},
    "note": {"text_wrap": True, "font_color": "#566174"},
    "line": {"bottom": 1},
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.written = cache(self._written)
        self.cell = cache(self._cell)

    def _written(self, name: str) -> Format:
        """Return the look of what stands outside tables."""
        return self._book.add_format({**_FONT, **_WRITTEN[name]})

    def _cell(self, kind: str, tone: str | None = None) -> Format:
        """Return the look of a table's cell of *kind*, in a *tone* if it has one."""
        look: dict[str, Any] = {**_FONT, "border": 1, "border_color": "#C3CBD8"}
        if kind in _NUMBERS:
            look["num_format"] = _NUMBERS[kind]
        else:
            look |= {"text_wrap": True, "align": "left", "indent": 1}
        if tone is not None:
            look |= {"bold": True, "font_color": _TONES.get(tone, _TONES["quiet"])}
        return self._book.add_format(look)


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write *text* as text; what is longer than a cell can hold ends with an ellipsis."""
    shown = visible(text)
    kept = cut(shown, _MOST)
    sheet.write_string(row, column, kept if kept == shown else cut(shown, _MOST - 1) + "…", look)


def write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, looks: Looks) -> None:
    """Write *cell* with the type of its value."""
    number = _number(cell)
    if number is not None:
        sheet.write_number(row, column, number, looks.cell(cell.kind))
        return
    moment = _moment(plain(cell.text)) if cell.kind == "date" else None
    if moment is not None:
        kind = "moment" if isinstance(moment, datetime) else "date"
        sheet.write_datetime(row, column, moment, looks.cell(kind))
        return
    tones = {span.tone for span in spans(cell.text) if span.text.strip()}
    look = looks.cell("text", tones.pop() if len(tones) == 1 else None)
    link = _only_link(cell)
    if link is not None:
        sheet.write_url(row, column, link, look, visible(plain(cell.text)))
    else:
        write_text(sheet, row, column, plain(cell.text), look)


def _number(cell: Cell) -> float | None:
    """Return the number of *cell* as a workbook keeps it; a length that is negative cannot be shown as one."""
    if cell.value is None or not isfinite(cell.value):
        return None
    if cell.kind == "ms":
        return cell.value / _DAY_MS if cell.value >= 0 else None
    return cell.value if cell.kind in ("number", "percent") else None


def _moment(text: str) -> date | datetime | None:
    """Return the day or the moment, by its own clock, that *text* tells in ISO 8601; None for anything else."""
    try:
        if len(text) == len("2026-01-31"):
            found = date.fromisoformat(text)
            return found if found >= _FIRST_DAY else None
        moment = datetime.fromisoformat(text).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return None
    return moment if moment.date() >= _FIRST_DAY else None


def _only_link(cell: Cell) -> str | None:
    links = [span.link for span in spans(cell.text) if isinstance(span, Span) and span.text]
    if len(links) != 1 or links[0] is None or not is_address(links[0]):
        return None
    return links[0] if len(links[0]) <= _LONGEST_LINK else None


def cut(text: str, most: int) -> str:
    """Return as much of *text* as *most* UTF-16 units hold, which is how workbooks count."""
    if len(text) * 2 <= most:
        return text
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
