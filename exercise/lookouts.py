"""Lookouts: watches and latches with what follows when they come true, told of happenings and of the time."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

from exercise.conditions import Key, Record, Timer
from exercise.phases import Phase
from exercise.watching import Happening, Latch, Watch, next_look
from scenarios.timing import Ms


class Lookout:
    """A watch or latch with what to do when it comes true; *due* is when it must be looked at by itself."""

    __slots__ = ("due", "is_live", "on_true", "order", "watch")

    def __init__(
        self, order: tuple[int, int], watch: Watch | Latch, on_true: Callable[[], None]
    ) -> None:
        """Place *watch* at *order*: of those that concern one happening the lowest is looked at first."""
        self.order = order
        self.watch = watch
        self.on_true = on_true
        self.due: Timer | None = None
        self.is_live = True


class Lookouts:
    """All lookouts of one exercise. Happenings are noted, then settled until nothing more follows."""

    def __init__(self, record: Record) -> None:
        """Ask questions about *record*."""
        self._record = record
        self._placed = count()
        self._listeners: dict[Key, list[Lookout]] = {}
        self._timers: list[tuple[Ms, Phase, int, Lookout]] = []
        self._ticket = count()
        self._noted: list[Happening] = []

    def add(self, watch: Watch | Latch, on_true: Callable[[], None]) -> Lookout:
        """Place *watch* behind all others; *on_true* is called each time it comes true.

        What holds for good from a happening on holds before that happening opens or plays anything.
        """
        rank = 0 if isinstance(watch, Latch) else 1
        lookout = Lookout((rank, next(self._placed)), watch, on_true)
        for key in watch.keys:
            self._listeners.setdefault(key, []).append(lookout)
        return lookout

    def remove(self, lookout: Lookout) -> None:
        """Take *lookout* away for good."""
        lookout.is_live = False
        for key in lookout.watch.keys:
            self._listeners[key].remove(lookout)

    def note(self, happening: Happening) -> None:
        """Keep *happening* until the next settling."""
        self._noted.append(happening)

    def settle(self) -> None:
        """Tell all whom it concerns of what was noted, and of what follows from that."""
        while self._noted:
            happened, self._noted = tuple(self._noted), []
            concerned = {
                lookout.order: lookout
                for happening in happened
                for lookout in self._listeners.get(happening.key, ())
            }
            for order in sorted(concerned):
                if concerned[order].is_live:
                    self._look(concerned[order], happened)

    def next_due(self) -> Timer | None:
        """Return when one must be looked at though nothing happens."""
        while self._timers:
            ms, phase, _, lookout = self._timers[0]
            if lookout.is_live and lookout.due == (ms, phase):
                return ms, phase
            heappop(self._timers)
        return None

    def run_due(self, timer: Timer) -> None:
        """Look at all that are due by *timer*, in their order, and settle."""
        due = []
        while self._timers and self._timers[0][:2] <= timer:
            ms, phase, _, lookout = heappop(self._timers)
            if lookout.is_live and lookout.due == (ms, phase):
                lookout.due = None
                due.append(lookout)
        for lookout in sorted(due, key=lambda one: one.order):
            if lookout.is_live:
                self._look(lookout, ())
        self.settle()

    def schedule(self, lookout: Lookout) -> None:
        """Plan when *lookout* must next be looked at by itself."""
        due = next_look(lookout.watch, self._record)
        if due is not None and due != lookout.due:
            lookout.due = due
            heappush(self._timers, (*due, next(self._ticket), lookout))

    def _look(self, lookout: Lookout, happened: tuple[Happening, ...]) -> None:
        if lookout.watch.look(self._record, happened):
            lookout.on_true()
        if lookout.is_live:
            self.schedule(lookout)
