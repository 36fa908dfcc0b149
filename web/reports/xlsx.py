"""XLSX: a document as a workbook: a sheet for each heading of the first level, people's words never a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter

from web.reports.anchors import levelled
from web.reports.document import Block, Document, Heading
from web.reports.printable import visible
from web.reports.xlsx_cells import Looks, cut
from web.reports.xlsx_sheet import Sheet

_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans("[]:*?/\\", "()-----")
_RESERVED = "history"


def xlsx(document: Document) -> bytes:
    """Return *document* as a workbook; raises Refusal ``no_fonts`` when it has charts and there are none."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties(_properties(document))
    looks = Looks(book)
    names: set[str] = set()
    for title, blocks in _parts(document):
        Sheet(book, _free_name(title, names), document, looks).lay(title, blocks)
    book.close()
    return buffer.getvalue()


def _properties(document: Document) -> dict[str, object]:
    made = datetime.fromisoformat(document.made).astimezone(UTC).replace(tzinfo=None)
    return {
        "title": visible(document.title),
        "subject": visible(document.subtitle),
        "author": "StartEx",
        "keywords": visible(document.mark),
        "created": made,
    }


def _parts(document: Document) -> Iterator[tuple[str, Sequence[Block]]]:
    """Yield the title and the blocks of each sheet; what stands before any heading is the first."""
    title, blocks = document.title, list[Block]()
    has_sheet = False
    for block in levelled(document.blocks):
        if isinstance(block, Heading) and block.level == 1:
            if blocks or has_sheet:
                yield title, blocks
            title, blocks, has_sheet = block.text, [], True
        else:
            blocks.append(block)
    if blocks or has_sheet or not document.blocks:
        yield title, blocks


def _free_name(title: str, taken: set[str]) -> str:
    """Return *title* as the name of a sheet: short, without what names may not hold, unlike every other."""
    plain = " ".join(visible(title).translate(_FORBIDDEN).split()).strip("'")
    base = cut(plain, _LONGEST_NAME).strip("'") or "–"
    name, number = base, 2
    while name.lower() in taken or name.lower() == _RESERVED:
        ending = f" ({number})"
        name = cut(base, _LONGEST_NAME - len(ending)) + ending
        number += 1
    taken.add(name.lower())
    return name
