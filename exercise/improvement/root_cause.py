"""The root cause that a merged finding points at, by the first rule that fits (doctrine 5.9, docs/readings.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from exercise.improvement import recovery_clues
from scenarios.timing import Ms

PLAN, PEOPLE, RESOURCE = "plan", "people", "resource"
SYSTEM, EXTERNAL, ARTEFACT = "system", "external", "exercise_artefact"
CLASSES = (PLAN, PEOPLE, RESOURCE, SYSTEM, EXTERNAL, ARTEFACT)

MOST = 0.6
ENOUGH_RUNS = 3
"""Tables in which a duty must have come up before its failing says something about the plan."""
ENOUGH_EXERCISES = 2
SIMILAR = 0.5
"""Delays are about the same when they differ by at most this share of their median."""


@dataclass(frozen=True, slots=True)
class TableClue:
    """How one table of this or an earlier *exercise* did: did the duty come up, did it fail, how late was it."""

    exercise: str
    failed: bool
    late_ms: Ms | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known about one merged finding, over all tables in which the duty came up."""

    code: str
    tables: tuple[TableClue, ...] = ()
    artefacts: tuple[str, ...] = ()
    recoveries: tuple[str, ...] = ()
    all_absent: bool = False
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class RootCause:
    """The *cause* proposed, one of CLASSES, with the code of its *reason* and the *numbers* that its words need."""

    cause: str
    reason: str
    numbers: dict[str, int] = field(default_factory=dict)


def root_cause(evidence: Evidence) -> RootCause:
    """Return the root cause of the first rule that fits."""
    for rule in (_of_exercise, _of_code, _of_many, _of_all_late, _of_recovery):
        found = rule(evidence)
        if found is not None:
            return found
    return _of_people(evidence)


def _of_exercise(evidence: Evidence) -> RootCause | None:
    """The exercise itself was in the way in every table that failed, or the duty was never called for."""
    if evidence.code == "not_exercised":
        return RootCause(ARTEFACT, "not_called_for")
    return RootCause(ARTEFACT, evidence.artefacts[0]) if evidence.artefacts else None


_BY_CODE = {
    "plan_conflict": RootCause(PLAN, "conflicts_with_duty"),
    "plan_infeasible": RootCause(PLAN, "cannot_be_met"),
    "wrong_role": RootCause(PLAN, "duty_unclear"),
}


def _of_code(evidence: Evidence) -> RootCause | None:
    return _BY_CODE.get(evidence.code)


_LEFT_OUT = ("step_missed", "quorum_short", "escalation_missing", "cadence_gap", "log_gap")
"""Failures to do what the plan asks for; what was done badly says nothing about whether it can be done."""


def _of_many(evidence: Evidence) -> RootCause | None:
    """Most tables over several exercises failed: the plan asks for what people do not do."""
    if evidence.code not in _LEFT_OUT:
        return None
    runs, failed = len(evidence.tables), sum(one.failed for one in evidence.tables)
    exercises = len({one.exercise for one in evidence.tables})
    if runs < ENOUGH_RUNS or exercises < ENOUGH_EXERCISES or failed < MOST * runs:
        return None
    return RootCause(PLAN, "missed_by_most", {"failed": failed, "runs": runs})


def _of_all_late(evidence: Evidence) -> RootCause | None:
    late = _lateness(evidence)
    if late is None:
        return None
    return RootCause(
        PLAN, "limit_too_short", {"runs": len(late), "least_ms": min(late), "most_ms": max(late)}
    )


def _lateness(evidence: Evidence) -> list[Ms] | None:
    """Return by how much every table was late, when all were and by about the same; None otherwise."""
    late = [one.late_ms for one in evidence.tables if one.failed and one.late_ms]
    if evidence.code != "step_late" or len(late) < max(ENOUGH_RUNS, len(evidence.tables)):
        return None
    return late if max(late) - min(late) <= SIMILAR * median(late) else None


_BY_RECOVERY = {
    recovery_clues.WAITED: RESOURCE,
    recovery_clues.FAILED: SYSTEM,
    recovery_clues.SLOWER: SYSTEM,
    recovery_clues.NOTHING_RESTORES: PLAN,
    recovery_clues.LATE_START: PEOPLE,
    recovery_clues.NOT_STARTED: PEOPLE,
}


def _of_recovery(evidence: Evidence) -> RootCause | None:
    if evidence.code == "rpo_missed":
        return RootCause(SYSTEM, "data_lost")
    if evidence.code != "rto_missed":
        return None
    for reason, cause in _BY_RECOVERY.items():
        if reason in evidence.recoveries:
            if reason == recovery_clues.NOTHING_RESTORES and evidence.is_outside:
                return RootCause(EXTERNAL, "in_others_hands")
            return RootCause(cause, reason)
    return RootCause(SYSTEM, recovery_clues.SLOWER)


_OF_PEOPLE = {
    "step_missed": "not_done",
    "step_late": "done_late",
    "order_violated": "order_unknown",
    "cadence_gap": "not_kept_up",
    "done_too_early": "too_early",
    "quorum_short": "quorum_not_gathered",
    "decision_poor": "poor_judgement",
    "fact_omitted": "facts_left_out",
    "fact_false": "facts_not_checked",
    "escalation_missing": "not_escalated",
    "same_person": "duties_not_separated",
    "log_gap": "not_logged",
}


def _of_people(evidence: Evidence) -> RootCause:
    if evidence.all_absent:
        return RootCause(RESOURCE, "nobody_there")
    return RootCause(PEOPLE, _OF_PEOPLE.get(evidence.code, "not_done"))


def reasons() -> Sequence[str]:
    """Return the code of every reason that can be given."""
    of_exercise = ("not_called_for", "inject_skipped", "inject_held", "inject_late", "clock_jumped")
    of_plan = (*(one.reason for one in _BY_CODE.values()), "missed_by_most", "limit_too_short")
    others = ("data_lost", "in_others_hands", "nobody_there")
    return (*of_exercise, *of_plan, *_BY_RECOVERY, *others, *_OF_PEOPLE.values())
