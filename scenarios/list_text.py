"""A list of a document as it is written: each item with the comments right above it, and what lies between items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from scenarios.block_style import written
from scenarios.splicing import CannotEdit, break_of, line_end, line_start
from scenarios.yaml_nodes import Node
from scenarios.yaml_tree import Path, grown


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines of an item: from its comments at *start* to after its last line break at *end*.

    From *cut* on go the blank lines above that are taken out with it; *column* is where its dash stands.
    """

    cut: int
    start: int
    end: int
    column: int

    def blank(self, text: str) -> str:
        """Return the blank lines above it."""
        return text[self.cut : self.start]


def chunks(text: str, items: Node, path: Path) -> list[Chunk]:
    """Return the chunks of the block list *items* at *path* in *text*; raises CannotEdit where lines are shared."""
    column = items.place[1] - 1
    dash = re.compile(rf"^ {{{column}}}-(?=\s)", re.MULTILINE)
    found: list[Chunk] = []
    for node in items.items or ():
        until = found[-1].end if found else line_start(text, items.start)
        line = _dash_line(text, dash, until, node, path)
        start = _with_comments(text, line, until if found else 0)
        is_apart = bool(found) and not text[until:start].strip()
        end = _with_inner_comments(text, _after(text, node.end), column)
        found.append(Chunk(until if is_apart else start, start, end, column))
    return found


def on_column(text: str, chunk: Chunk, column: int) -> str:
    """Return the lines of *chunk* with its dash at *column*."""
    return shifted(text[chunk.start : chunk.end], column - chunk.column)


def shifted(lines: str, by: int) -> str:
    """Return *lines* further in (or, *by* below 0, out) by so many blanks; blank lines stay."""
    if by >= 0:
        return re.sub(r"^(?=[^\r\n])", " " * by, lines, flags=re.MULTILINE)
    return re.sub(rf"^ {{1,{-by}}}", "", lines, flags=re.MULTILINE)


def flow_item(text: str, node: Node) -> str:
    """Return *node* as it may stand inside ``[…]``: as it is written where it is on one line."""
    piece = text[node.start : node.end]
    return piece if node.is_flow and "\n" not in piece else written(grown(node).value)


def rejoined(text: str, items: Node, parts: list[str], path: Path) -> str:
    """Return the flow list *items* with *parts* in it, what lies between items left where it is."""
    nodes = items.items or []
    if not nodes:
        return f"[{', '.join(parts)}]"
    between = [text[a.end : b.start] for a, b in pairwise(nodes)]
    lost = between[max(len(parts) - 1, 0) :]
    head, tail = text[items.start : nodes[0].start], text[nodes[-1].end : items.end]
    if any("#" in each for each in (lost if parts else [*lost, head, tail])):
        raise CannotEdit(path)
    if not parts:
        return "[]"
    joints = [*between, *[", "] * len(parts)]
    return head + parts[0] + "".join(a + b for a, b in zip(joints, parts[1:], strict=False)) + tail


def _dash_line(text: str, dash: re.Pattern[str], until: int, node: Node, path: Path) -> int:
    found = dash.search(text, until, node.start + 1)
    if found is None:
        raise CannotEdit(path)
    return found.start()


def _with_comments(text: str, line: int, floor: int) -> int:
    """Return where the unbroken comment lines above the one at *line* begin, not before *floor*."""
    start = line
    while start > floor:
        above = line_start(text, start - 1)
        if above < floor or not text[above:start].lstrip(" \t").startswith("#"):
            break
        start = above
    return start


def _with_inner_comments(text: str, end: int, column: int) -> int:
    """Return where the comment lines after *end* stop that stand further in than the dash: they are the item's own."""
    while end < len(text):
        line = text[end : _after(text, end)]
        inner = line.lstrip(" ")
        if not inner.startswith("#") or len(line) - len(inner) <= column:
            break
        end += len(line)
    return end


def _after(text: str, offset: int) -> int:
    end = line_end(text, offset)
    return min(end + len(break_of(text)), len(text))
