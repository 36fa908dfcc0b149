"""`startex play` and `startex replay`: status, JSON that repeats byte by byte, recordings that prove themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.cli import main

PLAN = """\
format: startex/plan@1
id: small-plan
version: 1
title: {zh: 小预案, en: Small plan}
owner: duty
sections: {}
roles: [{id: duty, title: Duty}, {id: head, title: Head}]
services: [{id: db, title: Database, rto: 20m, rpo: 0s}]
recoveries:
  - id: fix
    title: Fix
    starts_on: fix
    restores: [db]
    takes: {min: 5m, mode: 8m, max: 15m}
forms: []
actions:
  - {id: ack, kind: acknowledge, title: Acknowledge, by: [duty]}
  - {id: fix, kind: execute, title: Fix}
procedures:
  - id: detect
    title: Detect
    phase: detect
    steps:
      - {id: D1, title: Acknowledge, does: ack, by: [duty], when: {signal: alarm}, within: 3m, criticality: critical}
      - {id: D2, title: Fix it, does: fix, by: [head], when: {done: D1}, within: 5m}
"""
SCENARIO = """\
format: startex/scenario@1
id: small
title: {zh: 小场景, en: Small scenario}
plan: small-plan
type: drill
duration: 40m
story_start: "2026-03-16T10:05:00+08:00"
seats: [{role: duty}, {role: head}]
injects:
  - id: I1
    title: Alarm
    at: 2m
    to: [duty]
    raises: [alarm]
    effects: [{service: db, becomes: down}]
  - {id: I2, title: Extra, manual: true}
end_when: {recovery: fix, is: succeeded}
"""
RESPONSES = """\
format: startex/responses@1
scenario: small
responses:
  - {at: 4m, by: duty, action: ack, about: I1}
  - {at: 4m30s, by: head, action: ack}
  - {at: 6m, by: head/wang, action: fix}
  - {at: 7m, facilitator: release, inject: I2, reason: why not}
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STARTEX_LANG", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("plan", PLAN), ("scenario", SCENARIO), ("responses", RESPONSES)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def startex(*arguments: object) -> tuple[int, str, str]:
    """Run the program and return its status, output and errors."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def played(folder: Path, *more: object) -> tuple[int, str, str]:
    return startex(
        "play", folder / "scenario.yaml", "--responses", folder / "responses.yaml", *more
    )


def test_play_prints_the_evaluation_as_json(folder: Path) -> None:
    status, out, err = played(folder, "--json", "--seed", 5)
    assert (status, err) == (0, "")
    evaluation = json.loads(out)
    assert evaluation["format"] == "startex/evaluation@1"
    assert evaluation["seed"] == 5
    assert evaluation["scenario"]["digest"].startswith("sha256:")
    assert evaluation["end_reason"] == "end_when"
    assert 11 * 60_000 <= evaluation["ended_ms"] <= 21 * 60_000
    duty = {o["id"]: o for o in evaluation["obligations"]}["D1.response#1"]
    assert (duty["verdict"], duty["margin_ms"]) == ("met", 60_000)


def test_what_is_refused_is_noted_and_play_goes_on(folder: Path) -> None:
    evaluation = json.loads(played(folder, "--json")[1])
    assert [(r["at"], r["by"], r["what"], r["code"]) for r in evaluation["refused"]] == [
        (270_000, "head", "ack", "not_your_action")
    ]
    status, _, err = played(folder)
    assert status == 0
    assert err.startswith("0:04:30 head ack: refused")


def test_repetition_gives_the_same_bytes(folder: Path) -> None:
    one = played(folder, "--json", "--journal", folder / "one.jsonl")
    other = played(folder, "--json", "--journal", folder / "other.jsonl")
    assert one == other
    assert (folder / "one.jsonl").read_bytes() == (folder / "other.jsonl").read_bytes()


def test_another_seed_gives_another_course(folder: Path) -> None:
    ends = {json.loads(played(folder, "--json", "--seed", n)[1])["ended_ms"] for n in range(4)}
    assert len(ends) > 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_get_tables_in_their_language(folder: Path, lang: str) -> None:
    status, out, _ = played(folder, "--lang", lang)
    assert status == 0
    assert ("小场景" in out) == (lang == "zh")
    assert ("Small scenario" in out) == (lang == "en")


def test_play_exits_with_nought_whatever_the_score(folder: Path) -> None:
    status, out, _ = startex("play", folder / "scenario.yaml", "--json")
    assert status == 0
    assert json.loads(out)["rating"] == "U"


def test_simulated_colleagues_play_it_all(folder: Path) -> None:
    status, out, _ = startex("play", folder / "scenario.yaml", "--bots", "--json")
    assert status == 0
    verdicts = {o["id"]: o["verdict"] for o in json.loads(out)["obligations"]}
    assert verdicts["D1.response#1"] == verdicts["D2.response#1"] == "met"


def test_a_plan_can_be_named(folder: Path) -> None:
    other = folder / "other.yaml"
    other.write_text(PLAN.replace("within: 3m", "within: 1m"), encoding="utf-8")
    evaluation = json.loads(played(folder, "--json", "--plan", other)[1])
    assert evaluation["obligations"][0]["verdict"] == "late"


@pytest.mark.parametrize(
    "arguments",
    [
        ["play"],
        ["play", "nowhere.yaml"],
        ["play", "{folder}"],
        ["play", "{folder}/plan.yaml"],
        ["play", "{folder}/scenario.yaml", "--responses", "nowhere.yaml"],
        ["play", "{folder}/scenario.yaml", "--responses", "{folder}/plan.yaml"],
        ["play", "{folder}/scenario.yaml", "--plan", "{folder}/scenario.yaml"],
        ["play", "{folder}/scenario.yaml", "--bots", "--responses", "{folder}/responses.yaml"],
        ["play", "{folder}/scenario.yaml", "--seed", "luck"],
        ["play", "{folder}/scenario.yaml", "--journal", "{folder}/no/such/folder.jsonl"],
        ["replay"],
        ["replay", "nowhere.jsonl"],
        ["replay", "{folder}"],
        ["replay", "{folder}/plan.yaml"],
        ["replay", "{folder}/plan.yaml", "--until", "tea time"],
    ],
    ids=str,
)
def test_wrong_use_and_unreadable_input_end_with_two(folder: Path, arguments: list[str]) -> None:
    status, out, err = startex(*(each.format(folder=folder) for each in arguments))
    assert (status, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_a_faulty_scenario_is_not_played(folder: Path) -> None:
    path = folder / "scenario.yaml"
    path.write_text(SCENARIO.replace("service: db", "service: dbb"), encoding="utf-8")
    status, _, err = startex("play", path)
    assert status == 2
    assert "scenario.yaml:15:16" in err


@pytest.fixture
def journal(folder: Path) -> Path:
    path = folder / "journal.jsonl"
    assert played(folder, "--journal", path)[0] == 0
    return path


def test_a_recording_replays(journal: Path) -> None:
    status, out, err = startex("replay", journal, "--json")
    assert (status, err) == (0, "")
    replayed = json.loads(out)
    assert replayed["ok"] is True
    assert replayed["entries"] == len(journal.read_text(encoding="utf-8").splitlines()) - 1
    assert startex("replay", journal, "--json")[1] == out


def test_replay_comes_to_the_same_evaluation_as_play(folder: Path) -> None:
    path = folder / "journal.jsonl"
    evaluation = json.loads(played(folder, "--json", "--journal", path)[1])
    del evaluation["refused"]
    assert json.loads(startex("replay", path, "--json")[1])["evaluation"] == evaluation


def test_until_prints_the_state_then(journal: Path) -> None:
    status, out, _ = startex("replay", journal, "--until", "5m", "--json")
    assert status == 0
    state = json.loads(out)
    assert state["at"] == 300_000
    assert state["services"] == [{"id": "db", "state": "down", "shown": "down", "lost_ms": 0}]
    assert [(s["step"], s["answered_ms"]) for s in state["steps"]] == [
        ("D1", 240_000),
        ("D2", None),
    ]
    assert startex("replay", journal, "--until", "5m")[0] == 0


def test_a_changed_recording_falls_short(journal: Path) -> None:
    text = journal.read_text(encoding="utf-8")
    journal.write_text(text.replace('"at":240000', '"at":200000'), encoding="utf-8")
    for more in ([], ["--json"]):
        status, _, err = startex("replay", journal, *more)
        assert status == 1
        assert "line 6 was changed" in err


def test_a_forged_recording_falls_short_where_it_does_not_follow(journal: Path) -> None:
    from engine.recording import read_recording, write_recording

    recording = read_recording(journal)
    forged = type(recording)(recording.documents, recording.seed + 1, recording.entries)
    write_recording(journal, forged)
    status, out, err = startex("replay", journal, "--json")
    assert status == 1
    assert json.loads(out)["code"] == "diverged"
    assert "does not follow" in err


def test_a_recording_that_breaks_off_falls_short(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes()[:-30])
    status, _, err = startex("replay", journal)
    assert status == 1
    assert "breaks off" in err


def test_a_recording_without_its_last_lines_falls_short(journal: Path) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]))
    status, out, err = startex("replay", journal, "--json")
    assert status == 1
    assert "no EndEx" in err
    replayed = json.loads(out)
    assert (replayed["ok"], replayed["code"]) == (False, "unfinished")
    assert replayed["entries"] == len(lines) - 2
    assert startex("replay", journal, "--until", "5m")[0] == 0


def test_the_shipped_scenario_is_found_by_its_id() -> None:
    status, out, err = startex("play", "ups-single-path", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)["scenario"]["id"] == "ups-single-path"
