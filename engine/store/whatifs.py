"""What-ifs that were given a name: what was changed, and what it came to then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete

from engine.store import tables
from engine.store.database import Database
from engine.store.errors import NotFound
from engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class WhatIfRecord:
    """A what-if of one run; *changes* as they were written, *result* what it came to when it was kept."""

    id: str  # W-…
    run: str
    name: str
    made: str
    continue_with: str  # people or bots
    changes: tuple[str, ...] = ()
    made_by: str | None = None
    result: Mapping[str, object] = field(default_factory=dict)


class WhatIfStore:
    """Keeps each run's what-ifs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = Rows(tables.whatifs, WhatIfRecord)

    def add(self, whatif: WhatIfRecord) -> None:
        """Keep *whatif*; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._rows.add(connection, whatif)

    def get(self, whatif: str) -> WhatIfRecord:
        """Return a what-if; raises NotFound."""
        with self._database.reading() as connection:
            return self._rows.get(connection, whatif)

    def of_run(self, run: str) -> tuple[WhatIfRecord, ...]:
        """Return the what-ifs of *run*, oldest first."""
        table = tables.whatifs.c
        with self._database.reading() as connection:
            return self._rows.all(connection, table.run == run, order=[table.made, table.id])

    def forget(self, whatif: str) -> None:
        """Keep a what-if no longer; raises NotFound."""
        query = delete(tables.whatifs).where(tables.whatifs.c.id == whatif)
        with self._database.writing() as connection:
            if connection.execute(query).rowcount == 0:
                raise NotFound(table="whatifs", key=(whatif,))
