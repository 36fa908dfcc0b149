"""The items of a plan on paper by their address: ``D1`` a step or service, ``role:ops-duty`` any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

Paper = Mapping[str, Any]

LISTS = {
    "role": "roles",
    "recovery": "recoveries",
    "form": "forms",
    "action": "actions",
    "procedure": "procedures",
}
"""What begins an address -> the list of the plan in which the item stands."""


def item(plan: Paper, address: str) -> Paper | None:
    """Return the item at *address* of a *plan* on paper, None when there is none."""
    for one, _, _ in _rows(plan, address):
        if one["id"] == address.rpartition(":")[2]:
            return one
    return None


def place(plan: Paper, address: str) -> dict[str, str | None]:
    """Return where the item at *address* stands: in which procedure and after which item."""
    for one, procedure, after in _rows(plan, address):
        if one["id"] == address.rpartition(":")[2]:
            return {"in": procedure, "after": after}
    return {"in": None, "after": None}


def _rows(plan: Paper, address: str) -> Iterator[tuple[Paper, str | None, str | None]]:
    """Yield the items among which *address* may be, each with its procedure and the item before it."""
    kind, colon, _ = address.partition(":")
    if colon:
        yield from _listed(plan.get(LISTS.get(kind, ""), ()), None)
        return
    yield from _listed(plan.get("services", ()), None)
    for procedure in plan.get("procedures", ()):
        yield from _listed(procedure.get("steps", ()), procedure["id"])


def _listed(rows: Any, procedure: str | None) -> Iterator[tuple[Paper, str | None, str | None]]:
    before = None
    for row in rows:
        yield row, procedure, before
        before = row["id"]


def added_item(change: Paper, address: str) -> Paper | None:
    """Return the item at *address* that *change* adds: its own, or a step of the procedure that it adds."""
    if change["step"] == address:
        own: Paper = change["new"]
        return own
    steps = change["new"].get("steps", ())
    return next((step for step in steps if step.get("id") == address), None)


def with_added(
    change: Paper, address: str, edit: Callable[[Paper], Paper | None]
) -> dict[str, Any]:
    """Return what *change* adds with *edit* made of its item at *address*; None takes a step away."""
    if change["step"] == address:
        return dict(edit(change["new"]) or {})
    copy = deepcopy(dict(change["new"]))
    steps = (edit(one) if one.get("id") == address else one for one in copy.get("steps", ()))
    copy["steps"] = [one for one in steps if one is not None]
    return copy


def value(owner: Paper | None, field: str) -> object:
    """Return what *field* of *owner* says, keys with dots between; None where it says nothing."""
    found: Any = owner
    for key in field.split("."):
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
