"""The house: everything that the windows work with, put together once per server."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from threading import RLock
from typing import Any

from engine.casting import UnfitDocument
from engine.conductor import NotDone
from engine.control_room import ControlRoom
from engine.store.errors import NotFound
from engine.store.records import ExerciseRecord, RunRecord
from exercise.audience import FACILITATOR, OBSERVER, PARTICIPANT, Audience
from exercise.commands import Command, LeaveSeat, SetSpeed, TakeSeat
from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.rules import TODAY, UnknownRules, rules_of
from exercise.screen import wall_ms
from exercise.setting import Setting
from scenarios.shelf import Shelf
from web.config import PROTOCOL, Config
from web.covering.records import TableRecords
from web.errors import Refusal
from web.guesses import Guesses
from web.identity import Invitation, Office, Pass, plain_code
from web.launching import prepare
from web.library import Library, plan_of, scenario_of
from web.live.broadcast import Broadcast
from web.planning.approval import Approval
from web.planning.drafts import Drafts
from web.rehearsing.rehearsals import Rehearsals
from web.table import Documents, Table

_log = logging.getLogger(__name__)

_MOST_SETTINGS = 64
_MOST_TABLES = 200

Ack = dict[str, Any]


class House:
    """Opens, finds and commands exercises for every window."""

    def __init__(self, config: Config, room: ControlRoom, shelf: Shelf | None = None) -> None:
        """Work for *config* with the runs of *room* and the documents of *shelf*."""
        self.config = config
        self.room = room
        self.store = room.store
        self.office = Office(config.secret())
        self.library = Library(shelf or Shelf(), self.store, room.source.stamp)
        self.drafts = Drafts(self.store, self.library, room.source.stamp)
        self.approval = Approval(self.store, self.library, self.drafts)
        self.records = TableRecords(self.store, self.table)
        self.rehearsals = Rehearsals(self.store, self.library, room.source.stamp)
        self.guesses = Guesses(room.source)
        self.version = _version()
        self.demo: str | None = None
        self.broadcast = Broadcast(_nobody, lambda _room: False, self.wall)
        self._tables: dict[str, Table] = {}
        self._documents = lru_cache(_MOST_SETTINGS)(self._read_documents)
        self._lock = RLock()
        room.listen(self._hear)

    def wall(self) -> int:
        """Return the wall's milliseconds since 1970."""
        return wall_ms(self.room.source.stamp())

    def greeting(self) -> dict[str, Any]:
        """Return what begins every snapshot."""
        return {"protocol": PROTOCOL, "version": self.version, "wall": self.wall()}

    def path_of(self, invitation: Invitation) -> str:
        """Return the path of the link for *invitation*."""
        return f"/j/{self.office.link(invitation)}"

    def links(self, table: Table) -> dict[str, Any]:
        """Return the links of *table*: its wall, and every seat that is not closed."""
        exercise = table.exercise.id
        seats = (seat.role for seat in table.setting.scenario.seats)
        return {
            "observer": self.path_of(Invitation(OBSERVER, exercise, table.id)),
            "seats": {
                role: self.path_of(Invitation(PARTICIPANT, exercise, table.id, role))
                for role in seats
                if table.run.seats.get(role) != "closed"
            },
        }

    def snapshot(self, table: Table, holder: Pass, audience: Audience) -> dict[str, Any]:
        """Return the snapshot of the protocol; a facilitator's has the links too."""
        shot = {"ok": True, **self.greeting(), **table.snapshot(holder, audience, self.now(table))}
        if audience.kind == FACILITATOR:
            shot["frame"]["links"] = self.links(table)
        return shot

    def exercises(self) -> tuple[ExerciseRecord, ...]:
        """Return every exercise, the newest first."""
        return tuple(reversed(self.room.exercises()))

    def exercise(self, exercise: str) -> ExerciseRecord:
        """Return an exercise; raises Refusal."""
        try:
            return self.store.exercises.get(exercise)
        except NotFound as missing:
            raise Refusal("no_such_exercise", exercise=exercise) from missing

    def tables_of(self, exercise: str) -> tuple[Table, ...]:
        """Return the tables of an exercise in their order."""
        return tuple(self.table(run.id) for run in self.store.exercises.runs(exercise))

    def rests(self, run: RunRecord) -> bool:
        """Whether a table is over and nobody has looked at it since it was put away."""
        return run.ended and run.id not in self._tables

    def documents(self, exercise: ExerciseRecord) -> Documents:
        """Return what *exercise* is played by; raises Refusal."""
        try:
            return self._documents(exercise.plan, exercise.scenario, exercise.rules)
        except UnknownRules as unknown:
            raise Refusal("unknown_rules", version=unknown.version) from unknown

    def pinned(self, exercise: ExerciseRecord) -> Documents:
        """Return the documents of *exercise* for their titles alone, also when nobody here knows its rules."""
        return self._documents(exercise.plan, exercise.scenario, TODAY.version)

    def may_judge(self, exercise: ExerciseRecord) -> bool:
        """Whether the rules that *exercise* is judged by are known here: data of a newer version may name others."""
        try:
            rules_of(exercise.rules)
        except UnknownRules:
            return False
        return True

    def tables(self) -> tuple[Table, ...]:
        """Return the tables that somebody has looked at lately."""
        return tuple(self._tables.values())

    def table(self, table: str) -> Table:
        """Return a table, caught up with all that is kept; raises Refusal."""
        with self._lock:
            return self._tables.get(table) or self._open_table(table)

    def table_by_code(self, code: str, address: str) -> Table:
        """Return the table that *code* leads to; raises Refusal, also for too many wrong guesses from *address*."""
        self.guesses.check(address)
        run = self.store.exercises.run_by_code(plain_code(code))
        if run is None:
            self.guesses.failed(address)
            raise Refusal("no_such_code")
        return self.table(run.id)

    def check_place(self, table: Table, role: str, name: str) -> None:
        """Raise Refusal unless *name* finds a place at *role*'s seat."""
        seat = next((one for one in table.seats() if one["role"] == role), None)
        if seat is None or seat["mode"] == "closed":
            raise Refusal("no_such_seat", role=role)
        people = table.people(role)
        staying = [one for one in people if not table.presence.is_gone(f"{role}/{one}")]
        if name not in people and len(staying) >= seat["places"]:
            raise Refusal("seat_full", role=role, places=seat["places"])

    def sit(self, table: Table, holder: Pass) -> None:
        """Let *holder* take the seat of the pass, unless it is theirs already; who is long gone makes way."""
        role, name = holder.role or "", holder.name or ""
        if role not in table.setting.roles:
            raise Refusal("no_such_role", role=role)
        people = table.people(role)
        if table.has_ended or name in people:
            return
        places = next((s.most for s in table.setting.scenario.seats if s.role == role), 0)
        gone = [one for one in people if table.presence.is_gone(f"{role}/{one}")]
        for one in gone[: max(0, len(people) + 1 - places)]:
            self.ask(table, LeaveSeat(f"{role}/{one}"))
        self.ask(table, TakeSeat(holder.by))

    def launch(
        self, wanted: Mapping[str, Any], by: str | None, demo: bool = False
    ) -> ExerciseRecord:
        """Open an exercise as *wanted* (payloads.rest.Launch) and return it; raises Refusal."""
        exercise, runs = prepare(self.library, wanted, by, self.room.source.stamp(), demo)
        try:
            self.room.open(exercise, runs)
        except UnfitDocument as unfit:
            raise Refusal("document_refused", problems=unfit.problems) from unfit
        if wanted["speed"] != 1:
            for run in runs:
                self.ask(self.table(run.id), SetSpeed(wanted["speed"], by))
        return exercise

    def now(self, table: Table) -> int:
        """Return the exercise time of *table*."""
        if table.has_ended:
            return int(table.clock["at"])
        try:
            return self.room.time(table.id)
        except NotDone:
            return int(table.clock["at"])

    def ask(self, table: Table, command: Command) -> Ack:
        """Let *table* take *command*; return the ack, kept on disk by then; raises Refusal."""
        before = table.seq
        try:
            result = self.room.ask(table.id, command)
        except NotDone as reason:
            raise Refusal(reason.code, **reason.numbers) from reason
        if result.refused is not None:
            raise Refusal(result.refused.code, **result.refused.numbers)
        if not result.seqs:
            return {"ok": True, "seq": before, "again": True}
        seq = result.seqs[0]
        ack: Ack = {"ok": True, "seq": seq, "at": table.entries[seq - 1].at}
        return ack | {"again": True} if seq <= before else ack

    def leave(self, holder: Pass) -> None:
        """Let *holder* give up a seat, if there is one."""
        if holder.kind != PARTICIPANT or holder.table is None:
            return
        with suppress(Refusal):
            self.ask(self.table(holder.table), LeaveSeat(holder.by))

    def close(self) -> None:
        """Tell everybody that the server goes, and stop all time with everything kept."""
        for table in list(self._tables.values()):
            self.broadcast.close(table.id, table.screens.audiences, "shutting_down")
        self.rehearsals.stop()
        self.room.stop()
        self.store.close()

    def _open_table(self, table: str) -> Table:
        try:
            run = self.store.exercises.run(table)
        except NotFound as missing:
            raise Refusal("no_such_table", table=table) from missing
        exercise = self.exercise(run.exercise)
        opened = Table(run, exercise, self.documents(exercise), self.room.entries(table))
        self._put_away()
        self._tables[table] = opened
        opened.hear(self.room.entries(table, opened.seq))
        return opened

    def _put_away(self) -> None:
        """Forget tables that are over and that nobody looks at, when there are many; they can be read again."""
        if len(self._tables) < _MOST_TABLES:
            return
        for table in list(self._tables.values()):
            if table.has_ended and not self.broadcast.is_heard(table):
                del self._tables[table.id]

    def _read_documents(self, plan_digest: str, scenario_digest: str, rules: str) -> Documents:
        plan = self.library.by_digest(plan_digest)
        scenario = self.library.by_digest(scenario_digest)
        setting = Setting(plan_of(plan), scenario_of(scenario), rules_of(rules))
        texts = {"plan": plan.text, "scenario": scenario.text}
        return Documents(setting, DocumentRefs(plan_digest, scenario_digest), texts)

    def _hear(self, run: str, entries: Sequence[Entry]) -> None:
        """Hear what was kept of *run*; a table nobody has looked at yet catches up when somebody does."""
        with self._lock:
            table = self._tables.get(run)
            if table is None:
                return
            if entries[0].seq > table.seq + 1:
                entries = self.room.entries(run, table.seq)
            self.broadcast.entries(table, entries)


def _nobody(_event: str, _payload: Mapping[str, Any], _room: str) -> None:
    """Tell nobody: there is no socket yet."""


def _version() -> str:
    try:
        return version_of("startex")
    except PackageNotFoundError:
        return "0.1.0"
