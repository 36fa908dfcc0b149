"""What is done to the changes of a draft, one at a time: written by hand, decided, resolved, taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exercise.improvement import items
from exercise.improvement.change import (
    ACCEPTED,
    ADD,
    MOVE,
    PROPOSED,
    REJECTED,
    REMOVE,
    SET,
    Change,
    change_from_paper,
    change_to_paper,
    place_from_paper,
    place_to_paper,
)
from exercise.improvement.rebasing import THEIRS, resolved
from exercise.improvement.revision import current, current_among, is_same
from scenarios.editing import ABSENT, with_value
from scenarios.reader import Sheet
from web.errors import Refusal
from web.planning.shared import check_revision, found, meanwhile
from web.planning.sheets import plan_as_written, refusals

Paper = Mapping[str, Any]
Papers = tuple[Paper, ...]

BY_HAND = "by_hand"
UNSEEN = object()
"""In place of what a person saw in a field: they did not say, and want it whatever it says."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that somebody writes: *op* of the item *step*; *seen* is what its field said when they began."""

    step: str
    key: str = ""
    new: Any = None
    op: str = SET
    place: Paper | None = None
    note: str = ""
    seen: object = UNSEEN


@dataclass(frozen=True, slots=True)
class Desk:
    """Where changes are written: what they start from (*base*), who writes (*by*) and when (*at*)."""

    base: Sheet
    by: str
    at: str
    paper: Paper = field(default_factory=dict)
    items: Mapping[str, items.Item] = field(default_factory=dict)

    @classmethod
    def over(cls, base: Sheet, by: str, at: str) -> Desk:
        """Return a desk over *base* for *by* at the stamp *at*."""
        paper = plan_as_written(base)
        known = items.items_of(paper) if base.is_sound else {}
        return cls(base, by, at, paper, known)

    def says(self, step: str, key: str) -> object:
        """Return what a field says at the start; raises Refusal."""
        with refusals():
            if self.items:
                return current_among(self.items, step, key)
            return current(self.base, step, key)

    def touched(self, change: Paper, **values: Any) -> Paper:
        """Return *change* with *values*, its revision one higher, and who did it."""
        if all(change.get(key) == value for key, value in values.items()):
            return change
        is_proposal = change["reason"]["code"] != BY_HAND and "suggested" not in change
        if is_proposal and values.get("new", change["new"]) != change["new"]:
            values["suggested"] = change["new"]
        revision = change.get("revision", 1) + 1
        return {**change, **values, "revision": revision, "by": self.by, "at": self.at}


def written(changes: Papers, wish: Wish, desk: Desk) -> Papers:
    """Return *changes* with *wish* among them, in the change it belongs to where there is one; raises Refusal.

    What is written about an item that the draft itself adds goes into that addition.
    """
    _check_seen(changes, wish, desk)
    adding = _adding(changes, wish.step)
    if adding is not None and wish.op != ADD:
        return _into_addition(changes, adding, wish, desk)
    same = _same(changes, wish)
    if same is not None:
        return _replaced(changes, same, _again(same, wish, desk))
    others = _without_its_item(changes, wish, desk) if wish.op == REMOVE else changes
    return (*others, _fresh(changes, wish, desk))


def decided(changes: Papers, change: str, said: Paper, desk: Desk) -> Papers:
    """Return *changes* with one decided or edited as *said*: ``decision``, ``new``, ``note``; raises Refusal."""
    one = found(changes, change)
    values = {key: said[key] for key in ("new", "note") if key in said}
    if said.get("decision"):
        values["decision"] = said["decision"]
    if all(one.get(key) == value for key, value in values.items()):
        return changes
    check_revision(one, said.get("revision"))
    if one.get("conflict") is not None and values.get("decision") != REJECTED:
        raise Refusal("conflicts_open", count=1)
    values |= {"conflict": None}
    return _replaced(changes, one, desk.touched(one, **values))


def settled(changes: Papers, change: str, said: Paper, desk: Desk) -> Papers:
    """Return *changes* with the conflict of one resolved: ``take`` mine, theirs or other (then ``new``)."""
    one = found(changes, change)
    check_revision(one, said.get("revision"))
    if one.get("conflict") is None:
        raise Refusal("no_conflict", change=change)
    with refusals():
        done = change_to_paper(resolved(change_from_paper(one), said["take"], said.get("new")))
    values = {key: done[key] for key in ("old", "new", "decision", "conflict", "place")}
    if said["take"] != THEIRS:
        values["decision"] = ACCEPTED
    return _replaced(changes, one, desk.touched(one, **values))


def without(changes: Papers, change: str, revision: int | None) -> Papers:
    """Return *changes* without one that a person wrote; raises Refusal ``not_by_hand`` for one with evidence."""
    one = found(changes, change)
    check_revision(one, revision)
    if one["reason"]["code"] != BY_HAND:
        raise Refusal("not_by_hand")
    return tuple(each for each in changes if each is not one)


def fresh_id(changes: Sequence[Paper]) -> str:
    """Return an id that none of *changes* has."""
    taken = {change["id"] for change in changes}
    return next(f"c{n}" for n in range(1, len(taken) + 2) if f"c{n}" not in taken)


def _check_seen(changes: Papers, wish: Wish, desk: Desk) -> None:
    """Refuse what was written over a value that is not there any more, and tell what is."""
    if wish.seen is UNSEEN or wish.op != SET:
        return
    now, change = _now(changes, wish, desk)
    if is_same(now, wish.seen) or is_same(now, wish.new):
        return
    if change is not None:
        raise meanwhile({**change, "new": now})
    raise Refusal("changed_meanwhile", change=None, revision=None, by="", now=now)


def _now(changes: Papers, wish: Wish, desk: Desk) -> tuple[object, Paper | None]:
    adding = _adding(changes, wish.step)
    if adding is not None:
        return items.value_of(adding["new"], wish.key), adding
    same = _same(changes, wish)
    if same is not None and change_from_paper(same).is_accepted:
        return same["new"], same
    return desk.says(wish.step, wish.key), same


def _adding(changes: Papers, step: str) -> Paper | None:
    """Return the accepted change that adds the item *step*."""
    for change in changes:
        if (change.get("op", SET), change["step"], change["decision"]) == (ADD, step, ACCEPTED):
            return change
    return None


def _same(changes: Papers, wish: Wish) -> Paper | None:
    """Return the change that is about the same: one that is accepted, else the last that is not rejected."""
    fitting = [
        one
        for one in changes
        if (one.get("op", SET), one["step"], one["key"]) == (wish.op, wish.step, wish.key)
        and one["decision"] != REJECTED
    ]
    agreed = [one for one in fitting if one["decision"] == ACCEPTED]
    return next(reversed(agreed or fitting), None)


def _again(change: Paper, wish: Wish, desk: Desk) -> Paper | None:
    """Return *change* as *wish* wants it now; None when it is by hand and changes nothing any more."""
    if wish.op == SET and is_same(wish.new, change["old"]):
        by_hand = change["reason"]["code"] == BY_HAND
        return None if by_hand else desk.touched(change, decision=PROPOSED, conflict=None)
    new = dict(wish.place or {}) if wish.op == MOVE else wish.new
    place = {"place": dict(wish.place)} if wish.place is not None else {}
    values = {"new": new, "decision": ACCEPTED, "conflict": None, **place}
    if wish.note:
        values["note"] = wish.note
    return desk.touched(change, **values)


def _into_addition(changes: Papers, adding: Paper, wish: Wish, desk: Desk) -> Papers:
    if wish.op == REMOVE:
        return _replaced(changes, adding, None)
    if wish.op == MOVE:
        return _replaced(changes, adding, desk.touched(adding, place=dict(wish.place or {})))
    value = ABSENT if wish.new is None else wish.new
    new = with_value(adding["new"], tuple(wish.key.split(".")), value)
    return _replaced(changes, adding, desk.touched(adding, new=new))


def _without_its_item(changes: Papers, wish: Wish, desk: Desk) -> Papers:
    """Return *changes* with those of the item that goes taken back: nothing is left to change."""
    return tuple(
        desk.touched(one, decision=PROPOSED)
        if one["step"] == wish.step and one["decision"] == ACCEPTED
        else one
        for one in changes
    )


def _fresh(changes: Papers, wish: Wish, desk: Desk) -> Paper:
    change = Change(
        id=fresh_id(changes),
        step=wish.step,
        field=wish.key,
        old=_old(wish, desk),
        new=_new(wish),
        reason=BY_HAND,
        note=wish.note,
        decision=ACCEPTED,
        op=wish.op,
        place=place_from_paper(wish.place),
        by=desk.by,
    )
    return {**change_to_paper(change), "at": desk.at}


def _new(wish: Wish) -> object:
    if wish.op == MOVE:
        return dict(wish.place or {})
    return None if wish.op == REMOVE else wish.new


def _old(wish: Wish, desk: Desk) -> object:
    if wish.op == ADD:
        return None
    if wish.op == SET:
        return desk.says(wish.step, wish.key)
    with refusals():
        item = items.found(items.items_of(desk.paper), wish.step)
    return dict(item.paper) if wish.op == REMOVE else place_to_paper(item.place)


def _replaced(changes: Papers, old: Paper, new: Paper | None) -> Papers:
    together = (new if one is old else one for one in changes)
    return tuple(one for one in together if one is not None)
