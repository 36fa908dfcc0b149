"""Anchors: where links inside a document lead, and headings whose levels leave none out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from web.reports.document import Block, Document, Heading

_ADDRESSES = ("https://", "http://", "mailto:")


def anchors_of(document: Document) -> frozenset[str]:
    """Return the anchors that a link of *document* may lead to."""
    headings = (block for block in document.blocks if isinstance(block, Heading))
    return frozenset(heading.anchor for heading in headings if heading.anchor)


def is_address(link: str) -> bool:
    """Whether *link* leads to a page or a mailbox from anywhere; whatever else it is, it is not followed."""
    return link.lower().startswith(_ADDRESSES)


def levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield *blocks*, a heading at most one level below the one before it: readers of a page go level by level."""
    before = 0
    for block in blocks:
        if isinstance(block, Heading):
            before = min(max(block.level, 1), before + 1)
            yield replace(block, level=before)
        else:
            yield block
