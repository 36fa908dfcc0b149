"""Two versions of a plan side by side: what was added, removed, moved or changed, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exercise.improvement.words_diff import Piece, word_diff
from scenarios.plan import Plan
from scenarios.schemas.documents import dump

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
KINDS: Mapping[str, str] = {
    "roles": "role",
    "services": "service",
    "recoveries": "recovery",
    "forms": "form",
    "actions": "action",
    "procedures": "procedure",
}
"""The lists of a plan -> what one of their things is called."""

Paper = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, ``title.zh`` for one inside another; *pieces* show texts word by word."""

    field: str
    old: object
    new: object
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to one thing of the plan; *kind* ``plan`` for its own fields."""

    kind: str
    id: str
    op: str
    fields: tuple[FieldChange, ...] = ()
    owner: str | None = None  # the procedure of a step


def compare(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Return how *new* differs from *old*, in the order of *new*, what was removed last of its kind."""
    before, after = dump(old), dump(new)
    found: list[Difference] = []
    own = tuple(_fields(_without(before, KINDS), _without(after, KINDS), ""))
    if own:
        found.append(Difference("plan", new.id, CHANGED, own))
    for group, kind in KINDS.items():
        found += _things(kind, _by_id(before.get(group)), _by_id(after.get(group)))
    found += _steps(before, after)
    return tuple(found)


def _things(
    kind: str, before: Mapping[str, Paper], after: Mapping[str, Paper]
) -> Iterator[Difference]:
    for name, thing in after.items():
        if name not in before:
            yield Difference(kind, name, ADDED, tuple(_fields({}, _without(thing, ("steps",)), "")))
            continue
        fields = _fields(_without(before[name], ("steps",)), _without(thing, ("steps",)), "")
        if changed := tuple(fields):
            yield Difference(kind, name, CHANGED, changed)
    for name, thing in before.items():
        if name not in after:
            yield Difference(
                kind, name, REMOVED, tuple(_fields(_without(thing, ("steps",)), {}, ""))
            )


def _steps(before: Paper, after: Paper) -> Iterator[Difference]:
    old, new = _owned_steps(before), _owned_steps(after)
    for name, (owner, step) in new.items():
        if name not in old:
            yield Difference("step", name, ADDED, tuple(_fields({}, step, "")), owner)
            continue
        was, earlier = old[name]
        changed = tuple(_fields(earlier, step, ""))
        if was != owner:
            yield Difference(
                "step", name, MOVED, (FieldChange("procedure", was, owner), *changed), owner
            )
        elif changed:
            yield Difference("step", name, CHANGED, changed, owner)
    for name, (owner, step) in old.items():
        if name not in new:
            yield Difference("step", name, REMOVED, tuple(_fields(step, {}, "")), owner)


def _fields(before: Paper, after: Paper, prefix: str) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        name = f"{prefix}{key}"
        if old == new or key == "id":
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _fields(old, new, f"{name}.")
        elif isinstance(old, str) and isinstance(new, str):
            yield FieldChange(name, old, new, word_diff(old, new))
        else:
            yield FieldChange(name, old, new)


def _owned_steps(plan: Paper) -> dict[str, tuple[str, Paper]]:
    return {
        step["id"]: (procedure["id"], step)
        for procedure in plan["procedures"]
        for step in procedure["steps"]
    }


def _by_id(things: Any) -> dict[str, Paper]:
    return {thing["id"]: thing for thing in things or ()}


def _without(paper: Paper, keys: Any) -> Paper:
    return {key: value for key, value in paper.items() if key not in keys}
