"""Exercises and their tables, and how far each table's time has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, update

from engine.store import tables
from engine.store.database import Database
from engine.store.records import ExerciseRecord, RunRecord
from engine.store.rows import Rows
from scenarios.timing import Ms


class ExerciseStore:
    """Keeps exercises and the runs that play them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._exercises = Rows(tables.exercises, ExerciseRecord)
        self._runs = Rows(tables.runs, RunRecord)

    def open(self, exercise: ExerciseRecord, runs: Sequence[RunRecord]) -> None:
        """Keep an exercise with its tables, all or nothing; raises AlreadyKept for a taken id or code."""
        with self._database.writing() as connection:
            self._exercises.add(connection, exercise)
            for run in runs:
                self._runs.add(connection, run)

    def get(self, exercise: str) -> ExerciseRecord:
        """Return an exercise; raises NotFound."""
        with self._database.reading() as connection:
            return self._exercises.get(connection, exercise)

    def all(self, with_closed: bool = True) -> tuple[ExerciseRecord, ...]:
        """Return the exercises, the first opened first."""
        where = [] if with_closed else [tables.exercises.c.closed.is_(None)]
        order = [tables.exercises.c.opened, tables.exercises.c.id]
        with self._database.reading() as connection:
            return self._exercises.all(connection, *where, order=order)

    def close(self, exercise: str, closed: str) -> None:
        """Note that an exercise is over for good; raises NotFound."""
        with self._database.writing() as connection:
            self._exercises.change(connection, exercise, closed=closed)

    def set_options(self, exercise: str, options: Mapping[str, object]) -> None:
        """Replace what the launch chose; raises NotFound."""
        with self._database.writing() as connection:
            self._exercises.change(connection, exercise, options=dict(options))

    def run(self, run: str) -> RunRecord:
        """Return one table; raises NotFound."""
        with self._database.reading() as connection:
            return self._runs.get(connection, run)

    def runs(self, exercise: str) -> tuple[RunRecord, ...]:
        """Return the tables of an exercise in their order."""
        table = tables.runs.c
        with self._database.reading() as connection:
            return self._runs.all(
                connection, table.exercise == exercise, order=[table.place, table.id]
            )

    def run_by_code(self, code: str) -> RunRecord | None:
        """Return the table that people join with *code*, or None."""
        with self._database.reading() as connection:
            return self._runs.find(connection, tables.runs.c.code == code)

    def live_runs(self) -> tuple[RunRecord, ...]:
        """Return the tables that have not ended, of exercises that are not closed."""
        open_ones = tables.runs.c.exercise.in_(
            tables.exercises.select()
            .with_only_columns(tables.exercises.c.id)
            .where(tables.exercises.c.closed.is_(None))
        )
        with self._database.reading() as connection:
            return self._runs.all(connection, tables.runs.c.ended.is_(False), open_ones)

    def set_code(self, run: str, code: str | None) -> None:
        """Give a table another code to join with, or none; raises AlreadyKept, NotFound."""
        with self._database.writing() as connection:
            self._runs.change(connection, run, code=code)

    def set_seats(self, run: str, seats: Mapping[str, str]) -> None:
        """Replace what each seat of a table is; raises NotFound."""
        with self._database.writing() as connection:
            self._runs.change(connection, run, seats=dict(seats))

    def reach(self, reached: Mapping[str, Ms]) -> None:
        """Note how far each run's exercise time has come, so that a restart knows."""
        if not reached:
            return
        table = tables.runs
        note = update(table).where(table.c.id == bindparam("run")).values(reached=bindparam("at"))
        with self._database.writing() as connection:
            connection.execute(note, [{"run": run, "at": at} for run, at in reached.items()])

    def end(self, run: str) -> None:
        """Note that a run is past EndEx; raises NotFound."""
        with self._database.writing() as connection:
            self._runs.change(connection, run, ended=True)
