"""PDF: a document as data for the Typst template, which sets it as PDF/UA with our fonts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from web.i18n import known, words
from web.reports.anchors import anchors_of, is_address, leads, levelled
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
    Span,
    Table,
    cell,
    plain,
    spans,
)
from web.reports.printable import visible
from web.reports.typesetting import picture_width, typeset, typeset_picture, typeset_text
from web.reports.widths import CELL_EDGES, breakable, shares, width

_TEMPLATE = "report.typ"
_EMS_ACROSS = {False: 50.0, True: 76.0}
"""How many ems of body text a line holds, upright and (True) landscape; a little less than there are."""
_CELL_SIZE, _SMALL_CELL_SIZE = 0.9, 0.78
_MANY_COLUMNS = 7
_FACT_NAME, _FACT_VALUE = 0.28, 0.7
_BULLET = 0.94
_WHOLE = 15
"""How many lines the cells of a row may have for it to stay on one page; a longer one might not fit there at all."""

Paper = dict[str, Any]


def pdf(document: Document) -> bytes:
    """Return *document* as a PDF file; raises Refusal ``no_fonts``."""
    return typeset(_TEMPLATE, _Sheet(document).paper(), "pdf", made=_seconds(document.made))


def _seconds(made: str) -> int:
    return int(datetime.fromisoformat(made).timestamp())


class _Sheet:
    """Writes a document down as what the template reads."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._labels = {anchor: f"a{n}" for n, anchor in enumerate(sorted(anchors_of(document)))}
        self._given: set[str] = set()
        self._room = _EMS_ACROSS[document.orientation == LANDSCAPE]

    def paper(self) -> Paper:
        """Return the whole document."""
        document = self._document
        language, _, region = known(document.language).partition("-")
        return {
            "language": language,
            "region": region or None,
            "kind": document.kind,
            "title": self._text(document.title),
            "subtitle": self._text(document.subtitle),
            "mark": self._text(document.mark),
            "landscape": document.orientation == LANDSCAPE,
            "page": words(language, "file.page", number="{number}", total="{total}"),
            "blocks": list(self._blocks()),
        }

    def _blocks(self) -> Iterator[Paper]:
        for block in levelled(self._document.blocks):
            yield {"is": type(block).__name__.lower(), **self._block(block)}

    def _block(self, block: Block) -> Paper:
        match block:
            case Heading():
                anchor = self._anchor(block)
                return {"level": block.level, "text": self._text(block.text), "anchor": anchor}
            case Paragraph():
                text = self._inline(block.text)
                return {"style": block.style, "text": text, "leads": leads(block)}
            case Bullets():
                items = [self._inline(one, _BULLET) for one in block.items]
                return {"ordered": block.ordered, "items": items}
            case Facts():
                pairs = (
                    (self._text(name, _FACT_NAME), self._inline(value, _FACT_VALUE))
                    for name, value in block.pairs
                )
                return {"pairs": list(pairs)}
            case Table():
                return self._table(block)
            case Figure():
                return {
                    "svg": typeset_picture(block.svg),
                    "width": picture_width(block.svg),
                    "alt": self._text(block.alt) or self._text(block.caption) or "–",
                    "caption": self._text(block.caption),
                }
            case Lines():
                return {"label": self._text(block.label), "count": block.count}
            case PageBreak():
                return {}

    def _table(self, table: Table) -> Paper:
        is_small = len(table.heads) > _MANY_COLUMNS
        size = _SMALL_CELL_SIZE if is_small else _CELL_SIZE
        widths = shares(table, self._room / size)
        rooms = [share / size - CELL_EDGES / self._room for share in widths]
        return {
            "heads": [
                self._text(head, room) for head, room in zip(table.heads, rooms, strict=True)
            ],
            "rows": [self._row(row, rooms) for row in table.rows],
            "widths": [f"{share:.4f}" for share in widths],
            "size": size,
            "caption": self._text(table.caption),
            "empty": self._text(table.empty),
        }

    def _row(self, row: Sequence[Inline | Cell], rooms: Sequence[float]) -> list[Paper]:
        cells = [cell(one) for one in row]
        pairs = list(zip(cells, rooms, strict=True))
        breaks = any(self._is_long(plain(one.text), room) for one, room in pairs)
        return [
            {
                "text": self._inline(one.text, room),
                "end": one.kind in ("number", "percent"),
                "breaks": breaks,
            }
            for one, room in pairs
        ]

    def _is_long(self, text: str, share: float) -> bool:
        across = max(self._room * share, 1.0)
        return sum(1 + width(line) / across for line in text.split("\n")) > _WHOLE

    def _inline(self, inline: Inline, share: float = 1.0) -> list[Paper]:
        return [self._span(one, share) for one in spans(inline) if one.text]

    def _span(self, span: Span, share: float) -> Paper:
        paper: Paper = {"text": self._text(span.text, share)}
        if span.strong:
            paper["strong"] = True
        if span.tone:
            paper["tone"] = span.tone
        link = span.link or ""
        if link.startswith("#") and link[1:] in self._labels:
            paper["to"] = self._labels[link[1:]]
        elif is_address(link):
            paper["address"] = visible(link)
        return paper

    def _anchor(self, heading: Heading) -> str | None:
        """Return the label of the heading's anchor, the first time that it is given."""
        anchor = heading.anchor
        if not anchor or anchor in self._given:
            return None
        self._given.add(anchor)
        return self._labels[anchor]

    def _text(self, text: str, share: float = 1.0) -> str:
        return breakable(typeset_text(text), max(self._room * share, 1.0))
