"""Exercises as the lobby and the launch page show them."""

from __future__ import annotations

from typing import Any

from engine.store.records import ExerciseRecord, RunRecord
from exercise.audience import EVALUATOR, FACILITATOR
from exercise.screen import wall_ms
from exercise.script_paper import text_paper
from web.house import House
from web.identity import Invitation
from web.table import Table

Paper = dict[str, Any]


def exercise_row(house: House, exercise: ExerciseRecord) -> Paper:
    """Return an exercise as a list shows it; tables that are over, or cannot be judged here, are not read for that."""
    is_known = house.may_judge(exercise)
    tables = [
        _resting(run)
        if house.rests(run) or not is_known
        else _table(house, house.table(run.id), False)
        for run in house.store.exercises.runs(exercise.id)
    ]
    return _heading(house, exercise) | {"tables": tables}


def exercise_paper(house: House, exercise: ExerciseRecord, with_links: bool) -> Paper:
    """Return an exercise with its tables; *with_links*: and with the links for everybody."""
    tables = [_table(house, table, with_links) for table in house.tables_of(exercise.id)]
    paper = _heading(house, exercise) | {"tables": tables}
    if with_links:
        paper["links"] = {
            kind: house.path_of(Invitation(kind, exercise.id)) for kind in (FACILITATOR, EVALUATOR)
        }
    return paper


def _heading(house: House, exercise: ExerciseRecord) -> Paper:
    setting = house.pinned(exercise).setting
    return {
        "id": exercise.id,
        "title": dict(exercise.title),
        "scenario": setting.scenario.id,
        "scenario_title": text_paper(setting.scenario.title),
        "plan": {
            "id": setting.plan.id,
            "version": setting.plan.version,
            "title": text_paper(setting.plan.title),
        },
        "open_book": bool(exercise.options.get("open_book", True)),
        "launched_wall": wall_ms(exercise.opened),
        "demo": bool(exercise.options.get("demo", False)),
    }


def _resting(run: RunRecord) -> Paper:
    phase = "ended" if run.ended else "paused"
    return {"id": run.id, "name": run.name, "phase": phase, "now": run.reached, "seats": []}


def _table(house: House, table: Table, with_links: bool) -> Paper:
    clock = table.clock
    paper: Paper = {
        "id": table.id,
        "name": table.run.name,
        "phase": clock["phase"],
        "now": house.now(table),
        "seats": table.seats(),
    }
    if with_links:
        paper |= {"code": table.run.code, "links": house.links(table)}
    return paper
