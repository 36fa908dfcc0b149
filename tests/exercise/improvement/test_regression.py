"""Steps that were fine and fail now, and the reverse, over exercises written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exercise.evaluation.evaluation import evaluate_journal
from exercise.improvement.history import PastExercise
from exercise.improvement.merging import TableFindings
from exercise.improvement.regression import regressions
from exercise.setting import Setting
from scenarios.condition import Signal
from scenarios.plan import Service
from scenarios.text import Text
from tests.exercise.builders import MIN, REFS, Journal, setting, step

D1 = step("D1", "acknowledge", when=Signal("alarm"), within=3 * MIN)
CORE = Service("core", Text.plain("core"), rto=10 * MIN)
LOG = {"step": "D1", "key": "within", "op": "set", "old": "5m", "new": "3m", "findings": ["F-1"]}


def play(version: int = 1) -> Setting:
    made = setting(D1, services=[CORE])
    return Setting(replace(made.plan, version=version), made.scenario)


def past(number: int, *answered: int | None, version: int = 1, down: int = 0) -> PastExercise:
    """Return exercise *number*; each table answers after so many minutes (None: never, -1: nobody asks)."""
    where = play(version)
    tables = []
    for place, minutes in enumerate(answered):
        journal = Journal()
        if minutes != -1:
            journal.signal(0, "alarm")
        if minutes is not None and minutes >= 0:
            journal.act(minutes * MIN, "duty", "acknowledge")
        if down:
            journal.service(5 * MIN, "core", "up", "down")
            journal.service((5 + down) * MIN, "core", "down", "up")
        judged = evaluate_journal(where, journal.end(60 * MIN).entries, REFS, seed=1)
        tables.append(TableFindings(f"t{place}", f"t{place}", place, judged))
    return PastExercise(f"e-{number}", {"en": f"Drill {number}"}, number, where, tuple(tables))


def turned(*exercises: PastExercise, **logs: Any) -> dict[str, list[tuple[str, str, str]]]:
    """Return what turned, as subject and the ids of the two exercises."""
    found = regressions(exercises, logs)
    return {
        how: [(one["subject"], one["before"]["exercise"], one["after"]["exercise"]) for one in rows]
        for how, rows in found.items()
    }


def test_a_step_that_was_met_and_fails_now_has_regressed() -> None:
    found = turned(past(1, 1), past(2, None))
    assert found == {"regressed": [("D1", "e-1", "e-2")], "fixed": []}


def test_a_step_that_failed_and_is_met_now_is_fixed() -> None:
    assert turned(past(1, None), past(2, 1)) == {"regressed": [], "fixed": [("D1", "e-1", "e-2")]}


def test_what_never_changed_is_not_told() -> None:
    nothing = {"regressed": [], "fixed": []}
    assert turned(past(1, 1), past(2, 2)) == nothing
    assert turned(past(1, None), past(2, None)) == nothing
    assert turned(past(1, 1)) == nothing
    assert turned() == nothing


def test_the_last_exercise_in_which_it_fared_otherwise_is_compared_in_whatever_order_told() -> None:
    found = turned(past(4, None), past(1, 1), past(3, 5), past(2, 1))
    assert found["regressed"] == [("D1", "e-2", "e-4")]


def test_an_exercise_that_does_not_touch_it_says_nothing() -> None:
    assert turned(past(1, 1), past(2, None), past(3, -1))["regressed"] == [("D1", "e-1", "e-2")]
    assert turned(past(1, -1), past(2, None))["regressed"] == []


def test_one_table_that_fails_is_enough_to_be_no_longer_fine() -> None:
    assert turned(past(1, 1, 1), past(2, 1, None))["regressed"] == [("D1", "e-1", "e-2")]
    assert turned(past(1, 1, None), past(2, 1, 1))["fixed"] == [("D1", "e-1", "e-2")]


def test_services_regress_like_steps() -> None:
    assert turned(past(1, 1, down=8), past(2, 1, down=15))["regressed"] == [("core", "e-1", "e-2")]


def test_what_changed_of_the_step_in_between_is_told_by_version() -> None:
    logs = {1: [LOG], 2: [LOG, {**LOG, "step": "D2"}], 3: [LOG], 4: [LOG]}
    (row,) = regressions([past(1, 1), past(2, None, version=3)], logs)["regressed"]
    assert [one["version"] for one in row["changes"]] == [2, 3]
    assert row["changes"][0]["findings"] == ["F-1"]
    assert (row["before"]["version"], row["after"]["version"]) == (1, 3)
    assert row["after"]["verdicts"] == ["missed"]
    assert row["title"] == {"": "D1"}
