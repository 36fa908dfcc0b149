"""Items that come, go and move -> new orders of the lists of a plan's text, list by list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.improvement.change import ADD, REMOVE, Change, Place
from exercise.improvement.items import LISTS, PROCEDURE, STEP, Item, canonical, found, kind_of
from exercise.improvement.order import arranged
from exercise.improvement.refusal import RevisionRefused
from scenarios.reordering import Entry, Fresh, Standing
from scenarios.yaml_tree import Path

Orders = Mapping[Path, Sequence[Entry]]
Row = tuple[str, str | None]
"""A list of items: the plan's key, and the procedure's id where it is the steps of one."""


@dataclass(frozen=True, slots=True)
class Shift:
    """An item *name* that leaves the row *out_of* and comes into the row *into*, both None where it does not."""

    name: str
    out_of: Row | None = None
    into: Row | None = None
    after: str | None = None
    value: object = None


def shifts_of(items: Mapping[str, Item], changes: Sequence[Change]) -> list[Shift]:
    """Return what *changes* that are no ``set`` do to the lists of the plan whose *items* these are."""
    return [_shift(items, change) for change in changes]


def stages(shifts: Sequence[Shift]) -> Iterator[list[Shift]]:
    """Yield *shifts* in the order in which they can be written: a procedure comes before its steps and goes after."""
    steps = [one for one in shifts if _is_of_steps(one)]
    going = [one for one in shifts if one.out_of == (LISTS[PROCEDURE], None) and one.into is None]
    rest = [one for one in shifts if one not in steps and one not in going]
    if not steps:
        yield [*rest, *going]
    elif any(one.into == (LISTS[PROCEDURE], None) for one in rest):
        yield from (rest, steps, going)
    else:
        yield from ([*rest, *steps], going)


def orders_of(raw: Mapping[str, Any], shifts: Sequence[Shift]) -> Orders:
    """Return the new order of every list of the plain value *raw* that *shifts* touch; raises RevisionRefused."""
    rows = dict.fromkeys(row for one in shifts for row in (one.out_of, one.into) if row is not None)
    paths = {row: _path(raw, row) for row in rows}
    standing = {
        (row, thing["id"]): Standing(path, index)
        for row, path in paths.items()
        for index, thing in enumerate(_at(raw, path))
    }
    return {paths[row]: _order(row, shifts, standing) for row in rows}


def reordered_value(raw: dict[str, Any], orders: Orders) -> dict[str, Any]:
    """Return *raw* with its lists in these *orders*; *raw* itself stays as it is."""
    copies = {path: [_value(raw, entry) for entry in order] for path, order in orders.items()}
    new = {**raw, LISTS[PROCEDURE]: [dict(one) for one in raw.get(LISTS[PROCEDURE]) or ()]}
    for path, values in copies.items():
        _at(new, path[:-1])[path[-1]] = values
    if LISTS[PROCEDURE] not in raw and not new[LISTS[PROCEDURE]]:
        del new[LISTS[PROCEDURE]]
    return new


def _shift(items: Mapping[str, Item], change: Change) -> Shift:
    if change.op == ADD:
        place = change.place or Place()
        name = canonical(change.step).rpartition(":")[2]
        if not isinstance(change.new, Mapping) or change.new.get("id") != name:
            raise RevisionRefused("edit_impossible", path=change.step)
        row = _row(kind_of(change.step, place), place)
        return Shift(name, None, row, place.after, dict(change.new))
    item = found(items, change.step)
    if item.place is None:
        raise RevisionRefused("edit_impossible", path=change.step)
    here = _row(item.kind, item.place)
    if change.op == REMOVE:
        return Shift(item.id, here)
    place = change.place or Place(item.place.procedure)
    return Shift(item.id, here, _row(item.kind, place), place.after)


def _row(kind: str, place: Place) -> Row:
    if kind == STEP:
        return LISTS[PROCEDURE], place.procedure
    if kind not in LISTS:
        raise RevisionRefused("no_such_item", item=kind, hint=None)
    return LISTS[kind], None


def _is_of_steps(shift: Shift) -> bool:
    row = shift.into or shift.out_of
    return row is not None and row[1] is not None


def _path(raw: Mapping[str, Any], row: Row) -> Path:
    group, procedure = row
    if procedure is None:
        return (group,)
    for index, one in enumerate(raw.get(group) or ()):
        if one["id"] == procedure:
            return (group, index, "steps")
    raise RevisionRefused("no_such_item", item=f"{PROCEDURE}:{procedure}", hint=None)


def _order(
    row: Row, shifts: Sequence[Shift], standing: Mapping[tuple[Row, str], Standing]
) -> list[Entry]:
    ids = [name for where, name in standing if where == row]
    leaving = {one.name for one in shifts if one.out_of == row}
    coming = {one.name: one for one in shifts if one.into == row}
    order = arranged(ids, leaving, [(one.name, one.after) for one in coming.values()])
    return [_entry(name, row, coming.get(name), standing) for name in order]


def _entry(
    name: str, row: Row, coming: Shift | None, standing: Mapping[tuple[Row, str], Standing]
) -> Entry:
    if coming is not None and coming.out_of is None:
        return Fresh(coming.value)
    return standing[(coming.out_of if coming is not None and coming.out_of else row), name]


def _value(raw: Mapping[str, Any], entry: Entry) -> object:
    return entry.value if isinstance(entry, Fresh) else _at(raw, entry.path)[entry.index]


def _at(raw: Any, path: Path) -> Any:
    for step in path:
        raw = raw[step] if isinstance(step, int) else raw.get(step)
    return raw if raw is not None else []
