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
from scenarios.behaviour import PRESETS, Behaviour
from scenarios.desk import open_behaviour, open_setting
from scenarios.plan import Plan
from scenarios.scenario import Scenario
from scenarios.shelf import Shelf
from tests.engine.making import REFS

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


def kept_in_time(behaviour: str, seeds: range) -> float:
    """Return the share of answers in time over runs of the shipped scenario by people of *behaviour*."""
    document = open_behaviour(behaviour).document
    assert isinstance(document, Behaviour)
    setting, *_ = staffed("ups-single-path", 1)
    verdicts = [
        duty["verdict"]
        for seed in seeds
        for duty in play(
            setting, REFS, seed, (), Bots(setting, setting.seats, seed, document)
        ).run.evaluation()["obligations"]
        if duty["kind"] == "response" and duty["verdict"] not in ("not_triggered", "pending")
    ]
    return verdicts.count("met") / len(verdicts)


def test_presets_are_what_they_are_called() -> None:
    shares = {name: kept_in_time(name, range(10)) for name in PRESETS}
    assert shares["ideal"] == 1
    assert shares["trained"] > 0.97
    assert 0.7 < shares["average"] < 0.95
    assert 0.25 < shares["poor"] < 0.6


def test_whoever_first_only_watched_activates_once_the_criterion_is_met() -> None:
    # Trading must be down for three minutes before the plan's best answer is to activate; the commander
    # is out of reach by then, so it is the deputy who decides again.
    document = open_behaviour("ideal").document
    assert isinstance(document, Behaviour)
    setting, *_ = staffed("ups-single-path", 1)
    done = play(setting, REFS, 1, (), Bots(setting, setting.seats, 1, document))
    decided = [
        (entry.by, entry.fact.option)
        for entry in done.entries
        if isinstance(entry.fact, Acted) and entry.fact.action == "decide-response"
    ]
    assert decided == [("commander", "monitor"), ("deputy-commander", "activate")]
