"""The rehearsals of a server: one at a time in a process of its own, others wait their turn, results are kept."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from threading import RLock, Thread
from typing import Any

from engine.rehearsal.apart import Apart, Ended
from engine.rehearsal.order import Progress
from engine.store.errors import NotFound
from engine.store.rehearsals import CANCELLED, FAILED, OPEN, RUNNING, RehearsalRecord
from engine.store.store import Store
from web.errors import Refusal
from web.library import Library
from web.rehearsing.asking import Drafted, asked, order_of

MOST_WAITING = 8
"""So many rehearsals may wait; who asks for another is told to come back."""

_log = logging.getLogger(__name__)


class Rehearsals:
    """Takes, plays, stops and forgets rehearsals."""

    def __init__(self, store: Store, library: Library, stamp: Callable[[], str]) -> None:
        """Keep rehearsals in *store*, of the documents of *library*; *stamp* tells the time of day."""
        self._kept = store.rehearsals
        self._library = library
        self._stamp = stamp
        self._lock = RLock()
        self._running: tuple[str, Apart] | None = None
        self._worker: Thread | None = None
        self._stopping = False

    def recover(self) -> None:
        """Note that rehearsals were interrupted which a server left unfinished when it ended."""
        for record in self._kept.unfinished():
            self._end(record.id, FAILED, "interrupted")

    def ask(
        self,
        scenario: str,
        wanted: Mapping[str, Any],
        by: str | None,
        drafted: Drafted | None = None,
    ) -> RehearsalRecord:
        """Take the rehearsal of *scenario* that is *wanted* and return it, waiting; raises Refusal.

        With *drafted* it compares the version with that draft.
        """
        with self._lock:
            waiting = len(self._kept.unfinished())
            if waiting > MOST_WAITING:
                raise Refusal("rehearsals_full", waiting=waiting)
            record = asked(self._library, scenario, wanted, self._stamp(), by, drafted)
            self._kept.add(record)
            if self._worker is None:
                self._worker = Thread(target=self._work, name="rehearsals", daemon=True)
                self._worker.start()
        return record

    def find(self, rehearsal: str) -> RehearsalRecord:
        """Return a rehearsal; raises Refusal."""
        try:
            return self._kept.get(rehearsal)
        except NotFound as missing:
            raise Refusal("no_such_rehearsal", rehearsal=rehearsal) from missing

    def of_scenario(self, scenario: str) -> tuple[RehearsalRecord, ...]:
        """Return the rehearsals of *scenario*, the newest first."""
        return tuple(reversed(self._kept.of_scenario(scenario)))

    def of_draft(self, plan: str, draft: str) -> tuple[RehearsalRecord, ...]:
        """Return the rehearsals in which *draft* of *plan* was compared with a version, the newest first."""
        found = self._kept.of_plan(plan)
        return tuple(one for one in reversed(found) if one.compared.get("draft") == draft)

    def result(self, rehearsal: str) -> Mapping[str, Any] | None:
        """Return what a rehearsal came to, None while there is nothing."""
        try:
            return self._kept.result(rehearsal)
        except NotFound:
            return None

    def progress(self, rehearsal: str) -> Progress | None:
        """Return how far the rehearsal is that runs now, None of any other."""
        running = self._running
        return running[1].progress if running is not None and running[0] == rehearsal else None

    def ahead(self, rehearsal: str) -> int:
        """Return how many others have to be done before *rehearsal*."""
        ids = [record.id for record in self._kept.unfinished()]
        return ids.index(rehearsal) if rehearsal in ids else 0

    def cancel(self, rehearsal: str) -> RehearsalRecord:
        """Stop a rehearsal that waits or runs; raises Refusal when it is over."""
        with self._lock:
            if self.find(rehearsal).state not in OPEN:
                raise Refusal("rehearsal_over")
            self._end(rehearsal, CANCELLED)
            running = self._running
        if running is not None and running[0] == rehearsal:
            running[1].stop()
        return self.find(rehearsal)

    def forget(self, rehearsal: str) -> None:
        """Keep a rehearsal and its result no longer; raises Refusal while it waits or runs."""
        with self._lock:
            if self.find(rehearsal).state in OPEN:
                raise Refusal("rehearsal_not_over")
            self._kept.forget(rehearsal)

    def stop(self) -> None:
        """End all work: what runs or waits is told to be interrupted when the server is back."""
        with self._lock:
            self._stopping = True
            running = self._running
            worker = self._worker
        if running is not None:
            running[1].stop()
        if worker is not None:
            worker.join(timeout=5)

    def _work(self) -> None:
        while (apart := self._next()) is not None:
            rehearsal = apart[0]
            try:
                self._play(*apart)
            except Exception:  # noqa: BLE001  one that fails must not end all later ones
                _log.exception("rehearsal_failed", extra={"rehearsal": rehearsal})
                self._fail(rehearsal, "broken")

    def _next(self) -> tuple[str, Apart] | None:
        """Return the rehearsal whose turn it is, begun; None when nothing waits."""
        with self._lock:
            self._running = None
            for record in () if self._stopping else self._kept.unfinished():
                try:
                    self._running = record.id, Apart(order_of(self._library, record))
                except (Refusal, OSError) as fault:
                    code = fault.code if isinstance(fault, Refusal) else "broken"
                    self._fail(record.id, code)
                    continue
                self._kept.change(record.id, state=RUNNING)
                return self._running
            self._worker = None
            return None

    def _play(self, rehearsal: str, apart: Apart) -> None:
        try:
            result = apart.result()
        except Ended as ended:
            self._fail(rehearsal, ended.code)
            return
        with self._lock:
            if not self._stopping and self.find(rehearsal).state in OPEN:
                self._kept.finish(rehearsal, self._stamp(), headline(result), result)

    def _fail(self, rehearsal: str, code: str) -> None:
        """Note why a rehearsal failed, unless somebody stopped it."""
        with self._lock:
            if not self._stopping and self._kept.get(rehearsal).state in OPEN:
                self._end(rehearsal, FAILED, code)

    def _end(self, rehearsal: str, state: str, problem: str | None = None) -> None:
        self._kept.change(rehearsal, state=state, ended=self._stamp(), problem=problem)


def headline(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return the few numbers of a *result* that a list shows."""
    score = result["score"]
    likeliest = max(result["ratings"], key=lambda row: int(row["times"]))
    missed = [
        row
        for row in result["services"]
        if row["rto_met"]["chance"] is not None and row["rto_met"]["chance"] < 1
    ]
    return {
        "score": {key: score[key] for key in ("mean", "low", "high")},
        "rating": likeliest["rating"] if likeliest["times"] else None,
        "infeasible": len(result["best"]["findings"]),
        "rto_missed": len(missed),
        "never_played": len(result["never_played"]),
        "never_called": len(result["never_called"]),
        "difference": {key: result["compared"]["score"][key] for key in ("mean", "low", "high")}
        if "compared" in result
        else None,
    }
