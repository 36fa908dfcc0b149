"""The journal's writer: one commit for all that is pending, and nobody is told anything before it."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.store.errors import JournalConflict, StoreError
from exercise.entry import Entry
from scenarios.timing import Ms

Batches = Sequence[tuple[str, Sequence[Entry]]]
Keep = Callable[[Batches, Mapping[str, Ms]], None]
"""Keeps entries of several runs, and how far each run's time has come, all or nothing; raises StoreError."""

Done = Callable[[StoreError | None], None]
"""Hears that what was submitted is kept (None), or why it is not."""

Announce = Callable[[str, Sequence[Entry]], None]
"""Hears the entries of one run that were kept in one commit."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Submission:
    """Entries of one run to keep, how far its time has come, and whom to tell."""

    run: str
    entries: Sequence[Entry]
    done: Done | None
    reached: Ms | None


class JournalWriter:
    """Keeps what conductors submit: in order, in one transaction for all that is pending.

    After the commit each run's entries are announced once, then each submission's *done* is called. What cannot be
    kept is told to *done* alone; the run must then be rebuilt from what is kept, for later submissions that do not
    follow on the last entry kept are refused. Works with threads and with greenlets: `start` begins a thread that
    calls `flush` whenever something is pending; without it, whoever calls `flush` does the work.
    """

    def __init__(self, keep: Keep, last_seq: Callable[[str], int], announce: Announce) -> None:
        self._keep = keep
        self._last_seq = last_seq
        self._announce = announce
        self._kept: dict[str, int] = {}
        self._pending: deque[Submission] = deque()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_stopping = False

    @property
    def is_pending(self) -> bool:
        """Whether something waits to be kept."""
        return bool(self._pending)

    def submit(
        self,
        run: str,
        entries: Sequence[Entry] = (),
        done: Done | None = None,
        reached: Ms | None = None,
    ) -> None:
        """Let *entries* be kept after all that was submitted before; without entries, *done* waits for that alone."""
        with self._wake:
            self._pending.append(Submission(run, entries, done, reached))
            if len(self._pending) == 1:
                self._wake.notify()

    def flush(self) -> int:
        """Keep all that is pending, tell everybody, and return how many entries were kept."""
        taken = self._take()
        if not taken:
            return 0
        failures = self._keep_all(taken)
        told: dict[str, list[Entry]] = {}
        for submission in taken:
            if submission.entries and submission.run not in failures:
                told.setdefault(submission.run, []).extend(submission.entries)
        for run, entries in told.items():
            self._tell(run, entries)
        for submission in taken:
            if submission.done is not None:
                submission.done(failures.get(submission.run))
        return sum(len(entries) for entries in told.values())

    def forget(self, run: str) -> None:
        """Ask the store again for the last entry of *run* before the next is kept."""
        self._kept.pop(run, None)

    def start(self) -> None:
        """Begin to keep in the background."""
        self._is_stopping = False
        self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Keep what is pending and end the background work."""
        if self._thread is None:
            return
        with self._wake:
            self._is_stopping = True
            self._wake.notify()
        self._thread.join()
        self._thread = None

    def _work(self) -> None:
        while True:
            with self._wake:
                while not self._pending and not self._is_stopping:
                    self._wake.wait()
                if not self._pending:
                    return
            self.flush()

    def _take(self) -> list[Submission]:
        with self._wake:
            taken = list(self._pending)
            self._pending.clear()
        return taken

    def _keep_all(self, taken: Iterable[Submission]) -> dict[str, StoreError]:
        """Return the runs of which nothing was kept, with the reason."""
        batches: dict[str, list[Entry]] = {}
        reached: dict[str, Ms] = {}
        failures: dict[str, StoreError] = {}
        for submission in taken:
            batches.setdefault(submission.run, []).extend(submission.entries)
            if submission.reached is not None:
                reached[submission.run] = submission.reached
        for run, entries in batches.items():
            if entries and (failure := self._misfit(run, entries)) is not None:
                failures[run] = failure
        good = [run for run in batches if run not in failures]
        failure = self._try(good, batches, reached)
        if failure is not None and len(good) == 1:
            failures[good[0]] = failure
        elif failure is not None:
            alone = {run: self._try([run], batches, reached) for run in good}
            failures |= {run: why for run, why in alone.items() if why is not None}
        return failures

    def _try(
        self, runs: Sequence[str], batches: Mapping[str, list[Entry]], reached: Mapping[str, Ms]
    ) -> StoreError | None:
        due = [(run, batches[run]) for run in runs if batches[run]]
        times = {run: reached[run] for run in runs if run in reached}
        if not due and not times:
            return None
        try:
            self._keep(due, times)
        except StoreError as failure:
            for run in runs:
                self._kept.pop(run, None)
            return failure
        for run, entries in due:
            self._kept[run] = entries[-1].seq
        return None

    def _misfit(self, run: str, entries: Sequence[Entry]) -> StoreError | None:
        """Return why *entries* are not the next after those kept; None when they are."""
        try:
            last = self._kept.get(run)
            if last is None:
                last = self._kept[run] = self._last_seq(run)
        except StoreError as failure:
            return failure
        expected = range(last + 1, last + 1 + len(entries))
        if all(entry.seq == seq for entry, seq in zip(entries, expected, strict=True)):
            return None
        return JournalConflict(run=run, seq=entries[0].seq, kept=last)

    def _tell(self, run: str, entries: Sequence[Entry]) -> None:
        try:
            self._announce(run, entries)
        except Exception:  # noqa: BLE001  one deaf listener must not stop what is kept for all
            _log.exception("announce_failed", extra={"run": run})
