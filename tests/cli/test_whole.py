"""Scores, ratings and gates of a whole exercise, played through the program."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.playing import ALARM, QUIET, Came, act, plan, scenario, step, turn

Play = Callable[..., Came]


def test_scores_and_ratings_are_weighted_means_and_gates(play: Play) -> None:
    made = plan(
        step("within: 2m, criticality: critical"),
        step("within: 4m, criticality: minor", "B", "tell", "all"),
        step("within: 4m", "C", "fix", "[head]"),
        step("within: 4m", "N", "log", "[chief]", "{signal: never}"),
        services="{id: db, title: D, rto: 5m, rpo: 0s}",
    )
    course = (turn("2m", "{service: db, becomes: down}"), turn("8m", "{service: db, becomes: up}"))
    objectives = "objectives: [{id: O1, title: O, steps: [A, B]}, {id: O2, title: O, steps: [N]}]"
    came = play(
        made,
        scenario(ALARM, *course, QUIET, more=objectives),
        act("4m", "chief", "tell"),
        act("5m", "duty", "ack"),
        act("20m", "head", "fix"),
    )
    a, b, c, rto, rpo = 0.6, 1.0, 0.2, 1 - 0.8 * 1 / 5, 1.0
    near = pytest.approx
    whole = came.evaluation
    assert whole["score"] == near((3 * a + b + 2 * c + 3 * rto + 3 * rpo) / 12)
    assert (whole["rating"], whole["gates"]) == ("M", ["late:db.rto#1"])
    detect = came.row("procedures", "detect")
    assert (detect["score"], detect["rating"]) == (near((3 * a + b + 2 * c) / 6), "S")
    assert detect["gates"] == ["late:A.response#1", "very_late:C.response#1"]
    assert came.row("objectives", "O1")["score"] == near((3 * a + b) / 4)
    assert (came.row("objectives", "O2")["score"], came.row("objectives", "O2")["rating"]) == (
        None,
        None,
    )
    assert {row["id"]: row["score"] for row in whole["roles"]} == {
        "duty": near((3 * a + b) / 4),
        "head": near((b + 2 * c) / 3),
        "chief": near(1.0),
    }


def test_gates_stand_in_order_of_anchor_those_without_one_last(play: Play) -> None:
    made = plan(
        step("within: 2m, criticality: critical", "B"),
        step("within: 2m, criticality: critical", "A", "tell", when="start"),
        step("not_while: start, criticality: critical", "P", "fix", "all", when=""),
        services="{id: db, title: D, rto: 5m, rpo: 0s}",
    )
    down = turn("1m", "{service: db, becomes: down, loses: 1s}")
    came = play(made, scenario(down, ALARM), act("10m", "duty", "fix"))
    assert came.evaluation["rating"] == "U"
    assert came.evaluation["gates"] == [
        "missed:A.response#1",
        "missed:db.rto#1",
        "missed:B.response#1",
        "violated:P.forbidden#1",
        "violated:db.rpo#1",
    ]


def test_a_law_that_could_not_be_kept_beside_the_plan_waives_what_it_overrides(play: Play) -> None:
    made = plan(
        step("not_before: {done: Z}", "A", "fix", "all", when=""),
        step("within: 2m, source: law, overrides: [A]", "L", "fix"),
        step("criticality: minor", "Z", "log"),
    )
    came = play(made, scenario(ALARM), act("3m", "duty", "fix"))
    assert came["A.forbidden#1"]["verdict"] == "waived"
    assert came["L.response#1"]["verdict"] == "met"
    assert "plan_conflict" in came.findings("A")


def test_an_exercise_that_asks_for_nothing_has_no_score(play: Play) -> None:
    came = play(plan(), scenario())
    whole = came.evaluation
    assert (whole["score"], whole["rating"], whole["gates"]) == (None, None, [])
    assert (whole["obligations"], whole["not_exercised"]) == ([], ["Z9.response"])
    assert (whole["ended_ms"], whole["end_reason"], whole["compressed"]) == (
        3_600_000,
        "duration",
        False,
    )
