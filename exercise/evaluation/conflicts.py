"""Conflicts between duties: a law against the plan (scoring.md 4, ``overrides``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exercise.conformance.obligation import MET, WAIVED, Obligation
from exercise.proceedings import Proceedings


@dataclass(frozen=True, slots=True)
class Conflict:
    """Step *law* outranks step *plan*, both were called for, and only one of them was kept."""

    law: str
    plan: str
    kept: str
    evidence: tuple[int, ...]


def find_conflicts(
    proceedings: Proceedings, obligations: Sequence[Obligation]
) -> tuple[Conflict, ...]:
    """Return where a step and one that it overrides were both triggered and exactly one was kept."""
    found = []
    for step in proceedings.setting.steps.values():
        for other in step.overrides:
            if not (_is_triggered(proceedings, step.id) and _is_triggered(proceedings, other)):
                continue
            law, plan = _counted(obligations, step.id), _counted(obligations, other)
            if not law or not plan or _is_kept(law) == _is_kept(plan):
                continue
            kept = step.id if _is_kept(law) else other
            seqs = sorted({seq for o in (*law, *plan) for seq in o.evidence})
            found.append(Conflict(step.id, other, kept, tuple(seqs)))
    return tuple(found)


def waive_conflicts(
    obligations: Sequence[Obligation], conflicts: Sequence[Conflict]
) -> tuple[Obligation, ...]:
    """Return *obligations* with those of overridden steps waived."""
    overridden = {conflict.plan for conflict in conflicts}
    return tuple(
        replace(o, verdict=WAIVED, score=None, why="overridden")
        if o.subject in overridden and o.counts
        else o
        for o in obligations
    )


def _is_triggered(proceedings: Proceedings, step: str) -> bool:
    record = proceedings.records.get(step)
    return record is not None and (bool(record.instances) or record.step.is_prohibition)


def _counted(obligations: Sequence[Obligation], step: str) -> list[Obligation]:
    return [o for o in obligations if o.subject == step and o.counts]


def _is_kept(obligations: Sequence[Obligation]) -> bool:
    return all(o.verdict == MET for o in obligations)
