"""The plug is pulled in the middle of a live exercise: nothing acknowledged is lost, nothing comes twice."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import socketio

from tests.serving import Served, serve
from tests.web.people import Person

ENOUGH = 60


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that outlives its server."""
    return tmp_path / "data"


def act_without_end(person: Person, kept: dict[str, int], enough: threading.Event) -> None:
    """Act again and again, noting what was acknowledged, until the server is gone."""
    action = person.frame["actions"][0]["id"]
    with contextlib.suppress(socketio.exceptions.SocketIOError):
        for number in itertools.count(1):
            sent = {"id": f"{person.frame['me']['role']}-{number}", "action": action}
            ack = person.ask("act", sent, patience=3)
            if ack.get("ok"):
                kept[sent["id"]] = ack["seq"]
            if len(kept) >= ENOUGH:
                enough.set()


def pull_the_plug(served: Served, people: list[Person]) -> dict[str, int]:
    """Kill the server while *people* act; return what was acknowledged by then."""
    kept: dict[str, int] = {}
    enough = threading.Event()
    acting = [
        threading.Thread(target=act_without_end, args=(person, kept, enough)) for person in people
    ]
    for thread in acting:
        thread.start()
    assert enough.wait(60)
    served.kill()
    for person in people:
        person.leave()
    for thread in acting:
        thread.join(60)
    return kept


def deliveries(lines: list[dict[str, Any]]) -> Counter[str]:
    """Return how often each inject was delivered."""
    return Counter(
        line["fact"]["inject"] for line in lines if line["fact"]["type"] == "inject_delivered"
    )


def test_a_killed_server_comes_back_paused_with_all_that_it_acknowledged(data: Path) -> None:
    served = serve(data)
    exercise = served.launch(scenario="ups-single-path")
    table = exercise["tables"][0]
    key = served.enter(exercise["links"]["facilitator"], "Fay")
    facilitator = Person(served.url, key)
    facilitator.hello(table["id"])
    seats = table["links"]["seats"]
    passes = {role: served.enter(seats[role], "li") for role in ("ops-duty", "it-head")}
    people = [Person(served.url, holder) for holder in passes.values()]
    assert all(person.hello(table["id"])["ok"] for person in people)
    assert facilitator.control("start")["ok"]
    assert facilitator.control("jump", to=600_000)["ok"]
    assert facilitator.control("speed", factor=30)["ok"]
    facilitator.wait_for(lambda me: any(line["at"] > 600_000 for line in me.lines))
    kept = pull_the_plug(served, people)
    seen = list(facilitator.lines)
    facilitator.leave()

    again = serve(data, port=served.port)
    back = Person(again.url, key)
    shot = back.hello(table["id"])
    assert (shot["view"]["clock"]["phase"], shot["view"]["clock"]["reason"]) == (
        "paused",
        "restarted",
    )
    acts = {act["client_id"]: act["seq"] for act in shot["view"]["acts"].values()}
    assert {name: acts.get(name) for name in kept} == kept
    assert [line["seq"] for line in shot["lines"]] == list(range(1, shot["seq"] + 1))
    assert shot["lines"][: len(seen)] == seen
    assert set(deliveries(shot["lines"]).values()) == {1}

    li = Person(again.url, passes["ops-duty"])
    assert li.hello(table["id"])["ok"]
    twice = next(name for name in kept if name.startswith("ops-duty"))
    ack = li.ask("act", {"id": twice, "action": li.frame["actions"][0]["id"]})
    assert (ack["seq"], ack["again"]) == (kept[twice], True)
    before = deliveries(back.lines)
    at = back.view["clock"]["at"]
    assert back.control("resume")["ok"]
    back.wait_for(lambda me: sum(deliveries(me.lines).values()) > sum(before.values()))
    fresh = [
        line
        for line in back.lines
        if line["fact"]["type"] == "inject_delivered" and line["fact"]["inject"] not in before
    ]
    assert set(deliveries(back.lines).values()) == {1}
    assert all(line["at"] >= at for line in fresh)
    li.leave()
    back.leave()
    again.stop()


def test_what_is_over_can_be_read_after_a_restart(data: Path) -> None:
    served = serve(data)
    exercise = served.launch(scenario="ups-single-path", title="Over")
    table = exercise["tables"][0]["id"]
    facilitator = Person(served.url, served.enter(exercise["links"]["facilitator"], "Fay"))
    facilitator.hello(table)
    assert facilitator.control("start")["ok"]
    assert facilitator.control("jump", to=600_000)["ok"]
    assert facilitator.control("end")["ok"]
    before = served.ask("GET", f"/tables/{table}/evaluation", holder=served.facilitator())
    facilitator.leave()
    served.stop()
    again = serve(data)
    holder = again.facilitator()
    row = next(one for one in again.ask("GET", "/exercises", holder=holder)["exercises"])
    assert (row["title"], row["tables"][0]["phase"]) == ({"": "Over"}, "ended")
    assert again.ask("GET", f"/tables/{table}/evaluation", holder=holder) == before
    judge = Person(again.url, again.enter(exercise["links"]["evaluator"], "Zhang"))
    assert judge.hello(table)["ok"]
    assert judge.ask("note", {"id": "n1", "text": "In the hot wash"})["ok"]
    judge.leave()
    again.stop()
