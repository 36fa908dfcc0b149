"""An author's Markdown as blocks of a document: paragraphs, lists, tables, strong words; nothing else is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from web.reports.document import Block, Bullets, Heading, Inline, Paragraph, Span, Table

if TYPE_CHECKING:
    from markdown_it.token import Token

_LOWEST = 3


def authored(text: str) -> Iterator[Block]:
    """Yield the blocks of a Markdown *text*; its headings stand at the lowest level, HTML stays text."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = reader.parse(text)
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _end(tokens, place)
        inside = tokens[place + 1 : end]
        match token.type:
            case "heading_open":
                yield Heading(_LOWEST, _words(inside))
            case "paragraph_open":
                yield Paragraph(_inline(inside[0]))
            case "blockquote_open":
                yield Paragraph(_words(inside), "quote")
            case "bullet_list_open" | "ordered_list_open":
                yield Bullets(tuple(_items(inside)), token.type.startswith("ordered"))
            case "table_open":
                yield _table(inside)
            case "fence" | "code_block" | "html_block":
                yield Paragraph(token.content.rstrip(), "quote")
        place = end + 1


def _end(tokens: Sequence[Token], place: int) -> int:
    """Return where what opens at *place* closes; its own place when it opens nothing."""
    depth = 0
    for at in range(place, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _items(tokens: Sequence[Token]) -> Iterator[Inline]:
    """Yield each item of a list, those of lists inside it too."""
    for token in tokens:
        if token.type == "inline":
            yield _inline(token)


def _table(tokens: Sequence[Token]) -> Table:
    rows: list[list[Inline]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token))
    heads = tuple("".join(_texts(one)) for one in rows[0])
    return Table(heads, tuple(tuple(row) for row in rows[1:]))


def _texts(inline: Inline) -> Iterator[str]:
    for one in inline if isinstance(inline, tuple) else (inline,):
        yield one.text if isinstance(one, Span) else one


def _words(tokens: Sequence[Token]) -> str:
    return "\n".join("".join(_texts(_inline(one))) for one in tokens if one.type == "inline")


def _inline(token: Token) -> Inline:
    spans: list[str | Span] = []
    strong = 0
    for child in token.children or ():
        match child.type:
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "softbreak" | "hardbreak":
                spans.append("\n")
            case "text" | "code_inline" | "html_inline":
                if child.content:
                    spans.append(Span(child.content, strong=True) if strong else child.content)
    return tuple(spans) or ""
