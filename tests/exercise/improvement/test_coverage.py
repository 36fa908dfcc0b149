"""Coverage of steps: when they were last exercised, how it went, by whom, and whether that still holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exercise.improvement.coverage import coverage, in_time, step_covers
from scenarios.plan import Field
from scenarios.text import Text
from tests.exercise.builders import MIN
from tests.exercise.improvement.covered import (
    D1,
    D2,
    NEVER,
    TODAY,
    acknowledged,
    inspected,
    past,
    version,
)

ONE = version(1, D1, D2, NEVER)


def row(paper: Any, step: str) -> Any:
    """Return the row of a step."""
    return next(one for p in paper["procedures"] for one in p["steps"] if one["id"] == step)


def test_a_step_that_nothing_called_for_was_never_exercised():
    found = row(coverage(ONE.plan, [past(1, ONE, acknowledged(1))], TODAY), "N1")
    assert (found["standing"], found["times"], found["history"]) == ("never", 0, [])
    assert (found["verdict"], found["days_ago"], found["who"]) == (None, None, None)


def test_the_last_exercise_tells_verdict_version_and_age():
    paper = coverage(
        ONE.plan, [past(11, ONE, acknowledged(1)), past(1, ONE, acknowledged(4))], TODAY
    )
    found = row(paper, "D1")
    assert [one["verdict"] for one in found["history"]] == ["late", "met"]
    assert (found["verdict"], found["version"], found["times"]) == ("met", 1, 2)
    assert (found["last"], found["days_ago"]) == ("2026-01-11", 354)


def test_an_exercise_without_a_table_that_is_over_does_not_count():
    assert in_time([past(1, ONE)]) == ()
    assert row(coverage(ONE.plan, [past(1, ONE)], TODAY), "D1")["standing"] == "never"


def test_of_several_tables_the_worst_verdict_is_shown_and_every_table_kept():
    silent = inspected(1)
    exercise = past(1, ONE, acknowledged(1), silent, acknowledged(4))
    found = row(coverage(ONE.plan, [exercise], TODAY), "D1")
    assert found["verdict"] == "missed"
    assert [one["verdict"] for one in found["history"][0]["tables"]] == ["met", "missed", "late"]
    assert found["history"][0]["tables"][0]["people"] == ["duty/li"]


def test_a_step_answered_by_simulated_colleagues_alone_is_told_apart():
    bots = past(1, ONE, acknowledged(1, "duty/bot", simulated=True))
    found = row(coverage(ONE.plan, [bots], TODAY), "D1")
    assert (found["standing"], found["times"], found["simulated"]) == ("simulated", 0, 1)
    assert found["history"][0]["tables"][0]["simulated"] == ["duty/bot"]


def test_simulated_colleagues_never_hide_what_people_did():
    exercises = [
        past(1, ONE, acknowledged(4)),
        past(2, ONE, acknowledged(1, "duty/bot", simulated=True)),
    ]
    found = row(coverage(ONE.plan, exercises, TODAY), "D1")
    assert (found["verdict"], found["last"], found["who"]) == ("late", "2026-01-01", "people")
    assert (found["times"], found["simulated"]) == (1, 1)


def test_at_a_table_of_people_a_missed_step_was_exercised_by_nobody():
    found = row(coverage(ONE.plan, [past(1, ONE, acknowledged(1))], TODAY), "D2")
    assert (found["verdict"], found["who"], found["standing"]) == ("missed", "nobody", "exercised")


def test_a_missed_step_of_a_role_that_a_bot_played_counts_as_simulated_though_others_were_people():
    play = version(1, D1, replace(D2, by=("head",)))
    exercise = past(
        1, play, lambda journal: acknowledged(1)(journal.sit(0, "head", "bot", simulated=True))
    )
    paper = coverage(play.plan, [exercise], TODAY)
    assert (row(paper, "D2")["verdict"], row(paper, "D2")["standing"]) == ("missed", "simulated")
    assert row(paper, "D1")["standing"] == "exercised"


def test_a_missed_step_of_a_role_that_was_away_concerns_the_deputy_who_was_there():
    play = version(1, D1, replace(D2, by=("head",)), deputies={"head": ("duty",)})
    found = row(coverage(play.plan, [past(1, play, acknowledged(1))], TODAY), "D2")
    assert (found["standing"], found["who"]) == ("exercised", "nobody")


def test_at_a_table_without_people_a_missed_step_counts_as_simulated():
    found = row(coverage(ONE.plan, [past(1, ONE, None)], TODAY), "D1")
    assert (found["verdict"], found["standing"]) == ("missed", "simulated")


def test_a_step_whose_limit_changed_since_is_covered_no_more():
    two = version(2, replace(D1, within=5 * MIN), D2, NEVER)
    paper = coverage(two.plan, [past(1, ONE, acknowledged(1))], TODAY)
    found = row(paper, "D1")
    assert (found["standing"], found["changed"], found["version"]) == ("changed", ["within"], 1)
    again = coverage(
        two.plan, [past(1, ONE, acknowledged(1)), past(2, two, acknowledged(1))], TODAY
    )
    assert row(again, "D1")["standing"] == "exercised"


def test_other_words_or_another_clause_do_not_make_another_step():
    reworded = replace(D1, title=Text.plain("Say it"), clause=("10.2 a",), notes=Text.plain("!"))
    two = version(2, D2, reworded)
    assert row(coverage(two.plan, [past(1, ONE, acknowledged(1))], TODAY), "D1")["changed"] == []


def test_another_form_makes_another_step():
    two = version(2, D1, D2, fields=(Field("who", "text", Text.plain("who")),))
    assert row(coverage(two.plan, [past(1, ONE, acknowledged(1))], TODAY), "D1")["changed"] == [
        "does"
    ]


def test_a_step_that_was_taken_out_is_left_out_and_a_new_one_was_never_exercised():
    two = version(2, D1, replace(NEVER, id="N2"))
    covers = step_covers(two.plan, in_time([past(1, ONE, acknowledged(1))]))
    assert {name: cover.standing for name, cover in covers.items()} == {
        "D1": "exercised",
        "N2": "never",
    }


def test_shares_count_what_people_did_what_holds_and_what_was_met():
    two = version(2, D1, replace(D2, within=9 * MIN), NEVER)
    paper = coverage(two.plan, [past(1, ONE, acknowledged(1))], TODAY)
    wanted = {"steps": 3, "exercised": 2, "simulated": 0, "holds": 1, "met": 1}
    assert paper["share"] == wanted
    assert paper["procedures"][0]["share"] == wanted
    assert paper["phases"] == [{"phase": "respond", "share": wanted}]


def test_the_entry_that_shows_the_verdict_is_named():
    found = row(coverage(ONE.plan, [past(1, ONE, acknowledged(4))], TODAY), "D1")
    assert found["history"][0]["tables"][0]["seq"] == 3
