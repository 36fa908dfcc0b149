"""A plan's history: the same step over exercises and versions, changed limits, failures that come again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exercise.evaluation.evaluation import evaluate_journal
from exercise.improvement.history import PastExercise, history, in_time, repeated
from exercise.improvement.merging import TableFindings
from exercise.setting import Setting
from scenarios.condition import Signal
from scenarios.procedure import Step
from tests.exercise.builders import MIN, REFS, Journal, setting, step

DAY = 86_400_000
D1 = step("D1", "acknowledge", when=Signal("alarm"), within=3 * MIN, criticality="critical")
D2 = step("D2", "inspect", when=Signal("alarm"), within=5 * MIN)


def version(number: int, *steps: Step) -> Setting:
    """Return the plan in a version with *steps*."""
    play = setting(*steps)
    return Setting(replace(play.plan, version=number), play.scenario)


def table(name: str, play: Setting, answered: int | None) -> TableFindings:
    """Return a table that acknowledged *answered* minutes after the alarm and did nothing else."""
    journal = Journal().signal(0, "alarm")
    if answered is not None:
        journal.act(answered * MIN, "duty", "acknowledge")
    judged = evaluate_journal(play, journal.end(60 * MIN).entries, REFS, seed=1)
    return TableFindings(f"t-{name}", name, ord(name[0]), judged)


def past(number: int, play: Setting, *answered: int | None) -> PastExercise:
    """Return the exercise *number*, launched on that day, with a table for each of *answered*."""
    tables = tuple(table("ABC"[i], play, minutes) for i, minutes in enumerate(answered))
    return PastExercise(f"e-{number}", {"en": f"Drill {number}"}, number * DAY, play, tables)


ONE, TWO = version(1, D1, D2), version(2, replace(D1, within=5 * MIN), D2)
THREE = version(3, replace(D1, within=5 * MIN), step("D3", "inspect"))


def cells(paper: Any, step_id: str) -> Any:
    """Return the cells of a step."""
    return next(
        one["cells"]
        for procedure in paper["procedures"]
        for one in procedure["steps"]
        if one["id"] == step_id
    )


def test_exercises_stand_in_the_order_of_their_launch_whatever_order_they_come_in():
    paper = history([past(3, TWO, 1), past(1, ONE, 1), past(2, ONE, 1)])
    assert [one["id"] for one in paper["exercises"]] == ["e-1", "e-2", "e-3"]
    assert [one["version"] for one in paper["exercises"]] == [1, 1, 2]


def test_a_step_is_followed_over_the_versions_of_the_plan():
    found = cells(history([past(1, ONE, None), past(2, ONE, 4), past(3, TWO, 4)]), "D1")
    assert [cell["tables"][0]["verdict"] for cell in found] == ["missed", "late", "met"]
    assert [cell["median_ms"] for cell in found] == [None, 4 * MIN, 4 * MIN]


def test_a_changed_limit_is_marked_where_it_first_stood():
    found = cells(history([past(1, ONE, 1), past(2, TWO, 1), past(3, TWO, 1)]), "D1")
    assert [cell["limit_ms"] for cell in found] == [3 * MIN, 5 * MIN, 5 * MIN]
    assert [cell["limit_was"] for cell in found] == [None, {"ms": 3 * MIN}, None]


def test_a_limit_that_was_taken_away_is_marked_too():
    without = version(2, replace(D1, within=None), D2)
    found = cells(history([past(1, ONE, 1), past(2, without, 1)]), "D1")
    assert (found[1]["limit_ms"], found[1]["limit_was"]) == (None, {"ms": 3 * MIN})


def test_a_step_that_a_version_does_not_have_has_no_cell_there():
    paper = history([past(1, ONE, 1), past(2, THREE, 1)])
    assert cells(paper, "D2")[1] is None
    assert cells(paper, "D3")[0] is None


def test_the_median_of_an_exercise_is_that_of_all_its_tables():
    found = cells(history([past(1, ONE, 1, 2, 9)]), "D1")
    assert found[0]["median_ms"] == 2 * MIN
    assert [one["table"] for one in found[0]["tables"]] == ["t-A", "t-B", "t-C"]


def test_an_exercise_without_a_finished_table_is_left_out():
    assert in_time([past(1, ONE)]) == []
    assert history([past(1, ONE)]) == {"exercises": [], "procedures": [], "repeated": []}


def test_a_failure_is_counted_up_exercise_by_exercise():
    found = history([past(1, ONE, None), past(2, ONE, 1), past(3, TWO, None), past(4, TWO, None)])
    again = next(one for one in found["repeated"] if one["step"] == "D1")
    assert (again["code"], again["times"]) == ("step_missed", 3)
    assert [(one["id"], one["nth"]) for one in again["exercises"]] == [
        ("e-1", 1),
        ("e-3", 2),
        ("e-4", 3),
    ]


def test_what_two_tables_of_one_exercise_show_is_no_repetition():
    found = history([past(1, ONE, None, None), past(2, ONE, 1)])
    assert [one for one in found["repeated"] if one["step"] == "D1"] == []


def test_what_came_most_often_stands_first():
    found = history([past(1, ONE, None), past(2, ONE, 1), past(3, ONE, None)])["repeated"]
    assert [(one["step"], one["times"]) for one in found] == [("D2", 3), ("D1", 2)]


def test_repetitions_are_counted_by_subject_duty_and_code():
    late, missed = ("D1", "response", "step_late"), ("D1", "response", "step_missed")
    counted = repeated([("e-1", [late]), ("e-2", [missed, late, late]), ("e-3", [late])])
    assert counted == {
        ("e-1", late): 1,
        ("e-2", missed): 1,
        ("e-2", late): 2,
        ("e-3", late): 3,
    }


def test_what_was_never_exercised_is_no_failure_that_comes_again():
    quiet = step("D9", "switch", when=Signal("fire"), within=MIN)
    play = version(1, D1, D2, quiet)
    paper = history([past(1, play, 1), past(2, play, 1)])
    assert "D9" not in {one["step"] for one in paper["repeated"]}
