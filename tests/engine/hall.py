"""A control room on a real database with time moved by hand, for tests of live exercises."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from engine.clock import ManualClock
from engine.control_room import ControlRoom
from engine.run import Result
from engine.store.errors import StoreUnavailable
from engine.store.records import PLAN, SCENARIO, DocumentRecord, ExerciseRecord, RunRecord
from engine.store.store import Store
from exercise.commands import Act, Command
from exercise.entry import Entry
from exercise.paper import fact_to_paper
from scenarios.reader import digest_of

THE_PLAN = """\
format: startex/plan@1
id: plan
version: 1
title: Plan
owner: head
sections: {purpose: p, organisation: o, activation: a, implementation: i, resources: r, other: x}
roles: [{id: duty, title: Duty}, {id: head, title: Head}]
services: [{id: db, title: Database, rto: 10m}]
recoveries:
  - {id: restart, title: Restart, starts_on: restart, restores: [db], takes: 2m}
actions:
  - {id: answer, kind: acknowledge, title: Answer}
  - {id: restart, kind: execute, title: Restart}
procedures:
  - id: detect
    title: Detect
    phase: detect
    steps:
      - {id: D1, title: Answer, does: answer, by: [duty], when: {signal: alarm}, within: 3m}
"""
THE_SCENARIO = """\
format: startex/scenario@1
id: scenario
title: Scenario
plan: plan
duration: 60m
story_start: "2026-03-16T10:05:00+08:00"
seats: [{role: duty}, {role: head}]
injects:
  - {id: I1, at: 1m, title: One, to: [duty], subject: s, raises: [alarm]}
  - {id: I2, at: 2m, title: Two, effects: [{service: db, becomes: down}]}
  - {id: I3, when: {silent: D1, for: 5m}, title: Three, to: [head], subject: s}
  - {id: I4, at: 20m, title: Four, to: [all], subject: s}
  - {id: I5, manual: true, title: Five, to: [all], subject: s}
  - {id: I6, at: 30m, title: Six, to: [all], subject: s, leap: 10m}
"""
TABLE, OTHER = "t-1", "t-2"


class Hall:
    """One process: a control room on *folder*, and all that it told, in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.time = ManualClock()
        self.store = Store.in_folder(folder)
        self.room = ControlRoom(self.store, self.time)
        self.heard: dict[str, list[Entry]] = {}
        self.answers: list[object] = []
        self.is_full = False
        self.room.listen(self.hear)
        keep = self.room.writer._keep

        def keep_unless_full(batches: object, reached: object) -> None:
            if self.is_full:
                raise StoreUnavailable
            keep(batches, reached)  # type: ignore[arg-type]

        self.room.writer._keep = keep_unless_full

    def hear(self, run: str, entries: Sequence[Entry]) -> None:
        self.heard.setdefault(run, []).extend(entries)

    def launch(self, *tables: str, **seats: str) -> None:
        """Open an exercise with *tables* (one, when none is named), whose *seats* are as named."""
        launch(self.room, *tables, **seats)
        self.settle()

    def settle(self) -> None:
        """Give turns until nothing is left to do at this moment."""
        for _ in range(1_000):
            self.room.conductor.turn()
            self.room.writer.flush()
            is_idle = self.room.conductor.next_moment() > self.time.moment()
            if is_idle and not self.room.writer.is_pending:
                return
        raise AssertionError("never settles")

    def pass_by(self, length: int, step: int = 10_000) -> None:
        """Let *length* milliseconds pass, with a turn at least every *step*."""
        while length > 0:
            self.time.pass_by(min(step, length))
            self.settle()
            length -= step

    def ask(self, command: Command, run: str = TABLE) -> object:
        """Return what *run* answers to *command*."""
        before = len(self.answers)
        self.room.post(run, command, self.answers.append)
        self.settle()
        assert len(self.answers) == before + 1
        return self.answers[-1]

    def act(self, action: str = "answer", client_id: str | None = None, run: str = TABLE) -> Result:
        """Return the result of an act of the duty seat."""
        result = self.ask(Act("duty", action, client_id=client_id), run)
        assert isinstance(result, Result)
        return result

    def kept(self, run: str = TABLE) -> list[tuple[int, str]]:
        """Return (at, what) of every entry kept."""
        return [(entry.at, brief(entry)) for entry in self.store.journals.read(run)]

    def stop(self) -> None:
        """End the process in good order."""
        self.room.stop()
        self.store.close()

    def crash(self, folder: Path) -> Hall:
        """Return the next process, on a copy of the files as they are on disk at this moment."""
        folder.mkdir()
        for file in self.folder.iterdir():
            shutil.copy(file, folder)
        return Hall(folder)


def launch(room: ControlRoom, *tables: str, **seats: str) -> None:
    """Open an exercise in *room* with *tables* (one, when none is named), whose *seats* are as named."""
    documents = (
        DocumentRecord(digest_of(THE_PLAN), PLAN, "plan", THE_PLAN),
        DocumentRecord(digest_of(THE_SCENARIO), SCENARIO, "scenario", THE_SCENARIO),
    )
    plan, scenario = (document.digest for document in documents)
    now = room.source.stamp()
    exercise = ExerciseRecord("e-1", {"": "x"}, scenario, plan, 7, "2026.1", now)
    names = tables or (TABLE,)
    runs = [RunRecord(name, "e-1", name, place, seats=seats) for place, name in enumerate(names)]
    room.open(exercise, runs, documents)


def brief(entry: Entry) -> str:
    """Return an entry's fact in a word or two: its type and its first field."""
    kind, *values = fact_to_paper(entry.fact).values()
    return f"{kind} {values[0]}" if values else str(kind)
