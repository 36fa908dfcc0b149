"""Changed fields of items -> the edits of a plan's text that make them, each as deep inside as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exercise.improvement.change import Change
from exercise.improvement.items import LISTS, PLAN, SECTIONS, STEP, Item, Paper, address_of
from exercise.improvement.refusal import RevisionRefused
from scenarios.editing import ABSENT, Edit, with_value
from scenarios.yaml_tree import Path

Keys = tuple[str, ...]


def edits_of(raw: Any, items: Mapping[str, Item], changes: Iterable[Change]) -> list[Edit]:
    """Return the edits of a plan whose plain value is *raw* that make *changes*, all ``set``.

    *items* are the plan's by address. Raises RevisionRefused ``changes_conflict`` where two want the same place.
    """
    wanted: dict[tuple[str, str], dict[Keys, object]] = {}
    for change in changes:
        keys = tuple(change.field.split("."))
        _claim(wanted.setdefault((change.step, keys[0]), {}), keys, change)
    places = _places(raw)
    edits: list[Edit] = []
    for (address, key), values in wanted.items():
        edits += _edits(raw, places[address], key, items[address].paper, values)
    return _with_sections(raw, edits)


def _places(raw: Any) -> Mapping[str, Path]:
    """Return where each item stands in *raw*, by its address."""
    found: dict[str, Path] = {PLAN: (), SECTIONS: (SECTIONS,)}
    for kind, group in LISTS.items():
        for row, thing in enumerate(raw.get(group) or ()):
            found[address_of(kind, thing["id"])] = (group, row)
            for index, step in enumerate(thing.get("steps") or ()):
                found[address_of(STEP, step["id"])] = (group, row, "steps", index)
    return found


def _claim(claimed: dict[Keys, object], keys: Keys, change: Change) -> None:
    """Note that the value at *keys* shall be the change's; two changes must not want the same place."""
    for other in claimed:
        shorter = min(len(other), len(keys))
        if other[:shorter] == keys[:shorter]:
            raise RevisionRefused("changes_conflict", step=change.step, field=change.field)
    claimed[keys] = change.new


def _edits(
    raw: Any, place: Path, key: str, paper: Paper, values: Mapping[Keys, object]
) -> Iterator[Edit]:
    """Yield the edits that give *key* of the item at *place*, *paper* in full, all *values* inside it."""
    now = _at(raw, (*place, key))
    start = now if all(_leads(now, keys[1:]) for keys in values) else paper.get(key)
    owner: dict[str, Any] = {} if start is None else {key: start}
    for keys, value in values.items():
        owner = with_value(owner, keys, ABSENT if value is None else value)
    yield from _least((*place, key), now, owner.get(key, ABSENT))


def _leads(now: object, keys: Keys) -> bool:
    """Whether *now* as it is written has the mappings that *keys* lead through, or nothing in their stead."""
    for key in keys:
        if not isinstance(now, Mapping):
            return now is None
        now = now.get(key)
    return True


def _least(path: Path, now: object, new: object) -> Iterator[Edit]:
    """Yield the deepest edits that turn *now* into *new*; a mapping with nothing left in it goes."""
    if new is ABSENT or new == {}:
        yield Edit(path, ABSENT)
    elif isinstance(now, dict) and now and isinstance(new, dict):
        for key in dict.fromkeys((*now, *new)):
            if now.get(key, ABSENT) != new.get(key, ABSENT):
                yield from _least((*path, key), now.get(key), new.get(key, ABSENT))
    else:
        yield Edit(path, new)


def _with_sections(raw: Any, edits: list[Edit]) -> list[Edit]:
    """Return *edits*, where sections are written that the plan had none of, or the last of them goes."""
    here = [edit for edit in edits if edit.path[:1] == (SECTIONS,)]
    rest = [edit for edit in edits if edit.path[:1] != (SECTIONS,)]
    now = raw.get(SECTIONS)
    if here and not now:
        new = {str(edit.path[1]): edit.value for edit in here if edit.value is not ABSENT}
        return [*rest, Edit((SECTIONS,), new)] if new else rest
    gone = {edit.path[1] for edit in here if edit.value is ABSENT and len(edit.path) == 2}
    if here and gone == set(now) and len(gone) == len(here):
        return [*rest, Edit((SECTIONS,), ABSENT)]
    return edits


def _at(raw: Any, path: Path) -> Any:
    for step in path:
        if isinstance(raw, Mapping):
            raw = raw.get(step)
        elif isinstance(raw, list) and isinstance(step, int):
            raw = raw[step]
        else:
            return None
    return raw
