"""Sheets of workbooks: blocks one below the other, columns wide enough, heads that stay in sight and on every page."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import ceil

from xlsxwriter import Workbook

from web.i18n import known, words
from web.reports.document import (
    LANDSCAPE,
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    Lines,
    PageBreak,
    Paragraph,
    Table,
    cell,
    plain,
)
from web.reports.printable import visible
from web.reports.rasters import DOTS, picture_of
from web.reports.widths import width
from web.reports.xlsx_cells import Looks, cut, write_cell, write_text
from web.reports.xlsx_chart import add_chart

_NARROWEST, _WIDEST, _WIDEST_OF_MANY, _ALONE, _LEAST = 9.0, 48.0, 26.0, 90.0, 72.0
_MANY_COLUMNS = 8
_LONG = 100.0
"""A column whose texts are so long is worth more room, however many columns there are."""
_INDENT = 1.5
_UNITS_PER_EM = 1.9
_FILTER_ARROW = 3.0
_CAUTION = 1.15
_LINE_HEIGHT = 14.0
_TITLE_HEIGHT = 24.0
_TALLEST_ROW = 400.0
_PIXELS_PER_INCH = 96
_ROW_PIXELS = 20
_HIGHEST_HEAD = 8
_ROWS_OF_A_PAGE = 130
"""So many rows still fit on one upright sheet of paper, where a page's end would cut a picture in two."""
_A4 = 9
_LONGEST_MARGIN = 100


class Sheet:
    """Lays blocks out on one worksheet."""

    def __init__(self, book: Workbook, name: str, document: Document, looks: Looks) -> None:
        self._book, self._document, self._looks = book, document, looks
        self._sheet = book.add_worksheet(name)
        self._row = 0
        self._widths: list[float] = []
        self._heads: list[tuple[int, Table]] = []
        self._has_tall = self._has_pictures = False

    def lay(self, title: str, blocks: Sequence[Block]) -> None:
        """Write *title*, the mark and *blocks*, and prepare the sheet for print."""
        self._widths = _widths(blocks)
        for column, wide in enumerate(self._widths):
            self._sheet.set_column(column, column, wide)
        self._sheet.set_row(0, _TITLE_HEIGHT)
        self._one(title, "title")
        self._one(f"{self._document.mark} · {self._document.title}", "mark")
        self._one(self._document.subtitle, "name")
        for block in blocks:
            self._write(block)
        self._hold_heads()
        self._prepare_print()

    def _write(self, block: Block) -> None:
        match block:
            case Heading():
                self._row += 1
                self._one(block.text, "heading")
            case Paragraph():
                self._across(block.text, "note" if block.style == "note" else "body")
            case Bullets():
                for number, item in enumerate(block.items, 1):
                    sign = f"{number}. " if block.ordered else "• "
                    self._across(sign + plain(item), "body")
            case Facts():
                self._facts(block)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case Lines():
                self._one(block.label, "caption")
                for _ in range(block.count):
                    self._one("", "line")
            case PageBreak():
                self._row += 1

    def _one(self, text: str, look: str) -> None:
        write_text(self._sheet, self._row, 0, text, self._looks.written(look))
        self._row += 1

    def _across(self, inline: Inline, look: str) -> None:
        """Write a text over all columns, in a row that is high enough for it."""
        text, last = plain(inline), len(self._widths) - 1
        lines = _lines(text, sum(self._widths) / _CAUTION)
        self._sheet.set_row(self._row, min(lines * _LINE_HEIGHT + 4, _TALLEST_ROW))
        if last > 0:
            self._sheet.merge_range(self._row, 0, self._row, last, "", self._looks.written(look))
        self._has_tall |= lines > 1
        self._one(text, look)

    def _facts(self, block: Facts) -> None:
        for name, value in block.pairs:
            write_text(self._sheet, self._row, 0, name, self._looks.written("name"))
            write_text(self._sheet, self._row, 1, plain(value), self._looks.written("body"))
            self._row += 1
        self._row += 1

    def _table(self, block: Table) -> None:
        if block.caption:
            self._one(block.caption, "caption")
        if not block.rows:
            self._across(block.empty, "note")
            return
        self._heads.append((self._row, block))
        for column, head in enumerate(block.heads):
            write_text(self._sheet, self._row, column, head, self._looks.written("head"))
        if self._document.kind == "workbook":
            add_chart(self._book, self._sheet, self._row, block, plain(block.caption))
        for row in block.rows:
            self._row += 1
            self._make_room(row)
            for column, one in enumerate(row):
                write_cell(self._sheet, self._row, column, cell(one), self._looks)
        self._row += 2

    def _make_room(self, row: Sequence[Inline | Cell]) -> None:
        """Make a row of a table as high as its texts are long: not every program does so when it opens a file."""
        lines = max(
            _lines(plain(cell(one).text), wide - _INDENT)
            for one, wide in zip(row, self._widths, strict=False)
        )
        if lines > 1:
            self._sheet.set_row(self._row, min(lines * _LINE_HEIGHT + 4, _TALLEST_ROW))

    def _figure(self, block: Figure) -> None:
        if block.caption:
            self._one(block.caption, "caption")
        picture = picture_of(block.svg)
        scale = _PIXELS_PER_INCH / DOTS
        self._sheet.insert_image(
            self._row,
            0,
            "chart.png",
            {
                "image_data": BytesIO(picture.png),
                "x_scale": scale,
                "y_scale": scale,
                "description": cut(visible(block.alt), 255),
                "object_position": 3,
            },
        )
        self._has_tall = self._has_pictures = True
        self._row += ceil(picture.height * _PIXELS_PER_INCH / _ROW_PIXELS) + 1

    def _hold_heads(self) -> None:
        """Let the head of the sheet's only table stay in sight, and the longest table be filtered."""
        if not self._heads:
            return
        row, table = max(self._heads, key=lambda one: len(one[1].rows))
        self._sheet.autofilter(row, 0, row + len(table.rows), len(table.heads) - 1)
        if len(self._heads) == 1:
            self._sheet.repeat_rows(row)
            if row <= _HIGHEST_HEAD and not self._has_tall:
                self._sheet.freeze_panes(row + 1, 0)

    def _prepare_print(self) -> None:
        sheet, document = self._sheet, self._document
        sheet.set_paper(_A4)
        stays_whole = self._has_pictures and self._row <= _ROWS_OF_A_PAGE
        is_wide = document.orientation == LANDSCAPE or sum(self._widths) > _ALONE
        if is_wide and not stays_whole:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 1 if stays_whole else 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        sheet.set_header(f"&L{_margin(document.mark)}&R{_margin(document.title)}")
        page = words(known(document.language), "file.page", number="&P", total="&N")
        sheet.set_footer(f"&L{_margin(document.subtitle)}&R{page}")


def _margin(text: str) -> str:
    """Return *text* for the margin of a page, where ``&`` would give commands: there it is its wide twin."""
    return cut(" ".join(visible(text).split()), _LONGEST_MARGIN).replace("&", "＆")


def _widths(blocks: Sequence[Block]) -> list[float]:
    """Return the width of every column that *blocks* use, in the workbook's units."""
    tables = [block for block in blocks if isinstance(block, Table) and block.rows]
    pairs = [pair for block in blocks if isinstance(block, Facts) for pair in block.pairs]
    if not tables and not pairs:
        return [_ALONE]
    count = max([len(table.heads) for table in tables] + [2 if pairs else 0])
    widths = [_NARROWEST] * count
    for table in tables:
        for column, head in enumerate(table.heads):
            texts = (plain(cell(row[column]).text) for row in table.rows)
            wide = max([_units(head) + _FILTER_ARROW, *map(_units, texts)])
            widths[column] = max(widths[column], wide)
    for name, value in pairs:
        widths[0] = max(widths[0], _units(name))
        widths[1] = max(widths[1], _units(plain(value)))
    most = _WIDEST if count <= _MANY_COLUMNS else _WIDEST_OF_MANY
    widths = [min(wide, most if wide < _LONG else _WIDEST) for wide in widths]
    widths[-1] += max(0.0, _LEAST - sum(widths))
    return widths


def _lines(text: str, wide: float) -> int:
    """Return how many lines *text* takes in *wide* units of the workbook."""
    return sum(
        max(1, ceil((width(line) * _UNITS_PER_EM - 0.01) / wide))
        for line in visible(text).split("\n")
    )


def _units(text: str) -> float:
    return width(text) * _UNITS_PER_EM + 1 + _INDENT
