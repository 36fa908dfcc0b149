"""The house: everything that the windows work with, put together once per server."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from threading import RLock
from typing import Any

from engine.casting import UnfitDocument
from engine.conductor import NotDone
from engine.control_room import ControlRoom
from engine.overdue import CHOICES, catch_up, overdue
from engine.run import Run
from engine.store.errors import NotFound
from engine.store.records import ExerciseRecord, RunRecord
from exercise.audience import PARTICIPANT
from exercise.commands import Command, LeaveSeat, Release, SetSpeed, WriteInject
from exercise.entry import Entry
from exercise.evaluation.evaluation import RULES, DocumentRefs
from exercise.setting import Setting
from scenarios.shelf import Shelf
from web.config import PROTOCOL, Config
from web.drafts import Drafts
from web.errors import Refusal
from web.guesses import Guesses
from web.identity import Invitation, Office, Pass, fresh_code, plain_code
from web.library import Library, plan_of, scenario_of
from web.live.broadcast import Broadcast, wall_of
from web.payloads.commands import read_control
from web.payloads.socket import Payload
from web.table import Documents, Table

_log = logging.getLogger(__name__)

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
        self.guesses = Guesses(room.source)
        self.version = _version()
        self.demo: str | None = None
        self.broadcast = Broadcast(_nobody, lambda _room: False, self.wall)
        self._tables: dict[str, Table] = {}
        self._lock = RLock()
        room.listen(self._hear)

    def wall(self) -> int:
        """Return the wall's milliseconds since 1970."""
        return wall_of(self.room.source.stamp())

    def greeting(self) -> dict[str, Any]:
        """Return what begins every snapshot."""
        return {"protocol": PROTOCOL, "version": self.version, "wall": self.wall()}

    def path_of(self, invitation: Invitation) -> str:
        """Return the path of the link for *invitation*."""
        return f"/j/{self.office.link(invitation)}"

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
        if name not in people and len(people) >= seat["places"]:
            raise Refusal("seat_full", role=role, places=seat["places"])

    def launch(
        self, wanted: Mapping[str, Any], by: str | None, demo: bool = False
    ) -> ExerciseRecord:
        """Open an exercise as *wanted* (payloads.rest.Launch) and return it; raises Refusal."""
        scenario_sheet = self.library.scenario_sheet(wanted["scenario"])
        scenario = scenario_of(scenario_sheet)
        plan_sheet = self.library.plan_sheet(scenario.plan, wanted["plan_version"])
        setting = Setting(plan_of(plan_sheet), scenario)
        title = {"": wanted["title"]} if wanted["title"] else dict(scenario.title.words)
        seed = wanted["seed"]
        exercise = ExerciseRecord(
            id="e-" + secrets.token_hex(4),
            title=title,
            scenario=self.library.pin(scenario_sheet),
            plan=self.library.pin(plan_sheet),
            seed=secrets.randbelow(1 << 31) if seed is None else seed,
            rules=RULES,
            opened=self.room.source.stamp(),
            opened_by=by,
            options={
                "open_book": wanted["open_book"],
                "show_scores_after": wanted["show_scores_after"],
                "fill": wanted["fill"],
                "demo": demo,
            },
        )
        runs = [_run(exercise, place, one, setting) for place, one in enumerate(wanted["tables"])]
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

    def control(self, table: Table, by: str, data: object) -> Ack:
        """Do what a facilitator's `control` message asks; raises Refusal."""
        do = data.get("do") if isinstance(data, Mapping) else None
        if do == "write":
            return self._write(table, by, Payload(data))
        if do == "overdue":
            return self._catch_up(table, by, Payload(data))
        return self.ask(table, read_control(by, data))

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
        self.room.stop()
        self.store.close()

    def _open_table(self, table: str) -> Table:
        try:
            run = self.store.exercises.run(table)
        except NotFound as missing:
            raise Refusal("no_such_table", table=table) from missing
        exercise = self.exercise(run.exercise)
        opened = Table(run, exercise, self._documents(exercise), self.room.entries(table))
        self._tables[table] = opened
        opened.hear(self.room.entries(table, opened.seq))
        return opened

    def _documents(self, exercise: ExerciseRecord) -> Documents:
        plan = self.library.by_digest(exercise.plan)
        scenario = self.library.by_digest(exercise.scenario)
        setting = Setting(plan_of(plan), scenario_of(scenario))
        texts = {"plan": plan.text, "scenario": scenario.text}
        return Documents(setting, DocumentRefs(exercise.plan, exercise.scenario), texts)

    def _hear(self, run: str, entries: Sequence[Entry]) -> None:
        """Hear what was kept of *run*; a table nobody has looked at yet catches up when somebody does."""
        with self._lock:
            table = self._tables.get(run)
            if table is None:
                return
            if entries[0].seq > table.seq + 1:
                entries = self.room.entries(run, table.seq)
            self.broadcast.entries(table, entries)

    def _write(self, table: Table, by: str, sent: Payload) -> Ack:
        sent.identifier("do")
        inject = sent.maybe_identifier("inject") or _free_id(table)
        content, reason, now = sent.mapping("content"), sent.text("reason"), sent.flag("now")
        sent.done()
        content.pop("id", None)
        ack = self.ask(table, WriteInject(inject, content, by, reason))
        if now:
            self.ask(table, Release(inject, by, reason))
        return ack | {"inject": inject}

    def _catch_up(self, table: Table, by: str, sent: Payload) -> Ack:
        sent.identifier("do")
        choice, to = sent.identifier("choice"), sent.maybe_ms("to")
        sent.done()
        if choice not in CHOICES:
            raise Refusal("malformed", where="choice")

        def commands(run: Run) -> tuple[Command, ...]:
            until = run.now if to is None else to
            late = overdue(run.setting, run.proceedings.state, until)
            return catch_up(late, choice, run.now, to, by)

        ack: Ack = {"ok": True, "seq": table.seq}
        try:
            asked = self.room.look(table.id, commands)
        except NotDone as reason:
            raise Refusal(reason.code, **reason.numbers) from reason
        for command in asked:
            ack = self.ask(table, command)
        return ack


def _run(
    exercise: ExerciseRecord, place: int, wanted: Mapping[str, Any], setting: Setting
) -> RunRecord:
    for role in wanted["seats"]:
        if role not in setting.seats:
            raise Refusal("no_such_seat", role=role)
    return RunRecord(
        id="t-" + secrets.token_hex(4),
        exercise=exercise.id,
        name=wanted["name"],
        place=place,
        code=fresh_code(),
        seats=dict(wanted["seats"]),
    )


def _free_id(table: Table) -> str:
    taken = set(table.screens.scene.injects())
    return next(name for n in range(1, 10_000) if (name := f"W{n:02}") not in taken)


def _nobody(_event: str, _payload: Mapping[str, Any], _room: str) -> None:
    """Tell nobody: there is no socket yet."""


def _version() -> str:
    try:
        return version_of("startex")
    except PackageNotFoundError:
        return "0.1.0"
