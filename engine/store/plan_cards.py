"""What is kept of a plan beside its text: who owns it, when it has to be looked at again; and imported files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.store import programme_tables as tables
from engine.store.database import Database
from engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan's people and dates: *owners* are ``{name, email}``, *review_by* an ISO day."""

    plan: str
    made: str
    owners: tuple[Mapping[str, object], ...] = ()
    review_by: str | None = None
    archived: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A file that a plan was imported from, under the digest of its bytes; never changes."""

    digest: str
    name: str
    type: str  # markdown, docx or cacao
    made: str
    content: bytes
    made_by: str | None = None


class PlanCardStore:
    """Keeps plan cards and imported files."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cards = Rows(tables.plan_cards, PlanCard)
        self._sources = Rows(tables.sources, SourceRecord)

    def card(self, plan: str) -> PlanCard | None:
        """Return the card of *plan*, None when nothing was ever written on it."""
        with self._database.reading() as connection:
            return self._cards.find(connection, tables.plan_cards.c.plan == plan)

    def cards(self) -> tuple[PlanCard, ...]:
        """Return every card."""
        with self._database.reading() as connection:
            return self._cards.all(connection)

    def write(self, plan: str, made: str, **changed: object) -> PlanCard:
        """Set fields of the card of *plan*, made at *made* if there is none, and return it."""
        with self._database.writing() as connection:
            found = self._cards.find(connection, tables.plan_cards.c.plan == plan)
            if found is None:
                found = PlanCard(plan, made)
                self._cards.add(connection, found)
            values = {k: list(v) if isinstance(v, tuple) else v for k, v in changed.items()}
            if values:
                self._cards.change(connection, plan, **values)
            return replace(found, **changed)  # type: ignore[arg-type]

    def keep_source(self, source: SourceRecord) -> None:
        """Keep an imported file; the same again is no news."""
        with self._database.writing() as connection:
            if self._sources.find(connection, tables.sources.c.digest == source.digest) is None:
                self._sources.add(connection, source)

    def source(self, digest: str) -> SourceRecord:
        """Return an imported file; raises NotFound."""
        with self._database.reading() as connection:
            return self._sources.get(connection, digest)
