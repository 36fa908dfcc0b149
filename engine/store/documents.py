"""Documents by digest, and the published versions and drafts of plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

from sqlalchemy import func, select

from engine.store import tables
from engine.store.database import Database
from engine.store.errors import AlreadyKept
from engine.store.records import DocumentRecord, Draft, PlanVersion
from engine.store.rows import Rows


class DocumentStore:
    """Keeps every document that an exercise or a plan version refers to, once, for ever."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = Rows(tables.documents, DocumentRecord)

    def put(self, document: DocumentRecord) -> None:
        """Keep *document*; the same again is no news, another text under that digest raises AlreadyKept."""
        with self._database.writing() as connection:
            found = self._rows.find(connection, tables.documents.c.digest == document.digest)
            if found is None:
                self._rows.add(connection, document)
            elif found.text != document.text:
                raise AlreadyKept(table="documents", key=(document.digest,))

    def get(self, digest: str) -> DocumentRecord:
        """Return the document under *digest*; raises NotFound."""
        with self._database.reading() as connection:
            return self._rows.get(connection, digest)


class PlanStore:
    """Keeps the published versions of plans, which never change, and the drafts of the next ones."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._versions = Rows(tables.plan_versions, PlanVersion)
        self._drafts = Rows(tables.drafts, Draft)

    def publish(self, version: PlanVersion) -> None:
        """Keep a published version; raises AlreadyKept when that version exists with another text."""
        with self._database.writing() as connection:
            table = tables.plan_versions.c
            found = self._versions.find(
                connection, table.plan == version.plan, table.version == version.version
            )
            if found is None:
                self._versions.add(connection, version)
            elif found.digest != version.digest:
                raise AlreadyKept(table="plan_versions", key=(version.plan, version.version))

    def get(self, plan: str, version: int) -> PlanVersion:
        """Return one published version; raises NotFound."""
        with self._database.reading() as connection:
            return self._versions.get(connection, plan, version)

    def versions(self, plan: str | None = None) -> tuple[PlanVersion, ...]:
        """Return the published versions of *plan*, or of all, oldest first."""
        where = [] if plan is None else [tables.plan_versions.c.plan == plan]
        with self._database.reading() as connection:
            return self._versions.all(connection, *where)

    def newest(self, plan: str) -> int | None:
        """Return the number of the newest published version of *plan*; None when it has none."""
        table = tables.plan_versions.c
        with self._database.reading() as connection:
            query = select(func.max(table.version)).where(table.plan == plan)
            found: int | None = connection.scalar(query)
            return found

    def add_draft(self, draft: Draft) -> None:
        """Keep a new draft; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._drafts.add(connection, draft)

    def draft(self, draft: str) -> Draft:
        """Return the draft with id *draft*; raises NotFound."""
        with self._database.reading() as connection:
            return self._drafts.get(connection, draft)

    def drafts(self, plan: str | None = None) -> tuple[Draft, ...]:
        """Return the drafts of *plan*, or of all, in any state."""
        where = [] if plan is None else [tables.drafts.c.plan == plan]
        with self._database.reading() as connection:
            return self._drafts.all(connection, *where, order=[tables.drafts.c.made])

    def work(self, draft: str, change: Callable[[Draft], Draft]) -> Draft:
        """Let *change* make something else of a draft, one at a time, and return it; raises NotFound.

        What *change* raises is raised and nothing is kept. The revision rises by one when something changed.
        """
        with self._database.writing() as connection:
            before = self._drafts.get(connection, draft, for_change=True)
            after = change(before)
            if after == before:
                return before
            after = replace(after, revision=before.revision + 1)
            values = {f.name: getattr(after, f.name) for f in fields(Draft)}
            values = {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
            self._drafts.change(connection, draft, **values)
            return after

    def change_draft(self, draft: str, **changed: object) -> Draft:
        """Set fields of a draft and return it as it is now; raises NotFound."""
        return self.work(draft, lambda found: replace(found, **changed))  # type: ignore[arg-type]
