"""Launching: from what a facilitator wants to an exercise with its tables, documents pinned by digest."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from engine.casting import BEHAVIOUR
from engine.store.records import ExerciseRecord, RunRecord
from exercise.evaluation.evaluation import RULES
from exercise.setting import Setting
from scenarios.behaviour import TRAINED
from web.errors import Refusal
from web.identity import fresh_code
from web.library import Library, behaviour_of, plan_of, scenario_of

_MOST_SEED = 1 << 31


def prepare(
    library: Library, wanted: Mapping[str, Any], by: str | None, opened: str, demo: bool
) -> tuple[ExerciseRecord, list[RunRecord]]:
    """Return the records of the exercise that is *wanted* (payloads.rest.Launch); raises Refusal."""
    scenario_sheet = library.scenario_sheet(wanted["scenario"])
    scenario = scenario_of(scenario_sheet)
    plan_sheet = library.plan_sheet(scenario.plan, wanted["plan_version"])
    setting = Setting(plan_of(plan_sheet), scenario)
    seed = wanted["seed"]
    exercise = ExerciseRecord(
        id="e-" + secrets.token_hex(4),
        title={"": wanted["title"]} if wanted["title"] else dict(scenario.title.words),
        scenario=library.pin(scenario_sheet),
        plan=library.pin(plan_sheet),
        seed=secrets.randbelow(_MOST_SEED) if seed is None else seed,
        rules=RULES,
        opened=opened,
        opened_by=by,
        options={
            "open_book": wanted["open_book"],
            "show_scores_after": wanted["show_scores_after"],
            "fill": wanted["fill"],
            BEHAVIOUR: _behaviour(library, wanted, setting),
            "demo": demo,
        },
    )
    runs = [_table(exercise, place, one, setting) for place, one in enumerate(wanted["tables"])]
    return exercise, runs


def _behaviour(library: Library, wanted: Mapping[str, Any], setting: Setting) -> str:
    """Return the digest of how colleagues in empty seats behave; raises Refusal."""
    sheet = library.behaviour_sheet(wanted.get("behaviour") or TRAINED.id)
    behaviour = behaviour_of(sheet)
    if behaviour.plan not in (None, setting.plan.id):
        raise Refusal("behaviour_of_other_plan", behaviour=behaviour.id, plan=behaviour.plan)
    return library.pin(sheet)


def _table(
    exercise: ExerciseRecord, place: int, wanted: Mapping[str, Any], setting: Setting
) -> RunRecord:
    for role in wanted["seats"]:
        if role not in setting.seats:
            raise Refusal("no_such_seat", role=role)
    return RunRecord(
        id="t-" + secrets.token_hex(4),
        exercise=exercise.id,
        name=wanted["name"],
        place=place,
        code=fresh_code(),
        seats=dict(wanted["seats"]),
    )
