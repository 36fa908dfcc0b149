"""Tallies of obligations: score and rating of whole, steps, procedures, objectives and roles (scoring.md 2, 3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exercise.conformance.obligation import Obligation
from exercise.evaluation.rating import rate
from exercise.evaluation.scores import weighted_score, worst_verdict
from exercise.rules import Rules
from exercise.setting import Setting


def rated(obligations: Sequence[Obligation], rules: Rules) -> dict[str, Any]:
    """Return score, rating and gates of *obligations*, given in document order."""
    rating, gates = rate(obligations, rules)
    return {"score": weighted_score(obligations), "rating": rating, "gates": gates}


def tallies(setting: Setting, obligations: Sequence[Obligation]) -> dict[str, Any]:
    """Return ``steps``, ``procedures``, ``objectives`` and ``roles`` of formats.md 5."""
    return {
        "steps": _steps(setting, obligations),
        "procedures": _procedures(setting, obligations),
        "objectives": _objectives(setting, obligations),
        "roles": _roles(setting, obligations),
    }


def _steps(setting: Setting, obligations: Sequence[Obligation]) -> list[dict[str, Any]]:
    found: dict[str, list[Obligation]] = {step: [] for step in setting.steps}
    for obligation in obligations:
        if obligation.subject in found and not obligation.is_service:
            found[obligation.subject].append(obligation)
    return [
        {"id": step, "score": weighted_score(of_step), "verdict": worst_verdict(of_step)}
        for step, of_step in found.items()
    ]


def _procedures(setting: Setting, obligations: Sequence[Obligation]) -> list[dict[str, Any]]:
    return [
        {
            "id": procedure.id,
            "phase": procedure.phase,
            **_rated(obligations, {step.id for step in procedure.steps}, setting.rules),
        }
        for procedure in setting.plan.procedures
    ]


def _objectives(setting: Setting, obligations: Sequence[Obligation]) -> list[dict[str, Any]]:
    return [
        {"id": objective.id, **_rated(obligations, set(objective.steps), setting.rules)}
        for objective in setting.scenario.objectives
    ]


def _rated(obligations: Sequence[Obligation], subjects: set[str], rules: Rules) -> dict[str, Any]:
    return rated([o for o in obligations if o.subject in subjects], rules)


def _roles(setting: Setting, obligations: Sequence[Obligation]) -> list[dict[str, Any]]:
    found = []
    for role in setting.roles:
        named = {s.id for s in setting.steps.values() if setting.names_role(s, role)}
        score = weighted_score(o for o in obligations if o.subject in named)
        found.append({"id": role, "score": score})
    return found
