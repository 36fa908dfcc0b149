"""The shipped scenario played by the model team, for tests of what each audience is told of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.play import Played, play
from exercise.evaluation.evaluation import DocumentRefs
from exercise.setting import Setting
from scenarios.desk import open_files, open_setting
from scenarios.plan import Plan
from scenarios.responses import Responses
from scenarios.scenario import Scenario

SAMPLES = Path(__file__).parents[1] / "samples"


@cache
def drilled() -> Played:
    """Return the whole play."""
    responses = open_files([SAMPLES / "ups-model.yaml"])[0].draft
    assert isinstance(responses, Responses)
    scenario, plan = open_setting(responses.scenario)
    assert plan is not None
    assert isinstance(scenario.draft, Scenario)
    assert isinstance(plan.draft, Plan)
    setting = Setting(plan.draft, scenario.draft)
    return play(setting, DocumentRefs("sha256:0", "sha256:0"), 1, responses.responses)
