"""YAML text -> nodes with their places, read event by event so that depth is limited while reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from scenarios.problem import Flaw

MOST_DEPTH = 40
MOST_VALUES = 100_000

Place = tuple[int, int]
"""Line and column, both from 1."""

_REASONS = (
    ("\\t", "yaml_tab"),
    ("could not find expected ':'", "yaml_colon"),
    ("mapping values are not allowed", "yaml_mapping_here"),
    ("expected <block end>", "yaml_indent"),
    ("expected ',' or", "yaml_unclosed"),
    ("unexpected end of stream", "yaml_unclosed"),
    ("while parsing a flow", "yaml_unclosed"),
)


class Unreadable(Exception):
    """The text is not YAML that may be read; *flaw* says why, *place* where."""

    def __init__(self, flaw: Flaw, place: Place = (1, 1)) -> None:
        """Keep the *flaw* and its *place*."""
        super().__init__(flaw.code)
        self.flaw = flaw
        self.place = place


@dataclass(slots=True)
class Node:
    """A scalar (*text*, *is_plain*), a list (*items*) or a mapping (*pairs*), as written at *place*.

    *start* and *end* are its offsets in the text; *is_flow* tells ``[…]`` and ``{…}`` from blocks.
    """

    place: Place
    start: int = 0
    end: int = 0
    is_flow: bool = False
    text: str = ""
    is_plain: bool = False
    pairs: list[tuple[Node, Node]] | None = None
    items: list[Node] | None = None
    is_complete: bool = False


@lru_cache(maxsize=2)
def compose(text: str) -> Node:
    """Return the only document in *text*, which nobody changes; raises Unreadable.

    A text is often read and then edited: the last are remembered, as this is the slow part of both.
    """
    try:
        return _Composer(text, YAML(typ="safe", pure=True).parse(text)).document()
    except ReaderError as error:
        raise Unreadable(Flaw("yaml_character"), _place_of(text, error.position)) from error
    except MarkedYAMLError as error:
        raise _syntax(error) from error
    except (YAMLError, ValueError, OverflowError, AttributeError, IndexError) as error:
        # The parser stumbles over some malformed escapes and directives in its own way.
        raise Unreadable(Flaw("yaml_syntax")) from error


class _Composer:
    """Builds nodes out of a stream of events."""

    def __init__(self, text: str, events: Iterator[Event]) -> None:
        self.text = text
        self.events = events
        self.anchors: dict[str, Node] = {}
        self.count = 0

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if root is not None:
                    raise Unreadable(Flaw("several_documents"), _place(event))
                root = self.node(next(self.events), 1)
        if root is None:
            raise Unreadable(Flaw("empty_file"))
        return root

    def node(self, event: Event, depth: int) -> Node:
        if isinstance(event, AliasEvent):
            return self.alias(event)
        if depth > MOST_DEPTH:
            raise Unreadable(Flaw("too_deep", {"limit": MOST_DEPTH}), _place(event))
        self.count += 1
        if self.count > 2 * MOST_VALUES:  # keys count too
            raise Unreadable(Flaw("too_many_values", {"limit": MOST_VALUES}), _place(event))
        if (tag := getattr(event, "tag", None)) is not None:
            raise Unreadable(Flaw("tag_refused", {"tag": str(tag)}), _place(event))
        node = Node(_place(event), event.start_mark.index, event.end_mark.index)
        if (anchor := getattr(event, "anchor", None)) is not None:
            self.anchors[anchor] = node
        match event:
            case ScalarEvent():
                node.text, node.is_plain = event.value, event.implicit[0]
                node.end = self.trimmed(node)
            case SequenceStartEvent():
                self.items(node, event, depth)
            case MappingStartEvent():
                self.pairs(node, event, depth)
        node.is_complete = True
        return node

    def alias(self, event: AliasEvent) -> Node:
        node = self.anchors.get(event.anchor)
        if node is None:
            raise Unreadable(Flaw("alias_unknown", {"name": event.anchor}), _place(event))
        if not node.is_complete:
            raise Unreadable(Flaw("alias_in_itself", {"name": event.anchor}), _place(event))
        return replace(node, start=event.start_mark.index, end=event.end_mark.index)

    def items(self, node: Node, start: Event, depth: int) -> None:
        node.items, node.is_flow = [], bool(getattr(start, "flow_style", False))
        while not isinstance(event := next(self.events), SequenceEndEvent):
            node.items.append(self.node(event, depth + 1))
        node.end = event.end_mark.index if node.is_flow else node.items[-1].end

    def pairs(self, node: Node, start: Event, depth: int) -> None:
        node.pairs, node.is_flow = [], bool(getattr(start, "flow_style", False))
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.node(event, depth + 1)
            node.pairs.append((key, self.node(next(self.events), depth + 1)))
        node.end = event.end_mark.index if node.is_flow else self.pair_end(*node.pairs[-1])

    def pair_end(self, key: Node, value: Node) -> int:
        """Return the offset after *value*, or after the colon of *key* where nothing is written."""
        return max(value.end, key.end + 1)

    def trimmed(self, node: Node) -> int:
        """Return the offset after the last letter of a scalar, without the blank lines after a block."""
        return node.start + len(self.text[node.start : node.end].rstrip())


def _place(event: Event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _place_of(text: str, position: int) -> Place:
    before = text[:position]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _syntax(error: MarkedYAMLError) -> Unreadable:
    mark = error.problem_mark or error.context_mark
    place = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    said = f"{error.context} {error.problem}"
    code = next((code for words, code in _REASONS if words in said), "yaml_syntax")
    return Unreadable(Flaw(code), place)
