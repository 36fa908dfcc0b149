"""Who calls for a step: the injects and objectives of scenarios that are meant to have it exercised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from exercise.script_paper import text_paper
from scenarios.plan import Plan
from scenarios.scenario import Scenario

Paper = dict[str, Any]


def callers(plan: Plan, scenarios: Iterable[Scenario]) -> Mapping[str, list[Paper]]:
    """Return for each step of *plan* the *scenarios* over it that call for the step, with injects and objectives."""
    found: dict[str, list[Paper]] = {step.id: [] for step in plan.steps()}
    for scenario in scenarios:
        if scenario.plan != plan.id:
            continue
        for step, called_by in found.items():
            injects = [one.id for one in scenario.injects if step in one.expects]
            objectives = [one.id for one in scenario.objectives if step in one.steps]
            if injects or objectives:
                called_by.append(_caller(scenario, injects, objectives))
    return found


def _caller(scenario: Scenario, injects: list[str], objectives: list[str]) -> Paper:
    return {
        "scenario": scenario.id,
        "title": text_paper(scenario.title),
        "injects": injects,
        "objectives": objectives,
    }
