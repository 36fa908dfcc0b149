"""The control room: opens exercises, finds their runs, brings them back after a restart, closes them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from engine.casting import Casting
from engine.clock import SystemTime, Time
from engine.conductor import Conductor
from engine.journal import Announce, Batches, JournalWriter
from engine.lease import Lease
from engine.live_run import LiveRun
from engine.mailbox import NotDone, Reply
from engine.run import Result, Run
from engine.store.errors import NotFound
from engine.store.records import DocumentRecord, ExerciseRecord, RunRecord
from engine.store.store import Store
from exercise.commands import Command, Start
from exercise.entry import Entry
from exercise.facts import Ended
from scenarios.timing import Ms

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds after which an unanswered question is given up."""

_log = logging.getLogger(__name__)


class ControlRoom:
    """Every run of this process, live or to be looked at again.

    `start` lets time pass; without it, tests give turns by hand. Answers and announcements come after the commit.
    """

    def __init__(self, store: Store, source: Time | None = None) -> None:
        self.store = store
        self.source = source or SystemTime()
        self.casting = Casting(store)
        self.writer = JournalWriter(self._keep, store.journals.last_seq, self._announce)
        self.conductor = Conductor(self.writer, self.source, self._rebuild)
        self._lease: Lease | None = None
        self._listeners: list[Announce] = []
        self._told: dict[str, int] = {}
        self._one_at_a_time = threading.RLock()

    def start(self) -> None:
        """Let time pass for every run, in the background."""
        self.writer.start()
        self.conductor.start()

    def stop(self) -> None:
        """Stop all time, with everything kept that was done."""
        self.conductor.stop()
        self.writer.stop()
        if self._lease is not None:
            self._lease.give_up()
            self._lease = None

    def listen(self, listener: Announce) -> None:
        """Let *listener* hear each run's entries, in order and once, after they are kept."""
        self._listeners.append(listener)

    def open(
        self,
        exercise: ExerciseRecord,
        runs: Sequence[RunRecord],
        documents: Iterable[DocumentRecord] = (),
    ) -> None:
        """Keep a new exercise with its tables and documents, ready for StartEx.

        Raises AlreadyKept for a taken id or code, UnfitDocument when its documents cannot be played.
        """
        with self.store.together():
            for document in documents:
                self.store.documents.put(document)
            self.store.exercises.open(exercise, runs)
            casts = [self.casting.cast(exercise, run) for run in runs]
        for played in casts:
            live = played.live_run((), self.source)
            for arrival in played.arrivals():
                live.admit(arrival, self.source.moment())
            self.conductor.add(live)

    def recover(self) -> tuple[str, ...]:
        """Bring back every run that has not ended, standing at the last time known, and return their ids.

        A run that was playing gets a line saying that it was ``restarted``. One that cannot be replayed is left out.
        The data folder is taken first, until `stop`; raises FolderTaken when another process plays its exercises.
        """
        if self.store.folder is not None and self._lease is None:
            lease = Lease(self.store.folder)
            lease.take()
            self._lease = lease
        back = []
        for record in self.store.exercises.live_runs():
            try:
                live = self._rebuild(record.id)
                live.stand("restarted", self.source.moment())
            except Exception:  # noqa: BLE001  one journal that cannot be replayed must not keep the others away
                _log.exception("recover_failed", extra={"run": record.id})
                continue
            self.conductor.add(live)
            back.append(record.id)
        return tuple(back)

    def post(self, run: str, command: Command, reply: Reply) -> None:
        """Let *run* take *command*; *reply* hears its Result once that is kept, or NotDone."""
        self._find(run)
        self.conductor.post(
            run, lambda live, at: live.admit(self._seated(command, live), at), reply
        )

    def ask(self, run: str, command: Command, patience: float = PATIENCE) -> Result:
        """Let *run* take *command* and return what became of it, kept; raises NotDone."""
        return cast(Result, _wait(lambda reply: self.post(run, command, reply), patience, run))

    def post_question(self, run: str, question: Callable[[Run], object], reply: Reply) -> None:
        """Ask *run* a *question*; *reply* hears what it found once all that was done before is kept, or NotDone.

        It is called between two turns of the conductor: it must be short and change nothing. The run's `now` is then
        what its clock reads.
        """
        self._find(run)

        def task(live: LiveRun, moment: int) -> object:
            live.catch_up(moment)
            return question(live.run)

        self.conductor.post(run, task, reply)

    def look(self, run: str, question: Callable[[Run], T], patience: float = PATIENCE) -> T:
        """Return what *question* finds in *run* (see `post_question`); raises NotDone."""
        found = _wait(lambda reply: self.post_question(run, question, reply), patience, run)
        return cast(T, found)

    def time(self, run: str) -> Ms:
        """Return the exercise time of *run* now; raises NotDone."""
        self._find(run)
        return cast(Ms, self.conductor.peek(run, lambda live: live.clock.read()))

    def entries(self, run: str, after: int = 0) -> tuple[Entry, ...]:
        """Return the entries kept of *run* with seq above *after*."""
        return self.store.journals.read(run, after)

    def exercises(self, with_closed: bool = True) -> tuple[ExerciseRecord, ...]:
        """Return the exercises, the first opened first."""
        return self.store.exercises.all(with_closed)

    def close(self, exercise: str) -> None:
        """End an exercise for good: nothing is taken any more, all can still be read; raises NotFound."""
        self.store.exercises.close(exercise, self.source.stamp())
        for run in self.store.exercises.runs(exercise):
            self.conductor.remove(run.id)

    def _find(self, run: str) -> None:
        """See that *run* is in the round; one that was left there by an earlier process is brought back."""
        if run in self.conductor:
            return
        with self._one_at_a_time:
            if run in self.conductor:
                return
            try:
                exercise = self.store.exercises.get(self.store.exercises.run(run).exercise)
            except NotFound as missing:
                raise NotDone("no_such_table", table=run) from missing
            if exercise.closed is not None:
                raise NotDone("closed", table=run)
            try:
                live = self._rebuild(run)
            except Exception as error:
                raise NotDone("broken", table=run) from error
            live.stand("restarted", self.source.moment())
            self.conductor.add(live)

    def _rebuild(self, run: str) -> LiveRun:
        record = self.store.exercises.run(run)
        exercise = self.store.exercises.get(record.exercise)
        played = self.casting.cast(exercise, record)
        return played.live_run(self.store.journals.read(run), self.source)

    def _seated(self, command: Command, live: LiveRun) -> Command:
        """Return *command*; StartEx names the roles that have a seat when the launch closed some."""
        if isinstance(command, Start) and command.seats is None:
            return replace(command, seats=live.seats)
        return command

    def _keep(self, batches: Batches, reached: Mapping[str, Ms]) -> None:
        with self.store.together():
            self.store.journals.append(batches)
            self.store.exercises.reach(reached)
            for run, entries in batches:
                if any(isinstance(entry.fact, Ended) for entry in entries):
                    self.store.exercises.end(run)

    def _announce(self, run: str, entries: Sequence[Entry]) -> None:
        """Tell every listener of *entries*, and before them of those that another process kept meanwhile."""
        told = self._told.get(run)
        if told is not None and told + 1 < entries[0].seq:
            entries = (*self.store.journals.read(run, told, entries[0].seq - 1), *entries)
        self._told[run] = entries[-1].seq
        for listener in self._listeners:
            listener(run, entries)


def _wait(post: Callable[[Reply], None], patience: float, run: str) -> object:
    """Return what *post* hears; raises NotDone when that is one, or when nothing comes in time."""
    answered = threading.Event()
    heard: list[Any] = []

    def reply(value: object) -> None:
        heard.append(value)
        answered.set()

    post(reply)
    if not answered.wait(patience):
        raise NotDone("busy", table=run)
    if isinstance(heard[0], NotDone):
        raise heard[0]
    return heard[0]
