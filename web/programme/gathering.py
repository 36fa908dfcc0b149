"""Gathering: the exercises, planned and held, that the programme of this server is reckoned from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary, ref

from engine.store.programme import PlannedExercise
from engine.store.records import ExerciseRecord
from exercise.programme.course import Course, course_of, is_switchover
from exercise.programme.records import CANCELLED, DONE, Held, Planned, Reckoning
from exercise.setting import Setting
from scenarios.plan import Plan
from scenarios.scenario import Scenario
from web.errors import Refusal
from web.house import House
from web.library import plan_of
from web.register.calendar import day_of

HANDED = "programme.handed"
_MOST_COURSES = 4096


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the programme is reckoned from, with the records that it was made of."""

    reckoning: Reckoning
    planned: tuple[PlannedExercise, ...]
    exercises: Mapping[str, ExerciseRecord]
    running: frozenset[str]
    """Exercises, no demonstrations, that have a table which is still to end."""


class Gathering:
    """Reads what was planned and held; tables that ended are read once."""

    def __init__(self, house: House) -> None:
        """Read from *house*."""
        self._owner = ref(house)
        self._course = lru_cache(_MOST_COURSES)(self._read_course)

    @property
    def _house(self) -> House:
        found = self._owner()
        if found is None:
            raise RuntimeError
        return found

    def gather(self, today: date) -> Gathered:
        """Return all that the programme is reckoned from on *today*."""
        kept = self._house.store.programme.all_planned()
        linked = {one.exercise: one for one in kept if one.exercise and one.state != CANCELLED}
        exercises = {
            one.id: one for one in self._house.exercises() if not one.options.get("demo", False)
        }
        held, running = [], set[str]()
        for one in exercises.values():
            found = self._held(one)
            if found is None:
                running.add(one.id)
            elif found.plan:
                held.append(_linked(found, linked.get(one.id)))
        held += [self._outside(one) for one in kept if one.state == DONE and one.exercise is None]
        over = {one.id for one in held}
        planned = tuple(self._planned(one, one.exercise in over) for one in kept)
        reckoning = Reckoning(
            today,
            _since(today, kept, exercises.values(), held),
            self._plans(),
            planned,
            tuple(sorted(held, key=lambda one: (one.day, one.id))),
            self.handed(),
        )
        return Gathered(reckoning, kept, exercises, frozenset(running))

    def handed(self) -> dict[int, date]:
        """Return on which day the summary of which year was handed in."""
        kept = json.loads(self._house.store.setting(HANDED) or "{}")
        return {int(year): date.fromisoformat(day) for year, day in kept.items()}

    def hand_in(self, year: int, day: date | None) -> None:
        """Note that the summary of *year* was handed in on *day*; None takes that back."""
        with self._house.store.together():
            kept = {str(each): one.isoformat() for each, one in self.handed().items()}
            kept.pop(str(year), None)
            if day is not None:
                kept[str(year)] = day.isoformat()
            self._house.store.set_setting(HANDED, json.dumps(kept))

    def scenario(self, scenario: str | None) -> Scenario | None:
        """Return a scenario of the shelf, None where there is none that can be read."""
        if scenario is None:
            return None
        try:
            document = self._house.library.scenario_sheet(scenario).document
        except Refusal:
            return None
        return document if isinstance(document, Scenario) else None

    def plan(self, plan: str | None) -> Plan | None:
        """Return the newest version of a plan, None where there is none."""
        if plan is None:
            return None
        try:
            return plan_of(self._house.library.plan_sheet(plan))
        except Refusal:
            return None

    def _plans(self) -> dict[str, frozenset[str]]:
        cards = self._house.store.plan_cards.cards()
        archived = {one.plan for one in cards if one.archived is not None}
        found = {}
        for name in self._house.library.plan_ids():
            plan = None if name in archived else self.plan(name)
            if plan is not None:
                found[name] = frozenset(one.id for one in plan.services)
        return found

    def _held(self, exercise: ExerciseRecord) -> Held | None:
        """Return *exercise* as held; None while a table of it is played, without a plan where no people took part."""
        runs = self._house.store.exercises.runs(exercise.id)
        if not runs or not all(run.ended for run in runs):
            return None
        courses = [self._course(run.id) for run in runs]
        if not any(one.has_people for one in courses):
            return Held(exercise.id, date.min, "")
        setting = self._house.pinned(exercise).setting
        ended = max(one.ended or exercise.opened for one in courses)
        return Held(
            exercise.id,
            day_of(ended),
            setting.plan.id,
            tuple(setting.scenario.causes),
            setting.scenario.type,
            frozenset(service for one in courses for service in one.services),
            any(_switches(setting, name) for one in courses for name in one.recoveries),
        )

    def _read_course(self, run: str) -> Course:
        return course_of(self._house.room.entries(run))

    def _outside(self, one: PlannedExercise) -> Held:
        """Return an exercise that was held outside of StartEx, as a person says."""
        scenario, plan = self.scenario(one.scenario), self.plan(one.plan)
        return Held(
            one.id,
            date.fromisoformat(one.day),
            one.plan or "",
            tuple(scenario.causes) if scenario else (),
            scenario.type if scenario else "",
            frozenset(service.id for service in plan.services) if plan else frozenset(),
            joint=one.joint,
            claimed=tuple(one.duties),
            outside=True,
            planned=one.id,
            reported=_day(one.reported),
        )

    def _planned(self, one: PlannedExercise, is_over: bool) -> Planned:
        scenario, plan = self.scenario(one.scenario), self.plan(one.plan)
        return Planned(
            one.id,
            date.fromisoformat(one.day),
            DONE if is_over and one.state != CANCELLED else one.state,
            one.plan,
            frozenset(service.id for service in plan.services) if plan else frozenset(),
            tuple(scenario.causes) if scenario else (),
            scenario.type if scenario else None,
            one.joint,
            tuple(one.duties),
            one.exercise,
            _day(one.reported),
        )


_GATHERINGS: WeakKeyDictionary[House, Gathering] = WeakKeyDictionary()


def gathering_of(house: House) -> Gathering:
    """Return the gathering of *house*, always the same, so that tables which ended are read once."""
    return _GATHERINGS.setdefault(house, Gathering(house))


def _linked(held: Held, planned: PlannedExercise | None) -> Held:
    if planned is None:
        return held
    return replace(
        held,
        joint=planned.joint,
        claimed=tuple(planned.duties),
        planned=planned.id,
        reported=_day(planned.reported),
    )


def _switches(setting: Setting, recovery: str) -> bool:
    found = next((one for one in setting.plan.recoveries if one.id == recovery), None)
    return is_switchover(recovery, found.needs if found is not None else ())


def _since(
    today: date,
    planned: Iterable[PlannedExercise],
    exercises: Iterable[ExerciseRecord],
    held: Iterable[Held],
) -> date:
    """Return the day on which this server first knew of an exercise: from then on duties are counted."""
    stamps = [one.made for one in planned] + [one.opened for one in exercises]
    days = [day_of(one) for one in stamps] + [one.day for one in held]
    return min([today, *days])


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
