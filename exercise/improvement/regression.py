"""Regressions of a plan: steps that were fine and fail now, and the reverse, with what changed of them in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.conformance.obligation import MET, MISSED, UNCOUNTED
from exercise.improvement.history import PastExercise, in_time
from exercise.improvement.step_results import step_results
from exercise.script_paper import text_paper

REGRESSED, FIXED = "regressed", "fixed"

Paper = dict[str, Any]
Changelogs = Mapping[int, Sequence[Mapping[str, object]]]
"""What went into each published version: its changelog by the version's number."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How a step or service fared in one exercise: the verdicts of the tables that exercised it."""

    exercise: PastExercise
    verdicts: tuple[str, ...]

    @property
    def is_fine(self) -> bool:
        """Whether every table met it."""
        return all(verdict == MET for verdict in self.verdicts)


def regressions(exercises: Iterable[PastExercise], changelogs: Changelogs) -> Paper:
    """Return what fails in the newest exercise of it and was met in an earlier one, and what is fine again.

    It is fine where every table that exercised it met it. The newest exercise that touched it is compared with the
    last one before in which it fared the other way.
    """
    past = in_time(exercises)
    rows = []
    for subject, seen in _courses(past).items():
        turned = _turned(seen)
        if turned is not None:
            rows.append(_row(subject, *turned, changelogs))
    return {how: [row for row in rows if row["turned"] == how] for how in (REGRESSED, FIXED)}


def _courses(past: Sequence[PastExercise]) -> Mapping[str, list[Seen]]:
    """Return for each step and service the exercises that exercised it, the earliest first."""
    found: dict[str, list[Seen]] = {}
    for one in past:
        verdicts: dict[str, list[str]] = {}
        for table in one.tables:
            for subject, verdict in _verdicts(table.evaluation):
                verdicts.setdefault(subject, []).append(verdict)
        for subject, known in verdicts.items():
            found.setdefault(subject, []).append(Seen(one, tuple(known)))
    return found


def _verdicts(evaluation: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for step, result in step_results(evaluation).items():
        if result.verdict is not None and result.verdict not in UNCOUNTED:
            yield step, result.verdict
    for service in evaluation["services"]:
        kept = [service[kind] for kind in ("rto_met", "rpo_met") if service[kind] is not None]
        if kept:
            yield service["id"], MET if all(kept) else MISSED


def _turned(seen: Sequence[Seen]) -> tuple[Seen, Seen] | None:
    """Return the last exercise in which it fared otherwise, and the newest; None when there is none."""
    newest = seen[-1]
    before = [one for one in seen[:-1] if one.is_fine != newest.is_fine]
    return (before[-1], newest) if before else None


def _row(subject: str, before: Seen, after: Seen, changelogs: Changelogs) -> Paper:
    setting = after.exercise.setting
    known = setting.steps.get(subject) or setting.services.get(subject)
    first, last = (one.exercise.setting.plan.version for one in (before, after))
    return {
        "turned": FIXED if after.is_fine else REGRESSED,
        "subject": subject,
        "title": {"": subject} if known is None else dict(text_paper(known.title)),
        "before": _seen(before),
        "after": _seen(after),
        "changes": _changes(subject, first, last, changelogs),
    }


def _seen(one: Seen) -> Paper:
    return {
        "exercise": one.exercise.id,
        "title": dict(one.exercise.title),
        "launched_wall": one.exercise.launched,
        "version": one.exercise.setting.plan.version,
        "verdicts": list(one.verdicts),
    }


def _changes(subject: str, first: int, last: int, changelogs: Changelogs) -> list[Paper]:
    """Return what changed of *subject* after version *first*, up to and with version *last*."""
    return [
        {"version": version, **entry}
        for version in range(first + 1, last + 1)
        for entry in changelogs.get(version, ())
        if entry.get("step") == subject
    ]
