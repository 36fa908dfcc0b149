"""Anchors: where links inside a document lead; and its outline, without gaps between levels and without echoes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from web.reports.document import Block, Document, Figure, Heading, Paragraph, Table, spans

_ADDRESSES = ("https://", "http://", "mailto:")


def anchors_of(document: Document) -> frozenset[str]:
    """Return the anchors that a link of *document* may lead to."""
    headings = (block for block in document.blocks if isinstance(block, Heading))
    return frozenset(heading.anchor for heading in headings if heading.anchor)


def is_address(link: str) -> bool:
    """Whether *link* leads to a page or a mailbox from anywhere; whatever else it is, it is not followed."""
    return link.lower().startswith(_ADDRESSES)


def levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield *blocks*, a heading at most one level below the one before it: readers of a page go level by level.

    A caption that only repeats the heading right above is left out.
    """
    level, above = 0, ""
    for block in blocks:
        if isinstance(block, Heading):
            level, above = min(max(block.level, 1), level + 1), block.text
            yield replace(block, level=level)
            continue
        if isinstance(block, Table | Figure) and block.caption == above:
            yield replace(block, caption="")
        else:
            yield block
        above = ""


def leads(paragraph: Paragraph) -> bool:
    """Whether *paragraph* is a line in strong letters over what follows, and so stays with it on one page."""
    said = [span for span in spans(paragraph.text) if span.text.strip()]
    return bool(said) and all(span.strong or span.tone for span in said)
