"""The next version of a plan: its text with the accepted changes made, read and checked like any other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from typing import Any

from exercise.improvement.change import ADD, MOVE, REMOVE, SET, Change, Place, place_to_paper
from exercise.improvement.field_edits import edits_of
from exercise.improvement.folding import plain
from exercise.improvement.items import (
    PROCEDURE,
    Item,
    canonical,
    found,
    items_of,
    kind_of,
    known_keys,
    paper_of,
    steps_of,
    value_of,
    without_steps,
)
from exercise.improvement.list_edits import orders_of, reordered_value, shifts_of, stages
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.sameness import is_same
from scenarios.checks import check_plan
from scenarios.editing import ABSENT, CannotEdit, Edit, made
from scenarios.hints import nearest
from scenarios.reader import Sheet, read_text
from scenarios.reordering import reordered
from scenarios.yaml_nodes import Node, Unreadable, compose
from scenarios.yaml_tree import Tree, grow, grown

__all__ = ["accepted", "current", "is_same", "revised"]


def revised(base: Sheet, changes: Iterable[Change], version: int | None = None) -> Sheet:
    """Return the sheet of the version after that of *base* (or of *version*), with *changes* made and all checks done.

    Every comment and space that no change touches stays. The base is never altered. Raises
    RevisionRefused: ``no_such_step``, ``no_such_item``, ``item_exists``, ``unknown_field``, ``change_stale``
    (it no longer says what the change starts from), ``changes_conflict``, ``procedure_not_empty``,
    ``edit_impossible``, ``document_refused``.
    """
    paper = paper_of(base)
    items = items_of(paper)
    together = plain(items, [replace(one, step=canonical(one.step)) for one in changes])
    _check_all(items, together)
    number = version if version is not None else paper["version"] + 1
    try:
        text, tree = _written(base.text, items, together, number)
    except (CannotEdit, Unreadable) as error:
        path = ".".join(map(str, getattr(error, "path", ())))
        raise RevisionRefused("edit_impossible", path=path) from error
    return check_plan(read_text(text, base.name, tree))


def current(base: Sheet, step: str, field: str) -> object:
    """Return what *field* of the item at the address *step* says now, None where it says nothing.

    Raises RevisionRefused: ``no_such_step``, ``no_such_item``, ``unknown_field``.
    """
    return current_among(items_of(paper_of(base)), step, field)


def current_among(known: Mapping[str, Item], step: str, field: str) -> object:
    """Return what `current` does, of a plan whose items are *known* already."""
    item = found(known, step)
    _check_field(item, field)
    return value_of(item.paper, field)


def accepted(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return those of *changes* that the plan owner accepted, each placed after an item that will be there."""
    left_out = {
        _named(change, change.place): change
        for change in changes
        if change.op in (ADD, MOVE) and not change.is_accepted
    }
    return tuple(_placed(change, left_out) for change in changes if change.is_accepted)


def _check_all(items: Mapping[str, Item], changes: Sequence[Change]) -> None:
    going = {change.step for change in changes if change.op == REMOVE}
    seen: set[tuple[str, str]] = set()
    for change in changes:
        is_taken = change.op != SET and (change.op, change.step) in seen
        if is_taken or (change.op in (SET, MOVE) and change.step in going):
            raise RevisionRefused("changes_conflict", step=change.step, field=change.field)
        seen.add((change.op, change.step))
        if change.op == ADD:
            if change.step in items and change.step not in going:
                raise RevisionRefused("item_exists", item=change.step)
        else:
            _check(found(items, change.step), change, items, changes)


def _check(
    item: Item, change: Change, items: Mapping[str, Item], changes: Sequence[Change]
) -> None:
    now: object
    if change.op == SET:
        _check_field(item, change.field)
        now = value_of(item.paper, change.field)
    elif change.op == MOVE:
        now = place_to_paper(item.place)
    else:
        now = item.paper
        if item.kind == PROCEDURE:
            _check_emptied(item, change, items, changes)
            change = replace(change, old=without_steps(change.old))
    if not is_same(now, change.old):
        told = {"step": change.step, "field": change.field, "old": change.old, "now": now}
        raise RevisionRefused("change_stale", **told)


def _check_field(item: Item, field: str) -> None:
    known = known_keys(item.kind)
    key, *inner = field.split(".")
    if key not in known:
        raise RevisionRefused(
            "unknown_field", step=item.address, field=field, hint=nearest(key, known)
        )
    for depth in range(len(inner)):
        owner = value_of(item.paper, ".".join((key, *inner[:depth])))
        if owner is not None and not isinstance(owner, Mapping):
            raise RevisionRefused("unknown_field", step=item.address, field=field, hint=key)


def _check_emptied(
    procedure: Item, change: Change, items: Mapping[str, Item], changes: Sequence[Change]
) -> None:
    """Refuse to take a procedure away with steps that are not said to go with it."""
    elsewhere = {one.step for one in changes if one.op in (REMOVE, MOVE)}
    said = {step["id"]: step for step in steps_of(change.old)}
    for step in items.values():
        is_here = step.place is not None and step.place.procedure == procedure.id
        if is_here and step.address not in elsewhere and not is_same(step.paper, said.get(step.id)):
            raise RevisionRefused("procedure_not_empty", item=procedure.address, step=step.id)


def _named(change: Change, place: Place | None, name: str | None = None) -> tuple[str, str]:
    """Return the kind of *change*'s item and its name, or the *name* of a neighbour of the same kind."""
    address = canonical(change.step)
    return kind_of(address, place), name if name is not None else address.rpartition(":")[2]


def _placed(change: Change, left_out: Mapping[tuple[str, str], Change]) -> Change:
    """Return *change* after an item that will be there: the one before it for each that is left out."""
    place, passed = change.place, set[str]()
    while place is not None and place.after is not None and place.after not in passed:
        passed.add(place.after)
        other = left_out.get(_named(change, place, place.after))
        if other is None or other.place is None or other.place.procedure != place.procedure:
            break
        place = replace(place, after=other.place.after)
    return replace(change, place=place)


def _written(
    text: str, items: Mapping[str, Item], changes: Sequence[Change], version: int
) -> tuple[str, Tree]:
    """Return the text with *changes* made and its tree; raises CannotEdit unless it says just that."""
    root, raw = _opened(text)
    edits = edits_of(raw, items, [change for change in changes if change.op == SET])
    edits.append(Edit(("version",), version))
    wanted = _edited_value(raw, edits)
    result = made(text, edits, root)
    shifts = shifts_of(items, [change for change in changes if change.op != SET])
    for stage in stages(shifts):
        orders = orders_of(wanted, stage)
        wanted = reordered_value(wanted, orders)
        result = reordered(result, orders) if orders else result
    tree = grow(result)
    if tree.flaws or tree.value != wanted:
        raise CannotEdit(())
    return result, tree


@lru_cache(maxsize=2)
def _opened(text: str) -> tuple[Node, dict[str, Any]]:
    """Return the node and the plain value of *text*, neither of which anybody changes."""
    root = compose(text)
    return root, grown(root).value


def _edited_value(raw: dict[str, Any], edits: Sequence[Edit]) -> dict[str, Any]:
    wanted = deepcopy(raw)
    for edit in edits:
        owner: Any = wanted
        for step in edit.path[:-1]:
            owner = owner[step]
        if edit.value is ABSENT:
            owner.pop(edit.path[-1], None)
        else:
            owner[edit.path[-1]] = edit.value
    return wanted
