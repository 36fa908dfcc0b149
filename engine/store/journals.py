"""Journals: the entries of every run, under (run, seq)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import RowMapping, func, insert, select
from sqlalchemy.exc import IntegrityError

from engine.store import tables
from engine.store.database import Database
from engine.store.errors import JournalConflict
from exercise.entry import Entry
from exercise.paper import canonical, fact_from_paper, fact_to_paper

_ADD = insert(tables.journal)


class JournalStore:
    """Appends entries and reads them back; what is kept never changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, batches: Iterable[tuple[str, Sequence[Entry]]]) -> None:
        """Keep the entries of several runs, all or none.

        Raises JournalConflict when a (run, seq) is kept already or a run is unknown, StoreUnavailable when the
        database cannot keep anything; then nothing is kept.
        """
        rows = [_row(run, entry) for run, entries in batches for entry in entries]
        if not rows:
            return
        with self._database.writing() as connection:
            try:
                connection.execute(_ADD, rows)
            except IntegrityError as error:
                raise JournalConflict(runs=sorted({str(row["run"]) for row in rows})) from error

    def read(self, run: str, after: int = 0, until: int | None = None) -> tuple[Entry, ...]:
        """Return the entries of *run* with seq above *after* and up to *until*, in order."""
        table = tables.journal
        query = select(table).where(table.c.run == run, table.c.seq > after)
        if until is not None:
            query = query.where(table.c.seq <= until)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(table.c.seq)).mappings()
            return tuple(_entry(row) for row in rows)

    def last_seq(self, run: str) -> int:
        """Return the seq of the last entry kept of *run*, 0 when there is none."""
        table = tables.journal.c
        with self._database.reading() as connection:
            return connection.scalar(select(func.max(table.seq)).where(table.run == run)) or 0


def _row(run: str, entry: Entry) -> dict[str, object]:
    return {
        "run": run,
        "seq": entry.seq,
        "at": entry.at,
        "source": entry.source,
        "wall": entry.wall,
        "by": entry.by,
        "fact": canonical(fact_to_paper(entry.fact)),
    }


def _entry(row: RowMapping) -> Entry:
    fact = fact_from_paper(json.loads(row["fact"]))
    return Entry(row["seq"], row["at"], row["source"], row["wall"], row["by"], fact)
