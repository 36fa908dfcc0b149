"""Where a draft's items go in a newer plan, when what they were to stand behind has gone or moved."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.improvement.change import ADD, MOVE, REJECTED, Change, Place
from exercise.improvement.difference import Comparison
from exercise.improvement.items import PROCEDURE, STEP, Item, Paper, address_of, kind_of, steps_of


class Anchors:
    """Finds places of a draft's changes in the newest plan."""

    def __init__(
        self, found: Comparison, changes: Sequence[Change], before: Sequence[Change] = ()
    ) -> None:
        """Look into the plans that are compared, and among what *changes* bring, which *before* were others."""
        self._found = found
        self._before = {one.step: one.place for one in (*changes, *before) if one.place}
        wanted = [one for one in changes if one.op in (ADD, MOVE) and one.decision != REJECTED]
        self._coming = {(one.step, one.place.procedure) for one in wanted if one.place}
        self._moving = {one.step for one in wanted if one.op == MOVE}
        for one in wanted:
            kind, _, name = one.step.partition(":")
            if one.op == ADD and kind == PROCEDURE:
                self._coming |= {(address_of(STEP, step["id"]), name) for step in steps_of(one.new)}

    def brings(self, address: str) -> bool:
        """Whether the draft itself adds the item at *address*, which no plan has yet."""
        is_new = address not in self._found.new and address not in self._found.old
        return is_new and any(address == coming for coming, _ in self._coming)

    def missing(self, procedure: object) -> list[Paper]:
        """Return the steps of a *procedure* on paper that the newest plan has nowhere."""
        return [
            one for one in steps_of(procedure) if address_of(STEP, one["id"]) not in self._found.new
        ]

    def found(self, change: Change) -> tuple[Place, bool]:
        """Return where the item of *change* goes now, and whether the procedure it was to go to is lost."""
        place = change.place or Place()
        kind = kind_of(change.step, place)
        if kind == STEP and not self._is_there(address_of(PROCEDURE, str(place.procedure))):
            return self._last_place(), True
        after, passed = place.after, set[str]()
        while after is not None and not self._stands(kind, after, place, is_first=not passed):
            passed.add(after)
            earlier = self._earlier(kind, after)
            after = None if earlier in passed else earlier
        return Place(place.procedure, after), False

    def _is_there(self, address: str) -> bool:
        return address in self._found.new or (address, None) in self._coming

    def _stands(self, kind: str, name: str, place: Place, is_first: bool) -> bool:
        """Whether the item *name* stands, or will stand, where it can be stood behind.

        One that is only a substitute (not *is_first*) must not move itself: two could wait for each other.
        """
        address = address_of(kind, name)
        if address in self._moving and not is_first:
            return False
        item = self._found.new.get(address)
        if item is not None and item.kind == kind and _procedure(item) == place.procedure:
            return True
        return (address, place.procedure) in self._coming

    def _earlier(self, kind: str, name: str) -> str | None:
        """Return what stood before the item *name* in the older plan, or would have in the draft."""
        address = address_of(kind, name)
        item = self._found.old.get(address)
        place = item.place if item is not None else self._before.get(address)
        return place.after if place is not None else None

    def _last_place(self) -> Place:
        """Return the end of the newest plan's last procedure."""
        procedures = [one.id for one in self._found.new.values() if one.kind == PROCEDURE]
        last = procedures[-1] if procedures else None
        steps = [
            one.id
            for one in self._found.new.values()
            if one.kind == STEP and _procedure(one) == last and one.address not in self._moving
        ]
        return Place(last, steps[-1] if steps else None)


def _procedure(item: Item) -> str | None:
    return item.place.procedure if item.place is not None else None
