"""Ways in, passes and accounts. Secrets come in as hashes; the secrets themselves are never kept."""

from __future__ import annotations

from engine.store import tables
from engine.store.database import Database
from engine.store.records import Account, Invitation, PassRecord
from engine.store.rows import Rows


class PeopleStore:
    """Keeps invitations, passes and accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._invitations = Rows(tables.invitations, Invitation)
        self._passes = Rows(tables.passes, PassRecord)
        self._accounts = Rows(tables.accounts, Account)

    def invite(self, *invitations: Invitation) -> None:
        """Keep links; raises AlreadyKept."""
        with self._database.writing() as connection:
            for invitation in invitations:
                self._invitations.add(connection, invitation)

    def invitation(self, secret_hash: str) -> Invitation | None:
        """Return the invitation, not revoked, whose secret has that hash; None when there is none."""
        table = tables.invitations.c
        with self._database.reading() as connection:
            return self._invitations.find(
                connection, table.secret_hash == secret_hash, table.revoked.is_(None)
            )

    def invitations(self, exercise: str | None) -> tuple[Invitation, ...]:
        """Return the invitations to an exercise (None: to the whole server), revoked ones too."""
        where = tables.invitations.c.exercise
        with self._database.reading() as connection:
            return self._invitations.all(
                connection, where.is_(None) if exercise is None else where == exercise
            )

    def revoke(self, invitation: str, revoked: str) -> None:
        """Let an invitation lead nowhere from now on; raises NotFound."""
        with self._database.writing() as connection:
            self._invitations.change(connection, invitation, revoked=revoked)

    def let_in(self, record: PassRecord) -> None:
        """Keep a pass; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._passes.add(connection, record)

    def find_pass(self, pass_hash: str) -> PassRecord | None:
        """Return the pass with that hash unless it is ended; None when there is none."""
        table = tables.passes.c
        with self._database.reading() as connection:
            return self._passes.find(
                connection, table.pass_hash == pass_hash, table.ended.is_(None)
            )

    def passes(self, run: str) -> tuple[PassRecord, ...]:
        """Return the passes to a table that are not ended."""
        table = tables.passes.c
        with self._database.reading() as connection:
            return self._passes.all(connection, table.run == run, table.ended.is_(None))

    def end_pass(self, pass_hash: str, ended: str) -> None:
        """End a pass; raises NotFound."""
        with self._database.writing() as connection:
            self._passes.change(connection, pass_hash, ended=ended)

    def add_account(self, account: Account) -> None:
        """Keep an account; raises AlreadyKept for a taken id or address."""
        with self._database.writing() as connection:
            self._accounts.add(connection, account)

    def account(self, account: str) -> Account:
        """Return an account; raises NotFound."""
        with self._database.reading() as connection:
            return self._accounts.get(connection, account)

    def accounts(self) -> tuple[Account, ...]:
        """Return every account, disabled ones too."""
        with self._database.reading() as connection:
            return self._accounts.all(connection)

    def change_account(self, account: str, **changed: object) -> None:
        """Set fields of an account; raises NotFound."""
        values = {k: list(v) if isinstance(v, tuple) else v for k, v in changed.items()}
        with self._database.writing() as connection:
            self._accounts.change(connection, account, **values)
