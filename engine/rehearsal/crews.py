"""Who does the work: this process, processes of this machine, or a Dask cluster. The result is the same."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Any, Protocol

from engine.rehearsal.work import Done, Task, Troupe

AHEAD = 2
"""So many tasks wait for each worker, so that none is idle while results are counted."""
_POLITE = 10


class CrewFault(Exception):
    """The work cannot be done: ``cluster_missing cluster_unreachable worker_died``; *numbers* say more."""

    def __init__(self, code: str, **numbers: object) -> None:
        super().__init__(code, numbers)
        self.code = code
        self.numbers = numbers


class Crew(Protocol):
    """Plays tasks of a troupe, in any order."""

    def play(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield what each of *tasks* came to as it is finished."""


class Here:
    """This process alone."""

    def __init__(self, troupe: Troupe) -> None:
        self._troupe = troupe

    def play(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield what each of *tasks* came to, one after the other."""
        return map(self._troupe.play, tasks)


class Submitted:
    """Anything that takes a task and gives a future for it."""

    def __init__(
        self, submit: Callable[[Task], Any], workers: int, first_done: Callable[[list[Any]], Any]
    ) -> None:
        self._submit = submit
        self._most = max(1, workers) * AHEAD
        self._first_done = first_done

    def play(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield what each of *tasks* came to; when the reader stops early, what waits is called off."""
        waiting = deque(tasks)
        running: list[Any] = []
        try:
            while waiting or running:
                while waiting and len(running) < self._most:
                    running.append(self._submit(waiting.popleft()))
                done = self._first_done(running)
                running.remove(done)
                result: Done = done.result()
                yield result
        finally:
            for each in running:
                each.cancel()


@contextmanager
def processes(troupe: Troupe, workers: int, is_alone: bool = True) -> Iterator[Crew]:
    """Have *workers* processes of this machine, started afresh and of low priority, and end them afterwards.

    With *is_alone* this process does the work of a single one itself.
    """
    if workers <= 1 and is_alone:
        yield Here(troupe)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (troupe,))
    try:
        yield Submitted(partial(_submit, pool), workers, _first_of)
    except BrokenExecutor as died:
        raise CrewFault("worker_died") from died
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def cluster(troupe: Troupe, address: str) -> Iterator[Crew]:
    """Have the workers of the Dask cluster at *address*; raises CrewFault when it cannot be used."""
    try:
        from distributed import Client
        from distributed import wait as wait_for
    except ImportError as missing:
        raise CrewFault("cluster_missing") from missing

    def first_done(running: list[Any]) -> Any:
        with client.as_current():
            found: Any = wait_for(running, return_when=FIRST_COMPLETED)  # type: ignore[no-untyped-call]
        return next(each for each in running if each in found.done)

    try:
        client: Any = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as fault:
        raise CrewFault("cluster_unreachable", address=address) from fault
    try:
        [everywhere] = client.scatter([troupe], broadcast=True, hash=False)
        workers = sum(client.nthreads().values())
        yield Submitted(
            lambda task: client.submit(_play_there, everywhere, task, pure=False),
            workers,
            first_done,
        )
    finally:
        client.close()


_here: list[Troupe] = []


def _begin(troupe: Troupe) -> None:
    """Begin as a worker: of low priority, and leaving an interruption to whoever asked for the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    _here.append(troupe)


def _submit(pool: ProcessPoolExecutor, task: Task) -> Future[Done]:
    """Hand *task* over, which may start a worker: an interruption waits until it is known, and never reaches it."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_play, task)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_play, task)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _play(task: Task) -> Done:
    return _here[0].play(task)


def _play_there(troupe: Troupe, task: Task) -> Done:
    return troupe.play(task)


def _first_of(running: list[Future[Done]]) -> Future[Done]:
    finished = wait(running, return_when=FIRST_COMPLETED).done
    return next(each for each in running if each in finished)
