"""Coverage of services, measures and roles: outages and RTO, tries and results, people, deputies and absence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from exercise.improvement.coverage_world import world_coverage
from exercise.improvement.table_record_paper import record_from_paper, record_to_paper
from exercise.setting import Setting
from scenarios.condition import Did
from scenarios.plan import Fixed, Recovery, Service
from scenarios.text import Text
from tests.exercise.builders import MIN, Journal
from tests.exercise.improvement.covered import D1, TODAY, acknowledged, past, table, version

TRADING = Service("trading", Text.plain("Trading"), rto=10 * MIN)
SWITCH = Recovery("switch", Text.plain("Switch"), Did("other"), ("trading",), Fixed(5 * MIN))


def plan(**more: Any) -> Setting:
    """Return a plan with a service and a measure."""
    play = version(1, D1, services=(TRADING,), **more)
    return Setting(replace(play.plan, recoveries=(SWITCH,)), play.scenario)


PLAY = plan()


def outage(journal: Journal) -> Journal:
    """Let trading fail twice: 5 minutes, and from minute 20 to the end; the measure fails, then runs on."""
    journal.service(2 * MIN, "trading", "up", "down").recovery(3 * MIN, "switch", "running")
    journal.service(7 * MIN, "trading", "down", "up").recovery(8 * MIN, "switch", "succeeded")
    journal.service(20 * MIN, "trading", "up", "down").recovery(21 * MIN, "switch", "waiting")
    journal.recovery(23 * MIN, "switch", "running").recovery(29 * MIN, "switch", "failed")
    return journal.recovery(50 * MIN, "switch", "running")


def test_outages_tell_whether_the_rto_was_met_and_the_longest():
    found = world_coverage(PLAY.plan, [past(1, PLAY, outage)], TODAY)["services"][0]
    assert (found["outages"], found["met"], found["missed"]) == (2, 1, 1)
    assert (found["longest_ms"], found["unrestored"], found["times"]) == (40 * MIN, 1, 1)


def test_a_service_that_stayed_up_was_not_exercised():
    found = world_coverage(PLAY.plan, [past(1, PLAY, acknowledged(1))], TODAY)["services"][0]
    assert (found["times"], found["last"], found["longest_ms"]) == (0, None, None)


def test_tries_of_a_measure_are_told_by_their_results_and_its_length_without_waiting():
    found = world_coverage(PLAY.plan, [past(1, PLAY, outage)], TODAY)["recoveries"][0]
    assert [found[key] for key in ("tries", "succeeded", "failed", "unfinished")] == [3, 1, 1, 1]
    assert found["took"]["median"] == 5 * MIN


def test_people_of_a_role_are_named_and_simulated_ones_counted():
    exercises = [
        past(1, PLAY, acknowledged(1, "duty/li"), acknowledged(1, "duty/bot", simulated=True)),
        past(2, PLAY, acknowledged(1, "duty/wang")),
    ]
    duty = world_coverage(PLAY.plan, exercises, TODAY)["roles"][0]
    assert (duty["id"], duty["times"], duty["people"]) == ("duty", 2, ["li", "wang"])
    assert (duty["simulated"], duty["last"]) == (1, "2026-01-02")


def test_whoever_sat_down_played_the_role_even_without_acting():
    exercise = past(1, PLAY, lambda journal: journal.sit(0, "head", "zhao"))
    head = world_coverage(PLAY.plan, [exercise], TODAY)["roles"][1]
    assert (head["id"], head["times"], head["people"]) == ("head", 1, ["zhao"])


def test_a_deputy_who_answered_for_an_absent_role_is_counted():
    play = plan(deputies={"duty": ("head", "lead")})

    def away(journal: Journal) -> Journal:
        return journal.role(0, "duty", "absent").act(2 * MIN, "head/zhao", "acknowledge")

    duty = world_coverage(play.plan, [past(1, play, away)], TODAY)["roles"][0]
    assert (duty["absent"]["times"], duty["times"]) == (1, 0)
    assert [(one["id"], one["times"]) for one in duty["deputies"]] == [("head", 1), ("lead", 0)]


def test_a_record_survives_paper():
    play = plan(deputies={"duty": ("head",)})

    def much(journal: Journal) -> Journal:
        journal.sit(0, "lead", "bot", simulated=True).role(1, "duty", "absent")
        return outage(journal.act(MIN, "head/zhao", "acknowledge"))

    record = table("A", play, much)
    paper = json.loads(json.dumps(record_to_paper(record)))
    assert record_from_paper(paper) == record
    assert record_from_paper({**paper, "form": 0}) is None
