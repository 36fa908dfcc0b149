"""The shipped scenarios played by simulated colleagues alone, in virtual time, and replayed from their recordings."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.bots import Bots
from engine.play import Played, play
from engine.recording import DocumentText, Recording, read_recording, setting_of, write_recording
from engine.replay import replay
from exercise.evaluation.evaluation import DocumentRefs, evaluate_journal
from exercise.facts import Acted
from exercise.setting import Setting
from scenarios.desk import open_setting
from scenarios.plan import Plan
from scenarios.scenario import Scenario
from scenarios.shelf import Shelf

SCENARIOS = Shelf().ids("scenario")


def staffed(name: str, seed: int) -> tuple[Setting, Played, tuple[DocumentText, ...]]:
    """Play the scenario *name* with colleagues in every seat."""
    scenario, plan = open_setting(name)
    assert plan is not None
    assert isinstance(scenario.document, Scenario)
    assert isinstance(plan.document, Plan)
    setting = Setting(plan.document, scenario.document)
    refs = DocumentRefs(plan.digest, scenario.digest)
    texts = (
        DocumentText("plan", plan.digest, plan.text),
        DocumentText("scenario", scenario.digest, scenario.text),
    )
    return setting, play(setting, refs, seed, (), Bots(setting, setting.seats, seed)), texts


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("seed", range(1, 5))
def test_colleagues_do_what_the_plan_asks_and_nothing_that_is_refused(name: str, seed: int) -> None:
    _, done, _ = staffed(name, seed)
    evaluation = done.run.evaluation()
    assert done.refused == ()
    assert evaluation["score"] >= 0.8
    assert not [
        o for o in evaluation["obligations"] if o["kind"] == "forbidden" and o["score"] == 0
    ]


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_colleague_does_two_things_at_once(name: str) -> None:
    _, done, _ = staffed(name, 1)
    acts = [(entry.by, entry.at) for entry in done.entries if isinstance(entry.fact, Acted)]
    assert len(acts) == len(set(acts)) > 5


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_recording_replays_to_the_same_evaluation(name: str, tmp_path: Path) -> None:
    _, done, texts = staffed(name, 2)
    write_recording(tmp_path / "r.jsonl", Recording(texts, 2, done.entries))
    recording = read_recording(tmp_path / "r.jsonl")
    setting, refs = setting_of(recording)
    assert replay(setting, recording.seed, recording.entries).count == len(done.entries)
    judged = evaluate_journal(setting, recording.entries, refs, recording.seed)
    assert judged == done.run.evaluation()
