"""Tables of Word files: fixed columns, a head that is repeated on every page, rows that stay together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Inches, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from web.reports.document import Cell, Facts, Inline, Span, Table, cell
from web.reports.docx_look import CELL_SIZE, CELL_STYLE, SMALL_CELL_SIZE, SMALL_CELL_STYLE
from web.reports.docx_parts import ruled, shaded
from web.reports.widths import shares

Fill = Callable[[WordParagraph, Inline], None]

_FACT_SHARES = (0.28, 0.72)
_MANY_COLUMNS = 7
_POINTS_PER_INCH = 72
_INDENT = 0.08
"""By how many inches a table begins inside the text, so that its edge is not left of it."""
_GROUND = "EEF2F7"


def add_table(file: WordFile, table: Table, width: float, fill: Fill) -> None:
    """Add *table* over *width* inches; *fill* writes into its cells."""
    is_small = len(table.heads) > _MANY_COLUMNS
    size = SMALL_CELL_SIZE if is_small else CELL_SIZE
    style = file.styles[SMALL_CELL_STYLE if is_small else CELL_STYLE].style_id
    columns = shares(table, width * _POINTS_PER_INCH / size)
    made = _new_table(file, len(table.heads), [share * width for share in columns])
    head = made.rows[0]
    _set_row(head, [Cell(Span(text, strong=True)) for text in table.heads], fill, style)
    _repeat(head)
    for place in head.cells:
        shaded(place._tc.get_or_add_tcPr(), _GROUND)
    for row in table.rows:
        _set_row(made.add_row(), [cell(one) for one in row], fill, style)
    _space_after(file)


def add_facts(file: WordFile, facts: Facts, width: float, fill: Fill) -> None:
    """Add names and values in two columns."""
    if not facts.pairs:
        return
    made = _new_table(file, 2, [share * width for share in _FACT_SHARES])
    style = file.styles[CELL_STYLE].style_id
    for place, (name, value) in enumerate(facts.pairs):
        row = made.rows[0] if place == 0 else made.add_row()
        _set_row(row, [Cell(Span(name, strong=True)), Cell(value)], fill, style)
    _space_after(file)


def _new_table(file: WordFile, columns: int, widths: Sequence[float]) -> Any:
    made = file.add_table(1, columns, "Table Grid")
    made.autofit = False
    ruled(made)
    widths = [wide - _INDENT / columns for wide in widths]
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = Inches(wide)
    for place, wide in zip(made.rows[0].cells, widths, strict=True):
        place.width = Inches(wide)
    return made


def _set_row(row: Any, cells: Sequence[Cell], fill: Fill, style: Any) -> None:
    _keep_whole(row)
    for place, content in zip(row.cells, cells, strict=True):
        paragraph = place.paragraphs[0]
        paragraph._p.style = style
        if content.kind in ("number", "percent"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        fill(paragraph, content.text)


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _space_after(file: WordFile) -> None:
    """Part the table from what follows: two tables in a row would become one."""
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(6)
