"""Coverage on paper: one plan with everything that was tried of it, and all plans against causes and clauses."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from exercise.improvement.cause_cover import cause_cover, years
from exercise.improvement.clause_cover import CoveredPlan, clause_cover
from exercise.improvement.coverage import coverage, exercise_paper, share
from exercise.improvement.coverage_world import world_coverage
from exercise.improvement.step_callers import callers
from exercise.script_paper import text_paper
from web.covering.gathering import (
    covered_plan,
    covered_plans,
    joint_exercises,
    played,
    scenarios,
    today_of,
)
from web.errors import Refusal
from web.house import House

Paper = dict[str, Any]

_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)


def plan_coverage(house: House, plan: str) -> Paper:
    """Return how the newest version of *plan* is covered, by steps, services, measures, roles and clauses."""
    house.library.versions(plan)
    today, exercises = today_of(house), played(house, plan)
    covered = covered_plan(house, plan, exercises)
    paper = coverage(covered.plan, exercises, today, covered.covers)
    called = callers(covered.plan, scenarios(house))
    for procedure in paper["procedures"]:
        for step in procedure["steps"]:
            step["called_by"] = called[step["id"]]
    clauses = clause_cover(house.library.clause_maps(), [covered], today, joint_exercises(house))
    return {**paper, **world_coverage(covered.plan, exercises, today), "clauses": clauses}


def whole_coverage(house: House, year: int | None = None, plan: str | None = None) -> Paper:
    """Return causes and clauses over all plans, or *plan* alone, by what was played at any time or in *year*.

    A year that is over is looked at from its last day.
    """
    today, ever = today_of(house), played(house, plan)
    today = today if year is None else min(today, date(year, 12, 31))
    exercises = tuple(one for one in ever if year in (None, one.day.year))
    if plan is None:
        plans = covered_plans(house, exercises)
    else:
        house.library.versions(plan)
        plans = [covered_plan(house, plan, exercises)]
    known = [one for one in scenarios(house) if plan in (None, one.plan)]
    clauses = clause_cover(house.library.clause_maps(), plans, today, joint_exercises(house))
    return {
        "day": today.isoformat(),
        "year": year,
        "years": sorted(map(int, years(ever))),
        "plans": [_plan(one) for one in plans],
        "exercises": [
            {**exercise_paper(one, today), "plan": one.setting.plan.id} for one in exercises
        ],
        "causes": cause_cover(exercises, known, today),
        "scenarios": {one.id: text_paper(one.title) for one in known},
        "clauses": clauses,
    }


def year_of(written: str | None) -> int | None:
    """Return the year that an address asks for; raises Refusal when it is none."""
    if not written:
        return None
    if not _YEAR.fullmatch(written):
        raise Refusal("no_such_year", year=written[:20])
    return int(written)


def _plan(one: CoveredPlan) -> Paper:
    return {
        "id": one.plan.id,
        "title": text_paper(one.plan.title),
        "version": one.plan.version,
        "exercises": len(one.exercises),
        "last": one.exercises[-1].day.isoformat() if one.exercises else None,
        "share": share(one.covers.values()),
    }
