"""Two changes of one value brought together over what it was: mappings by key, lists by member, texts by word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from exercise.improvement.sameness import is_same
from exercise.improvement.words_diff import OUT, SAME, word_diff

CLASH = object()
"""In place of a value: both changed the same, and differently."""

ATOMS = frozenset(
    ("when", "until", "not_before", "not_while", "takes", "starts_on", "origin", "imported")
)
"""Keys whose values mean something only as a whole: halves of two conditions make a third that nobody wrote."""
NAMES = ("id", "field", "option")
"""Keys by which a member of a list is known."""

_PROSE = re.compile(r"\s|[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The letters from *start* to *end* of a text, and what somebody put in their place."""

    start: int
    end: int
    new: str


def merged_value(base: object, theirs: object, mine: object) -> object:
    """Return what *theirs* and *mine*, both made of *base*, say together; CLASH where they contradict each other.

    None is a value that is not there.
    """
    if is_same(theirs, mine) or is_same(base, mine):
        return theirs
    if is_same(base, theirs):
        return mine
    if isinstance(theirs, Mapping) and isinstance(mine, Mapping):
        return _mappings(base if isinstance(base, Mapping) else {}, theirs, mine)
    if isinstance(theirs, list) and isinstance(mine, list):
        return _lists(base if isinstance(base, list) else [], theirs, mine)
    if isinstance(base, str) and isinstance(theirs, str) and isinstance(mine, str):
        text = merged_text(base, theirs, mine)
        return CLASH if text is None else text
    return CLASH


def merged_text(base: str, theirs: str, mine: str) -> str | None:
    """Return *base* with the changes of both texts, None where they overlap or touch and are not the same.

    A single word, such as an id or a limit, is never put together of two.
    """
    if not _PROSE.search(base):
        return None
    stretches = sorted(
        {*_stretches(base, theirs), *_stretches(base, mine)}, key=lambda one: (one.start, one.end)
    )
    for one, other in pairwise(stretches):
        if other.start <= one.end:
            return None
    pieces, until = [], 0
    for one in stretches:
        pieces += [base[until : one.start], one.new]
        until = one.end
    return "".join([*pieces, base[until:]])


def _stretches(base: str, new: str) -> Iterator[Stretch]:
    start = end = 0
    put: list[str] = []
    for piece in word_diff(base, new):
        if piece.op == SAME:
            if put or end > start:
                yield Stretch(start, end, "".join(put))
            start = end = end + len(piece.text)
            put = []
        elif piece.op == OUT:
            end += len(piece.text)
        else:
            put.append(piece.text)
    if put or end > start:
        yield Stretch(start, end, "".join(put))


def _mappings(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> object:
    together: dict[str, object] = {}
    for key in dict.fromkeys((*theirs, *mine)):
        value = _member(base.get(key), theirs.get(key), mine.get(key), key in ATOMS)
        if value is CLASH:
            return CLASH
        if value is not None:
            together[key] = value
    return together


def _member(base: object, theirs: object, mine: object, is_atom: bool = False) -> object:
    if is_atom and not any(
        is_same(*pair) for pair in ((theirs, mine), (base, mine), (base, theirs))
    ):
        return CLASH
    return merged_value(base, theirs, mine)


def _lists(base: list[Any], theirs: list[Any], mine: list[Any]) -> object:
    before, here, there = (_by_name(members) for members in (base, theirs, mine))
    if before is None or here is None or there is None:
        return CLASH
    order = _order(list(before), list(here), list(there))
    if order is None:
        return CLASH
    together: list[object] = []
    for name in order:
        value = _member(before.get(name), here.get(name), there.get(name))
        if value is CLASH:
            return CLASH
        if value is not None:
            together.append(value)
    return together


def _by_name(members: Sequence[Any]) -> dict[str, Any] | None:
    """Return *members* by what they are known by, None where two are known by the same."""
    names = [_name(member) for member in members]
    found = dict(zip(names, members, strict=True))
    return found if len(found) == len(names) and None not in found.values() else None


def _name(member: object) -> str:
    if isinstance(member, Mapping):
        named = next((key for key in NAMES if isinstance(member.get(key), str)), None)
        if named is not None:
            return f"{named}={member[named]}"
    return json.dumps(member, ensure_ascii=False, sort_keys=True)


def _order(base: list[str], theirs: list[str], mine: list[str]) -> list[str] | None:
    """Return the names of both lists in the order of who changed it, theirs first; None where both did, differently."""
    kept = {name for name in base if name in theirs and name in mine}
    orders = [[name for name in names if name in kept] for names in (base, theirs, mine)]
    if orders[0] != orders[1] != orders[2] != orders[0]:
        return None
    first, second = (theirs, mine) if orders[2] in (orders[0], orders[1]) else (mine, theirs)
    order = list(first)
    for place, name in enumerate(second):
        if name not in order:
            earlier = [one for one in second[:place] if one in order]
            follows = order.index(earlier[-1]) + 1 if earlier else 0
            order.insert(_after_others(order, follows, second), name)
    return order


def _after_others(order: Sequence[str], place: int, second: Sequence[str]) -> int:
    """Return *place* moved behind what only the first list has there."""
    while place < len(order) and order[place] not in second:
        place += 1
    return place
