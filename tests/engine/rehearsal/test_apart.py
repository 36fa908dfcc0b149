"""A rehearsal in a process of its own gives the same result, is of low priority, and ends when told or when it dies."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from engine.clock import SystemTime
from engine.rehearsal.apart import Apart, Ended
from engine.rehearsal.order import Order, Side
from engine.rehearsal.rehearsing import in_processes, rehearse
from engine.rehearsal.work import Version
from exercise.evaluation.evaluation import DocumentRefs
from exercise.setting import Setting
from scenarios.desk import open_behaviour, open_setting

RUNS = 20


def an_order(runs: int = RUNS, workers: int = 1) -> Order:
    scenario, plan = open_setting("micro-reportable")
    assert plan is not None
    setting = Setting(plan.document, scenario.document)
    refs = DocumentRefs(plan.digest, scenario.digest)
    people = [open_behaviour(name, plan).document for name in ("average", "ideal", "poor")]
    side, other = (Side(Version.of(setting, refs, one), "sha256:b") for one in people[::2])
    return Order(side, runs, 5, people[1], other, workers)


@pytest.fixture
def endless() -> Iterator[Apart]:
    apart = Apart(an_order(1_000_000, workers=2))
    yield apart
    apart.stop()


def test_the_result_is_that_of_the_same_rehearsal_in_this_process():
    order = an_order()
    heard: list[tuple[int, int]] = []
    found = Apart(order).result(lambda done, total: heard.append((done, total)))
    assert found == rehearse(order.rehearsal(), in_processes(1), SystemTime())
    assert heard[0] == (0, 2 * RUNS + 3 * RUNS)
    assert all(total == 100 for _, total in heard)


def test_two_workers_come_to_the_same():
    assert Apart(an_order(workers=2)).result() == Apart(an_order()).result()


def test_told_to_stop_it_ends_with_all_its_workers_and_has_no_result(endless: Apart):
    def stop_once_it_plays(done: int, total: int) -> None:
        if done:
            assert endless.progress.left_ms > 0
            assert done < total
            endless.stop()

    with pytest.raises(Ended) as ended:
        endless.result(stop_once_it_plays)
    assert ended.value.code == "worker_died"
    for _ in range(100):
        if not living(endless.pid):
            break
        Event().wait(0.1)
    assert not living(endless.pid)


def test_a_process_that_is_killed_is_told_as_such(endless: Apart):
    def kill(done: int, _total: int) -> None:
        if done:
            os.kill(endless.pid, signal.SIGKILL)

    with pytest.raises(Ended) as ended:
        endless.result(kill)
    assert ended.value.code == "worker_died"


def test_it_gives_way_to_everything_else(endless: Apart):
    niceness: list[int] = []

    def look(done: int, _total: int) -> None:
        if done:
            niceness.append(os.getpriority(os.PRIO_PROCESS, endless.pid))
            endless.stop()

    with pytest.raises(Ended):
        endless.result(look)
    assert niceness[0] >= os.getpriority(os.PRIO_PROCESS, 0) + 10 or niceness[0] == 19


def living(group: int) -> list[int]:
    """Return the processes of a *group* that still do something."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(pgrp) == group and state not in "ZX":
            found.append(int(stat.parent.name))
    return found
