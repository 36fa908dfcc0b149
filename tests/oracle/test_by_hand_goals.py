"""Escalation, services, scores, ratings, gates and what was not exercised, by hand."""

from __future__ import annotations

from typing import Any

from scenarios.condition import Signal
from scenarios.procedure import Choice, Escalation, Step
from tests.oracle.stories import ALARM, Judge, service, step, story


def asked(**more: Any) -> Step:
    """Return a step within 10 after the alarm, to be escalated by a call of the boss within 5."""
    return step("D1", when=ALARM, within=10, escalate=Escalation(("boss",), 5, "call"), **more)


def test_an_escalation_in_time_compensates_a_missed_response(judged: Judge) -> None:
    result = judged(story(asked()).signal(5).act(18, "boss", "call"))
    assert result["D1.escalation#1"] == ("met", 1.0)  # 18 - 15 = 3 <= 5
    assert result["D1.response#1"] == ("compensated", 0.6)
    assert (result.of("D1.escalation#1", "anchor"), result.of("D1.escalation#1", "due")) == (15, 20)


def test_a_late_escalation_still_compensates(judged: Judge) -> None:
    result = judged(story(asked()).signal(5).act(22, "boss", "call"))
    assert result["D1.escalation#1"] == ("late", 0.68)  # 7: 1 - 0.8 * 2/5
    assert result["D1.response#1"] == ("compensated", 0.6)


def test_a_very_late_escalation_compensates_nothing(judged: Judge) -> None:
    result = judged(story(asked()).signal(5).act(26, "boss", "call"))
    assert result["D1.escalation#1"] == ("very_late", 0.2)
    assert result["D1.response#1"] == ("missed", 0.0)


def test_no_escalation_is_a_miss_of_its_own(judged: Judge) -> None:
    result = judged(story(asked()).signal(5))
    assert result["D1.escalation#1"] == ("missed", 0.0)
    assert result.findings() == {"step_missed", "escalation_missing"}


def test_an_early_escalation_counts_as_at_once(judged: Judge) -> None:
    result = judged(story(asked()).signal(5).act(8, "boss", "call"))
    assert result["D1.escalation#1"] == ("met", 1.0)
    assert result.of("D1.escalation#1", "done") == 8


def test_an_escalation_before_the_anchor_counts_for_nothing(judged: Judge) -> None:
    result = judged(story(asked()).act(4, "boss", "call").signal(5))
    assert result["D1.escalation#1"] == ("missed", 0.0)


def test_escalation_is_not_triggered_when_the_step_was_answered_in_time(judged: Judge) -> None:
    result = judged(story(asked()).signal(5).act(15).act(16, "boss", "call"))
    assert result["D1.escalation#1"] == ("not_triggered", None)
    assert "D1.escalation" in result["not_exercised"]


def test_escalation_is_not_triggered_when_the_late_answer_came_first_and_soon(
    judged: Judge,
) -> None:
    result = judged(story(asked()).signal(5).act(20))
    assert result["D1.escalation#1"] == ("not_triggered", None)
    assert result["D1.response#1"] == ("late", 0.6)  # 15: 1 - 0.8 * 5/10


def test_an_answer_after_the_escalations_limit_does_not_settle_it(judged: Judge) -> None:
    result = judged(story(asked()).signal(5).act(21))
    assert result["D1.escalation#1"] == ("missed", 0.0)


def test_a_late_answer_after_the_escalation_keeps_both(judged: Judge) -> None:
    result = judged(story(asked()).signal(5).act(17, "boss", "call").act(20))
    assert result["D1.escalation#1"] == ("met", 1.0)
    assert result["D1.response#1"] == ("late", 0.6)


def test_a_very_late_answer_that_was_escalated_is_compensated(judged: Judge) -> None:
    result = judged(story(asked()).signal(5).act(17, "boss", "call").act(60))
    assert result["D1.response#1"] == ("compensated", 0.6)


def test_the_deputys_answer_after_the_limit_is_answer_and_escalation_in_one(judged: Judge) -> None:
    both = step("D1", when=ALARM, within=10, escalate=Escalation(("boss",), 20))
    told = story(both, deputies={"duty": ("boss",)}).signal(0).act(25, "boss")
    result = judged(told)
    assert result["D1.escalation#1"] == ("met", 1.0)  # 25 - 10 = 15 <= 20
    assert result["D1.response#1"] == ("compensated", 0.6)  # 25 > 20 = T_max
    assert result.of("D1.response#1", "done") == 25


def test_a_stand_in_escalates_for_an_absent_role(judged: Judge) -> None:
    told = story(asked(), deputies={"boss": ("third",)}, unseated=("boss",))
    assert judged(told.signal(5).act(17, "third", "call"))["D1.escalation#1"] == ("met", 1.0)


def test_an_escalation_by_another_role_counts_for_nothing(judged: Judge) -> None:
    result = judged(story(asked()).signal(5).act(17, "third", "call"))
    assert result["D1.escalation#1"] == ("missed", 0.0)


def test_a_short_quorum_is_compensated_too(judged: Judge) -> None:
    two = asked(by=("duty", "third"), quorum=2)
    result = judged(story(two).signal(5).act(6).act(17, "boss", "call"))
    assert result["D1.quorum#1"] == ("compensated", 0.6)


def test_an_outage_up_to_the_rto_is_met_and_a_relapse_is_another(judged: Judge) -> None:
    told = story(services=(service("web", rto=10),))
    told.turns(10, "web", "down").turns(20, "web", "up")
    told.turns(30, "web", "down").turns(45, "web", "degraded")
    result = judged(told)
    assert result["web.rto#1"] == ("met", 1.0)
    assert result["web.rto#2"] == ("late", 0.6)  # 15: 1 - 0.8 * 5/10
    assert (result.of("web.rto#2", "anchor"), result.of("web.rto#2", "done")) == (30, 45)
    assert result["service web down_ms"] == 25
    assert result["service web rto_met"] is False
    assert result["whole"] == (0.8, "M", ("late:web.rto#2",))


def test_a_service_still_down_past_its_rto_is_missed(judged: Judge) -> None:
    result = judged(story(services=(service("web", rto=10),)).turns(50, "web", "down"))
    assert result["web.rto#1"] == ("missed", 0.0)
    assert result["whole"] == (0.0, "U", ("missed:web.rto#1",))
    assert result.findings() == {"rto_missed"}


def test_a_service_down_whose_rto_ends_at_endex_is_pending(judged: Judge) -> None:
    result = judged(story(services=(service("web", rto=10),)).turns(90, "web", "down"))
    assert result["web.rto#1"] == ("pending", None)


def test_a_jump_counts_for_the_rto(judged: Judge) -> None:
    told = story(services=(service("web", rto=10),)).turns(5, "web", "down").jump(6, 50)
    assert judged(told.turns(50, "web", "up"))["web.rto#1"] == ("very_late", 0.2)


def test_lost_data_up_to_the_rpo_is_met_and_above_is_violated(judged: Judge) -> None:
    told = story(services=(service("web", rpo=5),)).loses(10, "web", 5)
    assert judged(told)["web.rpo#1"] == ("met", 1.0)
    result = judged(told.loses(20, "web", 1))
    assert result["web.rpo#1"] == ("violated", 0.0)
    assert result["whole"] == (0.0, "U", ("violated:web.rpo#1",))


def test_data_made_up_is_no_longer_lost(judged: Judge) -> None:
    told = story(services=(service("web", rpo=0),)).loses(10, "web", 5).makes_up(20, "web", 5)
    result = judged(told)
    assert result["web.rpo#1"] == ("met", 1.0)
    assert result["service web lost_ms"] == 0


def test_without_outage_or_loss_the_goals_are_only_not_exercised(judged: Judge) -> None:
    result = judged(story(services=(service("web", rto=10, rpo=5),)))
    assert result["not_exercised"] == ["web.rpo", "web.rto"]
    assert not result.has("web.rto#1")
    assert (result["service web rto_met"], result["service web rpo_met"]) == (None, None)


def test_impact_counts_whole_while_down_and_half_while_degraded(judged: Judge) -> None:
    told = story(services=(service("web", impact={"clients": 60_000.0}),))
    told.turns(10, "web", "down").turns(20, "web", "degraded").turns(30, "web", "up")
    assert judged(told)["service web impact"] == {"clients": 15.0}  # 10 + 10 / 2


def test_scores_are_weighted_by_criticality(judged: Judge) -> None:
    told = story(
        step("D1", criticality="critical"), step("D2", "other", within=5, criticality="minor")
    )
    result = judged(told.act(1))
    assert result["whole"][:2] == (0.75, "S")  # (3 * 1 + 1 * 0) / 4
    assert result["step D2"] == (0.0, "missed")


def test_a_critical_miss_is_unable(judged: Judge) -> None:
    told = story(step("D1", within=5, criticality="critical"))
    assert judged(told)["whole"] == (0.0, "U", ("missed:D1.response#1",))


def test_a_critical_very_late_answer_is_major(judged: Judge) -> None:
    told = story(step("D1", within=5, criticality="critical")).act(50)
    assert judged(told)["whole"] == (0.2, "M", ("very_late:D1.response#1",))


def test_an_order_below_four_fifths_is_major_whatever_its_weight(judged: Judge) -> None:
    told = story(step("D1"), step("D2", "other", after=("D1",), criticality="minor"))
    result = judged(told.act(5, action="other").act(6))
    assert result["whole"][1:] == ("M", ("violated:D2.order#1",))


def test_a_missed_major_step_is_some(judged: Judge) -> None:
    told = story(step("D1", within=5))
    assert judged(told)["whole"] == (0.0, "S", ("missed:D1.response#1",))


def test_gates_come_in_order_of_anchor(judged: Judge) -> None:
    told = story(
        step("D1", when=ALARM, within=5),
        step("D2", "other", within=5),
        step("D3", "decide", choices=(Choice("go", 0.5),)),
    )
    told.signal(10).act(20, action="decide", option="go")
    gates = ("missed:D2.response#1", "partial:D3.choice#1", "missed:D1.response#1")
    assert judged(told)["whole"][2] == gates


def test_procedures_objectives_and_roles_take_their_own_steps(judged: Judge) -> None:
    told = story(
        step("D1", within=5),
        second=(step("D2", "other", by=("boss",)), step("D3", "call", by=("all",))),
    )
    result = judged(told.act(6, "boss", "other").act(7, "third", "call"))
    assert result["procedures p1"] == (0.0, "S", ("missed:D1.response#1",))
    assert result["procedures p2"] == (1.0, "P", ())
    assert result["objectives O1"][:2] == (0.0, "S")
    assert (result["role duty"], result["role boss"], result["role third"]) == (0.5, 1.0, 1.0)


def test_what_was_never_triggered_is_only_not_exercised(judged: Judge) -> None:
    told = story(step("D1", when=ALARM, every=5, escalate=Escalation(("boss",), 5), within=5))
    result = judged(told)
    assert result["not_exercised"] == ["D1.cadence", "D1.escalation", "D1.response"]
    assert not result.has("D1.response#1")
    assert result["whole"][0] is None


def test_a_law_that_was_kept_waives_the_step_that_stood_against_it(judged: Judge) -> None:
    law = step("D1", "report", within=50, overrides=("D2",), source="law")
    told = story(law, step("D2", "other", within=5)).act(20, action="report")
    result = judged(told)
    assert result["D2.response#1"] == ("waived", None)
    assert result["whole"] == (1.0, "P", ())
    assert ("plan_conflict", "D2") in result["findings"] or "plan_conflict" in result.findings()


def test_where_both_were_kept_there_is_no_conflict(judged: Judge) -> None:
    law = step("D1", "report", within=50, overrides=("D2",), source="law")
    told = story(law, step("D2", "other", within=5)).act(4, action="other")
    result = judged(told.act(20, action="report"))
    assert result["D2.response#1"] == ("met", 1.0)
    assert result.findings() == set()


def test_a_signal_that_is_not_meant_opens_nothing(judged: Judge) -> None:
    result = judged(story(step("D1", when=Signal("bell"))).signal(5))
    assert result["not_exercised"] == ["D1.response"]
