"""Rehearsals of small plans, whose chances can be written down."""

from __future__ import annotations

from typing import Any

from engine.rehearsal.one import rehearse_once
from exercise.rehearsal.outcome import Outcome
from exercise.rehearsal.result import figures
from exercise.rehearsal.tally import Tally
from exercise.setting import Setting
from scenarios.behaviour import Behaviour, Pace, Profile
from scenarios.text import Text
from tests.engine.making import REFS


def people(default: Profile | None = None, **roles: Profile) -> Behaviour:
    """Return how people behave: as *default* says, or each role as is said of it."""
    return Behaviour("people", Text.plain("people"), default=default or Profile(), roles=roles)


def takes(median: int, sigma: float) -> Pace:
    """Return a pace that is lognormal and nothing else."""
    return Pace(median=median, sigma=sigma)


def outcomes(made: Setting, behaviour: Behaviour, runs: int, seed: int = 1) -> list[Outcome]:
    """Return what came of so many runs."""
    return [rehearse_once(made, REFS, behaviour, seed, index) for index in range(runs)]


def told(made: Setting, found: list[Outcome]) -> dict[str, Any]:
    """Return the result that a rehearsal prints."""
    tally = Tally()
    for outcome in found:
        tally.add(outcome)
    return figures(made, tally)


def rehearsed(made: Setting, behaviour: Behaviour, runs: int, seed: int = 1) -> dict[str, Any]:
    """Return the result of so many runs."""
    return told(made, outcomes(made, behaviour, runs, seed))


def named(rows: list[dict[str, Any]], name: str, key: str = "id") -> dict[str, Any]:
    """Return the row called *name*."""
    return next(row for row in rows if row[key] == name)


def verdicts(result: dict[str, Any], duty: str) -> dict[str, int]:
    """Return how often each verdict was given on *duty*."""
    rows = named(result["obligations"], duty)["verdicts"]
    return {verdict: row["times"] for verdict, row in rows.items()}
