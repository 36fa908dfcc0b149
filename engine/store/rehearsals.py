"""Rehearsals that somebody asked for: what was asked, how far it is, and apart from that the whole result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete

from engine.store import tables
from engine.store.database import Database
from engine.store.errors import NotFound
from engine.store.rows import Rows

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OPEN = (WAITING, RUNNING)


@dataclass(frozen=True, slots=True)
class RehearsalRecord:
    """A rehearsal of a scenario by one version of its plan; documents are pinned by digest.

    *people* is how people behave in it, *compared* the other side of a comparison in the same shape as *wanted*,
    *headline* the few numbers of the result that a list shows.
    """

    id: str  # r-…
    scenario: str  # the scenario's own id
    scenario_digest: str
    plan: str
    plan_version: int
    plan_digest: str
    runs: int
    seed: int
    made: str
    state: str = WAITING
    made_by: str | None = None
    ended: str | None = None
    problem: str | None = None
    people: Mapping[str, object] = field(default_factory=dict)
    compared: Mapping[str, object] = field(default_factory=dict)
    headline: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RehearsalResult:
    """What a rehearsal came to (`startex/rehearsal@1`)."""

    rehearsal: str
    result: Mapping[str, object]


class RehearsalStore:
    """Keeps rehearsals and their results."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = Rows(tables.rehearsals, RehearsalRecord)
        self._results = Rows(tables.rehearsal_results, RehearsalResult)

    def add(self, rehearsal: RehearsalRecord) -> None:
        """Keep *rehearsal*; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._rows.add(connection, rehearsal)

    def get(self, rehearsal: str) -> RehearsalRecord:
        """Return a rehearsal; raises NotFound."""
        with self._database.reading() as connection:
            return self._rows.get(connection, rehearsal)

    def of_scenario(self, scenario: str) -> tuple[RehearsalRecord, ...]:
        """Return the rehearsals of *scenario*, oldest first."""
        table = tables.rehearsals.c
        with self._database.reading() as connection:
            return self._rows.all(
                connection, table.scenario == scenario, order=[table.made, table.id]
            )

    def of_plan(self, plan: str) -> tuple[RehearsalRecord, ...]:
        """Return the rehearsals of *plan* in whatever version, oldest first."""
        table = tables.rehearsals.c
        with self._database.reading() as connection:
            return self._rows.all(connection, table.plan == plan, order=[table.made, table.id])

    def unfinished(self) -> tuple[RehearsalRecord, ...]:
        """Return the rehearsals that wait or run, oldest first."""
        table = tables.rehearsals.c
        with self._database.reading() as connection:
            return self._rows.all(connection, table.state.in_(OPEN), order=[table.made, table.id])

    def change(self, rehearsal: str, **changed: object) -> None:
        """Set fields of a rehearsal; raises NotFound."""
        with self._database.writing() as connection:
            self._rows.change(connection, rehearsal, **changed)

    def finish(
        self,
        rehearsal: str,
        ended: str,
        headline: Mapping[str, object],
        result: Mapping[str, object],
    ) -> None:
        """Keep the *result* of a rehearsal, done from now on; raises NotFound."""
        with self._database.writing() as connection:
            self._rows.change(
                connection, rehearsal, state=DONE, ended=ended, headline=dict(headline)
            )
            self._results.add(connection, RehearsalResult(rehearsal, dict(result)))

    def result(self, rehearsal: str) -> Mapping[str, object]:
        """Return the whole result of a rehearsal; raises NotFound when there is none."""
        with self._database.reading() as connection:
            return self._results.get(connection, rehearsal).result

    def forget(self, rehearsal: str) -> None:
        """Keep a rehearsal and its result no longer; raises NotFound."""
        results, rows = tables.rehearsal_results, tables.rehearsals
        with self._database.writing() as connection:
            connection.execute(delete(results).where(results.c.rehearsal == rehearsal))
            if connection.execute(delete(rows).where(rows.c.id == rehearsal)).rowcount == 0:
                raise NotFound(table="rehearsals", key=(rehearsal,))
