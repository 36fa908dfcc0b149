"""Tables side by side: best and worst marked, delays spread out, outages and shared findings."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.improvement.merging import TableFindings
from exercise.improvement.side_by_side import places, side_by_side
from exercise.improvement.step_results import spread, step_results
from scenarios.condition import Signal
from scenarios.plan import Service
from scenarios.scenario import Objective
from scenarios.text import Text
from tests.exercise.builders import MIN, Journal, evaluation, setting, step

PLAY = setting(
    step("D1", "acknowledge", when=Signal("alarm"), within=3 * MIN, criticality="critical"),
    step("D2", "inspect", when=Signal("alarm"), within=5 * MIN),
    services=[Service("trading", Text.plain("Trading"), rto=30 * MIN, rpo=0)],
    objectives=[Objective("O1", Text.plain("Find it"), ("D1",))],
)


def table(name: str, place: int, journal: Journal) -> TableFindings:
    """Return the table *name* as its journal is judged."""
    return TableFindings(f"t-{name}", name, place, evaluation(PLAY, journal))


def played(name: str, place: int, first: int | None, second: int | None = None) -> TableFindings:
    """Return a table that answers D1 after *first* minutes and D2 after *second*; None: never."""
    journal = Journal().signal(2 * MIN, "alarm")
    answers = [(first, "acknowledge"), (second, "inspect")]
    for minutes, action in sorted((m, a) for m, a in answers if m is not None):
        journal.act((2 + minutes) * MIN, "duty", action)
    return table(name, place, journal.end(60 * MIN))


def row(paper: Any, step_id: str) -> Any:
    """Return the row of a step."""
    return next(
        one
        for procedure in paper["procedures"]
        for one in procedure["steps"]
        if one["id"] == step_id
    )


def test_every_step_has_a_cell_for_each_table_in_their_order():
    paper = side_by_side(
        "e", PLAY, [played("A", 0, 1, 1), played("B", 1, 4, 1), played("C", 2, None)]
    )
    cells = row(paper, "D1")["cells"]
    assert [cell["verdict"] for cell in cells] == ["met", "late", "missed"]
    assert [cell["delay_ms"] for cell in cells] == [1 * MIN, 4 * MIN, None]
    assert [cell["unanswered"] for cell in cells] == [0, 0, 1]
    assert row(paper, "D1")["limit_ms"] == 3 * MIN


def test_the_best_and_the_worst_are_marked_by_score():
    paper = side_by_side("e", PLAY, [played("A", 0, 1), played("B", 1, 4), played("C", 2, None)])
    assert [cell["place"] for cell in row(paper, "D1")["cells"]] == ["best", None, "worst"]


@pytest.mark.parametrize(
    ("scores", "marks"),
    [
        ([], []),
        ([0.5], [None]),
        ([1.0, 1.0], [None, None]),
        ([1.0, 0.0], ["best", "worst"]),
        ([None, 0.4, 0.6], [None, "worst", "best"]),
        ([1.0, 1.0, 1.0, 0.0], [None, None, None, "worst"]),
        ([1.0, 1.0, 0.0, 0.0], ["best", "best", "worst", "worst"]),
        ([None, None], [None, None]),
    ],
)
def test_what_more_than_half_share_is_not_marked(scores, marks):
    assert places(scores) == marks


def test_one_table_alone_is_neither_best_nor_worst():
    paper = side_by_side("e", PLAY, [played("A", 0, 4)])
    assert [cell["place"] for cell in row(paper, "D1")["cells"]] == [None]
    assert paper["repeated"] == []


def test_fifty_tables_come_in_one_row_with_their_spread():
    tables = [played(f"T{i}", i, i % 5) for i in range(50)]
    found = row(side_by_side("e", PLAY, tables), "D1")
    assert len(found["cells"]) == 50
    assert found["spread"] == {
        "count": 50,
        "least": 0,
        "first": 1 * MIN,
        "median": 2 * MIN,
        "third": 3 * MIN,
        "most": 4 * MIN,
    }


def test_quarters_lie_between_their_neighbours_in_proportion():
    # Of 1 2 4 8 a quarter of the way is 3/4 of the way from the first to the second: 1.75.
    found = spread([8, 1, 4, 2])
    assert found is not None
    assert (found.first, found.median, found.third) == (1.75, 3.0, 5.0)
    assert spread([]) is None
    only = spread([7])
    assert only is not None
    assert (only.least, only.median, only.most) == (7, 7, 7)


def test_outages_stand_side_by_side_with_the_longest_of_each():
    first = Journal().service(0, "trading", "up", "down").service(10 * MIN, "trading", "down", "up")
    first.service(20 * MIN, "trading", "up", "down").service(45 * MIN, "trading", "down", "up")
    second = Journal().service(0, "trading", "up", "down")
    paper = side_by_side(
        "e", PLAY, [table("A", 0, first.end(60 * MIN)), table("B", 1, second.end(60 * MIN))]
    )
    cells = paper["services"][0]["cells"]
    assert [cell["down_ms"] for cell in cells] == [35 * MIN, 60 * MIN]
    assert [cell["longest_ms"] for cell in cells] == [25 * MIN, 60 * MIN]
    assert [cell["rto_met"] for cell in cells] == [True, False]
    assert [cell["place"] for cell in cells] == ["best", "worst"]


def test_a_service_that_never_failed_is_left_out():
    assert side_by_side("e", PLAY, [played("A", 0, 1)])["services"] == []


def test_findings_of_two_tables_are_shared_and_those_of_one_are_not():
    paper = side_by_side(
        "e", PLAY, [played("A", 0, None, 1), played("B", 1, None, 1), played("C", 2, 1, None)]
    )
    assert [(one["step"], one["code"], one["tables"]) for one in paper["repeated"]] == [
        ("D1", "step_missed", ["t-A", "t-B"])
    ]


def test_objectives_carry_score_and_rating_of_each_table():
    paper = side_by_side("e", PLAY, [played("A", 0, 1), played("B", 1, None)])
    assert [(cell["score"], cell["rating"]) for cell in paper["objectives"][0]["cells"]] == [
        (1.0, "P"),
        (0.0, "U"),
    ]


def test_a_step_that_was_answered_twice_keeps_both_delays():
    journal = Journal().signal(0, "alarm").act(MIN, "duty", "acknowledge")
    journal.signal(10 * MIN, "alarm").act(14 * MIN, "duty", "acknowledge").end(60 * MIN)
    result = step_results(evaluation(PLAY, journal))["D1"]
    assert result.delays == (1 * MIN, 4 * MIN)
    assert (result.longest, result.unanswered, result.verdict) == (4 * MIN, 0, "late")
