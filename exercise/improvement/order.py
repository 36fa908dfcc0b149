"""The order of a list after items have left it and others have come, each after one it names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from exercise.improvement.refusal import RevisionRefused
from scenarios.ordering import steady

Coming = tuple[str, str | None]
"""What comes, and after what (None: first)."""


def arranged(
    ids: Sequence[str], leaving: Collection[str], coming: Sequence[Coming]
) -> tuple[str, ...]:
    """Return *ids* without those that are *leaving* and with those that are *coming*, in the order given.

    Who comes after one that leaves comes after the nearest before it that stays. Raises RevisionRefused
    ``no_such_item`` for a neighbour that there is not, ``changes_conflict`` for two that wait for each other.
    """
    order = [name for name in ids if name not in leaving]
    waiting = [(name, _standing(ids, leaving, coming, after)) for name, after in coming]
    while waiting:
        ready = next((one for one in waiting if one[1] is None or one[1] in order), None)
        if ready is None:
            raise RevisionRefused("changes_conflict", step=waiting[0][0], field="")
        waiting.remove(ready)
        name, after = ready
        order.insert(0 if after is None else order.index(after) + 1, name)
    return tuple(order)


def _standing(
    ids: Sequence[str], leaving: Collection[str], coming: Sequence[Coming], after: str | None
) -> str | None:
    """Return *after*, or the nearest before it that does not leave."""
    if after is None or any(name == after for name, _ in coming):
        return after
    if after not in ids:
        raise RevisionRefused("no_such_item", item=after, hint=None)
    earlier = [name for name in ids[: ids.index(after) + 1] if name not in leaving]
    return earlier[-1] if earlier else None


def moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Return the fewest of those in both *old* and *new* that have to move to come from one order to the other."""
    places = {name: place for place, name in enumerate(old)}
    both = [name for name in new if name in places]
    stays = steady([places[name] for name in both])
    return frozenset(name for name in both if places[name] not in stays)
