"""Exercises that are over, for tests of coverage: a plan in versions, tables as journals, days told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from exercise.evaluation.evaluation import evaluate_journal
from exercise.improvement.coverage import PlayedExercise
from exercise.improvement.table_record import TableRecord, table_record
from exercise.setting import Setting
from scenarios.condition import Signal
from scenarios.procedure import Step
from tests.exercise.builders import MIN, REFS, Journal, setting, step

FIRST = date(2026, 1, 1)
TODAY = date(2026, 12, 31)
D1 = step("D1", "acknowledge", when=Signal("alarm"), within=3 * MIN, criticality="critical")
D2 = step("D2", "inspect", when=Signal("alarm"), within=5 * MIN)
NEVER = step("N1", "announce", when=Signal("never"), within=5 * MIN)
Told = Callable[[Journal], Journal]


def version(number: int, *steps: Step, causes: tuple[str, ...] = (), **more: Any) -> Setting:
    """Return the plan in a version with *steps*, and a scenario that begins with *causes*."""
    play = setting(*steps, **more)
    scenario = replace(play.scenario, causes=causes)
    return Setting(replace(play.plan, version=number), scenario)


def table(name: str, play: Setting, told: Told | None = None) -> TableRecord:
    """Return the record of a table in which an alarm came and then what *told* writes happened."""
    journal = Journal().signal(0, "alarm")
    if told is not None:
        journal = told(journal)
    journal.end(60 * MIN)
    judged = evaluate_journal(play, journal.entries, REFS, seed=1)
    return table_record(f"t-{name}", name, play, judged, journal.entries)


def past(day: int, play: Setting, *tables: Told | None) -> PlayedExercise:
    """Return the exercise of the *day*-th day of the year, with a table for each of *tables*."""
    when = FIRST + timedelta(days=day - 1)
    records = tuple(table(f"{day}{'ABC'[i]}", play, told) for i, told in enumerate(tables))
    return PlayedExercise(f"e-{day}", {"en": f"Drill {day}"}, day, when, play, records)


def acknowledged(minutes: int, by: str = "duty/li", simulated: bool = False) -> Told:
    """Let somebody acknowledge the alarm after *minutes*."""
    return lambda journal: journal.act(minutes * MIN, by, "acknowledge", simulated=simulated)


def inspected(minutes: int) -> Told:
    """Let somebody inspect after *minutes*, and do nothing else."""
    return lambda journal: journal.act(minutes * MIN, "duty/li", "inspect")
