"""The program as it is started: in a process of its own, with odd terminals and devices."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.playing import ALARM, act, plan, put, responses, scenario, step

PROGRAM = Path(sys.executable).with_name("startex")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    titled = scenario(ALARM).replace("title: Scenario", "title: {zh: 场景, en: Scenario}")
    put(
        tmp_path,
        plan=plan(step("within: 3m")),
        scenario=titled,
        responses=responses(act("3m", "duty", "ack")),
    )
    return tmp_path


def startex(folder: Path, *arguments: str, **environment: str) -> tuple[int, bytes, bytes]:
    """Return status, output and errors of the program, started in *folder*."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        cwd=folder,
        env={**os.environ, "STARTEX_LANG": "en", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_play_and_replay_work_from_a_shell(folder: Path) -> None:
    given = ("--responses", "responses.yaml", "--journal", "j.jsonl", "--json")
    status, out, err = startex(folder, "play", "scenario.yaml", *given)
    assert (status, err) == (0, b"")
    assert json.loads(out)["obligations"][0]["verdict"] == "met"
    assert startex(folder, "play", "scenario.yaml", *given)[1] == out
    assert startex(folder, "replay", "j.jsonl", "--until", "40m", "--json")[0] == 0


def test_a_terminal_that_lacks_the_characters_still_gets_the_tables(folder: Path) -> None:
    given = ("play", "scenario.yaml", "--lang", "zh")
    status, out, err = startex(folder, *given, PYTHONIOENCODING="ascii")
    assert (status, err) == (0, b"")
    assert out.startswith(rb"\u573a\u666f")


@pytest.mark.parametrize(
    "arguments",
    [
        ("play", "scenario.yaml", "--journal", "/dev/full"),
        ("play", "scenario.yaml", "--journal", "no/such/folder.jsonl"),
        ("check", "none.yaml"),
        ("plai",),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(folder: Path, arguments: tuple[str, ...]) -> None:
    status, out, err = startex(folder, *arguments)
    assert (status, out) == (2, b"")
    assert err.count(b"\n") == 1
    assert b"Traceback" not in err
