"""The programme: exercises that are planned, duties that the organisation wrote, and mails on their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.store import programme_tables as tables
from engine.store.database import Database
from engine.store.errors import AlreadyKept
from engine.store.rows import Rows

WAITING, SENT, GIVEN_UP = "waiting", "sent", "given_up"


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """An exercise of the programme on *day* (ISO); *state* planned, done or cancelled.

    *duties* are ids of the duties that it fulfils, *parties* who joins in from outside, *remind* e-mail addresses,
    *exercise* the one that was launched for it, *reported* the ISO day on which its report was handed in.
    """

    id: str
    day: str
    title: Mapping[str, str]
    made: str
    state: str = "planned"
    made_by: str | None = None
    scenario: str | None = None
    plan: str | None = None
    duties: tuple[str, ...] = ()
    joint: bool = False
    parties: tuple[str, ...] = ()
    owner: str | None = None
    remind: tuple[str, ...] = ()
    exercise: str | None = None
    reported: str | None = None
    note: str | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """A duty that the organisation wrote itself, or its own word on one that ships (the same id); see the schema."""

    id: str
    made: str
    body: Mapping[str, object] = field(default_factory=dict)
    made_by: str | None = None
    ended: str | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class MailRecord:
    """A mail on its way; its *id* says what it is about, so that nothing is sent twice."""

    id: str
    to: str
    subject: str
    text: str
    made: str
    state: str = WAITING
    tries: int = 0
    next: str | None = None
    tried: str | None = None
    problem: str | None = None


class ProgrammeStore:
    """Keeps the programme and the mails that remind of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._planned = Rows(tables.planned_exercises, PlannedExercise)
        self._duties = Rows(tables.duties, DutyRecord)
        self._mails = Rows(tables.mails, MailRecord)

    def plan(self, exercise: PlannedExercise) -> None:
        """Keep an exercise that is planned; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._planned.add(connection, exercise)

    def planned(self, exercise: str) -> PlannedExercise:
        """Return a planned exercise; raises NotFound."""
        with self._database.reading() as connection:
            return self._planned.get(connection, exercise)

    def all_planned(self) -> tuple[PlannedExercise, ...]:
        """Return everything that was ever planned, the earliest day first."""
        table = tables.planned_exercises.c
        with self._database.reading() as connection:
            return self._planned.all(connection, order=[table.day, table.id])

    def change_planned(self, planned: str, /, **changed: object) -> PlannedExercise:
        """Set fields of a planned exercise, raise its revision and return it; raises NotFound."""
        with self._database.writing() as connection:
            found = self._planned.get(connection, planned, for_change=True)
            values = {k: list(v) if isinstance(v, tuple) else v for k, v in changed.items()}
            self._planned.change(connection, planned, revision=found.revision + 1, **values)
            return self._planned.get(connection, planned)

    def add_duty(self, duty: DutyRecord) -> None:
        """Keep a duty; raises AlreadyKept."""
        with self._database.writing() as connection:
            self._duties.add(connection, duty)

    def duties(self) -> tuple[DutyRecord, ...]:
        """Return the organisation's duties, ended ones too, oldest first."""
        table = tables.duties.c
        with self._database.reading() as connection:
            return self._duties.all(connection, order=[table.made, table.id])

    def change_duty(self, duty: str, **changed: object) -> DutyRecord:
        """Set fields of a duty, raise its revision and return it; raises NotFound."""
        with self._database.writing() as connection:
            found = self._duties.get(connection, duty, for_change=True)
            self._duties.change(connection, duty, revision=found.revision + 1, **changed)
            return self._duties.get(connection, duty)

    def post(self, mail: MailRecord) -> bool:
        """Put *mail* in line; return whether it was not there yet."""
        try:
            with self._database.writing() as connection:
                self._mails.add(connection, mail)
        except AlreadyKept:
            return False
        return True

    def due_mails(self, now: str) -> tuple[MailRecord, ...]:
        """Return the mails that wait to be sent at the stamp *now*, oldest first."""
        table = tables.mails.c
        with self._database.reading() as connection:
            where = (table.state == WAITING, table.next <= now)
            return self._mails.all(connection, *where, order=[table.next, table.id])

    def mails(self) -> tuple[MailRecord, ...]:
        """Return every mail, oldest first."""
        table = tables.mails.c
        with self._database.reading() as connection:
            return self._mails.all(connection, order=[table.made, table.id])

    def change_mail(self, mail: str, **changed: object) -> None:
        """Set fields of a mail; raises NotFound."""
        with self._database.writing() as connection:
            self._mails.change(connection, mail, **changed)
