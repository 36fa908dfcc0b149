"""Findings of several tables become one of the exercise, and actions go their course."""

import itertools
from typing import Any

import pytest

from exercise.improvement.action_course import (
    MOVES,
    STATES,
    RegisterRefused,
    check_verifier,
    moves_from,
    next_state,
)
from exercise.improvement.merging import TableFindings, finding_id, merge


def finding(code: str, step: str, severity: str = "medium", **keys: Any) -> dict[str, Any]:
    return {"code": code, "step": step, "kind": "response", "severity": severity} | {
        "evidence": keys.pop("evidence", [1]),
        "numbers": keys.pop("numbers", {"times": 1}),
        **keys,
    }


def table(name: str, place: int, *findings: dict[str, Any]) -> TableFindings:
    return TableFindings(f"t-{name}", name, place, {"findings": list(findings)})


LATE_2 = finding("step_late", "D2", evidence=[7, 9], numbers={"times": 2, "late_ms": 1000})
LATE_3 = finding("step_late", "D2", "high", evidence=[4], numbers={"times": 1, "late_ms": 3000})
MISSED = finding("step_missed", "D2", "high")
IDLE = finding("not_exercised", "R9", "low", evidence=[])


def test_the_same_failure_at_two_tables_is_one_finding_with_each_tables_proof() -> None:
    late, missed = merge("e", [table("A", 0, LATE_2), table("B", 1, LATE_3, MISSED)])
    assert (late.code, late.severity, late.of) == ("step_late", "high", 2)
    assert [(one.name, one.evidence) for one in late.tables] == [("A", (7, 9)), ("B", (4,))]
    assert late.numbers == {"times": 3, "late_ms": 3000}
    assert [one.numbers["late_ms"] for one in late.tables] == [1000, 3000]
    assert [one.name for one in missed.tables] == ["B"]


def test_the_order_of_the_tables_changes_nothing() -> None:
    tables = [table("A", 0, LATE_2), table("B", 1, LATE_3, MISSED), table("C", 2, MISSED)]
    results = [merge("e", order) for order in itertools.permutations(tables)]
    assert all(one == results[0] for one in results)


def test_what_one_table_exercised_is_exercised() -> None:
    assert merge("e", [table("A", 0, IDLE), table("B", 1)]) == ()
    (idle,) = merge("e", [table("A", 0, IDLE), table("B", 1, IDLE)])
    assert idle.code == "not_exercised"


def test_an_id_belongs_to_an_exercise_and_a_failure() -> None:
    key = ("D2", "response", "step_late")
    assert finding_id("e", key) == finding_id("e", key)
    assert len({finding_id("e", key), finding_id("f", key), finding_id("e", (*key[:2], "x"))}) == 3
    assert merge("e", [table("A", 0, LATE_2)])[0].id == finding_id("e", key)


def test_a_class_and_a_change_of_the_plan_come_along() -> None:
    told = LATE_2 | {"class": "late", "change": {"step": "D2", "field": "by"}}
    (merged,) = merge("e", [table("A", 0, LATE_3), table("B", 1, told)])
    assert merged.report_class == "late"
    assert merged.change == {"step": "D2", "field": "by"}


def test_no_tables_no_findings() -> None:
    assert merge("e", []) == ()


def test_an_action_goes_from_proposed_to_verified() -> None:
    state = "proposed"
    for do, to in [("accept", "accepted"), ("begin", "in_progress"), ("finish", "done")]:
        state = next_state(state, do, None)
        assert state == to
    assert next_state(state, "verify", None) == "verified"


def test_every_state_can_be_left_but_only_by_what_fits() -> None:
    for state in STATES:
        for do, (allowed, _) in MOVES.items():
            if state in allowed:
                assert next_state(state, do, "错误") in STATES
            else:
                with pytest.raises(RegisterRefused) as refused:
                    next_state(state, do, "错误")
                assert refused.value.code == "wrong_state"
        assert moves_from(state)


@pytest.mark.parametrize(("state", "do"), [("proposed", "reject"), ("done", "reopen")])
def test_a_rejection_and_a_reopening_need_a_reason(state: str, do: str) -> None:
    with pytest.raises(RegisterRefused, match="reason_missing"):
        next_state(state, do, "  ")


def test_what_was_rejected_is_accepted_again_and_what_was_done_goes_on() -> None:
    assert next_state("rejected", "reopen", "有新证据") == "accepted"
    assert next_state("verified", "reopen", "复发") == "in_progress"


def test_nobody_verifies_what_is_their_own() -> None:
    assert check_verifier(" 王  工 ", "li", "Zhao") == "王 工"
    for name in ("Li", "zhao", " LI "):
        with pytest.raises(RegisterRefused, match="own_verification"):
            check_verifier(name, "li", "Zhao")
    with pytest.raises(RegisterRefused, match="verifier_missing"):
        check_verifier("  ", "li", None)
