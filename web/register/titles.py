"""Titles that pages about the register show instead of ids."""

from __future__ import annotations

from typing import Any

from exercise.script_paper import text_paper
from web.house import House


def titles_of(house: House, exercise: str | None) -> dict[str, Any]:
    """Return the titles of an exercise, its plan, the plan's roles and the tables; nothing of no exercise."""
    if exercise is None:
        return {}
    record = house.exercise(exercise)
    setting = house.documents(record).setting
    return {
        "exercise_title": dict(record.title),
        "plan_title": text_paper(setting.plan.title),
        "roles": [{"id": one.id, "title": text_paper(one.title)} for one in setting.plan.roles],
        "table_names": {run.id: run.name for run in house.store.exercises.runs(exercise)},
    }
