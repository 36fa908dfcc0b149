"""Items that a draft changes and that a newer version has taken away: they come back whole, for a person to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce

from exercise.improvement.change import (
    ACCEPTED,
    ADD,
    MOVE,
    REJECTED,
    SET,
    Change,
    Conflict,
    Place,
)
from exercise.improvement.difference import Comparison
from exercise.improvement.folding import joined, with_fields
from exercise.improvement.items import PROCEDURE, Item, Paper, steps_of


def brought_back(changes: Sequence[Change], found: Comparison) -> list[Change]:
    """Return *changes* with those of each item that the newest plan lacks as one that brings it back, in conflict.

    Of the changes of such an item the accepted ones go together, else the proposed ones.
    """
    kept: list[Change] = []
    done: set[str] = set()
    for change in changes:
        own = _own(changes, change, found)
        if change not in own:
            kept.append(change)
        elif change.step not in done:
            done.add(change.step)
            kept.append(_back(own, found, _steps(changes, found.old[change.step], found)))
    return kept


def whole(change: Change, before: object, found: Comparison) -> Paper:
    """Return what the newest plan says of the item that *change* takes away; *before* is what it was to be.

    A procedure comes with those of its steps that were to go with it, and with all that came into it since.
    """
    item = found.new[change.step]
    if item.kind != PROCEDURE:
        return item.paper
    named = {step["id"] for step in steps_of(before)}
    steps = [
        one.paper
        for one in found.new.values()
        if one.place is not None
        and one.place.procedure == item.id
        and (one.id in named or not _stood_in(found.old.get(one.address), item.id))
    ]
    return {**item.paper, "steps": steps} if "steps" in _keys(before) or steps else item.paper


def _stood_in(step: Item | None, procedure: str) -> bool:
    return step is not None and step.place is not None and step.place.procedure == procedure


def _own(changes: Sequence[Change], change: Change, found: Comparison) -> list[Change]:
    """Return the changes that go together with *change* of an item that is gone; none where it is not."""
    is_gone = change.step in found.old and change.step not in found.both
    if not is_gone or change.op not in (SET, MOVE):
        return []
    own = [
        one
        for one in changes
        if one.step == change.step and one.op in (SET, MOVE) and one.decision != REJECTED
    ]
    agreed = [one for one in own if one.decision == ACCEPTED]
    return agreed or own


def _steps(changes: Sequence[Change], item: Item, found: Comparison) -> Paper:
    """Return ``{"steps": […]}`` of a procedure that comes back: those that went with it and no change is about."""
    touched = {change.step for change in changes}
    steps = [
        one.paper
        for one in found.old.values()
        if one.address not in found.both | touched
        and one.place is not None
        and one.place.procedure == item.id
    ]
    return {"steps": steps} if item.kind == PROCEDURE else {}


def _back(own: Sequence[Change], found: Comparison, more: Paper) -> Change:
    """Return one change that brings an item back as *own* want it, with *more*, in conflict with its absence."""
    first = own[0]
    item = found.old[first.step]
    whole_item = {**item.paper, **more}
    mine = with_fields(whole_item, [_with_mine(one) for one in own if one.op == SET])
    place = next((one.place for one in own if one.op == MOVE), item.place) or Place()
    conflict = Conflict(whole_item, None, mine)
    return replace(
        reduce(joined, own), op=ADD, field="", old=None, new=mine, place=place, conflict=conflict
    )


def _with_mine(change: Change) -> Change:
    return change if change.conflict is None else replace(change, new=change.conflict.mine)


def _keys(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
