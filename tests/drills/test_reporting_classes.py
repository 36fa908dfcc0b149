"""Findings and the reporting analysis class failed reports by one rule: shown on whole plays of sample teams."""

from __future__ import annotations

import pytest

from exercise.evaluation.duty import Duty, ReportingAnalysis
from exercise.evaluation.reporting import analyse
from exercise.proceedings import Proceedings
from exercise.setting import Setting
from scenarios.clock_shelf import shipped_clocks
from scenarios.desk import open_setting
from scenarios.plan import Plan
from scenarios.scenario import Scenario
from tests.drills.test_shipped_scenario import drilled

TEAMS = ("ups-model", "ups-sleepy", "ups-deviating", "micro-model")
OWN = ("under_graded", "relapse_unreported")
"""Reasons of the analysis that are no findings."""


def analysed(team: str) -> ReportingAnalysis:
    """Return the analysis of the play of *team*."""
    played, evaluation = drilled(team)
    scenario, plan = open_setting(evaluation["scenario"]["id"])
    assert plan is not None
    assert isinstance(scenario.draft, Scenario)
    assert isinstance(plan.draft, Plan)
    proceedings = Proceedings(Setting(plan.draft, scenario.draft))
    for entry in played.entries:
        proceedings.hear(entry)
    return analyse(proceedings, played.entries, evaluation, shipped_clocks())


def of_plan(team: str) -> list[Duty]:
    """Return the duties of the plan's own steps."""
    return [duty for duty in analysed(team).duties if duty.origin == "plan"]


@pytest.mark.parametrize("team", TEAMS)
def test_every_class_of_a_finding_is_a_class_of_the_duty_and_the_other_way_round(team: str) -> None:
    found = {
        (one["step"], one["code"], one["class"])
        for one in drilled(team)[1]["findings"]
        if "class" in one
    }
    reasons = {
        (duty.step, reason.code, reason.report_class)
        for duty in of_plan(team)
        for reason in duty.reasons
        if reason.code not in OWN and reason.report_class
    }
    assert reasons == found


def test_a_good_team_reports_everything_in_time_and_truly() -> None:
    assert [duty.id for duty in analysed("ups-model").duties if duty.classes] == []


def test_a_sleepy_team_leaves_the_exchanges_without_a_word() -> None:
    classes = {duty.id: duty.classes for duty in of_plan("ups-sleepy")}
    assert classes["G4#1@sse"] == classes["G5#1@szse"] == ("concealed",)
    assert classes["G3#1@bureau"] == ("late", "omitted", "false")


def test_a_deviating_team_told_the_bureau_and_left_out_the_closing_report() -> None:
    classes = {duty.id: duty.classes for duty in of_plan("ups-deviating")}
    assert classes["G7#1@bureau"] == ("omitted",)
    assert classes["G5#1@szse"] == ("late",)
