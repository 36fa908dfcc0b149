"""Where a draft's items go in a newer plan, when what they were to stand behind has gone or moved."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.improvement.change import ADD, MOVE, REJECTED, Change, Place
from exercise.improvement.difference import Comparison
from exercise.improvement.items import PROCEDURE, STEP, Item, address_of, kind_of


class Anchors:
    """Finds places of a draft's changes in the newest plan."""

    def __init__(self, found: Comparison, changes: Sequence[Change]) -> None:
        """Look into the plans that are compared, and among what *changes* themselves bring."""
        self._found = found
        self._coming = {
            (change.step, change.place.procedure)
            for change in changes
            if change.op in (ADD, MOVE) and change.place and change.decision != REJECTED
        }

    def brings(self, address: str) -> bool:
        """Whether the draft itself adds the item at *address*, which no plan has yet."""
        is_new = address not in self._found.new and address not in self._found.old
        return is_new and any(address == coming for coming, _ in self._coming)

    def found(self, change: Change) -> tuple[Place, bool]:
        """Return where the item of *change* goes now, and whether the procedure it was to go to is lost."""
        place = change.place or Place()
        kind = kind_of(change.step, place)
        if kind == STEP and not self._is_there(address_of(PROCEDURE, str(place.procedure))):
            return self._last_place(), True
        after = place.after
        while after is not None and not self._stands(kind, after, place):
            after = self._earlier(kind, after)
        return Place(place.procedure, after), False

    def _is_there(self, address: str) -> bool:
        return address in self._found.new or (address, None) in self._coming

    def _stands(self, kind: str, name: str, place: Place) -> bool:
        """Whether the item *name* stands, or will stand, where it can be stood behind."""
        address = address_of(kind, name)
        item = self._found.new.get(address)
        if item is not None and item.kind == kind and _procedure(item) == place.procedure:
            return True
        return (address, place.procedure) in self._coming

    def _earlier(self, kind: str, name: str) -> str | None:
        """Return what stood before the item *name* in the older plan."""
        item = self._found.old.get(address_of(kind, name))
        return item.place.after if item is not None and item.place is not None else None

    def _last_place(self) -> Place:
        """Return the end of the newest plan's last procedure."""
        procedures = [one.id for one in self._found.new.values() if one.kind == PROCEDURE]
        last = procedures[-1] if procedures else None
        steps = [i.id for i in self._found.new.values() if i.kind == STEP and _procedure(i) == last]
        return Place(last, steps[-1] if steps else None)


def _procedure(item: Item) -> str | None:
    return item.place.procedure if item.place is not None else None
