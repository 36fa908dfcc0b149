"""Edits the text of a document in place: what is not edited keeps every space and comment.

The result is read again: if it does not say exactly what was asked for, nothing is changed.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.representer import SafeRepresenter

from scenarios.yaml_nodes import Node, Unreadable, compose
from scenarios.yaml_tree import Path, grow

ABSENT = object()
"""In place of a value: the key is not written at all."""

ANY_WIDTH = 1_000_000


class CannotEdit(Exception):
    """The text cannot be edited at *path* without touching something else."""

    def __init__(self, path: Path) -> None:
        """Keep the *path*."""
        super().__init__(path)
        self.path = path


@dataclass(frozen=True, slots=True)
class Edit:
    """The key at the end of *path* gets *value*; ABSENT takes it away."""

    path: Path
    value: object


@dataclass(frozen=True, slots=True)
class _Splice:
    start: int
    end: int
    text: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return *text* with *edits* made, each to another key; raises CannotEdit and Unreadable."""
    result = text
    for group in (
        [edit for edit in edits if edit.value is not ABSENT],
        [edit for edit in edits if edit.value is ABSENT],
    ):
        if group:
            root = compose(result)
            result = _spliced(result, [_splice(result, root, edit) for edit in group])
    _verify(text, result, edits)
    return result


class Quoting(SafeRepresenter):
    """Quotes what the library would write bare and not read again: a leading ``?``, unusual line breaks."""

    def represent_str(self, data: str) -> Any:
        """Return the node of a string."""
        style = '"' if data.startswith("?") or not data.isprintable() else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=style)


Quoting.add_representer(str, Quoting.represent_str)


def written(value: object) -> str:
    """Return *value* as YAML on one line, as it may stand inside ``[…]`` too."""
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Representer = Quoting
    yaml.default_flow_style = True
    yaml.width = ANY_WIDTH
    yaml.allow_unicode = True
    yaml.sort_base_mapping_type_on_output = False
    out = io.StringIO()
    yaml.dump({"x": value}, out)
    return out.getvalue().strip().removeprefix("{x: ").removesuffix("}")


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


def _splice(text: str, root: Node, edit: Edit) -> _Splice:
    owner = _node(root, edit.path[:-1])
    if owner.pairs is None:
        raise CannotEdit(edit.path)
    pair = next((p for p in owner.pairs if p[0].text == edit.path[-1]), None)
    if pair is None:
        return _insertion(text, owner, edit)
    if edit.value is ABSENT:
        return _removal(text, owner, pair)
    return _replacement(text, pair, edit.value)


def _node(root: Node, path: Path) -> Node:
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


def _insertion(text: str, owner: Node, edit: Edit) -> _Splice:
    if edit.value is ABSENT:
        return _Splice(owner.end, owner.end, "")
    said = f"{edit.path[-1]}: {written(edit.value)}"
    if not owner.pairs:
        return _Splice(owner.start, owner.end, "{" + said + "}")
    if owner.is_flow:
        last = max(owner.pairs[-1][1].end, owner.pairs[-1][0].end)
        return _Splice(last, last, f", {said}")
    end = _line_end(text, owner.end)
    indent = " " * (owner.pairs[0][0].place[1] - 1)
    line_break = "\r\n" if text[end : end + 1] == "\r" else "\n"
    return _Splice(end, end, f"{line_break}{indent}{said}")


def _replacement(text: str, pair: tuple[Node, Node], value: object) -> _Splice:
    key, old = pair
    between = text[key.end : old.start]
    if "#" in between:
        return _Splice(old.start, old.end, written(value))
    return _Splice(key.end, max(old.end, key.end + 1), f": {written(value)}")


def _removal(text: str, owner: Node, pair: tuple[Node, Node]) -> _Splice:
    key, value = pair
    pairs = owner.pairs or []
    place = next(index for index, each in enumerate(pairs) if each[0] is key)
    if place + 1 < len(pairs) and (owner.is_flow or not _begins_line(text, key)):
        return _Splice(key.start, pairs[place + 1][0].start, "")
    if owner.is_flow:
        start = pairs[place - 1][1].end if place else key.start
        return _Splice(start, value.end, "")
    end = _line_end(text, max(value.end, key.end + 1))
    start = text.rfind("\n", 0, key.start) + 1
    return _Splice(start, min(end + 1, len(text)), "")


def _begins_line(text: str, key: Node) -> bool:
    return not text[text.rfind("\n", 0, key.start) + 1 : key.start].strip()


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _spliced(text: str, splices: Sequence[_Splice]) -> str:
    result: list[str] = []
    until = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        if splice.start < until:
            raise CannotEdit(())
        result += [text[until : splice.start], splice.text]
        until = splice.end
    return "".join([*result, text[until:]])


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
