"""Edits the text of a document in place: what is not edited keeps every space and comment.

The result is read again: if it does not say exactly what was asked for, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from scenarios.block_style import Quoting, after_key, written
from scenarios.splicing import CannotEdit, Splice, break_of, line_end, node_at, spliced
from scenarios.yaml_nodes import Node, Unreadable, compose
from scenarios.yaml_tree import Path, grow

__all__ = ["ABSENT", "CannotEdit", "Edit", "Quoting", "edited", "made", "with_value", "written"]

ABSENT = object()
"""In place of a value: the key is not written at all."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The key at the end of *path* gets *value*; ABSENT takes it away."""

    path: Path
    value: object


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return *text* with *edits* made, each to another key; raises CannotEdit and Unreadable."""
    result = made(text, edits)
    _verify(text, result, edits)
    return result


def made(text: str, edits: Sequence[Edit], root: Node | None = None) -> str:
    """Return *text* with *edits* made but not read again; *root* is its node where it is known. Raises as `edited`."""
    result = text
    for group in (
        [edit for edit in edits if edit.value is not ABSENT],
        [edit for edit in edits if edit.value is ABSENT],
    ):
        if group:
            top = root if root is not None and result is text else compose(result)
            inner_first = sorted(group, key=lambda edit: -len(edit.path))
            paths = {edit.path for edit in group}
            result = spliced(result, [_splice(result, top, edit, paths) for edit in inner_first])
    return result


def with_value(owner: Mapping[str, Any], path: Path, value: object) -> dict[str, Any]:
    """Return a copy of *owner* in which *path*, keys only, has *value*; ABSENT takes it away."""
    copy = deepcopy(dict(owner))
    inner: Any = copy
    for key in path[:-1]:
        if not isinstance(inner.get(key), dict):
            inner[key] = {}
        inner = inner[key]
    if value is ABSENT:
        inner.pop(path[-1], None)
    else:
        inner[path[-1]] = value
    return copy


def _splice(text: str, root: Node, edit: Edit, together: Collection[Path]) -> Splice:
    owner = node_at(root, edit.path[:-1])
    if owner.pairs is None:
        raise CannotEdit(edit.path)
    pair = next((p for p in owner.pairs if p[0].text == edit.path[-1]), None)
    if pair is None:
        return _insertion(text, owner, edit)
    if edit.value is ABSENT:
        gone = {str(path[-1]) for path in together if path[:-1] == edit.path[:-1]}
        return _removal(text, owner, pair, gone)
    return _replacement(text, owner, pair, edit.value)


def _insertion(text: str, owner: Node, edit: Edit) -> Splice:
    if edit.value is ABSENT:
        return Splice(0, 0, "")
    said = f"{edit.path[-1]}: {written(edit.value)}"
    if not owner.pairs:
        return Splice(owner.start, owner.end, "{" + said + "}")
    if owner.is_flow:
        last = max(owner.pairs[-1][1].end, owner.pairs[-1][0].end)
        return Splice(last, last, f", {said}")
    end = line_end(text, owner.end)
    column, line_break = owner.pairs[0][0].place[1] - 1, break_of(text)
    said = f"{edit.path[-1]}:{after_key(edit.value, column, line_break)}"
    return Splice(end, end, f"{line_break}{' ' * column}{said}")


def _replacement(text: str, owner: Node, pair: tuple[Node, Node], value: object) -> Splice:
    key, old = pair
    between = text[key.end : old.start]
    if "#" in between:
        return Splice(old.start, old.end, written(value))
    end = max(old.end, key.end + 1)
    if owner.is_flow or text[end : line_end(text, end)].strip():
        return Splice(key.end, end, f": {written(value)}")
    return Splice(key.end, end, f":{after_key(value, key.place[1] - 1, break_of(text))}")


def _removal(text: str, owner: Node, pair: tuple[Node, Node], gone: Collection[str]) -> Splice:
    """Return the splice that takes *pair* out of *owner*, from which the keys *gone* are taken together."""
    key, value = pair
    pairs = owner.pairs or []
    place = next(index for index, each in enumerate(pairs) if each[0] is key)
    comes_first = all(each[0].text in gone for each in pairs[:place])
    if owner.is_flow and not comes_first:
        before = pairs[place - 1]
        return Splice(max(before[0].end, before[1].end), max(value.end, key.end), "")
    if place + 1 < len(pairs) and (owner.is_flow or not _begins_line(text, key)):
        return Splice(key.start, pairs[place + 1][0].start, "")
    if owner.is_flow:
        return Splice(key.start, max(value.end, key.end), "")
    end = line_end(text, max(value.end, key.end + 1))
    start = text.rfind("\n", 0, key.start) + 1
    return Splice(start, min(end + 1, len(text)), "")


def _begins_line(text: str, key: Node) -> bool:
    return not text[text.rfind("\n", 0, key.start) + 1 : key.start].strip()


def _verify(text: str, result: str, edits: Sequence[Edit]) -> None:
    """Raise CannotEdit unless *result* says what *text* says with *edits* made."""
    wanted = deepcopy(grow(text).value)
    for edit in edits:
        owner = wanted
        for step in edit.path[:-1]:
            owner = owner[step]
        if edit.value is ABSENT:
            owner.pop(edit.path[-1], None)
        else:
            owner[edit.path[-1]] = edit.value
    try:
        got = grow(result)
    except Unreadable as error:
        raise CannotEdit(edits[0].path if edits else ()) from error
    if got.flaws or got.value != wanted:
        raise CannotEdit(edits[0].path if edits else ())
