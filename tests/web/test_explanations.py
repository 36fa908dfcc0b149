"""Explanations over REST: who may ask when, what is refused; no person's verdict reaches participants early."""

from __future__ import annotations

import json
import urllib.error
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

from tests.serving import Served
from tests.web.people import Person

PATHS = ("explanations", "moments", "sensitivity", "reevaluation")


class Judged(NamedTuple):
    """A table, its facilitator's and a participant's connection, and everybody's passes."""

    table: str
    facilitator: Person
    duty: Person
    passes: dict[str, str]


@pytest.fixture
def judged(server: Served, launch: Callable[..., Any], enter: Callable[..., Person]) -> Callable:
    """Play the first minutes: the duty manager answers the first alarm, nobody does anything else."""

    def play(**wishes: Any) -> Judged:
        exercise = launch(**wishes)
        table = exercise["tables"][0]
        facilitator = enter(exercise["links"]["facilitator"], table["id"], "Fay")
        duty = enter(table["links"]["seats"]["ops-duty"], table["id"], "Li")
        passes = {
            "facilitator": server.enter(exercise["links"]["facilitator"], "Fay"),
            "evaluator": server.enter(exercise["links"]["evaluator"], "Eve"),
            "participant": server.enter(table["links"]["seats"]["ops-duty"], "Li"),
            "observer": server.enter(table["links"]["observer"]),
        }
        assert facilitator.control("start")["ok"]
        assert facilitator.control("jump", to=150_000)["ok"]
        assert duty.act(duty.frame["actions"][0]["id"])["ok"]
        assert facilitator.control("jump", to=1_800_000)["ok"]
        return Judged(table["id"], facilitator, duty, passes)

    return play


def ask(server: Served, table: str, path: str, holder: str) -> Any:
    """Return what the interface answers about *table*."""
    return server.ask("GET", f"/tables/{table}/{path}", None, holder)


def refused(server: Served, table: str, path: str, holder: str) -> tuple[int, str]:
    """Return status and code of a refusal."""
    with pytest.raises(urllib.error.HTTPError) as error:
        ask(server, table, path, holder)
    return error.value.code, str(json.load(error.value)["refused"])


def test_while_it_runs_only_facilitators_and_evaluators_may_know_why(server, judged):
    play = judged()
    for path in PATHS:
        assert refused(server, play.table, path, play.passes["participant"]) == (403, "not_yet")
        assert refused(server, play.table, path, play.passes["observer"])[0] == 403
        assert ask(server, play.table, path, play.passes["facilitator"])
        assert ask(server, play.table, path, play.passes["evaluator"])


def test_after_the_end_participants_may_know_why_if_the_exercise_says_so(server, judged):
    open_one, closed_one = judged(), judged(show_scores_after=False)
    for play in (open_one, closed_one):
        assert play.facilitator.control("end")["ok"]
    for path in PATHS:
        assert ask(server, open_one.table, path, open_one.passes["participant"])
        told = refused(server, closed_one.table, path, closed_one.passes["participant"])
        assert told == (403, "not_yours")


def test_a_verdict_is_explained_by_itself_with_its_proof(server, judged):
    play = judged()
    one = ask(
        server,
        play.table,
        f"explanations/{quote('D1.response#1', safe='')}",
        play.passes["evaluator"],
    )
    assert "(Li) carried out “Acknowledge the alarm” at T+2:30" in one["sentence"]["en"]
    assert [line["code"] for line in one["proof"]] == ["line", "act"]
    every = ask(server, play.table, "explanations", play.passes["evaluator"])
    assert every["rules"] == "2026.1"
    assert one in every["explanations"]


def test_a_duty_that_does_not_exist_and_rules_that_nobody_knows_are_refused(server, judged):
    play = judged()
    holder = play.passes["facilitator"]
    assert refused(server, play.table, "explanations/X9.response%231", holder) == (
        404,
        "no_such_obligation",
    )
    assert refused(server, play.table, "reevaluation?rules=1999.1", holder) == (
        404,
        "unknown_rules",
    )


def test_moments_carry_titles_and_sentences(server, judged):
    play = judged()
    assert play.facilitator.control("end")["ok"]
    told = ask(server, play.table, "moments", play.passes["facilitator"])
    assert told["worst"]
    assert all(one["title"] and one["sentence"]["zh"] for one in told["worst"])
    assert told["headline"]["rating"] == "U"


def test_participants_learn_what_people_ruled_only_once_it_is_signed(server, judged):
    play = judged()
    assert play.facilitator.control("end")["ok"]
    evaluator = Person(server.url, play.passes["evaluator"])
    try:
        assert evaluator.hello(play.table)["ok"]
        ruling = {"obligation": "D2.response#1", "verdict": "late", "reason": "my private view"}
        assert evaluator.ask("override", ruling)["ok"]
    finally:
        evaluator.leave()
    mine = ask(server, play.table, "evaluation", play.passes["evaluator"])
    assert mine["adjusted"]["obligations"]["D2.response#1"]["by"] == "evaluator/Eve"
    for path in (*PATHS, "evaluation", "review"):
        told = json.dumps(ask(server, play.table, path, play.passes["participant"]))
        assert "my private view" not in told
        assert "Eve" not in told
    assert ask(server, play.table, "evaluation", play.passes["participant"])["adjusted"] is None
