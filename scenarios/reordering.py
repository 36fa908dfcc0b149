"""Gives the lists of a document other items or another order: what stays keeps every letter, comments travel along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenarios.block_style import STEP, item, written
from scenarios.list_text import Chunk, chunks, flow_item, on_column, rejoined
from scenarios.ordering import steady
from scenarios.splicing import CannotEdit, Splice, break_of, line_end, node_at, spliced
from scenarios.yaml_nodes import Node, compose
from scenarios.yaml_tree import Path


@dataclass(frozen=True, slots=True)
class Standing:
    """An item that stands in the document already: the *index*-th of the list at *path*."""

    path: Path
    index: int


@dataclass(frozen=True, slots=True)
class Fresh:
    """An item that is new in the document."""

    value: object


Entry = Standing | Fresh


def reordered(text: str, orders: Mapping[Path, Sequence[Entry]], root: Node | None = None) -> str:
    """Return *text* with the list at each path of *orders* made of these entries, not read again yet.

    A list that is not there is written where its owner ends. *root* is the node of *text* where it is known.
    Raises CannotEdit and Unreadable.
    """
    if not text.endswith("\n"):
        text, root = text + break_of(text), None
    lists = _Lists(text, root if root is not None else compose(text))
    inner_first = sorted(orders.items(), key=lambda one: -len(one[0]))
    return spliced(text, [one for path, order in inner_first for one in lists.splices(path, order)])


class _Lists:
    """The lists of one text, each taken apart once."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.root = root
        self.line_break = break_of(text)
        self.known: dict[Path, list[Chunk]] = {}

    def splices(self, path: Path, order: Sequence[Entry]) -> list[Splice]:
        owner = node_at(self.root, path[:-1])
        items = next((v for k, v in owner.pairs or () if k.text == path[-1]), None)
        if owner.pairs is None or (items is not None and items.items is None and items.text):
            raise CannotEdit(path)
        if items is None or not items.items:
            return [self.begun(path, owner, items, order)] if order else []
        if items.is_flow:
            parts = [self.flow(entry) for entry in order]
            said = rejoined(self.text, items, parts, path)
            return [Splice(items.start, items.end, said)]
        if not order:
            return self.emptied(path, owner)
        return self.block(path, items, order)

    def block(self, path: Path, items: Node, order: Sequence[Entry]) -> list[Splice]:
        here = self.chunks(path)
        stays = steady([e.index for e in order if isinstance(e, Standing) and e.path == path])
        splices = [Splice(c.cut, c.end, "") for n, c in enumerate(here) if n not in stays]
        apart = here[1].blank(self.text) if len(here) > 1 else ""
        at, coming = self.head(here, stays), dict[int, str]()
        for place, entry in enumerate(order):
            if isinstance(entry, Standing) and entry.path == path and entry.index in stays:
                chunk = here[entry.index]
                if place == 0 and entry.index:
                    splices.append(Splice(chunk.cut, chunk.start, ""))
                at = chunk.end
                continue
            is_flow = all(node.is_flow for node in items.items or ())
            lines = self.lines(entry, here[0].column, is_flow)
            above = "" if at == here[0].start or place == 0 else apart
            below = apart if at == here[0].start else ""
            coming[at] = coming.get(at, "") + above + lines + below
        return [*splices, *(Splice(at, at, said) for at, said in coming.items())]

    def head(self, here: Sequence[Chunk], stays: frozenset[int]) -> int:
        """Return where items go that come before all that stay."""
        first = min(stays, default=len(here))
        return here[0].start if first == 0 else here[first - 1].end

    def lines(self, entry: Entry, column: int, is_flow: bool = False) -> str:
        """Return *entry* as lines of a block list whose dashes stand at *column*."""
        if isinstance(entry, Fresh):
            return item(entry.value, column, self.line_break, is_flow) + self.line_break
        if node_at(self.root, entry.path).is_flow:
            said = flow_item(self.text, self.source(entry))
            return f"{' ' * column}- {said}{self.line_break}"
        return on_column(self.text, self.chunks(entry.path)[entry.index], column)

    def begun(self, path: Path, owner: Node, items: Node | None, order: Sequence[Entry]) -> Splice:
        """Return the splice that writes a list where there was none, or an empty one."""
        key = next((k for k, _ in owner.pairs or () if k.text == path[-1]), None)
        if owner.is_flow or not owner.pairs:
            said = f"[{', '.join(map(self.flow, order))}]"
            return self.within(path, owner, items, said)
        column = owner.pairs[0][0].place[1] - 1
        lines = "".join(self.lines(entry, column + STEP) for entry in order)
        said = f":{self.line_break}{lines}".removesuffix(self.line_break)
        if key is not None and items is not None:
            end = max(items.end, key.end + 1)
            rest = self.text[end : line_end(self.text, end)]
            return Splice(key.end, end + len(rest), said.replace(":", f":{rest}", 1))
        end = line_end(self.text, owner.end)
        return Splice(end, end, f"{self.line_break}{' ' * column}{path[-1]}{said}")

    def within(self, path: Path, owner: Node, items: Node | None, said: str) -> Splice:
        """Return the splice that writes the flow list *said* into a flow *owner*."""
        if items is not None and items.end > items.start:
            return Splice(items.start, items.end, said)
        if items is not None or not owner.pairs:
            raise CannotEdit(path)
        last = max(owner.pairs[-1][1].end, owner.pairs[-1][0].end)
        return Splice(last, last, f", {path[-1]}: {said}")

    def emptied(self, path: Path, owner: Node) -> list[Splice]:
        """Return the splices that leave ``[]`` of a block list."""
        key = next(k for k, _ in owner.pairs or () if k.text == path[-1])
        gone = [Splice(chunk.cut, chunk.end, "") for chunk in self.chunks(path)]
        return [Splice(key.end + 1, key.end + 1, " []"), *gone]

    def flow(self, entry: Entry) -> str:
        if isinstance(entry, Fresh):
            return written(entry.value)
        return flow_item(self.text, self.source(entry))

    def source(self, entry: Standing) -> Node:
        return node_at(self.root, (*entry.path, entry.index))

    def chunks(self, path: Path) -> list[Chunk]:
        if path not in self.known:
            self.known[path] = chunks(self.text, node_at(self.root, path), path)
        return self.known[path]
