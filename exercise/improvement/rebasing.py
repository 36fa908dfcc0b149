"""A draft made from one version, carried over to the newest one: three-way, field by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from exercise.improvement.anchors import Anchors
from exercise.improvement.change import (
    ADD,
    MOVE,
    REJECTED,
    REMOVE,
    SET,
    Change,
    Conflict,
    place_from_paper,
    place_to_paper,
)
from exercise.improvement.difference import Comparison
from exercise.improvement.items import (
    PROCEDURE,
    Item,
    canonical,
    paper_of,
    steps_of,
    value_of,
    without_steps,
)
from exercise.improvement.left_fields import written_whole
from exercise.improvement.left_items import brought_back, whole
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.sameness import is_same
from exercise.improvement.three_way import ATOMS, CLASH, merged_value
from scenarios.reader import Sheet

MINE, THEIRS, OTHER = "mine", "theirs", "other"


@dataclass(frozen=True, slots=True)
class Rebased:
    """What became of a draft's changes over a newer version.

    *changes* start from the newest version, those in conflict among them; *settled* are no longer needed, since
    the newest version says already what they wanted, or since another of *changes* says it with them.
    """

    changes: tuple[Change, ...]
    settled: tuple[Change, ...] = ()

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """Those of *changes* that somebody has to resolve."""
        return tuple(change for change in self.changes if change.conflict is not None)


def rebase(changes: Sequence[Change], base: Sheet, newest: Sheet) -> Rebased:
    """Return *changes*, made over *base*, as changes of *newest*; ids and order stay.

    Nothing of either side is lost: what both changed is merged where it can be (lists by member, texts by word),
    otherwise the change carries a conflict. Raises RevisionRefused ``document_refused``.
    """
    found = Comparison(paper_of(base), paper_of(newest))
    named = [replace(change, step=canonical(change.step)) for change in changes]
    together = written_whole(brought_back(named, found), found)
    anchors = Anchors(found, together)
    each = [new for one in together if (new := _carried(one, found, anchors)) is not None]
    later = Anchors(found, each, together)
    carried = [_waiting(_anchored(one, later), each, found) for one in each]
    left = {change.id for change in carried}
    return Rebased(tuple(carried), tuple(change for change in changes if change.id not in left))


def resolved(change: Change, choice: str, value: object = None) -> Change:
    """Return *change* without its conflict: ``mine`` keeps it, ``theirs`` rejects it, ``other`` sets *value*.

    Raises RevisionRefused ``edit_impossible`` where another value makes no sense: an item is taken away or not.
    """
    if change.conflict is None:
        return change
    if choice == THEIRS:
        return replace(change, conflict=None, decision=REJECTED)
    wanted = change.conflict.mine if choice == MINE else value
    is_whole = change.op in (ADD, MOVE) and not isinstance(wanted, Mapping)
    if is_whole or (change.op == REMOVE and choice == OTHER):
        raise RevisionRefused("edit_impossible", path=change.step)
    if change.op == REMOVE:
        return replace(change, conflict=None)
    done = replace(change, conflict=None, new=wanted)
    if change.op == MOVE and isinstance(wanted, Mapping):
        return replace(done, place=place_from_paper(wanted))
    return done


def _carried(change: Change, found: Comparison, anchors: Anchors) -> Change | None:
    """Return *change* over the newest plan; None where that says already what it wants."""
    item = found.new.get(change.step)
    if change.op == ADD:
        return _addition(change, item, anchors)
    if anchors.brings(change.step):
        return change
    if item is None or change.step not in found.both:
        return None if change.op == REMOVE else _without_item(change)
    if change.op == REMOVE:
        return _removal(change, found)
    if change.op == MOVE:
        return _move(change, item, found, anchors)
    return _field(change, found.old[change.step], item)


def _anchored(change: Change, anchors: Anchors) -> Change:
    """Return *change* behind an item that is there when all that is left of the draft is made."""
    if change.op not in (ADD, MOVE) or change.decision == REJECTED:
        return change
    place, is_lost = anchors.found(change)
    if is_lost or change.op == ADD:
        return replace(change, place=place)
    conflict = change.conflict and replace(change.conflict, mine=place_to_paper(place))
    return replace(change, place=place, new=place_to_paper(place), conflict=conflict)


def _waiting(change: Change, others: Sequence[Change], found: Comparison) -> Change:
    """Return *change*, in conflict too where it hangs on another of *others* that is."""
    doubtful = [one for one in others if one.conflict is not None]
    if change.op == REMOVE and change.decision != REJECTED:
        return _not_emptied(change, {one.step for one in doubtful if one.op != SET}, found)
    if change.conflict is not None or change.decision == REJECTED:
        return change
    owner = change.place.procedure if change.place is not None else None
    if any(one.op == ADD and one.step == f"{PROCEDURE}:{owner}" for one in doubtful):
        return replace(change, conflict=Conflict(change.old, change.old, change.new))
    return change


def _not_emptied(change: Change, doubtful: Collection[str], found: Comparison) -> Change:
    """Return the removal of a procedure in conflict where a step may stay in it."""
    item = found.new[change.step]
    stuck = [
        one.paper
        for one in found.new.values()
        if one.address in doubtful and one.place is not None and one.place.procedure == item.id
    ]
    if item.kind != PROCEDURE or not stuck or not isinstance(change.old, Mapping):
        return change
    more = [step for step in stuck if step not in steps_of(change.old)]
    old = {**change.old, "steps": [*steps_of(change.old), *more]}
    return replace(change, old=old, conflict=Conflict(_before(change), old, None))


def _field(change: Change, was: Item, item: Item) -> Change | None:
    """Return a ``set`` merged with what became of its field."""
    theirs = value_of(item.paper, change.field) if change.field else item.paper
    if change.decision == REJECTED:
        return replace(change, old=theirs, conflict=None)
    before, mine = _before(change), _mine(change)
    value = merged_value(before, theirs, mine)
    if _is_half(change, was, item) and not is_same(theirs, mine):
        value = CLASH
    if value is CLASH:
        return replace(change, old=theirs, new=mine, conflict=Conflict(before, theirs, mine))
    if is_same(value, theirs):
        return None
    return replace(change, old=theirs, new=value, conflict=None)


def _is_half(change: Change, was: Item, item: Item) -> bool:
    """Whether *change* writes inside something that means one thing only, and that is another now."""
    key = change.field.partition(".")[0]
    return key in ATOMS and not is_same(was.paper.get(key), item.paper.get(key))


def _addition(change: Change, item: Item | None, anchors: Anchors) -> Change | None:
    if item is None:
        place, is_lost = anchors.found(change)
        moved = replace(change, place=place)
        if not is_lost or change.decision == REJECTED:
            return moved
        return replace(moved, conflict=Conflict(place_to_paper(change.place), None, change.new))
    return None if change.decision == REJECTED else _together(change, item, anchors)


def _together(change: Change, item: Item, anchors: Anchors) -> Change | None:
    """Return what is left to write of an item that the draft adds and the newest plan has too."""
    before, mine = without_steps(_before(change)), without_steps(_mine(change))
    steps = anchors.missing(_mine(change))
    more = {"steps": steps} if steps else {}
    now = replace(change, op=SET, field="", old=item.paper, place=None, conflict=None)
    value = merged_value(before, item.paper, mine)
    if isinstance(value, Mapping):
        is_said = is_same(value, item.paper) and not steps
        return None if is_said else replace(now, new={**value, **more})
    wanted = {**mine, **more} if isinstance(mine, Mapping) else mine
    return replace(now, new=wanted, conflict=Conflict(before, item.paper, wanted))


def _removal(change: Change, found: Comparison) -> Change:
    before = change.conflict.base if change.conflict is not None else change.old
    now = whole(change, before, found)
    if is_same(before, now) or change.decision == REJECTED:
        return replace(change, old=now, conflict=None)
    return replace(change, old=now, conflict=Conflict(before, now, None))


def _move(change: Change, item: Item, found: Comparison, anchors: Anchors) -> Change | None:
    theirs = place_to_paper(item.place)
    place, is_lost = anchors.found(change)
    mine = place_to_paper(place)
    if change.decision != REJECTED and not is_lost and is_same(theirs, mine):
        return None
    now = replace(change, old=theirs, new=mine, place=place, conflict=None)
    is_clean = change.step not in found.moved and not is_lost
    if is_clean or change.decision == REJECTED:
        return now
    return replace(now, conflict=Conflict(_before(change), theirs, mine))


def _without_item(change: Change) -> Change:
    """Return a change of an item that is gone as it is: rejected, or for somebody to reject."""
    if change.decision == REJECTED:
        return replace(change, conflict=None)
    return replace(change, conflict=Conflict(_before(change), None, _mine(change)))


def _before(change: Change) -> object:
    return change.conflict.base if change.conflict is not None else change.old


def _mine(change: Change) -> object:
    return change.conflict.mine if change.conflict is not None else change.new
