"""Improvement actions, and changes of the plan, that findings propose (scoring.md 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from exercise.evaluation.findings import DUE_IN_DAYS, Finding
from exercise.setting import Setting
from scenarios.procedure import ALL, Step
from scenarios.timing import write_duration

ELEMENTS: Mapping[str, str] = {
    "step_missed": "training",
    "step_late": "training",
    "wrong_role": "organization",
    "order_violated": "training",
    "cadence_gap": "organization",
    "done_too_early": "training",
    "quorum_short": "organization",
    "decision_poor": "training",
    "fact_omitted": "training",
    "fact_false": "training",
    "escalation_missing": "organization",
    "same_person": "organization",
    "log_gap": "training",
    "rto_missed": "equipment",
    "rpo_missed": "equipment",
    "plan_conflict": "planning",
    "not_exercised": "exercises",
    "plan_infeasible": "planning",
}
"""The capability element (POETE) that a kind of failure points at."""

_OF_PEOPLE = ("training", "organization")
_STEP_IN = ("step_missed", "step_late", "quorum_short")


@dataclass(frozen=True, slots=True)
class Action:
    """What to do about finding number *finding*; *id* stays the same from exercise to exercise."""

    id: str
    finding: int
    element: str
    owner: str
    due_in_days: int


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change of the plan: one *field* of a *step*, as the plan writes it, with its reason's code."""

    step: str
    field: str
    old: object
    new: object
    reason: str


def propose_action(setting: Setting, number: int, finding: Finding) -> Action:
    """Return the action that finding *number* proposes."""
    element = ELEMENTS[finding.code]
    step = setting.steps.get(finding.subject)
    owner = setting.plan.owner
    if element in _OF_PEOPLE and step is not None and ALL not in step.by:
        owner = step.by[0]
    written = f"{setting.plan.id}/{finding.subject}/{finding.kind}/{finding.code}"
    name = f"A-{sha256(written.encode()).hexdigest()[:12]}"
    return Action(name, number, element, owner, DUE_IN_DAYS[finding.severity])


def propose_change(setting: Setting, finding: Finding) -> Change | None:
    """Return a concrete change of the plan where *finding* suggests one.

    One late table is no sign that a limit is wrong (scoring.md 4 asks for several exercises): what is proposed then is
    somebody who steps in, not more time.
    """
    step = setting.steps.get(finding.subject)
    if step is None:
        return None
    if finding.code == "wrong_role":
        return _name_roles(step, finding)
    if finding.code in _STEP_IN and step.escalate is None:
        return _add_escalation(setting, step, finding.code)
    if finding.code == "order_violated" and step.not_before is None:
        done = [{"done": other} for other in step.after]
        return Change(
            step.id, "not_before", None, done[0] if len(done) == 1 else {"all": done}, finding.code
        )
    return None


def _name_roles(step: Step, finding: Finding) -> Change | None:
    roles = finding.numbers.get("roles")
    added = [role for role in roles if role not in step.by] if isinstance(roles, list) else []
    if not added:
        return None
    return Change(step.id, "by", list(step.by), [*step.by, *added], finding.code)


def _add_escalation(setting: Setting, step: Step, code: str) -> Change | None:
    """Propose that a deputy, else the plan's owner, must step in when the answer stays out."""
    if step.within is None:
        return None
    deputies = [
        d for role in step.by if role in setting.roles for d in setting.roles[role].deputies
    ]
    stand_ins = [role for role in (*deputies, setting.plan.owner) if role not in step.by]
    if not stand_ins:
        return None
    new = {"by": [stand_ins[0]], "within": write_duration(step.within)}
    return Change(step.id, "escalate", None, new, code)
