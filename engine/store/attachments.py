"""Attachments: files that evaluators keep with their observations, under the digest of their content."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from engine.store import tables
from engine.store.database import Database
from engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    """A file of one run; never changes. *type* is what its content was found to be, *size* in bytes."""

    run: str
    digest: str  # sha256:…
    type: str
    size: int
    made: str
    by: str
    content: bytes


class AttachmentStore:
    """Keeps each run's files once, whatever they are called in the observations that name them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = Rows(tables.attachments, AttachmentRecord)

    def put(self, attachment: AttachmentRecord) -> None:
        """Keep *attachment*; the same content again in that run is no news."""
        with self._database.writing() as connection:
            table = tables.attachments.c
            found = connection.scalar(
                select(table.size).where(
                    table.run == attachment.run, table.digest == attachment.digest
                )
            )
            if found is None:
                self._rows.add(connection, attachment)

    def get(self, run: str, digest: str) -> AttachmentRecord:
        """Return the file under *digest* in *run*; raises NotFound."""
        with self._database.reading() as connection:
            return self._rows.get(connection, run, digest)

    def sizes(self, run: str) -> dict[str, tuple[str, int]]:
        """Return type and size in bytes of every file of *run*, by digest."""
        table = tables.attachments.c
        query = select(table.digest, table.type, table.size).where(table.run == run)
        with self._database.reading() as connection:
            return {digest: (kind, size) for digest, kind, size in connection.execute(query)}

    def room_taken(self, run: str) -> int:
        """Return how many bytes the files of *run* take together."""
        table = tables.attachments.c
        query = select(func.coalesce(func.sum(table.size), 0)).where(table.run == run)
        with self._database.reading() as connection:
            return int(connection.scalar(query) or 0)
