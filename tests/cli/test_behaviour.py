"""`startex behaviour measure`: recorded exercises in, a behaviour out that can be checked and rehearsed."""

from __future__ import annotations

from pathlib import Path

from scenarios.behaviour import Behaviour
from scenarios.desk import open_behaviour
from tests.cli.playing import act, plan, put, responses, scenario, startex, step

ALARM = "{id: I1, title: T, at: 1m, to: [duty], raises: [alarm]}"


def record(folder: Path, name: str, answered: str) -> Path:
    """Return the recording of an exercise in which duty answered the alarm of 1m at *answered*."""
    put(
        folder,
        plan=plan(step("within: 10m")),
        scenario=scenario(ALARM),
        responses=responses(act(answered, "duty", "ack")),
    )
    path = folder / f"{name}.jsonl"
    done = startex(
        "play",
        folder / "scenario.yaml",
        "--responses",
        folder / "responses.yaml",
        "--journal",
        path,
    )
    assert path.is_file(), done.output
    return path


def test_recorded_exercises_are_measured(tmp_path: Path) -> None:
    # 2.5, 5 and 10 of ten minutes: a quarter, a half and the whole of the limit; their median is a half.
    journals = [
        record(tmp_path, name, at) for name, at in (("a", "3m30s"), ("b", "6m"), ("c", "11m"))
    ]
    target = tmp_path / "measured.yaml"
    done = startex("behaviour", "measure", *journals, "--out", target)
    assert done.exit_code == 0, done.output
    sheet = open_behaviour(target)
    assert sheet.problems == ()
    assert isinstance(sheet.document, Behaviour)
    (profile,) = sheet.document.steps.values()
    assert profile.act is not None
    assert profile.act.of_limit == 0.5
    assert profile.act.sigma == 0.6931
    assert sheet.document.measured_from == ("a.jsonl", "b.jsonl", "c.jsonl")


def test_what_is_no_recording_is_told(tmp_path: Path) -> None:
    journal = tmp_path / "x.jsonl"
    journal.write_text("nonsense", encoding="utf-8")
    done = startex("behaviour", "measure", journal, "--out", tmp_path / "m.yaml")
    assert done.exit_code == 2
    assert not (tmp_path / "m.yaml").exists()


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    done = startex("behaviour", "measure", "x.jsonl", "--out", tmp_path / "no" / "m.yaml")
    assert done.exit_code == 2
