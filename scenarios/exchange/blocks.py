"""What a text document consists of, whatever its format: headings, paragraphs, list items, tables."""

from __future__ import annotations

from dataclasses import dataclass

HEADING, TEXT, CODE, QUOTE, ITEM, TABLE = "heading", "text", "code", "quote", "item", "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document on *lines* (first and last).

    *words* is its text without any markup, *raw* with it. *depth* is the level of a heading, else how deep in lists
    it stands: an item of the outermost list has 1. *mark* is ``ordered``, ``bullet`` or ``checkbox`` for items, *lead*
    the text in bold that it begins with.
    """

    kind: str
    words: str
    lines: tuple[int, int]
    raw: str = ""
    depth: int = 0
    mark: str = ""
    lead: str = ""
    ticked: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    row_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document: its blocks, its lines as a reader sees them, its title if it says one apart."""

    blocks: tuple[Block, ...]
    source: tuple[str, ...]
    title: str = ""
