"""The brute-force reading of the scoring rules agrees on whole shipped exercises, not only on random small ones."""

from __future__ import annotations

import pytest

from scenarios.desk import open_setting
from scenarios.plan import Plan
from scenarios.scenario import Scenario
from tests.drills.test_shipped_scenario import drilled
from tests.oracle.comparison import differences


@pytest.mark.parametrize(
    ("scenario", "team"),
    [
        ("ups-single-path", "ups-sleepy"),
        ("ups-single-path", "ups-deviating"),
        ("micro-reportable", "micro-model"),
    ],
)
def test_two_independent_readings_judge_a_shipped_exercise_alike(scenario: str, team: str) -> None:
    sheet, plan = open_setting(scenario)
    assert plan is not None
    assert isinstance(plan.draft, Plan)
    assert isinstance(sheet.draft, Scenario)
    assert differences(plan.draft, sheet.draft, drilled(team)[0].entries) == {}
