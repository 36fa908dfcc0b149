"""The commands `serve` and `demo` as somebody types them: they say where, stop cleanly, and explain what is wrong."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import PROGRAM, Served, free_port, serve
from tests.web.people import Person

PATIENCE = 60


def run(*arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    environ = {**os.environ, "STARTEX_LANG": language}
    return subprocess.run(
        [str(PROGRAM), *arguments], capture_output=True, text=True, timeout=PATIENCE, env=environ
    )


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running demonstration at sixty times the wall's speed."""
    served = serve(Path(tmp_path_factory.mktemp("demo")) / "data", "--speed", "60", command="demo")
    yield served
    served.stop()


def test_a_port_that_is_taken_is_said_in_one_line(taken, tmp_path):
    done = run("serve", "--port", str(taken), "--data", str(tmp_path))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert str(taken) in done.stderr


def test_a_folder_that_is_played_already_is_said_in_one_line(server):
    done = run("serve", "--port", str(free_port()), "--data", str(server.data))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_that_cannot_be_is_said_in_one_line(tmp_path):
    (tmp_path / "file").write_text("no folder")
    done = run("serve", "--port", str(free_port()), "--data", str(tmp_path / "file" / "data"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "wrong", [("--port", "70000"), ("--port", "x"), ("--role", "cook"), ("--more",)]
)
def test_wrong_use_is_said_in_one_line(wrong):
    done = run("serve", *wrong)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


@pytest.mark.parametrize("speed", ["0", "61", "fast"])
def test_a_demonstration_has_a_possible_speed(speed):
    assert run("demo", "--speed", speed).returncode == 2


@pytest.mark.parametrize(("language", "word"), [("zh", "端口"), ("en", "Port")])
def test_help_is_in_the_language_of_who_asks(language, word):
    done = run("serve", "--help", language=language)
    assert done.returncode == 0
    assert word in done.stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_tells_everybody_and_exits_well(tmp_path, number):
    served = serve(tmp_path / "data")
    exercise = served.launch(scenario="ups-single-path")
    table = exercise["tables"][0]["id"]
    person = Person(served.url, served.enter(exercise["links"]["facilitator"]))
    person.hello(table)
    assert person.control("start")["ok"]
    served.process.send_signal(number)
    assert served.process.wait(timeout=PATIENCE) == 0
    person.wait_for(lambda me: ("closed", {"table": table, "why": "shutting_down"}) in me.heard)
    person.leave()
    assert "Traceback" not in served.said


def test_the_demonstration_takes_the_next_free_port(taken, tmp_path):
    served = serve(tmp_path / "data", command="demo", port=free_port())
    second = subprocess.Popen(
        [str(PROGRAM), "demo", "--port", str(served.port), "--data", str(tmp_path / "other")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "STARTEX_LANG": "en", "PYTHONUNBUFFERED": "1"},
    )
    assert second.stdout is not None
    line = second.stdout.readline()
    second.terminate()
    second.communicate(timeout=PATIENCE)
    served.stop()
    assert second.returncode == 0
    port = int(line.rsplit(":", 1)[1])
    assert port > served.port


def test_the_demonstration_shows_a_link_for_each_seat(demo):
    exercise = demo.ask("GET", "/me")["demo"]
    shown = demo.ask("GET", f"/exercises/{exercise}", holder=demo.facilitator())
    seats = shown["tables"][0]["links"]["seats"]
    assert len(seats) >= 12
    assert all(path in demo.said for path in seats.values())


def test_one_person_plays_the_demonstration_to_the_report_with_simulated_colleagues(demo):
    holder = demo.facilitator()
    exercise = demo.ask("GET", "/exercises/" + demo.ask("GET", "/me")["demo"], holder=holder)
    table = exercise["tables"][0]
    li = Person(demo.url, demo.enter(table["links"]["seats"]["ops-duty"], "li"))
    facilitator = Person(demo.url, holder)
    assert li.hello(table["id"])["ok"]
    assert facilitator.hello(table["id"])["ok"]
    assert facilitator.control("start")["ok"]
    alarm = li.wait_for(
        lambda me: next((m for m in me.view["mail"].values() if m["channel"] == "alarm"), None)
    )
    assert li.act("acknowledge-alarm", about=alarm["id"])["ok"]
    facilitator.wait_for(lambda me: {act["by"] for act in me.view["acts"].values()} - {"ops-duty"})
    assert facilitator.control("jump", to=1_800_000)["ok"]
    assert facilitator.control("end")["ok"]
    simulated = [act for act in facilitator.view["acts"].values() if act["simulated"]]
    assert {act["by"] for act in simulated} & {"ops-duty"} == set()
    report = demo.ask("GET", f"/tables/{table['id']}/report", holder=holder)
    assert sorted(report["parts"]) == ["a", "b", "c", "d"]
    assert report["parts"]["d"]["findings"]
    li.leave()
    facilitator.leave()
