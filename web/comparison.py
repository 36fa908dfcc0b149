"""Comparison: the tables of one exercise side by side, and a plan over all its exercises."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.store.records import ExerciseRecord
from exercise.improvement.history import PastExercise, history
from exercise.improvement.merging import TableFindings
from exercise.improvement.regression import regressions
from exercise.improvement.side_by_side import side_by_side
from exercise.screen import wall_ms
from exercise.script_paper import text_paper
from web.exporting import signed_ratings
from web.house import House
from web.library import plan_of
from web.reports.review import title_of
from web.table import Table

Paper = dict[str, Any]


def comparison_paper(house: House, exercise: ExerciseRecord, tables: Iterable[Table]) -> Paper:
    """Return the judgement of *tables*, all of *exercise*, side by side."""
    compared, setting = list(tables), house.documents(exercise).setting
    paper = side_by_side(exercise.id, setting, [_findings(table) for table in compared])
    for row in paper["repeated"]:
        row["title"] = title_of(setting, row["step"])
    return {
        "exercise": {"id": exercise.id, "title": dict(exercise.title)},
        "plan": {"id": setting.plan.id, "version": setting.plan.version},
        "tables": [_compared(table) for table in compared],
        **paper,
    }


def history_paper(house: House, plan: str, exercises: Iterable[ExerciseRecord]) -> Paper:
    """Return the history of *plan* over those of *exercises* that were played by it; raises Refusal."""
    sheet = house.library.plan_sheet(plan)
    past = [_past(house, one) for one in exercises if house.documents(one).setting.plan.id == plan]
    versions = house.library.versions(plan)
    changelogs = {one.version: one.changelog for one in versions}
    return {
        "plan": {
            "id": plan,
            "title": text_paper(plan_of(sheet).title),
            "versions": [one.version for one in versions],
        },
        **history(past),
        "regressions": regressions(past, changelogs),
    }


def _past(house: House, exercise: ExerciseRecord) -> PastExercise:
    tables = [table for table in house.tables_of(exercise.id) if table.has_ended]
    return PastExercise(
        exercise.id,
        dict(exercise.title),
        wall_ms(exercise.opened),
        house.documents(exercise).setting,
        tuple(_findings(table) for table in tables),
    )


def _findings(table: Table) -> TableFindings:
    return TableFindings(table.id, table.run.name, table.run.place, table.evaluation())


def _compared(table: Table) -> Paper:
    evaluation = table.evaluation()
    return {
        "id": table.id,
        "name": table.run.name,
        "ended": table.has_ended,
        "score": evaluation["score"],
        "rating": evaluation["rating"],
        "signed": signed_ratings(table).get("whole"),
        "objectives": evaluation["objectives"],
        "obligations": {one["id"]: one["verdict"] for one in evaluation["obligations"]},
    }
