"""Two versions of a plan -> the changes that lead from the one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exercise.improvement.change import (
    ADD,
    MOVE,
    REMOVE,
    SET,
    Change,
    Place,
    place_to_paper,
)
from exercise.improvement.items import PROCEDURE, Item, address_of, items_of, paper_of
from exercise.improvement.order import moved
from scenarios.reader import Sheet

Paper = Mapping[str, Any]
Row = tuple[str, str | None]
"""The kind of the items of a list, and the procedure they stand in."""


def plan_changes(old: Sheet, new: Sheet, reason: str = "by_hand") -> tuple[Change, ...]:
    """Return the fewest changes that make *old* mean what *new* means, its version aside.

    A moved item is one ``move``, a changed field one ``set``. Applied by `revised` to *old* they give the
    meaning of *new*. Raises RevisionRefused ``document_refused`` where one of them is no sound plan.
    """
    return tuple(_Differences(Comparison(paper_of(old), paper_of(new)), reason).all())


class Comparison:
    """The items of two plans on paper: which are in both, which moved."""

    def __init__(self, old: Paper, new: Paper) -> None:
        """Compare *old* with *new*."""
        self.old, self.new = items_of(old), items_of(new)
        kinds = {address: item.kind for address, item in self.old.items()}
        self.both = frozenset(
            address for address, item in self.new.items() if kinds.get(address) == item.kind
        )
        self.moved = frozenset(self._moved())

    def added(self) -> list[Item]:
        """Return the items of the new plan that the old one has not, in order."""
        return [item for address, item in self.new.items() if address not in self.both]

    def removed(self) -> list[Item]:
        """Return the items of the old plan that the new one has not, in order."""
        return [item for address, item in self.old.items() if address not in self.both]

    def whole(self, item: Item, own: Mapping[str, Item]) -> Paper:
        """Return *item* on paper; a procedure with those of its steps in *own* that the other plan has not."""
        if item.kind != PROCEDURE:
            return item.paper
        steps = [
            one.paper
            for one in own.values()
            if one.address not in self.both
            and one.place is not None
            and one.place.procedure == item.id
        ]
        return {**item.paper, "steps": steps}

    def goes_along(self, item: Item) -> bool:
        """Whether *item*, which is in one plan only, is a step of a procedure that is in that one only too."""
        owner = item.place.procedure if item.place is not None else None
        return owner is not None and address_of(PROCEDURE, owner) not in self.both

    def _moved(self) -> Iterator[str]:
        before, after = _rows(self.old), _rows(self.new)
        kept = self.both
        for row, addresses in after.items():
            here = before.get(row, [])
            stay = [one for one in here if one in kept]
            yield from moved(stay, [one for one in addresses if one in kept])
            yield from (one for one in addresses if one in kept and one not in here)


def field_values(old: Paper, new: Paper, prefix: str = "") -> Iterator[tuple[str, object, object]]:
    """Yield key, old and new value of every field that differs, keys with dots for one inside another."""
    for key in dict.fromkeys((*old, *new)):
        was, is_now = old.get(key), new.get(key)
        if was == is_now or key == "id":
            continue
        if isinstance(was, Mapping) and isinstance(is_now, Mapping) and was and is_now:
            yield from field_values(was, is_now, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", was, is_now


class _Differences:
    """Turns a comparison into changes."""

    def __init__(self, comparison: Comparison, reason: str) -> None:
        self.comparison = comparison
        self.reason = reason
        self.count = 0

    def all(self) -> Iterator[Change]:
        found = self.comparison
        for item in found.removed():
            if not found.goes_along(item):
                yield self.change(item, REMOVE, found.whole(item, found.old), None)
        for item in found.new.values():
            if item.address in found.both:
                yield from self.changed(found.old[item.address], item)
            elif not found.goes_along(item):
                whole = found.whole(item, found.new)
                yield self.change(item, ADD, None, whole, place=item.place)

    def changed(self, was: Item, item: Item) -> Iterator[Change]:
        if item.address in self.comparison.moved:
            places = place_to_paper(was.place), place_to_paper(item.place)
            yield self.change(item, MOVE, *places, place=item.place)
        for key, old, new in field_values(was.paper, item.paper):
            yield self.change(item, SET, old, new, key=key)

    def change(
        self,
        item: Item,
        op: str,
        old: object,
        new: object,
        key: str = "",
        place: Place | None = None,
    ) -> Change:
        self.count += 1
        name = f"c{self.count}"
        return Change(name, item.address, key, old, new, self.reason, op=op, place=place)


def _rows(items: Mapping[str, Item]) -> dict[Row, list[str]]:
    rows: dict[Row, list[str]] = {}
    for item in items.values():
        if item.place is not None:
            rows.setdefault((item.kind, item.place.procedure), []).append(item.address)
    return rows
