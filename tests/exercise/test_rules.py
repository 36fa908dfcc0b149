"""Rules are data: each version judges as it always did, and a variant changes just what it says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.recording import Recording, Unreadable, read_recording, setting_of
from exercise.conformance.obligation import timing_grade, timing_verdict
from exercise.evaluation.evaluation import evaluate_journal
from exercise.rules import RELEASED, TODAY, VARIANTS, UnknownRules, rules_of, varied
from scenarios.condition import Signal
from scenarios.plan import Service
from scenarios.procedure import Escalation
from scenarios.text import Text
from tests.exercise.builders import MIN, REFS, Journal, setting, step

AS_MET = varied(TODAY, "late_counts_as_met")
AS_MISSED = varied(TODAY, "late_counts_as_missed")
SHORT = varied(TODAY, "ceiling_1_5")
LONG = varied(TODAY, "ceiling_3")


def obligations(play, journal, rules=None):  # type: ignore[no-untyped-def]
    """Return the obligations by id as *rules* see them."""
    found = evaluate_journal(play, journal.entries, REFS, 1, rules)
    return {one["id"]: one for one in found["obligations"]}


def test_the_version_of_today_is_a_released_one_and_carries_the_numbers_of_the_law() -> None:
    assert RELEASED[TODAY.version] is TODAY
    rules = rules_of("2026.1")
    assert (rules.worth_at_ceiling, rules.worth_compensated, rules.worth_of_false) == (
        0.2,
        0.6,
        -0.5,
    )
    assert (rules.enough_order, rules.ceiling_factor, rules.late) == (0.8, 2, "graded")


@pytest.mark.parametrize("version", ["", "1999.1", "2026.1+", "2026.1+generous", "+ceiling_3"])
def test_rules_that_nobody_released_are_refused(version: str) -> None:
    with pytest.raises(UnknownRules):
        rules_of(version)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_is_found_by_its_own_name(variant: str) -> None:
    assert rules_of(f"2026.1+{variant}") == varied(TODAY, variant)
    assert varied(TODAY, variant).version == f"2026.1+{variant}"


def test_late_counts_as_met_up_to_the_ceiling_and_not_beyond() -> None:
    assert timing_verdict(101, 100, 200, AS_MET) == "met"
    assert timing_grade(200, 100, 200, AS_MET) == 1.0
    assert (timing_verdict(201, 100, 200, AS_MET), timing_grade(201, 100, 200, AS_MET)) == (
        "very_late",
        0.2,
    )


def test_without_late_credit_whatever_comes_after_the_limit_is_missed() -> None:
    assert (timing_verdict(100, 100, 200, AS_MISSED), timing_grade(100, 100, 200, AS_MISSED)) == (
        "met",
        1.0,
    )
    for delay in (101, 200, 5000):
        assert timing_verdict(delay, 100, 200, AS_MISSED) == "missed"
        assert timing_grade(delay, 100, 200, AS_MISSED) == 0.0


def test_a_ceiling_of_three_limits_turns_a_very_late_answer_into_a_late_one() -> None:
    play = setting(step("D1", "ack", when=Signal("alarm"), within=4 * MIN))
    journal = Journal().signal(0, "alarm").act(10 * MIN, "duty", "ack").end(30 * MIN)
    assert obligations(play, journal)["D1.response#1"]["verdict"] == "very_late"
    longer = obligations(play, journal, LONG)["D1.response#1"]
    # 6 minutes late of the 8 between 4 and 12: 1 - 0.8 * 6 / 8
    assert (longer["verdict"], longer["score"]) == ("late", 0.4)


def test_a_ceiling_of_one_and_a_half_limits_turns_a_late_answer_into_a_very_late_one() -> None:
    play = setting(step("D1", "ack", when=Signal("alarm"), within=4 * MIN))
    journal = Journal().signal(0, "alarm").act(7 * MIN, "duty", "ack").end(30 * MIN)
    assert obligations(play, journal)["D1.response#1"]["score"] == 0.4
    shorter = obligations(play, journal, SHORT)["D1.response#1"]
    assert (shorter["verdict"], shorter["score"]) == ("very_late", 0.2)


def test_a_ceiling_that_the_plan_sets_stays_and_a_hard_limit_too() -> None:
    play = setting(
        step("D1", "ack", within=4 * MIN, within_max=20 * MIN),
        step("D2", "look", within=4 * MIN, hard=True),
    )
    journal = Journal().act(10 * MIN, "duty", "ack").act(10 * MIN, "duty", "look").end(30 * MIN)
    for rules in (SHORT, LONG):
        found = obligations(play, journal, rules)
        assert found["D1.response#1"]["score"] == 0.7  # 1 - 0.8 * 6 / 16
        assert found["D2.response#1"]["verdict"] == "very_late"


def test_an_outage_without_late_credit_is_missed_and_says_why() -> None:
    web = Service("web", Text.plain("web"), rto=10 * MIN)
    journal = (
        Journal()
        .service(0, "web", "up", "down")
        .service(12 * MIN, "web", "down", "up")
        .end(30 * MIN)
    )
    play = setting(services=(web,))
    assert obligations(play, journal)["web.rto#1"]["verdict"] == "late"
    strict = obligations(play, journal, AS_MISSED)["web.rto#1"]
    assert (strict["verdict"], strict["score"], strict["why"]["code"]) == (
        "missed",
        0.0,
        "no_late_credit",
    )
    assert obligations(play, journal, AS_MET)["web.rto#1"]["verdict"] == "met"


def test_without_late_credit_an_escalation_still_lifts_what_came_late() -> None:
    play = setting(
        step("D1", "ack", within=4 * MIN, escalate=Escalation(("lead",), 4 * MIN, "tell"))
    )
    journal = Journal().act(5 * MIN, "lead", "tell").act(6 * MIN, "duty", "ack").end(30 * MIN)
    assert obligations(play, journal)["D1.response#1"]["verdict"] == "late"
    strict = obligations(play, journal, AS_MISSED)
    assert strict["D1.response#1"]["verdict"] == "compensated"
    assert strict["D1.response#1"]["score"] == 0.6


def test_the_evaluation_names_the_rules_it_was_made_by() -> None:
    play = setting(step("D1", "ack"))
    entries = Journal().end(MIN).entries
    assert evaluate_journal(play, entries, REFS, 1)["rules"] == "2026.1"
    varied_rules = evaluate_journal(play, entries, REFS, 1, LONG)
    assert varied_rules["rules"] == "2026.1+ceiling_3"


def test_a_journal_judged_by_unknown_rules_is_refused_and_not_judged_by_others() -> None:
    recording: Recording = read_recording("tests/recordings/ups-deviating.jsonl")
    assert setting_of(recording)[0].rules is TODAY
    with pytest.raises(Unreadable) as refused:
        setting_of(replace(recording, rules="2031.9"))
    assert (refused.value.code, refused.value.numbers) == ("rules_unknown", {"version": "2031.9"})
