"""YAML 1.2 text -> plain values and the place of every one of them, within limits of size and depth.

Only the core schema is understood: ``08:50``, ``no``, ``off`` and dates are strings. Tags are refused,
aliases are followed as long as the whole stays small.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.problem import Flaw
from scenarios.yaml_nodes import MOST_VALUES, Node, Place, Unreadable, compose

Path = tuple[str | int, ...]
"""Keys and indices from the top of a document down to a value."""

_WORDS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_OCTAL = re.compile(r"0o[0-7]{1,20}")
_HEX = re.compile(r"0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tree:
    """A document as plain values, with where each stands and the keys that cannot be kept."""

    value: Any
    places: Mapping[Path, Place]
    keys: Mapping[Path, Place]
    flaws: tuple[tuple[Path, Place, Flaw], ...] = ()

    def at(self, path: Path) -> Any:
        """Return the value at *path*, None where there is none."""
        value = self.value
        for step in path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def place(self, path: Path) -> Place:
        """Return where the value at *path* is best pointed at.

        That is its key. An item of a list is pointed at itself, unless it is a plain word on the line
        of the list's key. What is not written at all is pointed at where its owner stands.
        """
        if path in self.keys:
            return self.keys[path]
        here = self.places.get(path)
        if here is None:
            return self.place(path[:-1]) if path else (1, 1)
        owner = self.keys.get(path[:-1])
        is_word = not isinstance(self.at(path), dict | list)
        return owner if owner and is_word and owner[0] == here[0] else here


@dataclass(slots=True)
class _Growth:
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    flaws: list[tuple[Path, Place, Flaw]] = field(default_factory=list)


def grow(text: str) -> Tree:
    """Return the tree of *text*; raises Unreadable."""
    return grown(compose(text))


def grown(root: Node) -> Tree:
    """Return the tree of the document that *root* is the node of; raises Unreadable where it is too large."""
    growth = _Growth()
    value = _plain(root, (), growth)
    return Tree(value, growth.places, growth.keys, tuple(growth.flaws))


def _plain(node: Node, path: Path, growth: _Growth) -> Any:
    growth.places[path] = node.place
    if len(growth.places) > MOST_VALUES:
        raise Unreadable(Flaw("too_many_values", {"limit": MOST_VALUES}), node.place)
    if node.pairs is not None:
        return _mapping(node.pairs, path, growth)
    if node.items is not None:
        return [_plain(item, (*path, index), growth) for index, item in enumerate(node.items)]
    return scalar(node.text) if node.is_plain else node.text


def _mapping(pairs: list[tuple[Node, Node]], path: Path, growth: _Growth) -> dict[str, Any]:
    """Return the mapping of *pairs*; a key that is not a word, or written before, is noted and left out."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key.pairs is not None or key.items is not None:
            growth.flaws.append((path, key.place, Flaw("key_not_word")))
        elif key.text in found:
            first = growth.keys[(*path, key.text)][0]
            flaw = Flaw("duplicate_key", {"key": key.text, "first": first})
            growth.flaws.append((path, key.place, flaw))
        else:
            growth.keys[(*path, key.text)] = key.place
            found[key.text] = _plain(value, (*path, key.text), growth)
    return found


def scalar(text: str) -> object:
    """Return what a plain scalar means in the core schema of YAML 1.2; what is nothing else is a string."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text):
        return int(text, 0)
    if _HEX.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text
