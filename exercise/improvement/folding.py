"""Changes about one item put into one, and whole items taken apart into their fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from exercise.improvement.change import ADD, SET, Change, Place, Proof
from exercise.improvement.items import STEP, Item, Paper, address_of, steps_of, without_steps
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.sameness import is_same
from scenarios.editing import ABSENT, with_value


def plain(items: Mapping[str, Item], changes: Sequence[Change]) -> list[Change]:
    """Return *changes* with each ``set`` about one field of an item that the plan has.

    A ``set`` without a field writes the whole item; one of an item that another change adds goes into that addition.
    """
    added = {change.step for change in changes if change.op == ADD and change.step not in items}
    found: list[Change] = []
    for change in changes:
        if change.op == ADD and change.step in added:
            own = [one for one in changes if one.op == SET and one.step == change.step]
            found.append(replace(change, new=with_fields(change.new, own)))
        elif change.op == SET and not change.field:
            found += _fields(items, change)
        elif change.op != SET or change.step not in added:
            found.append(change)
    return found


def with_fields(item: object, changes: Sequence[Change]) -> object:
    """Return *item* on paper with what *changes*, all ``set``, want its fields to be."""
    paper: dict[str, Any] = dict(item) if isinstance(item, Mapping) else {}
    for change in changes:
        if change.field:
            value = ABSENT if change.new is None else change.new
            paper = with_value(paper, tuple(change.field.split(".")), value)
        elif isinstance(change.new, Mapping):
            paper = dict(change.new)
    return paper


def joined(one: Change, other: Change) -> Change:
    """Return *one* answering what *other* answers too, with the proofs and notes of both."""
    findings = tuple(dict.fromkeys((*one.findings, *other.findings)))
    note = "\n".join(dict.fromkeys(words for words in (one.note, other.note) if words))
    if one.table == other.table:
        evidence = tuple(sorted({*one.evidence, *other.evidence}))
        others = tuple(dict.fromkeys((*one.others, *other.others)))
        return replace(one, evidence=evidence, findings=findings, note=note, others=others)
    proof = Proof(other.table, other.evidence, other.finding)
    more = (proof, *other.others) if other.table is not None else other.others
    others = tuple(dict.fromkeys((*one.others, *more)))
    return replace(one, findings=findings, note=note, others=others)


def _fields(items: Mapping[str, Item], change: Change) -> Iterator[Change]:
    """Yield a change of every field in which the item differs from the whole one that *change* wants."""
    now: Paper = items[change.step].paper if change.step in items else {}
    if not isinstance(change.new, Mapping) or not is_same(now, change.old):
        raise RevisionRefused(
            "change_stale", step=change.step, field="", old=change.old, now=dict(now)
        )
    wanted: Any = without_steps(change.new)
    for key in dict.fromkeys((*now, *wanted)):
        if not is_same(now.get(key), wanted.get(key)):
            yield replace(change, field=key, old=now.get(key), new=wanted.get(key))
    yield from _new_steps(items, change, change.new)


def _new_steps(items: Mapping[str, Item], change: Change, procedure: Paper) -> Iterator[Change]:
    """Yield the additions of those steps of a whole *procedure* that the plan has not yet."""
    before = None
    for step in steps_of(procedure):
        address = address_of(STEP, step["id"])
        if address not in items:
            place = Place(procedure["id"], before)
            yield replace(change, op=ADD, step=address, field="", old=None, new=step, place=place)
            before = step["id"]
        elif items[address].place == Place(procedure["id"], before):
            before = step["id"]
