"""What people's verdicts come to beside what the rules found, worked out by hand, and gone when taken back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.conformance.obligation import UNCOUNTED, WORST_FIRST
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.adjusted import worth_of
from exercise.evaluation.evaluation import evaluate_journal
from exercise.facts import VerdictOverridden
from exercise.paper import canonical
from exercise.rules import TODAY
from exercise.setting import Setting
from scenarios.scenario import Objective
from scenarios.text import Text
from tests.exercise.builders import MIN, REFS, Journal, evaluation, setting, step
from tests.oracle.generator import Case, cases

PLAY = setting(
    step("A", "ack", within=5 * MIN, criticality="critical"),
    step("B", "look", within=5 * MIN, criticality="minor"),
    objectives=(Objective("O1", Text.plain("o"), ("A",)),),
)
PLAYED = Journal().act(1 * MIN, "duty", "look").end(30 * MIN)


def ruled(entries: list[Entry], *overrides: tuple[str, str | None]) -> list[Entry]:
    """Return *entries* with overrides by evaluator Wang behind them."""
    at = entries[-1].at
    return entries + [
        Entry(
            len(entries) + n,
            at,
            OUTSIDE,
            "",
            "evaluator/Wang",
            VerdictOverridden(duty, verdict, "saw it" if verdict else None),
        )
        for n, (duty, verdict) in enumerate(overrides, start=1)
    ]


def judged(*overrides: tuple[str, str | None]) -> dict[str, Any]:
    """Return the evaluation of the small play with *overrides*."""
    return evaluate_journal(PLAY, ruled(PLAYED.entries, *overrides), REFS, 1)


@pytest.mark.parametrize(
    ("verdict", "worth"),
    [
        ("met", 1.0),
        ("partial", 0.5),
        ("late", 0.6),
        ("very_late", 0.2),
        ("compensated", 0.6),
        ("missed", 0.0),
        ("violated", 0.0),
        ("pending", None),
        ("not_triggered", None),
        ("waived", None),
    ],
)
def test_every_verdict_that_a_person_may_set_has_its_worth(
    verdict: str, worth: float | None
) -> None:
    assert worth_of(verdict, TODAY) == worth


def test_no_verdict_is_left_without_a_worth() -> None:
    for verdict in (*WORST_FIRST, *UNCOUNTED):
        worth_of(verdict, TODAY)


def test_without_overrides_there_is_no_adjusted_result() -> None:
    assert evaluation(PLAY, PLAYED)["adjusted"] is None


def test_a_verdict_that_a_person_confirmed_changes_nothing() -> None:
    found = judged(("A.response#1", "missed"))
    assert found["adjusted"] is None
    assert found["obligations"][0]["override"]["verdict"] == "missed"


def test_the_automatic_result_stays_and_the_adjusted_one_stands_beside_it() -> None:
    found = judged(("A.response#1", "late"))
    # automatic: A missed 3 * 0, B met 1 * 1; adjusted: A late 3 * 0.6
    assert (found["score"], found["rating"]) == (0.25, "U")
    assert found["obligations"][0]["verdict"] == "missed"
    adjusted = found["adjusted"]
    assert (adjusted["score"], adjusted["rating"]) == (0.7, "S")
    assert adjusted["gates"] == ["late:A.response#1"]
    assert adjusted["objectives"] == [
        {"id": "O1", "score": 0.6, "rating": "S", "gates": ["late:A.response#1"]}
    ]
    assert adjusted["procedures"][0]["score"] == 0.7
    assert adjusted["steps"][0] == {"id": "A", "score": 0.6, "verdict": "late"}
    assert adjusted["obligations"] == {
        "A.response#1": {
            "verdict": "late",
            "score": 0.6,
            "automatic": {"verdict": "missed", "score": 0.0},
            "reason": "saw it",
            "by": "evaluator/Wang",
            "seq": len(PLAYED.entries) + 1,
        }
    }


def test_a_person_may_be_stricter_than_the_rules() -> None:
    found = judged(("B.response#1", "violated"))
    assert (found["rating"], found["adjusted"]["rating"], found["adjusted"]["score"]) == (
        "U",
        "U",
        0.0,
    )


def test_a_verdict_that_does_not_count_leaves_its_weight_out() -> None:
    assert judged(("A.response#1", "not_triggered"))["adjusted"]["score"] == 1.0


def test_a_waiver_goes_through_as_part_of_the_automatic_result() -> None:
    found = judged(("A.response#1", "waived"))
    assert (found["score"], found["rating"], found["adjusted"]) == (1.0, "P", None)


def test_the_last_word_on_a_verdict_counts() -> None:
    found = judged(("A.response#1", "met"), ("A.response#1", "late"))
    assert found["adjusted"]["obligations"]["A.response#1"]["verdict"] == "late"
    assert judged(("A.response#1", "met"), ("A.response#1", None))["adjusted"] is None


SET = st.sampled_from([*WORST_FIRST, *UNCOUNTED])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(cases(), st.data())
def test_any_overrides_and_their_removal_give_back_the_same_bytes(
    case: Case, data: st.DataObject
) -> None:
    plan, scenario, entries = case
    play, told = Setting(plan, scenario), list(entries)
    before = evaluate_journal(play, told, REFS, 1)
    known = [o["id"] for o in before["obligations"]]
    if not known:
        return
    chosen = data.draw(st.lists(st.tuples(st.sampled_from(known), SET), max_size=8))
    overridden = ruled(told, *chosen)
    during = evaluate_journal(play, overridden, REFS, 1)
    if not any(verdict == "waived" for _, verdict in chosen):
        assert {**during, "adjusted": None, "obligations": _bare(during)} == {
            **before,
            "obligations": _bare(before),
        }
    after = evaluate_journal(
        play, ruled(overridden, *((duty, None) for duty, _ in chosen)), REFS, 1
    )
    assert canonical(after) == canonical(before)


def _bare(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [{key: o[key] for key in o if key != "override"} for o in found["obligations"]]
