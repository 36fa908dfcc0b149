"""Chosen findings of an evaluation -> the changes of the plan that they propose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from exercise.improvement.change import Change
from exercise.improvement.folding import joined
from scenarios.timing import parse_duration


def proposed(
    evaluation: Mapping[str, Any], actions: Collection[str], table: str | None = None
) -> tuple[Change, ...]:
    """Return the changes that the improvement *actions* (their ids) of an *evaluation* propose.

    *evaluation* is the JSON of formats.md 5. A finding that says nothing about the plan's text
    proposes no change; two that propose the same change count as one, with the proof of both.
    """
    chosen = [action for action in evaluation["actions"] if action["id"] in actions]
    found: list[Change] = []
    for action in chosen:
        finding = evaluation["findings"][action["finding"]]
        change = finding.get("change")
        if change is not None:
            found.append(_change(finding, change, str(action["id"]), table))
    return merged(found)


def merged(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return *changes* with those of the same field of the same step made one, numbered anew.

    Of two limits the longer is taken, of two lists all members; anything else stands side by side,
    and the plan owner accepts one. What is made one answers the findings of both and has both proofs.
    """
    together: list[Change] = []
    for change in changes:
        for index, earlier in enumerate(together):
            new = _one_of_both(earlier, change)
            if new is not None:
                together[index] = replace(joined(earlier, change), new=new)
                break
        else:
            together.append(change)
    return tuple(replace(change, id=f"c{n}") for n, change in enumerate(together, start=1))


def _change(
    finding: Mapping[str, Any], change: Mapping[str, Any], action: str, table: str | None
) -> Change:
    return Change(
        id="",
        step=change["step"],
        field=change["field"],
        old=change["old"],
        new=change["new"],
        reason=change["reason"],
        numbers=finding["numbers"],
        evidence=tuple(finding["evidence"]),
        finding=action,
        table=table,
    )


def _one_of_both(one: Change, other: Change) -> object:
    """Return the value that serves both changes, None where none does."""
    if (one.op, one.step, one.field, one.old) != (other.op, other.step, other.field, other.old):
        return None
    if one.new == other.new:
        return one.new
    if isinstance(one.new, list) and isinstance(other.new, list):
        return [*one.new, *(value for value in other.new if value not in one.new)]
    if isinstance(one.new, str) and isinstance(other.new, str):
        return _longer(one.new, other.new)
    return None


def _longer(one: str, other: str) -> str | None:
    try:
        return max(one, other, key=parse_duration)
    except ValueError:
        return None
