"""A rehearsal in a process of its own: of low priority, told about line by line, stopped at any time."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from engine.rehearsal.order import Order, Progress
from engine.rehearsal.rehearsing import Progress as Tell

_PROGRAM = ("-P", "-m", "engine.rehearsal")
_PATIENCE = 10  # seconds


class Ended(Exception):
    """A rehearsal ended without a result: ``worker_died`` when its process or one of its workers did."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Apart:
    """A process that rehearses *order*; it and all its workers end with `stop`."""

    def __init__(self, order: Order) -> None:
        """Start the process."""
        self.order = order
        self.progress = Progress(0, order.rehearsal().total, None)
        self._process = subprocess.Popen(  # noqa: S603  this program itself
            [sys.executable, *_PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def result(self, tell: Tell | None = None) -> Mapping[str, Any]:
        """Wait for the result and return it; raises Ended. *tell* hears how many runs are done of how many."""
        try:
            return self._heard(tell)
        finally:
            self.stop()

    def stop(self) -> None:
        """End the process with all its workers, if they still run."""
        for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
            self._signal(number)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_PATIENCE)
                return

    def _heard(self, tell: Tell | None) -> Mapping[str, Any]:
        ingoing, outgoing = self._process.stdin, self._process.stdout
        assert ingoing is not None  # noqa: S101  it was asked for
        assert outgoing is not None  # noqa: S101  it was asked for
        with suppress(BrokenPipeError), ingoing:
            ingoing.write(pickle.dumps(self.order))
        with outgoing:
            for line in outgoing:
                said = _read(line)
                if "result" in said:
                    found: Mapping[str, Any] = said["result"]
                    return found
                if "failed" in said:
                    raise Ended(said["failed"])
                self._hear(said, tell)
        raise Ended("worker_died")

    def _hear(self, said: Mapping[str, Any], tell: Tell | None) -> None:
        if "done" in said:
            self.progress = Progress(said["done"], said["total"], said["left_ms"])
            if tell is not None:
                tell(self.progress.done, self.progress.total)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self.pid, number)
            else:
                self._process.terminate()


def _read(line: bytes) -> Mapping[str, Any]:
    """Return what a line says; one that was cut off says nothing."""
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
