"""Cuts and insertions in a text, and the way to the node of a document where they are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.yaml_nodes import Node
from scenarios.yaml_tree import Path


class CannotEdit(Exception):
    """The text cannot be edited at *path* without touching something else."""

    def __init__(self, path: Path) -> None:
        """Keep the *path*."""
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Splice:
    """The letters from *start* to *end* become *text*; offsets of the text as it was."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Return *text* with *splices* made; raises CannotEdit where two of them overlap."""
    result: list[str] = []
    until = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        if splice.start < until:
            raise CannotEdit(())
        result += [text[until : splice.start], splice.text]
        until = splice.end
    return "".join([*result, text[until:]])


def node_at(root: Node, path: Path) -> Node:
    """Return the node at *path*; raises CannotEdit where there is none."""
    node = root
    for step in path:
        if isinstance(step, int) and node.items is not None and step < len(node.items):
            node = node.items[step]
        else:
            found = [value for key, value in node.pairs or () if key.text == step]
            if not found:
                raise CannotEdit(path)
            node = found[0]
    return node


def line_start(text: str, offset: int) -> int:
    """Return where the line of *offset* begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return where the line of *offset* ends, before its line break."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def break_of(text: str) -> str:
    """Return the line break that *text* is written with."""
    end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
