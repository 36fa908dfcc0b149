"""A Markdown plan, read into blocks with their line numbers. HTML is dropped, nothing is carried out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scenarios.exchange.blocks import CODE, HEADING, ITEM, QUOTE, TABLE, TEXT, Block, Outline
from scenarios.exchange.imported import Notice

if TYPE_CHECKING:
    from markdown_it.token import Token

_CHECKBOX = re.compile(r"^\[([ xX])\]\s+|^([☐☑☒□■✓✔])\s*")
_TICKED = frozenset("xX☑☒■✓✔")
_KEY = re.compile(r"^[A-Za-z_][\w-]{0,40}\s*:(?:\s+(.*))?$")
_HTML = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_FENCE = frozenset(("---", "...", "+++"))
_MOST_FRONT = 200


@dataclass(slots=True)
class _Walk:
    """The walk over a document's tokens: how deep in lists and quotes it is, and what it found."""

    lines: Sequence[str]
    blocks: list[Block] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    quotes: int = 0
    fresh_item: bool = False


def outline(text: str) -> tuple[Outline, tuple[Notice, ...]]:
    """Return the blocks of a Markdown *text* and what was dropped of it."""
    from markdown_it import MarkdownIt

    source = text.splitlines()
    body, title, notices = _without_front_matter(source)
    parser = MarkdownIt("commonmark").enable("table")
    walk = _Walk(source, notices=list(notices))
    tokens = parser.parse("\n".join(body))
    for index, token in enumerate(tokens):
        _take(walk, tokens, index, token)
    return Outline(tuple(walk.blocks), tuple(source), title), tuple(walk.notices)


def _take(walk: _Walk, tokens: Sequence[Token], index: int, token: Token) -> None:
    match token.type:
        case "ordered_list_open" | "bullet_list_open":
            walk.lists.append("ordered" if token.type.startswith("ordered") else "bullet")
        case "ordered_list_close" | "bullet_list_close":
            walk.lists.pop()
        case "list_item_open":
            walk.fresh_item = True
        case "list_item_close":
            walk.fresh_item = False
        case "blockquote_open":
            walk.quotes += 1
        case "blockquote_close":
            walk.quotes -= 1
        case "inline":
            _inline(walk, tokens[index - 1], token)
        case "fence" | "code_block":
            walk.blocks.append(
                _block(walk, CODE, token, token.content.rstrip(), token.content.rstrip())
            )
        case "table_open":
            _table(walk, tokens, index, token)
        case "html_block":
            walk.notices.append(Notice("html_dropped", line=_lines(token)[0]))
        case _:
            pass


def _inline(walk: _Walk, owner: Token, token: Token) -> None:
    """Take a heading, a paragraph, or the first paragraph of an item; a table's cells are taken with the table."""
    if owner.type in ("th_open", "td_open"):
        return
    words, raw = plain(token), _HTML.sub("", token.content).strip()
    if any(child.type == "html_inline" for child in token.children or ()):
        walk.notices.append(Notice("html_dropped", line=_lines(token)[0]))
    if owner.type == "heading_open":
        block = Block(HEADING, words, _lines(token), raw, depth=int(owner.tag[1:]))
        walk.blocks.append(block)
    elif walk.quotes:
        walk.blocks.append(_block(walk, QUOTE, token, words, raw))
    elif walk.lists and walk.fresh_item:
        walk.fresh_item = False
        walk.blocks.append(_item(walk, token, words, raw))
    else:
        walk.blocks.append(_block(walk, TEXT, token, words, raw, _lead(token)))


def _item(walk: _Walk, token: Token, words: str, raw: str) -> Block:
    mark, box = walk.lists[-1], _CHECKBOX.match(words)
    if box is None:
        return _block(walk, ITEM, token, words, raw, _lead(token), mark)
    ticked = (box[1] or box[2]) in _TICKED
    raw = _CHECKBOX.sub("", raw, count=1)
    words, lead = words[box.end() :], _lead(token, after_box=True)
    return _block(walk, ITEM, token, words, raw, lead, "checkbox", ticked)


def _block(
    walk: _Walk,
    kind: str,
    token: Token,
    words: str,
    raw: str,
    lead: str = "",
    mark: str = "",
    ticked: bool = False,
) -> Block:
    return Block(kind, words, _lines(token), raw, len(walk.lists), mark, lead, ticked)


def _table(walk: _Walk, tokens: Sequence[Token], index: int, token: Token) -> None:
    rows: list[list[str]] = []
    lines: list[int] = []
    for each in tokens[index + 1 :]:
        if each.type == "table_close":
            break
        if each.type == "tr_open":
            rows.append([])
            lines.append((each.map or [0, 0])[0] + 1)
        elif each.type == "inline":
            rows[-1].append(plain(each))
    first, last = _lines(token)
    raw = "\n".join(walk.lines[first - 1 : last])
    shape = tuple(map(tuple, rows))
    block = Block(
        TABLE, "", (first, last), raw, len(walk.lists), rows=shape, row_lines=tuple(lines)
    )
    walk.blocks.append(block)


def plain(token: Token) -> str:
    """Return the words of an inline *token*: no emphasis, no addresses, no HTML."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline") or child.type == "image":
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts).strip()


def _lead(token: Token, *, after_box: bool = False) -> str:
    """Return the words in bold that *token* begins with, empty when it does not begin so."""
    inside, parts = 0, []
    for child in token.children or ():
        if child.type == "strong_open":
            inside += 1
        elif child.type == "strong_close":
            break
        elif inside:
            parts.append(child.content)
        elif child.content.strip() and not (
            after_box and _CHECKBOX.fullmatch(child.content.lstrip())
        ):
            return ""
    return "".join(parts).strip() if inside else ""


def _lines(token: Token) -> tuple[int, int]:
    first, end = token.map or (0, 1)
    return first + 1, max(first + 1, end)


def _without_front_matter(source: Sequence[str]) -> tuple[list[str], str, tuple[Notice, ...]]:
    """Return the lines with what stands before the text blanked, its title, and a notice."""
    end = _front_end(source)
    if end is None:
        return list(source), "", ()
    said = dict(_keys(source[:end]))
    title = said.get("title") or said.get("name") or ""
    blank = [""] * (end + 1)
    notice = Notice("front_matter", {"keys": sorted(said)[:20]}, 1)
    return [*blank, *source[end + 1 :]], title.strip("\"' "), (notice,)


def _front_end(source: Sequence[str]) -> int | None:
    opened = bool(source) and source[0].strip() in _FENCE
    for index, line in enumerate(source[:_MOST_FRONT]):
        if index == 0 and opened:
            continue
        if line.strip() in _FENCE:
            return index or None
        if not opened and not (_KEY.match(line) or (line.startswith((" ", "\t", "- ")) and index)):
            return None
    return None


def _keys(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if match := _KEY.match(line):
            yield line.split(":", 1)[0].strip().lower(), (match[1] or "").strip()
