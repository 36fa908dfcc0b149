"""The items of a plan on paper, each by its address, with the place where it stands.

Steps and services go by their bare id (they share one namespace), others by kind and id: ``role:ops-duty``.
``sections`` and ``plan`` are the plan's own fields; a step that is really called so is ``step:plan``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.improvement.change import Place
from exercise.improvement.refusal import RevisionRefused
from scenarios.hints import nearest
from scenarios.plan import Plan
from scenarios.reader import Sheet
from scenarios.schemas.documents import dump, keys_of

Paper = Mapping[str, Any]

LISTS: Mapping[str, str] = {
    "role": "roles",
    "service": "services",
    "recovery": "recoveries",
    "form": "forms",
    "action": "actions",
    "procedure": "procedures",
}
"""Kind of item -> the list of the plan that it stands in; steps stand in their procedures."""

PLAN, SECTIONS, STEP, PROCEDURE = "plan", "sections", "step", "procedure"
OWN = (PLAN, SECTIONS)
NEVER_CHANGED = frozenset({"id", "format", "version", "steps", SECTIONS, *LISTS.values()})
"""Keys that no ``set`` writes: they are names, or made of items with addresses of their own."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a plan as written on *paper*, a procedure without its steps; *place* None for the plan itself."""

    address: str
    kind: str
    id: str
    paper: Paper
    place: Place | None = None


def address_of(kind: str, name: str) -> str:
    """Return the address of the item *name* of *kind*."""
    is_bare = kind in (STEP, "service") and name not in OWN
    return name if is_bare else f"{kind}:{name}"


def items_of(plan: Paper) -> dict[str, Item]:
    """Return the items of a *plan* on paper by address, in the order in which the plan writes them."""
    return {item.address: item for item in _items(plan)}


def paper_of(sheet: Sheet) -> dict[str, Any]:
    """Return the plan of *sheet* on paper; raises RevisionRefused ``document_refused`` when it is not sound."""
    if not isinstance(sheet.document, Plan):
        errors = sum(problem.is_error for problem in sheet.problems)
        raise RevisionRefused("document_refused", document=sheet.name, problems=errors)
    return dump(sheet.document)


def found(items: Mapping[str, Item], address: str) -> Item:
    """Return the item at *address*; raises RevisionRefused ``no_such_step`` or, of another kind, ``no_such_item``."""
    plain = canonical(address)
    if plain in items:
        return items[plain]
    hint = nearest(plain, items)
    if ":" in plain:
        raise RevisionRefused("no_such_item", item=address, hint=hint)
    raise RevisionRefused("no_such_step", step=address, hint=hint)


def canonical(address: str) -> str:
    """Return *address* as `address_of` gives it: ``step:D1`` is ``D1``."""
    kind, colon, name = address.partition(":")
    return address_of(kind, name) if colon else address


def kind_of(address: str, place: Place | None) -> str:
    """Return the kind of an item that shall stand at *address*: a bare one in a procedure is a step."""
    kind, colon, _ = address.partition(":")
    if colon:
        return kind
    return "service" if place is None or place.procedure is None else STEP


def known_keys(kind: str) -> tuple[str, ...]:
    """Return the keys that a ``set`` may write in an item of *kind*."""
    return tuple(key for key in keys_of(kind) if key not in NEVER_CHANGED)


def value_of(paper: Paper, field: str) -> object:
    """Return what *field* of an item says, keys with dots between; None where it says nothing."""
    value: Any = paper
    for key in field.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def steps_of(procedure: object) -> Sequence[Paper]:
    """Return the steps of a *procedure* on paper, none where it is not one."""
    return procedure.get("steps") or () if isinstance(procedure, Mapping) else ()


def without_steps(paper: object) -> object:
    """Return an item on *paper* without its steps, as `Item` holds it."""
    if not isinstance(paper, Mapping):
        return paper
    return {key: value for key, value in paper.items() if key != "steps"}


def _items(plan: Paper) -> Iterator[Item]:
    own = {key: value for key, value in plan.items() if key not in NEVER_CHANGED}
    yield Item(PLAN, PLAN, str(plan["id"]), own)
    yield Item(SECTIONS, SECTIONS, SECTIONS, plan.get(SECTIONS) or {})
    for kind, group in LISTS.items():
        before = None
        for thing in plan.get(group) or ():
            paper = {key: value for key, value in thing.items() if key != "steps"}
            place = Place(None, before)
            yield Item(address_of(kind, thing["id"]), kind, thing["id"], paper, place)
            yield from _steps(thing)
            before = thing["id"]


def _steps(thing: Paper) -> Iterator[Item]:
    before = None
    for step in thing.get("steps") or ():
        place = Place(thing["id"], before)
        yield Item(address_of(STEP, step["id"]), STEP, step["id"], step, place)
        before = step["id"]
