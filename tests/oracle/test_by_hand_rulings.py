"""Corners where two readings met and one was chosen; each is pinned here by a tiny exercise."""

from __future__ import annotations

from exercise.facts import Paused, Resumed, SpeedChanged
from scenarios.condition import AllOf, Did, Done, ServiceIs, Signal, Silent
from scenarios.procedure import Choice, Escalation, Fact
from tests.oracle.stories import ALARM, Judge, service, step, story


def test_a_ban_is_asked_before_the_same_act_answers_another_step(judged: Judge) -> None:
    first = step("D1", by=("all",))
    told = story(first, step("D2", not_while=Silent("D1", 4)))
    assert judged(told.act(21))["D2.forbidden#1"] == ("violated", 0.0)  # D1 was silent until then


def test_a_choice_is_asked_before_the_same_act_answers_another_step(judged: Judge) -> None:
    rows = (Choice("go", 1.0, Done("D1")),)
    told = story(step("D1", "decide"), step("D2", "decide", choices=rows))
    result = judged(told.act(5, action="decide", option="go"))
    assert result["D2.choice#1"] == ("violated", 0.0)


def test_a_waived_escalation_lifts_nothing(judged: Judge) -> None:
    asked = step("D1", by=("boss",), within=6, escalate=Escalation(("boss",), 11))
    result = judged(story(asked).jump(16, 25).act(25, "boss"))
    assert result["D1.escalation#1"] == ("waived", None)  # its limit 17 lies between 16 and 25
    assert result["D1.response#1"] == ("very_late", 0.2)


def test_a_report_after_a_cadence_closed_at_once_is_still_judged_by_its_form(judged: Judge) -> None:
    told = story(
        step("D1", "report", when=ALARM, every=5, until=Signal("over"), facts=(Fact("sure", True),))
    )
    told.signal(3, name="over").signal(9).act(10, action="report", form={"sure": False})
    result = judged(told)
    assert result["D1.cadence#1"] == ("not_triggered", None)
    assert result["D1.facts#1"] == ("violated", 0.0)


def test_a_deputy_fills_a_quorum_and_so_does_the_step_for_order(judged: Judge) -> None:
    told = story(
        step("D1", "other"),
        step("D2", by=("duty", "boss"), quorum=2, within=10, after=("D1",)),
        deputies={"boss": ("duty",)},
    )
    result = judged(told.act(8).act(12))  # at 12 the limit has passed: duty stands for boss
    assert result["D2.quorum#1"] == ("late", 0.84)
    assert result["D2.order#1"] == ("violated", 0.0)


def test_no_escalation_comes_after_the_answer(judged: Judge) -> None:
    asked = step("D1", within=10, escalate=Escalation(("boss",), 5, "call"))
    result = judged(story(asked).act(41).act(42, "boss", "call"))
    assert result["D1.escalation#1"] == ("missed", 0.0)


def test_one_escalation_serves_one_instance_the_oldest_unanswered(judged: Judge) -> None:
    asked = step("D1", when=ALARM, within=4, escalate=Escalation(("boss",), 4, "call"))
    result = judged(story(asked).signal(1).signal(5).act(6, "boss", "call"))
    assert result["D1.response#1"] == ("compensated", 0.6)
    assert result["D1.response#2"] == ("missed", 0.0)


def test_while_the_limit_has_not_passed_at_endex_escalation_is_not_triggered(judged: Judge) -> None:
    asked = step("D1", within=100, escalate=Escalation(("boss",), 5, "call"))
    result = judged(story(asked))
    assert result["D1.response#1"] == ("pending", None)
    assert result["D1.escalation#1"] == ("not_triggered", None)


def test_the_act_that_opens_a_records_instance_is_itself_to_be_recorded(judged: Judge) -> None:
    told = story(step("D1", "log", when=Did("act"), records=("all",), within=10)).act(6)
    assert judged(told)["D1.record#1"] == ("missed", 0.0)


def test_a_limit_means_nothing_for_deputies_once_the_instance_was_answered(judged: Judge) -> None:
    told = story(
        step("D1", within=10, not_while=ServiceIs("web", ("down",))),
        services=(service("web"),),
        deputies={"duty": ("boss",)},
    )
    told.act(4).turns(11, "web", "down").act(12, "boss")
    assert judged(told)["D1.forbidden#1"] == ("met", 1.0)


def test_an_unanswered_instance_is_silent_once_and_a_cadence_only_for_the_first_time(
    judged: Judge,
) -> None:
    told = story(step("D1", every=10), step("D2", "other", when=Silent("D1", 10)))
    result = judged(told.act(20))
    assert result.of("D2.response#1", "anchor") == 11
    assert not result.has("D2.response#2")  # again silent at 31, but counted once


def test_a_reported_cadence_falls_silent_that_long_after_its_last_report(judged: Judge) -> None:
    told = story(step("D1", every=10), step("D2", "other", when=Silent("D1", 10)))
    assert judged(told.act(5).act(12)).of("D2.response#1", "anchor") == 23


def test_a_silence_that_ends_with_the_cadence_is_no_silence(judged: Judge) -> None:
    told = story(
        step("D1", every=10, until=Signal("over")), step("D2", "other", when=Silent("D1", 10))
    )
    assert not judged(told.act(5).signal(12, name="over")).has("D2.response#1")


def test_nothing_counting_is_neither_kept_nor_broken(judged: Judge) -> None:
    law = step("D1", overrides=("D2",))  # stays pending
    result = judged(story(law, step("D2", "other", within=5)))
    assert result["D2.response#1"] == ("missed", 0.0)
    assert result.findings() == {"step_missed"}


def test_an_all_of_states_holds_only_in_its_phase(judged: Judge) -> None:
    both = AllOf((ServiceIs("web", ("down",), for_ms=10), ALARM))
    told = story(step("D1", when=both), services=(service("web"),))
    result = judged(told.turns(10, "web", "down").signal(20).turns(30, "web", "up").signal(31))
    assert result.of("D1.response#1", "anchor") == 20
    assert not result.has("D1.response#2")


def test_impact_so_far_is_a_truth(judged: Judge) -> None:
    told = story(
        step("D1", "report", facts=(Fact("count", "truth.clients", 0),)),
        services=(service("web", impact={"clients": 60_000.0}),),
    )
    told.turns(0, "web", "down").turns(5, "web", "degraded")
    told.act(19, action="report", form={"count": 12})  # 5 + 14 / 2
    assert judged(told)["D1.facts#1"] == ("met", 1.0)


def test_pauses_and_speed_change_no_verdict(judged: Judge) -> None:
    told = story(step("D1", when=ALARM, within=10)).signal(5)
    for fact in (Paused("coffee"), Resumed(), SpeedChanged(10.0)):
        told.add(7, "outside", fact)
    assert judged(told.act(15))["D1.response#1"] == ("met", 1.0)


def test_a_wrong_role_may_be_right_for_a_running_cadence(judged: Judge) -> None:
    told = story(step("D1", by=("boss",), every=5), step("D2", by=("third",)))
    result = judged(told.act(5, "boss").act(10, "boss"))
    assert "wrong_role" not in result.findings()
