"""Findings and the reporting analysis class the reports of random exercises alike."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from exercise.evaluation.evaluation import DocumentRefs, evaluate
from exercise.evaluation.reporting import analyse
from exercise.proceedings import Proceedings
from exercise.setting import Setting
from scenarios.clock_shelf import shipped_clocks
from tests.oracle.generator import case

BATCH = 100
OWN = ("under_graded", "relapse_unreported")
"""Reasons of the analysis that are no findings."""

Classes = set[tuple[str | None, str, str | None]]


def classes(seed: int) -> tuple[Classes, Classes]:
    """Return step, code and class of what findings say, and of what the analysis says, every action a report.

    An escalation is a duty of its own, and logs report nothing to anybody.
    """
    plan, scenario, entries = case(Random(seed))
    plan = replace(plan, actions=tuple(replace(a, kind="report") for a in plan.actions))
    proceedings = Proceedings(Setting(plan, scenario))
    for entry in entries:
        proceedings.hear(entry)
    evaluation = evaluate(proceedings, DocumentRefs("plan", "scenario"), 1)
    logs = {step.id for step in plan.steps() if step.records}
    found: Classes = {
        (one["step"], one["code"], one["class"])
        for one in evaluation["findings"]
        if "class" in one and one["kind"] != "escalation" and one["step"] not in logs
    }
    analysis = analyse(proceedings, entries, evaluation, shipped_clocks())
    reasons: Classes = {
        (duty.step, reason.code, reason.report_class)
        for duty in analysis.duties
        for reason in duty.reasons
        if reason.report_class and reason.code not in OWN
    }
    return found, reasons


@pytest.mark.parametrize("batch", range(5))
def test_every_class_of_a_finding_is_one_of_a_duty_and_the_other_way_round(batch: int) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        found, reasons = classes(seed)
        assert found == reasons, f"seed {seed}"
