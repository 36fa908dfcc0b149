"""Coverage: which steps of a plan were exercised, when, how it went, by whom and under which version of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from exercise.conformance.obligation import WORST_FIRST
from exercise.improvement.step_changes import step_changes
from exercise.improvement.table_record import (
    NOBODY,
    PEOPLE,
    SIMULATED,
    ExercisedStep,
    TableRecord,
    who_answered,
)
from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.plan import Plan
from scenarios.procedure import PHASES, Procedure

Paper = dict[str, Any]

NEVER, SIMULATED_ONLY, CHANGED, EXERCISED = "never", "simulated", "changed", "exercised"
STANDINGS = (NEVER, SIMULATED_ONLY, CHANGED, EXERCISED)
"""How far a step's coverage holds: not at all; by simulated colleagues alone; its demands changed since; it holds."""


@dataclass(frozen=True, slots=True)
class PlayedExercise:
    """An exercise with the records of those of its tables that are over; *at* in milliseconds since 1970."""

    id: str
    title: Mapping[str, str]
    at: int
    day: date
    setting: Setting
    tables: tuple[TableRecord, ...]

    @property
    def has_people(self) -> bool:
        """Whether anybody but simulated colleagues took part."""
        return any(table.has_people for table in self.tables)


@dataclass(frozen=True)
class Occasion:
    """One exercise of a step: the tables that called for it."""

    exercise: PlayedExercise
    tables: tuple[tuple[TableRecord, ExercisedStep], ...]

    @cached_property
    def who(self) -> str:
        """Who answered: people at any table, else nobody at a table of people, else simulated colleagues alone."""
        return _who(who_answered(step) for _, step in self.tables)

    @cached_property
    def verdict(self) -> str:
        """The worst verdict of the tables; what simulated colleagues alone did counts only where nobody else played."""
        verdicts = [
            step.verdict
            for _, step in self.tables
            if self.who == SIMULATED or who_answered(step) != SIMULATED
        ]
        return min(verdicts, key=WORST_FIRST.index)


@dataclass(frozen=True)
class StepCover:
    """All occasions of a step, the earliest first; *changed* are the keys that are not as they were at the last."""

    step: str
    occasions: tuple[Occasion, ...] = ()
    changed: tuple[str, ...] = ()

    @cached_property
    def by_people(self) -> tuple[Occasion, ...]:
        """The occasions that people took part in."""
        return tuple(one for one in self.occasions if one.who != SIMULATED)

    @cached_property
    def last(self) -> Occasion | None:
        """The latest occasion: simulated colleagues never hide what people did."""
        return next(iter(reversed(self.by_people or self.occasions)), None)

    @cached_property
    def who(self) -> str:
        """Who ever answered it."""
        return _who(one.who for one in self.occasions)

    @property
    def standing(self) -> str:
        """One of STANDINGS."""
        if not self.occasions:
            return NEVER
        if not self.by_people:
            return SIMULATED_ONLY
        return CHANGED if self.changed else EXERCISED


def in_time(exercises: Iterable[PlayedExercise]) -> tuple[PlayedExercise, ...]:
    """Return those *exercises* that have a table that is over, the earliest first."""
    return tuple(sorted((one for one in exercises if one.tables), key=lambda one: (one.at, one.id)))


def step_covers(plan: Plan, exercises: Sequence[PlayedExercise]) -> Mapping[str, StepCover]:
    """Return the coverage of every step of *plan* by *exercises* of any of its versions, which are in time."""
    actions, forms = {a.id: a for a in plan.actions}, {f.id: f for f in plan.forms}
    found: dict[str, list[Occasion]] = {step.id: [] for step in plan.steps()}
    for one in exercises:
        for name, tables in _by_step(one).items():
            if name in found:
                found[name].append(Occasion(one, tables))
    covers = {}
    for step in plan.steps():
        cover = StepCover(step.id, tuple(found[step.id]))
        if cover.last is not None:
            was = cover.last.exercise.setting
            old = (was.steps[step.id], was.actions, was.forms)
            cover = replace(cover, changed=step_changes(old, (step, actions, forms)))
        covers[step.id] = cover
    return covers


def coverage(
    plan: Plan,
    exercises: Iterable[PlayedExercise],
    today: date,
    covers: Mapping[str, StepCover] | None = None,
) -> Paper:
    """Return how *plan*, its newest version, is covered by *exercises*, as JSON; *covers* where they are known."""
    past = in_time(exercises)
    covers = step_covers(plan, past) if covers is None else covers
    places = {one.id: place for place, one in enumerate(past)}
    return {
        "plan": {"id": plan.id, "version": plan.version, "title": text_paper(plan.title)},
        "day": today.isoformat(),
        "exercises": [exercise_paper(one, today) for one in past],
        "procedures": [_procedure(one, covers, places, today) for one in plan.procedures],
        "phases": _phases(plan, covers),
        "share": share(covers.values()),
    }


def share(covers: Iterable[StepCover]) -> Paper:
    """Return of how many steps people exercised how many, simulated colleagues alone, what holds and what was met."""
    steps = list(covers)
    played = [one for one in steps if one.by_people]
    return {
        "steps": len(steps),
        "exercised": len(played),
        "simulated": sum(one.standing == SIMULATED_ONLY for one in steps),
        "holds": sum(one.standing == EXERCISED for one in steps),
        "met": sum(one.last is not None and one.last.verdict == "met" for one in played),
    }


def exercise_paper(one: PlayedExercise, today: date) -> Paper:
    """Return an exercise with its tables that are over."""
    return {
        "id": one.id,
        "title": dict(one.title),
        "day": one.day.isoformat(),
        "days_ago": (today - one.day).days,
        "version": one.setting.plan.version,
        "scenario": one.setting.scenario.id,
        "causes": list(one.setting.scenario.causes),
        "tables": [{"id": t.id, "name": t.name, "people": t.has_people} for t in one.tables],
    }


def _by_step(
    one: PlayedExercise,
) -> Mapping[str, tuple[tuple[TableRecord, ExercisedStep], ...]]:
    found: dict[str, tuple[tuple[TableRecord, ExercisedStep], ...]] = {}
    for table in one.tables:
        for step, record in table.steps.items():
            found[step] = (*found.get(step, ()), (table, record))
    return found


def _who(found: Iterable[str]) -> str:
    seen = set(found)
    return next((one for one in (PEOPLE, NOBODY) if one in seen), SIMULATED)


def _phases(plan: Plan, covers: Mapping[str, StepCover]) -> list[Paper]:
    return [
        {"phase": phase, "share": share(found)}
        for phase in PHASES
        if (found := [covers[s.id] for p in plan.procedures if p.phase == phase for s in p.steps])
    ]


def _procedure(
    procedure: Procedure,
    covers: Mapping[str, StepCover],
    places: Mapping[str, int],
    today: date,
) -> Paper:
    rows = []
    for step in procedure.steps:
        row = {
            "id": step.id,
            "title": text_paper(step.title),
            "by": list(step.by),
            "criticality": step.criticality,
            "clause": list(step.clause),
        }
        rows.append(row | cover_paper(covers[step.id], places, today))
    return {
        "id": procedure.id,
        "title": text_paper(procedure.title),
        "phase": procedure.phase,
        "share": share(covers[step.id] for step in procedure.steps),
        "steps": rows,
    }


def cover_paper(cover: StepCover, places: Mapping[str, int], today: date) -> Paper:
    """Return *cover*; ``at`` is the place of an exercise among those of the answer."""
    last = cover.last
    return {
        "standing": cover.standing,
        "times": len(cover.by_people),
        "simulated": len(cover.occasions) - len(cover.by_people),
        "verdict": None if last is None else last.verdict,
        "who": None if last is None else cover.who,
        "last": None if last is None else last.exercise.day.isoformat(),
        "days_ago": None if last is None else (today - last.exercise.day).days,
        "version": None if last is None else last.exercise.setting.plan.version,
        "changed": list(cover.changed),
        "history": [_occasion(one, places) for one in cover.occasions],
    }


def _occasion(one: Occasion, places: Mapping[str, int]) -> Paper:
    return {
        "at": places[one.exercise.id],
        "verdict": one.verdict,
        "who": one.who,
        "tables": [
            {
                "table": table.id,
                "verdict": step.verdict,
                "seq": step.seq,
                "people": list(step.people),
                "simulated": list(step.simulated),
            }
            for table, step in one.tables
        ],
    }
