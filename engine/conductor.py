"""The conductor: every run of a process in turn, a mailbox for each, and none in the way of another."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from engine.clock import NS_PER_MS, Time
from engine.journal import JournalWriter
from engine.live_run import LiveRun
from engine.mailbox import Letter, Mailbox, NotDone, Reply, Task
from engine.pacing import Pacing
from engine.store.errors import StoreError

__all__ = ["Conductor", "Health", "NotDone"]

RUNS_A_TURN = 32
LETTERS_A_TURN = 32
_BEAT = 100 * NS_PER_MS
_BEATS_A_ROUND = 20  # a running table's time is noted every two seconds, a few tables at a time

_log = logging.getLogger(__name__)


class Health(Enum):
    """How a run does: it plays, waits for what it sent to be kept or lost, is to be rebuilt, or cannot be."""

    LIVE = "live"
    RESTING = "resting"
    LOST = "lost"
    BROKEN = "broken"


@dataclass(slots=True)
class _Place:
    """One run's place in the round."""

    live: LiveRun
    mail: Mailbox
    health: Health = Health.LIVE
    is_called: bool = False


class Conductor:
    """Gives every run its turn: its letters in order of arrival, then what its clock has made due.

    All runs are moved by whoever calls `turn`; `start` begins a thread (a greenlet under gevent) that does. Answers
    and announcements come from the writer, after the commit. A run that fails, or whose entries could not be kept, is
    rebuilt by *rebuild* from what is kept and stands, with a line that says so; the others do not notice.
    """

    def __init__(
        self, writer: JournalWriter, source: Time, rebuild: Callable[[str], LiveRun]
    ) -> None:
        self._writer = writer
        self._source = source
        self._rebuild = rebuild
        self._places: dict[str, _Place] = {}
        self._pacing = Pacing()
        self._called: deque[str] = deque()
        self._unkept: deque[tuple[str, LiveRun, Health]] = deque()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_stopping = False
        self._beats = 0
        self._next_beat = source.moment() + _BEAT

    def add(self, live: LiveRun) -> None:
        """Take a run into the round; what it has collected so far is kept first."""
        self._submit(live, None, None)
        with self._wake:
            self._places[live.name] = _Place(live, Mailbox(live.name))
        self._call(live.name)

    def remove(self, run: str) -> None:
        """Let a run leave the round; letters that wait are answered NotDone."""
        with self._wake:
            place = self._places.pop(run, None)
        if place is not None:
            place.mail.refuse_all("closed")

    def health(self, run: str) -> Health | None:
        """Return how a run does; None when it is not in the round."""
        place = self._places.get(run)
        return None if place is None else place.health

    def __contains__(self, run: str) -> bool:
        return run in self._places

    def post(self, run: str, task: Task, reply: Reply | None = None) -> None:
        """Put a letter into the mailbox of *run*; *reply* is called from another thread, once."""
        letter = Letter(task, reply)
        with self._wake:
            place = self._places.get(run)
            has_room = place is not None and place.mail.put(letter)
        if has_room:
            self._call(run)
        else:
            letter.refuse("no_such_table" if place is None else "busy", run)

    def peek(self, run: str, question: Callable[[LiveRun], object]) -> object:
        """Return what *question* finds in a run right now, which may not be kept yet; raises NotDone."""
        place = self._places.get(run)
        if place is None:
            raise NotDone("no_such_table", table=run)
        return question(place.live)

    def turn(self) -> None:
        """Serve the runs that have letters or something due."""
        self._heed_the_unkept()
        for run in self._whose_turn():
            place = self._places.get(run)
            if place is not None:
                self._serve(run, place)
        self._beat()

    def next_moment(self) -> int:
        """Return the moment at which a turn is next of use."""
        if self._called or self._unkept:
            return self._source.moment()
        due = self._pacing.next_moment()
        return self._next_beat if due is None else min(due, self._next_beat)

    def start(self) -> None:
        """Begin to give turns in the background."""
        self._is_stopping = False
        self._thread = threading.Thread(target=self._work, name="conductor", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the background work after the turn under way; note how far every run has come."""
        if self._thread is None:
            return
        with self._wake:
            self._is_stopping = True
            self._wake.notify()
        self._thread.join()
        self._thread = None
        self._note_reached(self._places)

    def _work(self) -> None:
        while not self._is_stopping:
            self.turn()
            with self._wake:
                left = self.next_moment() - self._source.moment()
                if left > 0 and not self._is_stopping:
                    self._wake.wait(left / 1e9)
            self._source.give_way()

    def _call(self, run: str) -> None:
        with self._wake:
            place = self._places.get(run)
            if place is not None and not place.is_called:
                place.is_called = True
                self._called.append(run)
                self._wake.notify()

    def _whose_turn(self) -> Iterable[str]:
        due = self._pacing.take_due(self._source.moment(), RUNS_A_TURN)
        with self._wake:
            called = [self._called.popleft() for _ in range(min(RUNS_A_TURN, len(self._called)))]
            for run in called:
                if run in self._places:
                    self._places[run].is_called = False
        return dict.fromkeys((*called, *due))

    def _serve(self, run: str, place: _Place) -> None:
        if place.health is Health.LOST:
            self._bring_back(run, place)
        if place.health is Health.BROKEN:
            place.mail.refuse_all("broken")
        if place.health is not Health.LIVE:
            return
        live = place.live
        for letter in place.mail.take(LETTERS_A_TURN):
            if not self._answer(place, letter):
                return
        try:
            is_more_due = live.play(self._source.moment())
            next_moment = live.next_moment()
        except Exception:  # noqa: BLE001  whatever a run dies of, the others live on
            self._rest(place, "play")
            return
        self._submit(live, None, None)
        if place.mail or is_more_due:
            self._call(run)
        self._pacing.set(run, next_moment)

    def _answer(self, place: _Place, letter: Letter) -> bool:
        """Do what *letter* asks and let its answer follow the commit; say whether the run survived it."""
        live = place.live
        try:
            value = letter.task(live, self._source.moment())
        except Exception:  # noqa: BLE001  whatever a run dies of, the others live on
            letter.refuse("broken", live.name)
            self._rest(place, "answer")
            return False
        self._submit(live, letter.reply, value)
        return True

    def _submit(self, live: LiveRun, reply: Reply | None, value: object) -> None:
        entries = live.take()
        if not entries and reply is None:
            return

        def done(failure: StoreError | None) -> None:
            if failure is not None:
                self._note_unkept(live, Health.RESTING)
            if reply is not None:
                reply(value if failure is None else NotDone("not_kept", table=live.name))

        self._writer.submit(live.name, entries, done)

    def _note_unkept(self, live: LiveRun, then: Health) -> None:
        with self._wake:
            self._unkept.append((live.name, live, then))
            self._wake.notify()

    def _heed_the_unkept(self) -> None:
        while self._unkept:
            run, live, then = self._unkept.popleft()
            place = self._places.get(run)
            if place is None or place.live is not live or place.health is not Health.LIVE:
                continue
            if then is Health.RESTING:
                self._rest(place, "keep")
            else:
                place.health = then
                self._pacing.set(run, None)

    def _rest(self, place: _Place, where: str) -> None:
        """Take a run out of play until all that it sent before is kept or lost."""
        run = place.live.name
        _log.error("run_failed", extra={"run": run, "where": where}, exc_info=where != "keep")
        place.health = Health.RESTING
        self._pacing.set(run, None)

        def done(_: StoreError | None) -> None:
            place.health = Health.LOST
            self._call(run)

        self._writer.submit(run, (), done)

    def _bring_back(self, run: str, place: _Place) -> None:
        """Rebuild a run from what is kept; it stands, and the journal says why."""
        self._writer.forget(run)
        try:
            live = self._rebuild(run)
            live.stand("fault", self._source.moment())
        except StoreError:
            place.mail.refuse_all("not_kept")
            return
        except Exception:  # noqa: BLE001  a journal that cannot be replayed breaks its own run alone
            _log.exception("rebuild_failed", extra={"run": run})
            place.health = Health.BROKEN
            return
        place.live = live
        place.health = Health.LIVE

        def done(failure: StoreError | None) -> None:
            if failure is not None:
                self._note_unkept(live, Health.LOST)

        self._writer.submit(run, live.take(), done)

    def _beat(self) -> None:
        """Note now and then, a part of the runs at a time, how far they have come, for a restart to know."""
        moment = self._source.moment()
        if moment < self._next_beat:
            return
        self._next_beat = moment + _BEAT
        self._beats += 1
        part = self._beats % _BEATS_A_ROUND
        self._note_reached(list(self._places)[part::_BEATS_A_ROUND])

    def _note_reached(self, runs: Iterable[str]) -> None:
        for run in runs:
            place = self._places.get(run)
            if place is None:
                continue
            if place.health is Health.LIVE and place.live.clock.is_running:
                self._writer.submit(run, reached=place.live.time_known(self._source.moment()))
