"""Draws the blocks of a report as HTML; every text is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from unicodedata import east_asian_width

from web.reports.document import (
    Block,
    Bullets,
    Cell,
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
    spans,
)
from web.reports.printable import visible

_TIGHT = 18
"""As many letters wide, at most, is a cell that never wraps."""


def text(value: object) -> str:
    """Return *value* as text that is safe inside HTML, with what would be hidden made visible."""
    return escape("" if value is None else visible(str(value)))


def inline(content: Inline) -> str:
    """Return what stands in a line: plain text, strong text, badges and links."""
    return "".join(_span(one.text, one.strong, one.tone, one.link) for one in spans(content))


def block(one: Block, echoes: bool = False) -> str:
    """Return one block of a document; a caption that *echoes* the heading above it is for screen readers alone."""
    match one:
        case Heading():
            return _heading(one)
        case Paragraph(text=content, style=style):
            return f'<p class="{escape(style)}">{inline(content)}</p>'
        case Bullets(items=items, ordered=is_ordered):
            return _list(items, "ol" if is_ordered else "ul")
        case Facts(pairs=pairs):
            return _facts(pairs)
        case Table():
            return _table(one, echoes)
        case Figure():
            return _figure(replace(one, caption="") if echoes else one)
        case Lines():
            return _lines(one)
        case PageBreak():
            return '<div class="break"></div>'


def _span(said: str, is_strong: bool, tone: str | None, link: str | None) -> str:
    written = text(said)
    if is_strong:
        written = f"<b>{written}</b>"
    if tone is not None:
        written = f'<span class="badge {escape(tone)}">{written}</span>'
    return f'<a href="{escape(link)}">{written}</a>' if link and _may_lead_to(link) else written


def _may_lead_to(link: str) -> bool:
    """Whether a link goes inside the document, inside the house or to a web page: never to a script."""
    return link.startswith(("#", "/", "https://", "http://"))


def _heading(one: Heading) -> str:
    anchor = f' id="{escape(one.anchor)}"' if one.anchor else ""
    return f"<h{one.level + 1}{anchor}>{text(one.text)}</h{one.level + 1}>"


def _list(items: Iterable[Inline], tag: str) -> str:
    return f"<{tag}>{''.join(f'<li>{inline(item)}</li>' for item in items)}</{tag}>"


def _facts(pairs: Iterable[tuple[str, Inline]]) -> str:
    rows = "".join(
        f"<div><dt>{text(name)}</dt><dd>{inline(value)}</dd></div>" for name, value in pairs
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _table(table: Table, echoes: bool) -> str:
    if not table.rows:
        return f'<p class="none">{text(table.empty)}</p>' if table.empty else ""
    rows = [[cell(content) for content in row] for row in table.rows]
    kinds = [_kind([row[place] for row in rows], head) for place, head in enumerate(table.heads)]
    look = ' class="echo"' if echoes else ""
    name = f"<caption{look}>{text(table.caption)}</caption>" if table.caption else ""
    head = "".join(
        f'<th scope="col"{kind}>{text(one)}</th>'
        for one, kind in zip(table.heads, kinds, strict=True)
    )
    body = "".join(_row(row, kinds) for row in rows)
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{text(table.caption or table.heads[0])}">'
        f"<table>{name}{_columns(table.widths)}<thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _columns(widths: Sequence[float]) -> str:
    whole = sum(widths)
    columns = "".join(f'<col style="width:{100 * one / whole:.1f}%">' for one in widths)
    return f"<colgroup>{columns}</colgroup>" if columns else ""


def _kind(column: Sequence[Cell], head: str) -> str:
    numbers = all(one.kind in ("number", "percent") for one in column)
    is_tight = all(_width(plain(one.text)) <= _TIGHT for one in (*column, Cell(head)))
    names = [name for name, is_so in (("number", numbers), ("tight", is_tight)) if is_so]
    return f' class="{" ".join(names)}"' if names else ""


def _width(words: str) -> int:
    """Return how many letters wide *words* are; a Chinese character is as wide as two."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in words)


def _row(row: Sequence[Cell], kinds: Sequence[str]) -> str:
    cells = "".join(
        f"<td{kind}>{inline(one.text)}</td>" for one, kind in zip(row, kinds, strict=True)
    )
    return f"<tr>{cells}</tr>"


def _figure(one: Figure) -> str:
    said = f"<figcaption>{text(one.caption)}</figcaption>" if one.caption else ""
    return f'<figure role="img" aria-label="{text(one.alt)}">{one.svg}{said}</figure>'


def _lines(one: Lines) -> str:
    return f'<div class="lines"><p>{text(one.label)}</p>{"<hr>" * one.count}</div>'
