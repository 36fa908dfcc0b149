"""What the exercises of a plan showed, table by table, worked out once and remembered until a journal grows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.store.records import ExerciseRecord, PlanVersion, RunRecord
from exercise.evaluation.evaluation import evaluate
from exercise.facts import Ended, Started
from exercise.improvement.trial import TableTrial, table_trial
from exercise.proceedings import Proceedings
from web.house import House

_MOST_KEPT = 2_000
_AT_ONCE = 200
"""After so many entries live exercises get their turn."""


@dataclass(frozen=True, slots=True)
class Trial:
    """An exercise of which no table is under way: *at* is when its last table ended, *began* when the first began."""

    exercise: ExerciseRecord
    version: int
    began: str
    at: str
    tables: tuple[TableTrial, ...]

    @property
    def is_signed(self) -> bool:
        """Whether the evaluation of some table is signed."""
        return any(table.is_signed for table in self.tables)


@dataclass(frozen=True, slots=True)
class _Looked:
    exercise: str
    seq: int
    began: str
    trial: TableTrial


class Trials:
    """Reads journals of tables that are over, apart from all that live tables use, and gives way to those."""

    def __init__(self, house: House) -> None:
        """Read the exercises of *house*."""
        self._house = house
        self._looked: dict[str, _Looked] = {}
        self._give_way = house.room.source.give_way

    def of_plan(self, plan: str) -> tuple[Trial, ...]:
        """Return the exercises of *plan* that are over, in the order in which they were opened."""
        versions = {one.digest: one for one in self._house.store.plans.versions(plan)}
        found = (self._trial(one, versions[one.plan]) for one in self._exercises(versions))
        return tuple(trial for trial in found if trial is not None)

    def unread(self, plan: str) -> Iterator[RunRecord]:
        """Yield the tables of *plan* whose end was not looked at yet, or not since something was added."""
        versions = {one.digest: one for one in self._house.store.plans.versions(plan)}
        for exercise in self._exercises(versions):
            for run in self._house.store.exercises.runs(exercise.id):
                if run.ended and self._remembered(run) is None:
                    yield run

    def look(self, run: RunRecord) -> None:
        """Work out what one table that is over shows, and remember it."""
        self._table(run)

    def mark(self, trial: Trial) -> object:
        """Return what tells whether *trial*, or an exercise before it, says more than it did."""
        known = self._house.store.exercises.all()
        earlier = {one.id for one in known if one.opened <= trial.exercise.opened}
        return tuple(
            sorted(
                (run, looked.seq)
                for run, looked in self._looked.items()
                if looked.exercise in earlier
            )
        )

    def plan_of(self, run: str) -> str | None:
        """Return the plan that the table *run* is played by, None when no version of it is published."""
        exercise = self._house.store.exercises.get(self._house.store.exercises.run(run).exercise)
        known = {one.digest: one.plan for one in self._house.store.plans.versions()}
        return known.get(exercise.plan)

    def _exercises(self, versions: Mapping[str, PlanVersion]) -> Iterator[ExerciseRecord]:
        everything = self._house.store.exercises.all()
        for one in sorted(everything, key=lambda each: (each.opened, each.id)):
            if one.plan in versions and self._house.may_judge(one):
                yield one

    def _trial(self, exercise: ExerciseRecord, version: PlanVersion) -> Trial | None:
        runs = self._house.store.exercises.runs(exercise.id)
        if any(run.reached > 0 and not run.ended for run in runs):
            return None
        looked = [self._table(run) for run in runs if run.ended]
        if not looked:
            return None
        earliest = max(exercise.opened, version.published if version.draft else "")
        return Trial(
            exercise,
            version.version,
            max(earliest, min(one.began for one in looked)),
            max(earliest, *(one.trial.ended for one in looked)),
            tuple(one.trial for one in looked),
        )

    def _remembered(self, run: RunRecord) -> _Looked | None:
        found = self._looked.get(run.id)
        is_new = found is not None and found.seq == self._house.store.journals.last_seq(run.id)
        return found if is_new else None

    def _table(self, run: RunRecord) -> _Looked:
        found = self._remembered(run)
        if found is None:
            self._give_way()
            found = self._read(run)
            self._give_way()
        if len(self._looked) > _MOST_KEPT:
            self._looked.clear()
        self._looked[run.id] = found
        return found

    def _read(self, run: RunRecord) -> _Looked:
        exercise = self._house.store.exercises.get(run.exercise)
        documents = self._house.documents(exercise)
        entries = self._house.store.journals.read(run.id)
        proceedings = Proceedings(documents.setting)
        for number, entry in enumerate(entries, start=1):
            proceedings.hear(entry)
            if number % _AT_ONCE == 0:
                self._give_way()
        began = next((e.wall for e in entries if isinstance(e.fact, Started)), exercise.opened)
        ended = next((e.wall for e in entries if isinstance(e.fact, Ended)), exercise.opened)
        trial = table_trial(
            (run.id, run.name),
            documents.setting,
            entries,
            evaluate(proceedings, documents.refs, exercise.seed),
            proceedings.state.assessment.is_signed_off,
            ended,
        )
        return _Looked(exercise.id, entries[-1].seq if entries else 0, began, trial)
