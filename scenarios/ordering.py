"""The order of things: which of them can stay where they are when a list gets another order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def steady(places: Sequence[int]) -> frozenset[int]:
    """Return as many of the different numbers *places* as rise from first to last; all others have to move."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = [None] * len(places)
    for index, place in enumerate(places):
        at = bisect_left(ends, place)
        before[index] = last[at - 1] if at else None
        ends[at : at + 1] = [place]
        last[at : at + 1] = [index]
    found: set[int] = set()
    here = last[-1] if last else None
    while here is not None:
        found.add(places[here])
        here = before[here]
    return frozenset(found)
