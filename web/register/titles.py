"""Titles that pages about the register show instead of ids."""

from __future__ import annotations

from typing import Any

from exercise.script_paper import text_paper
from scenarios.plan import Plan
from web.errors import Refusal
from web.house import House
from web.library import plan_of


def titles_of(house: House, exercise: str | None, plan: str | None = None) -> dict[str, Any]:
    """Return the titles of an exercise, its plan, the plan's roles and the tables; of no exercise those of *plan*."""
    if exercise is None:
        return {"exercise_title": {}, "table_names": {}} | _of_plan(_newest(house, plan))
    record = house.exercise(exercise)
    setting = house.documents(record).setting
    return {
        "exercise_title": dict(record.title),
        **_of_plan(setting.plan),
        "table_names": {run.id: run.name for run in house.store.exercises.runs(exercise)},
    }


def _of_plan(plan: Plan | None) -> dict[str, Any]:
    if plan is None:
        return {"plan_title": {}, "roles": []}
    return {
        "plan_title": text_paper(plan.title),
        "roles": [{"id": one.id, "title": text_paper(one.title)} for one in plan.roles],
    }


def _newest(house: House, plan: str | None) -> Plan | None:
    """Return the newest version of *plan*; None when it has none yet."""
    try:
        return None if plan is None else plan_of(house.library.plan_sheet(plan))
    except Refusal:
        return None
