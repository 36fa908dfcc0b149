"""The program of a rehearsal's own process: an order comes in, lines of progress and the result go out."""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections.abc import Mapping
from typing import Any, TextIO

from engine.clock import NS_PER_MS, SystemTime, Time
from engine.rehearsal.crews import CrewFault
from engine.rehearsal.order import Order
from engine.rehearsal.rehearsing import in_processes, rehearse

EVERY_NS = 200_000_000
"""Progress is told no oftener than this."""
_POLITE = 19


class Teller:
    """Tells progress as lines of JSON on *out*."""

    def __init__(self, out: TextIO, clock: Time) -> None:
        self._out = out
        self._clock = clock
        self._began = self._told = clock.moment()

    def hear(self, done: int, total: int) -> None:
        """Tell that *done* of *total* runs are done, unless that was just told."""
        now = self._clock.moment()
        if now - self._told < EVERY_NS:
            return
        self._told = now
        left = (now - self._began) * (total - done) // (max(1, done) * NS_PER_MS)
        say(self._out, {"done": done, "total": total, "left_ms": left})


def say(out: TextIO, line: Mapping[str, Any]) -> None:
    """Write *line* to whoever asked for the rehearsal; ends with BrokenPipeError when nobody is there any more."""
    out.write(json.dumps(line, ensure_ascii=True) + "\n")
    out.flush()


def own_output() -> TextIO:
    """Return what was standard output, for this process alone.

    Workers get standard error in its place: as long as one of them held it, nobody would notice that this process died.
    """
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return out


def main() -> None:
    """Rehearse what is ordered on standard input, at low priority."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    out = own_output()
    order: Order = pickle.load(sys.stdin.buffer)  # noqa: S301  whoever started this process wrote it
    rehearsal, clock = order.rehearsal(), SystemTime()
    say(out, {"done": 0, "total": rehearsal.total, "left_ms": None})
    crew = in_processes(order.workers)
    try:
        say(out, {"result": rehearse(rehearsal, crew, clock, Teller(out, clock).hear)})
    except CrewFault as fault:
        say(out, {"failed": fault.code})


if __name__ == "__main__":
    main()
