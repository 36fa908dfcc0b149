"""The register: findings of exercises, the actions that answer them, what was done to both, and calendar feeds."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from engine.store import tables
from engine.store.database import Database
from engine.store.register_records import ActionRecord, FeedRecord, FindingRecord, HistoryRecord
from engine.store.rows import Rows


class RegisterStore:
    """Keeps findings and improvement actions across exercises, and the history of both."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._findings = Rows(tables.findings, FindingRecord)
        self._actions = Rows(tables.actions, ActionRecord)
        self._history = Rows(tables.register_history, HistoryRecord)
        self._feeds = Rows(tables.feeds, FeedRecord)

    def add(self, finding: FindingRecord, *actions: ActionRecord) -> None:
        """Keep a finding with its actions, all or nothing; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._findings.add(connection, finding)
            for action in actions:
                self._actions.add(connection, action)

    def add_action(self, action: ActionRecord) -> None:
        """Keep one more action of a finding; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._actions.add(connection, action)

    def finding(self, finding: str) -> FindingRecord:
        """Return a finding; raises NotFound."""
        with self._database.reading() as connection:
            return self._findings.get(connection, finding)

    def findings(
        self, plan: str | None = None, exercise: str | None = None, taken: bool = False
    ) -> tuple[FindingRecord, ...]:
        """Return the findings about *plan* and from *exercise*, where given, oldest first; *taken*: of the register."""
        table = tables.findings.c
        asked = ((table.plan, plan), (table.exercise, exercise))
        where = [column == value for column, value in asked if value is not None]
        if taken:
            where.append(table.taken.is_not(None))
        with self._database.reading() as connection:
            return self._findings.all(connection, *where, order=[table.made, table.id])

    def change_finding(self, finding: str, **changed: object) -> None:
        """Set fields of a finding and raise its revision by one; raises NotFound."""
        with self._database.writing() as connection:
            now = self._findings.get(connection, finding).revision + 1
            self._findings.change(connection, finding, revision=now, **changed)

    def action(self, action: str) -> ActionRecord:
        """Return an action; raises NotFound."""
        with self._database.reading() as connection:
            return self._actions.get(connection, action)

    def actions(self, finding: str | None = None) -> tuple[ActionRecord, ...]:
        """Return the actions that answer *finding*, or all, oldest first."""
        table = tables.actions.c
        where = [] if finding is None else [table.finding == finding]
        with self._database.reading() as connection:
            return self._actions.all(connection, *where, order=[table.made, table.id])

    def change_action(self, action: str, **changed: object) -> None:
        """Set fields of an action and raise its revision by one; raises NotFound."""
        values = {k: list(v) if isinstance(v, tuple) else v for k, v in changed.items()}
        with self._database.writing() as connection:
            now = self._actions.get(connection, action).revision + 1
            self._actions.change(connection, action, revision=now, **values)

    def note(
        self,
        item: str,
        at: str,
        did: str,
        by: str | None = None,
        reason: str | None = None,
        changes: Mapping[str, object] | None = None,
    ) -> None:
        """Keep that somebody *did* something to a finding or an action."""
        with self._database.writing() as connection:
            number = self._last(connection, item) + 1
            record = HistoryRecord(item, number, at, did, by, reason, dict(changes or {}))
            self._history.add(connection, record)

    def history(self, item: str) -> tuple[HistoryRecord, ...]:
        """Return what was done to a finding or an action, oldest first."""
        with self._database.reading() as connection:
            return self._history.all(connection, tables.register_history.c.item == item)

    def last_touched(self) -> Mapping[str, str]:
        """Return for every finding and action with a history when something was last done to it."""
        table = tables.register_history.c
        query = select(table.item, func.max(table.at)).group_by(table.item)
        with self._database.reading() as connection:
            return {str(row[0]): str(row[1]) for row in connection.execute(query)}

    def add_feed(self, feed: FeedRecord) -> None:
        """Keep a calendar feed; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._feeds.add(connection, feed)

    def feed(self, feed: str) -> FeedRecord:
        """Return a calendar feed; raises NotFound."""
        with self._database.reading() as connection:
            return self._feeds.get(connection, feed)

    def feeds(self) -> tuple[FeedRecord, ...]:
        """Return the calendar feeds, revoked ones too, oldest first."""
        table = tables.feeds.c
        with self._database.reading() as connection:
            return self._feeds.all(connection, order=[table.made, table.id])

    def revoke_feed(self, feed: str, revoked: str) -> None:
        """Let a feed's address lead nowhere from now on; raises NotFound."""
        with self._database.writing() as connection:
            self._feeds.change(connection, feed, revoked=revoked)

    @staticmethod
    def _last(connection: Connection, item: str) -> int:
        table = tables.register_history.c
        found: int | None = connection.scalar(
            select(func.max(table.number)).where(table.item == item)
        )
        return found or 0
