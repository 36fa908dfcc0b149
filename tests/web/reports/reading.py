"""Reads documents for tests: every text that a reader is shown."""

from __future__ import annotations

from collections.abc import Iterator

from web.reports.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Lines,
    Paragraph,
    Table,
    cell,
    plain,
)


def texts(document: Document) -> Iterator[str]:
    """Yield every text of *document*, drawings included."""
    yield from (document.title, document.subtitle)
    for block in document.blocks:
        yield from texts_of(block)


def texts_of(block: Block) -> Iterator[str]:
    """Yield the texts of one block."""
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(text=text):
            yield plain(text)
        case Bullets(items=items):
            yield from (plain(one) for one in items)
        case Facts(pairs=pairs):
            for name, value in pairs:
                yield from (name, plain(value))
        case Table(heads=heads, rows=rows, caption=caption, empty=empty):
            yield from (*heads, caption, empty)
            yield from (plain(cell(one).text) for row in rows for one in row)
        case Figure(svg=svg, alt=alt, caption=caption):
            yield from (svg, alt, caption)
        case Lines(label=label):
            yield label


def under(document: Document, title: str) -> list[Block]:
    """Return the blocks below the heading *title*, up to the next of its level or a higher one."""
    found: list[Block] = []
    level = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            if level and block.level <= level:
                break
            if block.text == title:
                level = block.level
                continue
        if level:
            found.append(block)
    return found


def headings(document: Document, level: int = 1) -> list[str]:
    """Return the headings of *level*."""
    blocks = document.blocks
    return [one.text for one in blocks if isinstance(one, Heading) and one.level == level]
