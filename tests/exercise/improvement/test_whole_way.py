"""From a played exercise over the shipped plan to its next version: sound, and a redline of changed lines only."""

from __future__ import annotations

from dataclasses import replace

from engine.play import play
from exercise.evaluation.evaluation import DocumentRefs
from exercise.improvement.change import ACCEPTED
from exercise.improvement.proposals import proposed
from exercise.improvement.redlining import redline
from exercise.improvement.revision import revised
from exercise.improvement.words_diff import line_diff
from exercise.setting import Setting
from scenarios.desk import open_setting
from scenarios.reader import read_file
from tests.scenarios.samples import SAMPLES


def test_the_findings_of_a_play_become_a_sound_next_version_of_the_plan():
    scenario, plan = open_setting("ups-single-path")
    setting = Setting(plan.document, scenario.document)
    lines = read_file(SAMPLES / "ups-deviating.yaml").document.responses
    played = play(setting, DocumentRefs(plan.digest, scenario.digest), 1, lines)
    evaluation = played.run.evaluation()
    changes = proposed(evaluation, [action["id"] for action in evaluation["actions"]], "t-1")
    assert changes

    sheet = revised(plan, [replace(change, decision=ACCEPTED) for change in changes])
    assert sheet.is_faultless
    assert sheet.document.version == plan.document.version + 1

    told = {item["id"] for item in redline(plan, sheet)["items"]}
    assert told == {change.step for change in changes}
    out = [line for line in line_diff(plan.text, sheet.text, around=0) if line.op == "-"]
    new = [line for line in line_diff(plan.text, sheet.text, around=0) if line.op == "+"]
    assert len(new) == len(changes) + 1
    assert len(out) == sum(change.old is not None for change in changes) + 1
