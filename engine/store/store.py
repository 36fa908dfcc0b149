"""The store: everything that is kept, behind one door."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from engine.store import tables
from engine.store.attachments import AttachmentStore
from engine.store.database import Database
from engine.store.documents import DocumentStore, PlanStore
from engine.store.exercises import ExerciseStore
from engine.store.journals import JournalStore
from engine.store.people import PeopleStore
from engine.store.plan_cards import PlanCardStore
from engine.store.programme import ProgrammeStore
from engine.store.register import RegisterStore
from engine.store.rehearsals import RehearsalStore
from engine.store.tokens import TokenStore
from engine.store.webhooks import WebhookStore
from engine.store.whatifs import WhatIfStore


class Store:
    """One database and the small stores that share it; *folder* is the data folder that it lies in, if in one."""

    def __init__(self, database: Database, folder: Path | None = None) -> None:
        self.database = database
        self.folder = folder
        self.documents = DocumentStore(database)
        self.plans = PlanStore(database)
        self.exercises = ExerciseStore(database)
        self.journals = JournalStore(database)
        self.people = PeopleStore(database)
        self.register = RegisterStore(database)
        self.webhooks = WebhookStore(database)
        self.whatifs = WhatIfStore(database)
        self.rehearsals = RehearsalStore(database)
        self.attachments = AttachmentStore(database)
        self.plan_cards = PlanCardStore(database)
        self.programme = ProgrammeStore(database)
        self.tokens = TokenStore(database)

    @classmethod
    def at(cls, url: str) -> Store:
        """Open the database at *url*, tables brought up to date."""
        return cls(Database(url))

    @classmethod
    def in_folder(cls, folder: Path) -> Store:
        """Open the data *folder*, made where it is missing."""
        return cls(Database.in_folder(folder), folder)

    def together(self) -> AbstractContextManager[Connection]:
        """Enter one transaction for all that is kept inside: all of it or nothing."""
        return self.database.writing()

    def setting(self, key: str) -> str | None:
        """Return a setting of the server, or None."""
        table = tables.settings.c
        with self.database.reading() as connection:
            return connection.scalar(select(table.value).where(table.key == key))

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting of the server, in place of what it was."""
        with self.database.writing() as connection:
            connection.execute(delete(tables.settings).where(tables.settings.c.key == key))
            connection.execute(insert(tables.settings), {"key": key, "value": value})

    def close(self) -> None:
        """Close the database."""
        self.database.close()
