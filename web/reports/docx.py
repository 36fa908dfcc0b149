"""DOCX: a document as a Word file with real headings, repeated table heads, page numbers and the mark on every page."""

from __future__ import annotations

from io import BytesIO

import docx as word
from docx.enum.text import WD_BREAK
from docx.shared import Inches, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from web.reports.anchors import anchors_of, leads, levelled
from web.reports.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    Lines,
    PageBreak,
    Paragraph,
    Table,
    spans,
)
from web.reports.docx_look import LINES_STYLE, SMALL_STYLE, STYLES, dress, text_width
from web.reports.docx_parts import Anchors, add_span, bordered, describe_picture, own_numbering
from web.reports.docx_tables import add_facts, add_table
from web.reports.printable import visible
from web.reports.rasters import picture_of
from web.reports.zipped import with_date

_LINE = Pt(26)
_TALLEST = {False: 8.6, True: 5.4}
"""How many inches high a picture may be, upright and landscape."""


def docx(document: Document) -> bytes:
    """Return *document* as a Word file; raises Refusal ``no_fonts``."""
    writer = _Writer(document)
    for block in levelled(document.blocks):
        writer.write(block)
    return with_date(writer.saved(), document.made)


class _Writer:
    """Writes blocks one after the other."""

    def __init__(self, document: Document) -> None:
        self._file = word.Document()
        self._width = text_width(document)
        self._tallest = _TALLEST[self._width > text_width(None)]
        self._anchors = Anchors(anchors_of(document))
        dress(self._file, document)
        self._file.add_paragraph(visible(document.title), "Title")
        if document.subtitle:
            self._file.add_paragraph(visible(document.subtitle), "Subtitle")

    def saved(self) -> bytes:
        """Return the file."""
        buffer = BytesIO()
        self._file.save(buffer)
        return buffer.getvalue()

    def write(self, block: Block) -> None:
        """Add *block* at the end."""
        match block:
            case Heading():
                self._anchors.set(self._file.add_heading(visible(block.text), block.level), block)
            case Paragraph():
                said = self._say(block.text, STYLES.get(block.style, "Normal"))
                said.paragraph_format.keep_with_next = leads(block) or None
            case Bullets():
                self._list(block)
            case Facts():
                add_facts(self._file, block, self._width, self._fill)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case Lines():
                self._lines(block)
            case PageBreak():
                self._file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _say(self, inline: Inline, style: str) -> WordParagraph:
        paragraph = self._file.add_paragraph(style=style)
        self._fill(paragraph, inline)
        return paragraph

    def _fill(self, paragraph: WordParagraph, inline: Inline) -> None:
        for span in spans(inline):
            if span.text:
                add_span(paragraph, span, self._anchors)

    def _list(self, block: Bullets) -> None:
        style = "List Number" if block.ordered else "List Bullet"
        items = [self._say(one, style) for one in block.items]
        if block.ordered and items:
            own_numbering(self._file, items)

    def _table(self, block: Table) -> None:
        if block.caption and (block.rows or block.empty):
            self._say(block.caption, "Caption").paragraph_format.keep_with_next = True
        if block.rows:
            add_table(self._file, block, self._width, self._fill)
        elif block.empty:
            self._say(block.empty, SMALL_STYLE)

    def _figure(self, block: Figure) -> None:
        if block.caption:
            self._say(block.caption, "Caption").paragraph_format.keep_with_next = True
        picture = picture_of(block.svg)
        scale = min(1.0, self._width / picture.width, self._tallest / picture.height)
        paragraph = self._file.add_paragraph()
        run = paragraph.add_run()
        run.add_picture(BytesIO(picture.png), width=Inches(picture.width * scale))
        describe_picture(run, visible(block.alt))

    def _lines(self, block: Lines) -> None:
        label = self._say(block.label, "Caption")
        label.paragraph_format.keep_with_next = True
        for _ in range(block.count):
            line = self._file.add_paragraph(style=LINES_STYLE)
            line.paragraph_format.line_spacing = _LINE
            line.paragraph_format.space_after = Pt(0)
            bordered(line, "bottom", "between")
