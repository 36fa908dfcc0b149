"""A whole version of a plan for those who own it: what its open book shows, and what calls for each step."""

from __future__ import annotations

from typing import Any

from exercise.plan_paper import plan_paper
from exercise.script_paper import text_paper
from scenarios.plan import Plan, Recovery
from scenarios.procedure import Escalation, Step
from scenarios.schemas.conditions import write_condition

Paper = dict[str, Any]


def whole_plan(plan: Plan) -> Paper:
    """Return *plan* as its owners read it."""
    paper = plan_paper(plan)
    for procedure, told in zip(plan.procedures, paper["procedures"], strict=True):
        for step, row in zip(procedure.steps, told["steps"], strict=True):
            row.update(_calls(step))
    for recovery, row in zip(plan.recoveries, paper["recoveries"], strict=True):
        row.update(_promises(recovery))
    return paper


def _calls(step: Step) -> Paper:
    return {
        "when": write_condition(step.when),
        "until": write_condition(step.until),
        "not_before": write_condition(step.not_before),
        "not_while": write_condition(step.not_while),
        "within_max_ms": step.within_max,
        "escalate": _escalation(step.escalate),
        "distinct_from": step.distinct_from,
        "overrides": list(step.overrides),
        "notes": text_paper(step.notes),
    }


def _escalation(escalation: Escalation | None) -> Paper | None:
    if escalation is None:
        return None
    return {
        "by": list(escalation.by),
        "within_ms": escalation.within,
        "does": escalation.does,
    }


def _promises(recovery: Recovery) -> Paper:
    return {
        "starts_on": {"action": recovery.starts_on.action, "option": recovery.starts_on.option},
        "loses_ms": recovery.loses,
        "makes_up": list(recovery.makes_up),
        "success": recovery.success,
    }
