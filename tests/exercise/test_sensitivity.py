"""Which ratings hang on the rules for late answers, and one journal judged by two sets of rules: worked out by hand."""

from __future__ import annotations

from typing import Any

from exercise.evaluation.reevaluation import reevaluate
from exercise.evaluation.sensitivity import sensitivity
from exercise.rules import TODAY, rules_of
from exercise.setting import Setting
from scenarios.plan import Service
from scenarios.scenario import Objective
from scenarios.text import Text
from tests.exercise.builders import MIN, REFS, Journal, setting, step

A = step("A", "ack", within=4 * MIN, criticality="critical")
O1 = Objective("O1", Text.plain("o"), ("A",))


def changes(play: Setting, journal: Journal) -> dict[str, dict[str, tuple[str, str]]]:
    """Return by variant and subject the rating before and after, where it changes."""
    found = sensitivity(play, journal.entries, REFS, 1)
    return {
        variant["variant"]: {
            one["subject"]: (one["from"]["rating"], one["to"]["rating"])
            for one in variant["changes"]
        }
        for variant in found["variants"]
    }


def test_a_late_critical_answer_is_p_if_late_counts_as_met_and_u_if_as_missed() -> None:
    play = setting(A, objectives=(O1,))
    # 5 of 4 minutes: late; inside 1.5 times the limit (6) and 3 times (12) as well
    journal = Journal().act(5 * MIN, "duty", "ack").end(30 * MIN)
    everywhere = ("whole", "objective:O1", "procedure:p1")
    assert changes(play, journal) == {
        "late_counts_as_met": dict.fromkeys(everywhere, ("S", "P")),
        "late_counts_as_missed": dict.fromkeys(everywhere, ("S", "U")),
        "ceiling_1_5": {},
        "ceiling_3": {},
    }


def test_between_one_and_a_half_and_two_limits_the_shorter_ceiling_decides() -> None:
    play = setting(A)
    journal = Journal().act(7 * MIN, "duty", "ack").end(30 * MIN)
    found = changes(play, journal)
    assert found["ceiling_1_5"] == {"whole": ("S", "M"), "procedure:p1": ("S", "M")}
    assert found["ceiling_3"] == {}


def test_between_two_and_three_limits_the_longer_ceiling_decides() -> None:
    found = changes(setting(A), Journal().act(9 * MIN, "duty", "ack").end(30 * MIN))
    assert found["ceiling_3"] == {"whole": ("M", "S"), "procedure:p1": ("M", "S")}
    assert found["late_counts_as_met"] == {}  # beyond T_max it stays very late


def test_an_exercise_without_anything_late_hangs_on_no_rule() -> None:
    found = changes(setting(A), Journal().act(4 * MIN, "duty", "ack").end(30 * MIN))
    assert set(map(len, found.values())) == {0}


def test_a_late_outage_counts_too() -> None:
    web = Service("web", Text.plain("web"), rto=10 * MIN)
    journal = (
        Journal()
        .service(0, "web", "up", "down")
        .service(16 * MIN, "web", "down", "up")
        .end(30 * MIN)
    )
    found = changes(setting(services=(web,)), journal)
    # late: M; met: P; missed: U; beyond 15 minutes of 1.5 limits very late: a critical one, M still
    assert found == {
        "late_counts_as_met": {"whole": ("M", "P")},
        "late_counts_as_missed": {"whole": ("M", "U")},
        "ceiling_1_5": {},
        "ceiling_3": {},
    }


def test_the_gates_of_both_sides_are_named() -> None:
    journal = Journal().act(5 * MIN, "duty", "ack").end(30 * MIN)
    found = sensitivity(setting(A), journal.entries, REFS, 1)
    assert (found["rules"], found["rating"], found["score"]) == ("2026.1", "S", 0.8)
    missed = found["variants"][1]
    assert (missed["rules"], missed["score"], missed["verdicts"]) == (
        "2026.1+late_counts_as_missed",
        0.0,
        1,
    )
    whole: dict[str, Any] = missed["changes"][0]
    assert whole["from"]["gates"] == ["late:A.response#1"]
    assert whole["to"]["gates"] == ["missed:A.response#1"]


def test_under_its_own_rules_nothing_differs() -> None:
    journal = Journal().act(5 * MIN, "duty", "ack").end(30 * MIN)
    found = reevaluate(setting(A), journal.entries, REFS, 1, TODAY)
    assert (found["from"], found["to"], found["obligations"]) == ("2026.1", "2026.1", [])


def test_side_by_side_tells_every_subject_and_only_the_obligations_that_differ() -> None:
    play = setting(A, step("B", "look", within=4 * MIN))
    journal = Journal().act(1, "duty", "look").act(9 * MIN, "duty", "ack").end(30 * MIN)
    found = reevaluate(play, journal.entries, REFS, 1, rules_of("2026.1+ceiling_3"))
    assert [one["subject"] for one in found["subjects"]] == ["whole", "procedure:p1"]
    assert (found["subjects"][0]["from"]["rating"], found["subjects"][0]["to"]["rating"]) == (
        "M",
        "S",
    )
    assert found["obligations"] == [
        {
            "id": "A.response#1",
            "from": {"verdict": "very_late", "score": 0.2, "why": "very_late"},
            # 5 minutes late of the 8 between 4 and 12: 1 - 0.8 * 5 / 8
            "to": {"verdict": "late", "score": 0.5, "why": "late"},
        }
    ]
