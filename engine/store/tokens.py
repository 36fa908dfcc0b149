"""Tokens by which other programs come in. Only the hash of a token's secret is kept."""

from __future__ import annotations

from dataclasses import dataclass

from engine.store import programme_tables as tables
from engine.store.database import Database
from engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class TokenRecord:
    """A token called *name*; *may* are the duties it has: ``read``, ``findings``, ``plans``."""

    id: str
    secret_hash: str
    name: str
    made: str
    may: tuple[str, ...] = ()
    made_by: str | None = None
    used: str | None = None
    revoked: str | None = None


class TokenStore:
    """Keeps tokens, revoked ones too."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows = Rows(tables.tokens, TokenRecord)

    def add(self, token: TokenRecord) -> None:
        """Keep *token*; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._rows.add(connection, token)

    def find(self, secret_hash: str) -> TokenRecord | None:
        """Return the token, not revoked, whose secret has that hash; None when there is none."""
        table = tables.tokens.c
        with self._database.reading() as connection:
            return self._rows.find(
                connection, table.secret_hash == secret_hash, table.revoked.is_(None)
            )

    def all(self) -> tuple[TokenRecord, ...]:
        """Return every token, oldest first."""
        table = tables.tokens.c
        with self._database.reading() as connection:
            return self._rows.all(connection, order=[table.made, table.id])

    def change(self, token: str, **changed: object) -> None:
        """Set fields of a token; raises NotFound."""
        with self._database.writing() as connection:
            self._rows.change(connection, token, **changed)
