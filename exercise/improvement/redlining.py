"""Two versions of a plan as a redline: item by item, field by field, text word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exercise.improvement.change import place_to_paper
from exercise.improvement.difference import Comparison, field_values
from exercise.improvement.items import Item, Paper, paper_of
from exercise.improvement.words_diff import IN, OUT, Piece, word_diff
from scenarios.reader import Sheet

FORMAT = "startex/redline@1"
ADDED, REMOVED, MOVED, CHANGED = "added", "removed", "moved", "changed"


def redline(old: Sheet, new: Sheet) -> dict[str, Any]:
    """Return how *new* differs from *old* as JSON ``startex/redline@1`` (docs/protocol.md).

    ``{"format", "from": {"id", "version", "digest"}, "to": …, "items": [{"kind", "id", "address", "title", "op",
    "procedure", "from_procedure", "after", "from_after", "fields": [{"key", "old", "new", "pieces": [{"op",
    "text"}]}]}]}``; *kind* is ``plan sections role service recovery form action procedure step``. Items come in the
    order of the new plan, what was removed where it stood. Raises RevisionRefused ``document_refused``.
    """
    before, after = paper_of(old), paper_of(new)
    found = Comparison(before, after)
    items = (_item(found, *pair) for pair in _in_order(found))
    return {
        "format": FORMAT,
        "from": _version(before, old),
        "to": _version(after, new),
        "items": [item for item in items if item is not None],
    }


def _version(plan: Paper, sheet: Sheet) -> dict[str, Any]:
    return {"id": plan["id"], "version": plan["version"], "digest": sheet.digest}


def _in_order(found: Comparison) -> list[tuple[Item | None, Item | None]]:
    """Return the items as (old, new) in the order of the new plan, removed ones after what they followed."""
    after: dict[str | None, list[Item]] = {}
    before = None
    for item in found.old.values():
        if item.address not in found.both:
            after.setdefault(before, []).append(item)
        else:
            before = item.address
    order: list[tuple[Item | None, Item | None]] = [(gone, None) for gone in after.get(None, ())]
    for item in found.new.values():
        is_kept = item.address in found.both
        order.append((found.old[item.address] if is_kept else None, item))
        if is_kept:
            order += [(gone, None) for gone in after.get(item.address, ())]
    return order


def _item(found: Comparison, old: Item | None, new: Item | None) -> dict[str, Any] | None:
    item = new or old
    if item is None:
        return None
    fields = list(_fields(old.paper if old else {}, new.paper if new else {}))
    op = _op(found, old, new)
    if op == CHANGED and not fields:
        return None
    here, there = _place(new or old), _place(old or new)
    return {
        "kind": item.kind,
        "id": item.id,
        "address": item.address,
        "title": item.paper.get("title") if item.kind != "sections" else None,
        "op": op,
        "procedure": here["in"],
        "from_procedure": there["in"],
        "after": here["after"],
        "from_after": there["after"],
        "fields": fields,
    }


def _op(found: Comparison, old: Item | None, new: Item | None) -> str:
    if old is None:
        return ADDED
    if new is None:
        return REMOVED
    return MOVED if new.address in found.moved else CHANGED


def _place(item: Item | None) -> dict[str, Any]:
    place = item.place if item is not None else None
    return place_to_paper(place) or {"in": None, "after": None}


def _fields(old: Paper, new: Paper) -> Iterator[dict[str, Any]]:
    for key, was, is_now in field_values(old, new):
        for name, one, other in _by_language(key, was, is_now):
            pieces = [{"op": piece.op, "text": piece.text} for piece in _pieces(one, other)]
            yield {"key": name, "old": one, "new": other, "pieces": pieces}


def _by_language(key: str, old: object, new: object) -> Iterator[tuple[str, object, object]]:
    """Yield a text in several languages that only one of the two has language by language, all else as it is."""
    one, other = _text(old), _text(new)
    if (not one and not other) or (old is not None and new is not None):
        yield key, old, new
        return
    for language in dict.fromkeys((*one, *other)):
        yield f"{key}.{language}", one.get(language), other.get(language)


def _text(value: object) -> Mapping[str, object]:
    is_text = isinstance(value, Mapping) and all(isinstance(one, str) for one in value.values())
    return value if is_text and isinstance(value, Mapping) else {}


def _pieces(old: object, new: object) -> tuple[Piece, ...]:
    if isinstance(old, str) and isinstance(new, str):
        return word_diff(old, new)
    pieces = ((OUT, old), (IN, new))
    return tuple(Piece(op, text) for op, text in pieces if isinstance(text, str) and text)
