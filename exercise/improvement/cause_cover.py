"""Causes against exercises: what kinds of emergency were exercised, when, by which plan, and which never."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from exercise.improvement.coverage import PlayedExercise
from scenarios.scenario import CAUSES, ORDER_218, Scenario

Paper = dict[str, Any]


def cause_cover(
    exercises: Sequence[PlayedExercise], scenarios: Iterable[Scenario], today: date
) -> list[Paper]:
    """Return for each cause the exercises of people that began with it, and the *scenarios* that would.

    *exercises* are in time and of any plan; those that Order 218 art. 37 asks for come first.
    """
    known = list(scenarios)
    order = (*ORDER_218, *(cause for cause in CAUSES if cause not in ORDER_218))
    return [_row(cause, exercises, known, today) for cause in order]


def _row(
    cause: str, exercises: Sequence[PlayedExercise], scenarios: Sequence[Scenario], today: date
) -> Paper:
    begun = [one for one in exercises if cause in one.setting.scenario.causes]
    found = [one for one in begun if one.has_people]
    return {
        "cause": cause,
        "asked": cause in ORDER_218,
        "times": len(found),
        "simulated": len(begun) - len(found),
        "last": found[-1].day.isoformat() if found else None,
        "days_ago": (today - max(one.day for one in found)).days if found else None,
        "years": years(found),
        "plans": _by_plan(found),
        "exercises": [one.id for one in found],
        "scenarios": [one.id for one in scenarios if cause in one.causes],
    }


def years(exercises: Iterable[PlayedExercise]) -> Mapping[str, int]:
    """Return how many of *exercises* fell into each year."""
    found: dict[str, int] = {}
    for one in exercises:
        year = str(one.day.year)
        found[year] = found.get(year, 0) + 1
    return found


def _by_plan(exercises: Iterable[PlayedExercise]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for one in exercises:
        plan = one.setting.plan.id
        found[plan] = found.get(plan, 0) + 1
    return found
