"""Fields that a draft writes into and that a newer version has taken away: they are written whole again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce

from exercise.improvement.change import REJECTED, SET, Change
from exercise.improvement.difference import Comparison
from exercise.improvement.folding import joined, with_fields
from exercise.improvement.items import value_of


def written_whole(changes: Sequence[Change], found: Comparison) -> list[Change]:
    """Return *changes*, those inside a field that the newest plan has not, or has as a single value, as one of it.

    ``escalate.within`` becomes ``escalate`` with all that the draft changes in it, so that it can be decided at once.
    """
    kept: list[Change] = []
    done: set[tuple[str, str, str]] = set()
    for change in changes:
        outer = _lost(change, found)
        if outer is None:
            kept.append(change)
        elif (change.step, outer, change.decision) not in done:
            done.add((change.step, outer, change.decision))
            kept.append(_whole(change, outer, changes, found))
    return kept


def _lost(change: Change, found: Comparison) -> str | None:
    """Return the outermost field on the way to *change*'s that was a mapping and is none now."""
    if change.op != SET or change.decision == REJECTED or change.step not in found.both:
        return None
    keys = change.field.split(".")
    for depth in range(1, len(keys)):
        outer = ".".join(keys[:depth])
        was = value_of(found.old[change.step].paper, outer)
        now = value_of(found.new[change.step].paper, outer)
        if isinstance(was, Mapping) and not isinstance(now, Mapping):
            return outer
    return None


def _whole(change: Change, outer: str, changes: Sequence[Change], found: Comparison) -> Change:
    """Return *change* as one of the field *outer*, with what others of *changes* with the same decision write in it."""
    own = [
        one
        for one in changes
        if one.op == SET and one.step == change.step and one.field.startswith(f"{outer}.")
    ]
    was = found.old[change.step].paper
    agreed = [one for one in own if one.decision == change.decision]
    new = value_of(_mapping(with_fields(was, agreed)), outer)
    together = reduce(joined, agreed)
    return replace(together, field=outer, old=value_of(was, outer), new=new, conflict=None)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
