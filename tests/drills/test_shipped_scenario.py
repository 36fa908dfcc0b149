"""The shipped scenarios are drilled in virtual time by teams of very different quality."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.play import Played, play
from exercise.evaluation.evaluation import DocumentRefs, evaluate_journal
from exercise.facts import InjectDelivered
from exercise.setting import Setting
from scenarios.desk import open_files, open_setting
from scenarios.plan import Plan
from scenarios.responses import Responses
from scenarios.scenario import Scenario

SAMPLES = Path(__file__).parents[1] / "samples"
REFS = DocumentRefs("sha256:0", "sha256:0")


@cache
def drilled(team: str, seed: int = 1) -> tuple[Played, Mapping[str, Any]]:
    """Return the play of *team* and its evaluation."""
    responses = open_files([SAMPLES / f"{team}.yaml"])[0].draft
    assert isinstance(responses, Responses)
    scenario, plan = open_setting(responses.scenario)
    assert plan is not None
    assert isinstance(scenario.draft, Scenario)
    assert isinstance(plan.draft, Plan)
    setting = Setting(plan.draft, scenario.draft)
    played = play(setting, REFS, seed, responses.responses)
    return played, evaluate_journal(setting, played.entries, REFS, seed)


def verdicts(team: str) -> dict[str, str]:
    """Return the verdict of each obligation."""
    return {o["id"]: o["verdict"] for o in drilled(team)[1]["obligations"]}


def delivered(team: str) -> dict[str, int]:
    """Return when each inject was first played, in milliseconds."""
    found: dict[str, int] = {}
    for entry in drilled(team)[0].entries:
        if isinstance(entry.fact, InjectDelivered):
            found.setdefault(entry.fact.inject, entry.at)
    return found


def findings(team: str) -> set[tuple[str, str]]:
    """Return (code, step or service) of each finding."""
    return {(f["code"], f.get("step") or f.get("service")) for f in drilled(team)[1]["findings"]}


@pytest.mark.parametrize("team", ["ups-model", "ups-sleepy", "ups-deviating", "micro-model"])
def test_no_act_of_a_sample_team_is_refused(team: str) -> None:
    assert drilled(team)[0].refused == ()


@pytest.mark.parametrize("seed", range(5))
def test_a_team_that_follows_the_plan_meets_everything_whatever_the_luck(seed: int) -> None:
    evaluation = drilled("ups-model", seed)[1]
    assert evaluation["score"] == 1.0
    assert evaluation["rating"] == "P"
    assert evaluation["end_reason"] == "end_when"


def test_a_team_that_follows_the_plan_meets_no_contingency() -> None:
    assert [inject for inject in delivered("ups-model") if inject.startswith("K")] == []


def test_only_what_was_not_needed_stays_unexercised_by_a_good_team() -> None:
    steps = {name for name in drilled("ups-model")[1]["not_exercised"] if name[0].isupper()}
    assert steps == {
        "D1.escalation",
        "D9.escalation",
        "G2.escalation",
        "H3.escalation",
        "H4.response",
        "H12.choice",
        "H12.response",
    }


def test_a_sleepy_team_is_woken_by_contingencies() -> None:
    woken = delivered("ups-sleepy")
    assert woken["K01"] == 360_001  # the alarm at 2:00, silent for 4 minutes
    assert woken["K04"] == 1_080_001  # the bureau was not called for 16 minutes
    assert {"K02", "K03", "K05", "K06", "K07", "K08", "K10", "K11", "K15"} <= set(woken)


def test_a_sleepy_team_falls_into_the_trap_and_cannot_perform() -> None:
    found = verdicts("ups-sleepy")
    assert found["X2.forbidden#1"] == "violated"
    assert found["V1.response#1"] == "missed"
    assert found["G2.response#1"] == "very_late"
    assert found["trading.rto#1"] == "met"  # the power came back without the team
    assert found["trading.rto#2"] == "late"  # the switch began too late
    assert drilled("ups-sleepy")[1]["rating"] == "U"
    assert drilled("ups-sleepy")[1]["score"] < 0.65


def test_a_busy_team_beside_the_plan_is_told_each_deviation() -> None:
    found = verdicts("ups-deviating")
    violated = {name for name, verdict in found.items() if verdict == "violated"}
    assert {
        "D8.choice#1",
        "H2.choice#1",
        "G1.choice#1",
        "G3.order#1",
        "G3.facts#1",
        "H3.order#1",
        "C3.separation#1",
        "C4.forbidden#1",
        "C4.facts#1",
        "X1.forbidden#1",
        "X2.forbidden#1",
        "X3.forbidden#1",
        "V7.forbidden#1",
        "order-book.rpo#1",
    } <= violated
    assert found["trading.rto#2"] == "late"
    assert found["A1.response#1"] == "met"  # the second deputy may stand in
    assert {("wrong_role", "D9"), ("wrong_role", "G2"), ("wrong_role", "V1")} <= findings(
        "ups-deviating"
    )
    assert drilled("ups-deviating")[1]["rating"] == "U"


def test_the_small_incident_is_performed_by_a_team_that_reports_it() -> None:
    evaluation = drilled("micro-model")[1]
    assert (evaluation["score"], evaluation["rating"]) == (1.0, "P")
    assert "K01" not in delivered("micro-model")
