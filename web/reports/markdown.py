"""Markdown: a document as a text file with headings, lists and tables as GitHub writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from web.reports.document import (
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
    spans,
)
from web.reports.printable import visible

_MARKUP = re.compile(r"([\\`*_\[\]<>|])")
_BEGINNING = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s|$)")
_PARAGRAPH = re.compile(r"\n{2,}")


def markdown(document: Document) -> bytes:
    """Return *document* as Markdown in UTF-8; whatever would be markup in its texts stands as text."""
    parts = [f"# {_text(document.title)}", _text(document.subtitle)]
    parts += [part for block in document.blocks for part in _block(block)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8", "replace")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text):
            yield f"{'#' * (level + 1)} {_text(text)}"
        case Paragraph(text=text, style=style):
            said = _paragraph(text)
            yield "\n".join(f"> {line}" for line in said.split("\n")) if style == "quote" else said
        case Bullets(items=items, ordered=is_ordered):
            yield "\n".join(_items(items, is_ordered))
        case Facts(pairs=pairs):
            yield "\n".join(f"- **{_text(name)}**: {_inline(value, ' ')}" for name, value in pairs)
        case Table():
            yield from _table(block)
        case Figure(alt=alt):
            yield _text(alt)
        case Lines(label=label, count=count):
            yield _text(label)
            yield from ["\\_" * 40] * count
        case PageBreak():
            yield "---"


def _paragraph(text: Inline) -> str:
    lines = _inline(text, "\n").split("\n")
    return "  \n".join(_BEGINNING.sub(r"\1\\\2", line) for line in lines)


def _items(items: Iterable[Inline], is_ordered: bool) -> Iterator[str]:
    for number, item in enumerate(items, 1):
        mark = f"{number}." if is_ordered else "-"
        yield f"{mark} {_inline(item, ' ')}"


def _table(table: Table) -> Iterator[str]:
    if table.caption and (table.rows or table.empty):
        yield f"**{_text(table.caption)}**"
    if not table.rows:
        yield _text(table.empty)
        return
    rows = [f"| {' | '.join(_text(one) for one in table.heads)} |"]
    rows.append(f"|{' --- |' * len(table.heads)}")
    rows += [f"| {' | '.join(_cell(one) for one in row)} |" for row in table.rows]
    yield "\n".join(rows)


def _cell(content: Inline | Cell) -> str:
    """Return a cell on one line: its lines apart by signs, its paragraphs as breaks."""
    lines = _inline(cell(content).text, "\n").strip("\n")
    return _PARAGRAPH.sub("<br>", lines).replace("\n", "; ")


def _inline(inline: Inline, newline: str) -> str:
    written = []
    for one in spans(inline):
        said = _text(one.text)
        if (one.strong or one.tone) and said.strip():
            said = f"**{said.strip()}**"
        written.append(said)
    return "".join(written).replace("\n", newline)


def _text(text: str) -> str:
    return _MARKUP.sub(r"\\\1", visible(text))
