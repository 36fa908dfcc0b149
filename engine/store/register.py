"""The register: findings of exercises and the improvement actions that answer them."""

from __future__ import annotations

from engine.store import tables
from engine.store.database import Database
from engine.store.records import ActionRecord, FindingRecord
from engine.store.rows import Rows


class RegisterStore:
    """Keeps findings and improvement actions across exercises."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._findings = Rows(tables.findings, FindingRecord)
        self._actions = Rows(tables.actions, ActionRecord)

    def add(self, finding: FindingRecord, *actions: ActionRecord) -> None:
        """Keep a finding with its actions, all or nothing; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._findings.add(connection, finding)
            for action in actions:
                self._actions.add(connection, action)

    def finding(self, finding: str) -> FindingRecord:
        """Return a finding; raises NotFound."""
        with self._database.reading() as connection:
            return self._findings.get(connection, finding)

    def findings(
        self, plan: str | None = None, run: str | None = None
    ) -> tuple[FindingRecord, ...]:
        """Return the findings about *plan* and from *run*, where given, oldest first."""
        table = tables.findings.c
        asked = ((table.plan, plan), (table.run, run))
        where = [column == value for column, value in asked if value is not None]
        with self._database.reading() as connection:
            return self._findings.all(connection, *where, order=[table.made, table.id])

    def actions(self, finding: str | None = None) -> tuple[ActionRecord, ...]:
        """Return the actions that answer *finding*, or all."""
        where = [] if finding is None else [tables.actions.c.finding == finding]
        with self._database.reading() as connection:
            return self._actions.all(connection, *where)

    def set_finding_state(self, finding: str, state: str) -> None:
        """Move a finding on; raises NotFound."""
        with self._database.writing() as connection:
            self._findings.change(connection, finding, state=state)

    def change_action(self, action: str, **changed: object) -> None:
        """Set fields of an action; raises NotFound."""
        with self._database.writing() as connection:
            self._actions.change(connection, action, **changed)
