"""Chosen findings propose changes; those of one field become one."""

from __future__ import annotations

from dataclasses import replace

from exercise.improvement.change import Proof, change_from_paper, change_to_paper
from exercise.improvement.proposals import merged, proposed


def finding(new, *, step="D1", field="within", old="3m", evidence=(), reason="step_late"):
    """Return a finding of an evaluation with the change it proposes."""
    change = {"step": step, "field": field, "old": old, "new": new, "reason": reason}
    return {
        "code": reason,
        "numbers": {"late_ms": 60_000},
        "evidence": list(evidence),
        "change": change,
    }


def evaluation(*findings):
    """Return as much of an evaluation as proposals need; action A0 is for finding 0, and so on."""
    return {
        "findings": list(findings),
        "actions": [{"id": f"A{n}", "finding": n} for n in range(len(findings))],
    }


def test_a_chosen_action_proposes_its_findings_change_with_its_proof():
    [change] = proposed(evaluation(finding("5m", evidence=[4, 9])), ["A0"], table="t-1")
    assert (change.id, change.step, change.field, change.old, change.new) == (
        "c1",
        "D1",
        "within",
        "3m",
        "5m",
    )
    assert (change.reason, change.evidence, change.finding, change.table) == (
        "step_late",
        (4, 9),
        "A0",
        "t-1",
    )
    assert change.decision == "proposed"


def test_what_was_not_chosen_or_proposes_nothing_is_left_out():
    silent = {"code": "fact_false", "numbers": {}, "evidence": []}
    found = proposed(evaluation(finding("5m"), silent, finding("9m", step="D2")), ["A1", "A2"])
    assert [change.step for change in found] == ["D2"]


def test_of_two_limits_the_longer_is_proposed():
    found = proposed(
        evaluation(
            finding("5m", evidence=[4]), finding("90s", evidence=[9]), finding("1h", evidence=[2])
        ),
        ["A0", "A1", "A2"],
    )
    assert [(change.new, change.evidence) for change in found] == [("1h", (2, 4, 9))]


def test_of_two_lists_all_members_are_proposed():
    found = proposed(
        evaluation(
            finding(["a", "b"], field="by", old=["a"]), finding(["a", "c"], field="by", old=["a"])
        ),
        ["A0", "A1"],
    )
    assert [change.new for change in found] == [["a", "b", "c"]]


def test_what_cannot_be_joined_stands_side_by_side():
    found = proposed(
        evaluation(
            finding({"done": "D1"}, field="not_before", old=None),
            finding({"done": "D2"}, field="not_before", old=None),
            finding("yes", field="note", old="x"),
            finding("no", field="note", old="x"),
        ),
        ["A0", "A1", "A2", "A3"],
    )
    assert [change.id for change in found] == ["c1", "c2", "c3", "c4"]


def test_the_tables_of_one_exercise_propose_together():
    one = proposed(evaluation(finding("5m", evidence=[4])), ["A0"], table="t-1")
    two = proposed(evaluation(finding("8m", evidence=[6])), ["A0"], table="t-2")
    [both] = merged([*one, *two])
    assert (both.new, both.table, both.evidence) == ("8m", "t-1", (4,))


def test_one_change_answers_all_findings_that_propose_it_with_the_proof_of_each_table():
    one, two, three = (
        replace(change, findings=(name,))
        for name, table, seq in (("F-1", "t-1", 4), ("F-2", "t-2", 6), ("F-3", "t-1", 9))
        for change in proposed(evaluation(finding("5m", evidence=[seq])), ["A0"], table=table)
    )
    [all_three] = merged([one, two, three])
    assert all_three.findings == ("F-1", "F-2", "F-3")
    assert (all_three.table, all_three.evidence) == ("t-1", (4, 9))
    assert all_three.others == (Proof("t-2", (6,), "A0"),)
    assert change_from_paper(change_to_paper(all_three)) == all_three


def test_findings_that_contradict_each_other_stay_side_by_side_each_with_its_own():
    one, two = (
        replace(change, findings=(name,))
        for name, words in (("F-1", "立即报告"), ("F-2", "先确认再报告"))
        for change in proposed(evaluation(finding(words, field="notes", old="报告")), ["A0"])
    )
    assert [(each.new, each.findings) for each in merged([one, two])] == [
        ("立即报告", ("F-1",)),
        ("先确认再报告", ("F-2",)),
    ]
