"""Clues: what one table's journal tells about how a failure came about, for proposing its root cause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.conformance.obligation import UNCOUNTED
from exercise.entry import Entry
from exercise.facts import (
    Ended,
    InjectDelivered,
    InjectHeld,
    InjectPostponed,
    InjectReleased,
    InjectSkipped,
    Jumped,
    RecoveryChanged,
    RoleChanged,
)
from exercise.improvement.recovery_clues import recovery_clue
from exercise.setting import Setting
from scenarios.timing import Ms

Paper = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clues:
    """What one table tells about one finding.

    *was_called*: the duty came up; *artefact*: how the exercise itself was in the way; *recovery*: how the measures
    that restore a service went; *is_absent*: everybody who had to act was away; *late_ms* by how much it was late.
    """

    was_called: bool = False
    late_ms: Ms | None = None
    artefact: str | None = None
    recovery: str | None = None
    is_absent: bool = False


_TELLING = (
    *(InjectDelivered, InjectReleased, InjectHeld, InjectSkipped, InjectPostponed),
    *(Jumped, RoleChanged, RecoveryChanged, Ended),
)


def telling(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries that clues are read from: a small part of a journal."""
    return tuple(entry for entry in entries if isinstance(entry.fact, _TELLING))


def clues_of(
    setting: Setting, entries: Sequence[Entry], evaluation: Paper, subject: str, kind: str
) -> Clues:
    """Return the clues of one table's `telling` *entries* and *evaluation* about failures of *kind* at *subject*."""
    about = [
        one
        for one in evaluation["obligations"]
        if one["step"] == subject and one["kind"] == kind and one["verdict"] not in UNCOUNTED
    ]
    failed = [one for one in about if one["verdict"] != "met"]
    return Clues(
        was_called=bool(about),
        late_ms=max((late for one in failed if (late := _late(one))), default=None),
        artefact=_artefact(setting, entries, subject, failed),
        recovery=recovery_clue(setting, entries, subject, failed) if kind == "rto" else None,
        is_absent=_is_absent(setting, entries, subject, failed),
    )


def _late(obligation: Paper) -> Ms | None:
    margin = obligation["margin_ms"]
    return -margin if isinstance(margin, int) and margin < 0 else None


def _artefact(
    setting: Setting, entries: Sequence[Entry], subject: str, failed: Sequence[Paper]
) -> str | None:
    calling = {one.id for one in setting.injects.values() if subject in one.expects}
    played = _handling(entries, calling)
    silent = [inject for inject, seen in played.items() if "delivered" not in seen]
    for how in ("skipped", "held"):
        if any(how in played[inject] for inject in silent):
            return f"inject_{how}"
    if any({"held", "postponed"} & seen and "delivered" in seen for seen in played.values()):
        return "inject_late"
    return "clock_jumped" if _was_leapt_over(entries, failed) else None


def _handling(entries: Iterable[Entry], calling: set[str]) -> dict[str, set[str]]:
    """Return what became of each inject of *calling* that a facilitator touched or the script played."""
    names = {
        InjectDelivered: "delivered",
        InjectReleased: "released",
        InjectHeld: "held",
        InjectSkipped: "skipped",
        InjectPostponed: "postponed",
    }
    found: dict[str, set[str]] = {}
    for entry in entries:
        name = names.get(type(entry.fact))
        inject = getattr(entry.fact, "inject", None)
        if name is not None and inject in calling:
            found.setdefault(inject, set()).add(name)
    return found


def _was_leapt_over(entries: Iterable[Entry], failed: Sequence[Paper]) -> bool:
    """Whether a facilitator's jump took time away between a failed duty's anchor and its answer."""
    leaps = list(_leaps(entries))
    return any(
        start < one["due_ms"] < end and (one["done_ms"] is None or one["done_ms"] >= end)
        for one in failed
        if one["anchor_ms"] is not None and one["due_ms"] is not None
        for start, end in leaps
        if one["anchor_ms"] <= end
    )


def _leaps(entries: Iterable[Entry]) -> Iterator[tuple[Ms, Ms]]:
    for entry in entries:
        if isinstance(entry.fact, Jumped) and entry.fact.inject is None:
            yield entry.at, entry.fact.to


def _is_absent(
    setting: Setting, entries: Iterable[Entry], subject: str, failed: Sequence[Paper]
) -> bool:
    """Whether all who may answer a failed step, none of them answering, were away at its limit."""
    step = setting.steps.get(subject)
    if step is None or not failed or any(one["done_ms"] is not None for one in failed):
        return False
    roles = [role for role in setting.roles if setting.names_role(step, role)]
    moments = [one["due_ms"] for one in failed if one["due_ms"] is not None]
    changes = list(_absences(entries))
    return bool(roles and moments) and all(
        _away(changes, role, at) for role in roles for at in moments
    )


def _absences(entries: Iterable[Entry]) -> Iterator[tuple[Ms, str, str]]:
    for entry in entries:
        if isinstance(entry.fact, RoleChanged):
            yield entry.at, entry.fact.role, entry.fact.to


def _away(changes: Iterable[tuple[Ms, str, str]], role: str, at: Ms) -> bool:
    states = [to for when, who, to in changes if who == role and when <= at]
    return bool(states) and states[-1] == "absent"
