"""Rehearsals over the wire: asked for, queued, watched, stopped, compared, deleted; live exercises are not held up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from engine.control_room import ControlRoom
from engine.store.store import Store
from tests.serving import PROGRAM, Served, serve
from tests.web.past import PLAN, Past
from web.config import Config
from web.house import House

SCENARIO = "micro-reportable"
ALARM = "does: acknowledge-alarm\n        by: [ops-duty]\n        when: {signal: alarm}\n"
KEPT = f"/scenarios/{SCENARIO}/rehearsals"
OPEN = ("waiting", "running")


@pytest.fixture
def over(tmp_path: Path) -> Iterator[Served]:
    """A server of its own for each test, as rehearsals stand in one queue."""
    served = serve(tmp_path / "data")
    yield served
    served.stop()


def ask(server: Served, method: str, path: str, body: object = None) -> Any:
    """Ask as the facilitator of the server."""
    return server.ask(method, path, body, server.facilitator())


def rehearse(server: Served, scenario: str = SCENARIO, **wishes: Any) -> str:
    """Ask for a rehearsal and return its id."""
    made: str = ask(server, "POST", f"/scenarios/{scenario}/rehearsals", wishes)["id"]
    return made


def awaited(server: Served, rehearsal: str, *states: str) -> Any:
    """Return the row of a rehearsal once it is in one of *states*."""
    for _ in range(1200):
        row = ask(server, "GET", f"/rehearsals/{rehearsal}/progress")
        if row["state"] in states:
            return row
        Event().wait(0.1)
    raise AssertionError(row)


def running(server: Served, rehearsal: str) -> int:
    """Return how many runs are done, once there are any."""
    for _ in range(1200):
        row = awaited(server, rehearsal, "running")
        if row["progress"] and row["progress"]["done"]:
            return int(row["progress"]["done"])
        Event().wait(0.1)
    raise AssertionError(row)


def refused(server: Served, method: str, path: str, body: object = None, holder: str = "") -> Any:
    """Return status and code of a refusal."""
    with pytest.raises(urllib.error.HTTPError) as error:
        server.ask(method, path, body, holder or server.facilitator())
    return error.value.code, json.loads(error.value.read())["refused"]


def test_a_rehearsal_gives_what_the_command_prints(over: Served):
    made = rehearse(over, runs=20, seed=3, people={"behaviour": "average"}, name=" Li ")
    assert awaited(over, made, "done", "failed")["state"] == "done"
    told = ask(over, "GET", f"/rehearsals/{made}")
    printed = subprocess.run(
        [PROGRAM, "rehearse", SCENARIO, "--runs=20", "--seed=3", "--behaviour=average", "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, "STARTEX_LANG": "en"},
    )
    assert told["result"] == json.loads(printed.stdout)
    assert ask(over, "GET", f"/rehearsals/{made}.json") == told["result"]
    assert told["headline"]["score"]["mean"] == told["result"]["score"]["mean"]
    assert told["result"]["behaviour"]["digest"] == told["people"]["digest"]
    assert told["result"]["plan"]["digest"] == told["plan"]["digest"]
    assert told["result"]["scenario"]["digest"] == told["scenario_digest"]
    assert (told["made_by"], told["seed"], told["runs"]) == ("Li", 3, 20)
    steps = {step for one in told["procedures"] for step in one["steps"]}
    assert steps == set(told["names"]["steps"])


def test_one_is_played_at_a_time_others_wait_and_any_can_be_stopped(over: Served):
    long, second, third = (rehearse(over, runs=10_000) for _ in range(3))
    assert running(over, long) > 0
    rows = {row["id"]: row for row in ask(over, "GET", KEPT)["rehearsals"]}
    assert [rows[one]["ahead"] for one in (second, third)] == [1, 2]
    assert refused(over, "DELETE", f"/rehearsals/{long}") == (409, "rehearsal_not_over")
    assert ask(over, "POST", f"/rehearsals/{second}/cancel")["state"] == "cancelled"
    assert ask(over, "POST", f"/rehearsals/{long}/cancel")["state"] == "cancelled"
    assert running(over, third) > 0
    assert ask(over, "POST", f"/rehearsals/{third}/cancel")["state"] == "cancelled"
    assert refused(over, "POST", f"/rehearsals/{third}/cancel") == (409, "rehearsal_over")
    assert refused(over, "GET", f"/rehearsals/{third}.json") == (409, "rehearsal_not_over")
    assert ask(over, "DELETE", f"/rehearsals/{third}") == {"ok": True}
    assert refused(over, "GET", f"/rehearsals/{third}") == (404, "no_such_rehearsal")


def test_too_many_are_refused(over: Served):
    for _ in range(9):
        rehearse(over, runs=10_000)
    assert refused(over, "POST", KEPT, {"runs": 20}) == (409, "rehearsals_full")


def test_a_process_that_dies_is_an_error_and_the_next_is_played(over: Served):
    first, second = rehearse(over, runs=10_000), rehearse(over, runs=20)
    assert running(over, first) > 0
    [worker] = workers_of(over)
    os.kill(worker, signal.SIGKILL)
    assert awaited(over, first, "failed")["problem"] == "worker_died"
    assert awaited(over, second, "done", "failed")["state"] == "done"


def test_what_a_killed_server_left_unfinished_is_told_when_it_is_back(tmp_path: Path):
    served = serve(tmp_path / "data")
    first, second = rehearse(served, runs=10_000), rehearse(served, runs=20)
    assert running(served, first) > 0
    served.kill()
    back = serve(tmp_path / "data")
    try:
        for one in (first, second):
            row = awaited(back, one, "failed")
            assert row["problem"] == "interrupted"
    finally:
        back.stop()


def test_a_report_written_beside_the_server_leaves_its_rehearsals_alone(over: Served):
    made = rehearse(over, runs=10_000)
    assert running(over, made) > 0
    room = ControlRoom(Store.in_folder(over.data))
    House(Config(over.data), room)  # as `startex report` does while the server is at work
    room.store.close()
    assert awaited(over, made, *OPEN)["state"] == "running"
    assert ask(over, "POST", f"/rehearsals/{made}/cancel")["state"] == "cancelled"


def test_two_versions_of_a_plan_are_played_with_the_same_luck(tmp_path: Path):
    past = Past(tmp_path / "data")
    past.publish(2, (f"{ALARM}        within: 3m", f"{ALARM}        within: 1s"))
    past.close()
    served = serve(tmp_path / "data")
    try:
        made = rehearse(
            served, "ups-single-path", plan_version=1, runs=20, compare={"plan_version": 2}
        )
        assert awaited(served, made, "done", "failed")["state"] == "done"
        told = ask(served, "GET", f"/rehearsals/{made}")
        compared = told["result"]["compared"]
        assert (told["plan"]["version"], compared["other"]["plan"]["version"]) == (1, 2)
        assert told["compared"]["people"] == told["people"]
        assert told["is_newest"] is False
        alarm = next(one for one in compared["obligations"] if one["id"] == "D1.response")
        assert alarm["met"]["mean"] == -1.0  # three minutes are kept every time, one second never
        assert compared["score"]["worse"] == compared["pairs"] == 20
        assert told["headline"]["difference"]["mean"] == compared["score"]["mean"]
        assert told["plan"]["id"] == PLAN
    finally:
        served.stop()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"runs": 19}, (400, "malformed")),
        ({"runs": 10_001}, (400, "malformed")),
        ({"seed": -1}, (400, "malformed")),
        ({"luck": 7}, (400, "malformed")),
        ({"people": {"behaviour": "trained", "everybody": {"skip": 1.5}}}, (400, "malformed")),
        ({"people": {"behaviour": "superhuman"}}, (404, "no_such_behaviour")),
        ({"people": {"roles": {"ghost": {"skip": 0.5}}}}, (404, "no_such_role")),
        ({"plan_version": 99}, (404, "no_such_version")),
        ({"compare": {"plan_version": 99}}, (404, "no_such_version")),
    ],
)
def test_what_cannot_be_rehearsed_is_refused_and_leaves_nothing(
    server: Served, sent: Any, told: tuple[int, str]
):
    assert refused(server, "POST", KEPT, sent) == told
    assert ask(server, "GET", KEPT)["rehearsals"] == []


def test_only_a_facilitator_of_the_server_rehearses_or_sees_any(server: Served):
    made = server.launch(scenario="ups-single-path", tables=[{"name": "A", "seats": {}}])
    for link in (made["links"]["facilitator"], made["links"]["evaluator"]):
        holder = server.enter(link, "Li")
        assert refused(server, "GET", KEPT, holder=holder) == (403, "not_yours")
        assert refused(server, "POST", KEPT, {"runs": 20}, holder) == (403, "not_yours")
        assert refused(server, "GET", "/rehearsals/r-1", holder=holder) == (403, "not_yours")
    assert refused(server, "GET", "/scenarios/ghost/rehearsals") == (404, "no_such_scenario")


def test_the_presets_come_first_the_best_first(server: Served):
    behaviours = ask(server, "GET", KEPT)["behaviours"]
    assert [one["id"] for one in behaviours][:4] == ["ideal", "trained", "average", "poor"]
    assert behaviours[2]["usual"] == {
        "skip": 0.05,
        "best_option": 0.85,
        "omit": 0.05,
        "misstate": 0.05,
    }


def workers_of(server: Served) -> list[int]:
    """Return the processes that the server started to rehearse."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":\t", 1) for line in status.read_text().splitlines())
            command = (status.parent / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if lines.get("PPid") == str(server.process.pid) and b"engine.rehearsal" in command:
            found.append(int(status.parent.name))
    return found
