"""Gathering: the exercises that plans were played in, and the plans as they stand now."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime

from engine.store.records import ExerciseRecord
from exercise.improvement.clause_cover import CoveredPlan
from exercise.improvement.coverage import PlayedExercise, in_time, step_covers
from exercise.screen import wall_ms
from scenarios.scenario import Scenario
from web.errors import Refusal
from web.house import House
from web.library import plan_of
from web.register.calendar import CHINA, day_of


def today_of(house: House) -> date:
    """Return what day it is."""
    return day_of(house.room.source.stamp())


def played(
    house: House, plan: str | None = None, year: int | None = None
) -> tuple[PlayedExercise, ...]:
    """Return the exercises that have a table past EndEx, the earliest first; of *plan*, in *year* if asked.

    An exercise whose rules or documents nobody here can read is left out: its verdicts cannot be worked out.
    """
    plans = {one.digest: one.plan for one in house.store.plans.versions()}
    asked = (one for one in house.exercises() if plan in (None, plans.get(one.plan)))
    found = (_played(house, one) for one in asked)
    return in_time(one for one in found if one and year in (None, one.day.year))


def _played(house: House, exercise: ExerciseRecord) -> PlayedExercise | None:
    """Return *exercise*; it was played when its last table got EndEx, never before it was launched."""
    runs = [run for run in house.store.exercises.runs(exercise.id) if run.ended]
    if not runs or not house.may_judge(exercise):
        return None
    try:
        setting = house.documents(exercise).setting
    except Refusal:
        return None
    tables = tuple(house.records.of(run) for run in runs)
    at = max([wall_ms(exercise.opened), *(table.ended for table in tables)])
    return PlayedExercise(
        id=exercise.id,
        title=dict(exercise.title),
        at=at,
        day=datetime.fromtimestamp(at / 1000, UTC).astimezone(CHINA).date(),
        setting=setting,
        tables=tables,
    )


def covered_plan(house: House, plan: str, exercises: Iterable[PlayedExercise]) -> CoveredPlan:
    """Return the newest version of *plan* with its coverage by those of *exercises* that are of it; raises Refusal."""
    newest = plan_of(house.library.plan_sheet(plan))
    own = tuple(one for one in exercises if one.setting.plan.id == plan)
    return CoveredPlan(newest, step_covers(newest, own), own)


def covered_plans(house: House, exercises: Iterable[PlayedExercise]) -> list[CoveredPlan]:
    """Return every plan with a published version that is in use and can be read, archived ones left out."""
    known, found = list(exercises), []
    archived = {card.plan for card in house.store.plan_cards.cards() if card.archived}
    for plan in house.library.plan_ids():
        if plan not in archived:
            with suppress(Refusal):
                found.append(covered_plan(house, plan, known))
    return found


def scenarios(house: House) -> tuple[Scenario, ...]:
    """Return the scenarios on the shelf as far as they can be read."""
    found = []
    for scenario in house.library.scenario_ids():
        try:
            draft = house.library.scenario_sheet(scenario).draft
        except Refusal:
            continue
        if isinstance(draft, Scenario):
            found.append(draft)
    return tuple(found)


def joint_exercises(house: House) -> frozenset[str]:
    """Return the exercises that the programme says were held with outside parties."""
    planned = house.store.programme.all_planned()
    return frozenset(one.exercise for one in planned if one.joint and one.exercise)
