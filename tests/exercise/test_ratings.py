"""Scores and ratings of scoring.md 2 and 3, on values worked out by hand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from exercise.conformance.obligation import Obligation, timing_grade, timing_verdict
from exercise.evaluation.rating import rate
from exercise.evaluation.scores import weighted_score, worst_verdict
from scenarios.condition import Did, Signal
from scenarios.plan import Service
from scenarios.procedure import Escalation
from scenarios.scenario import Objective
from scenarios.text import Text
from tests.exercise.builders import MIN, Journal, evaluation, setting, step


def duty(
    verdict: str, score: float | None, weight: int = 2, kind: str = "response", **keys: int
) -> Obligation:
    """Return an obligation with just what ratings look at."""
    return Obligation("D1", kind, 1, verdict, score, weight, "why", **keys)


def test_the_grade_falls_from_one_at_the_limit_to_a_fifth_at_the_ceiling() -> None:
    assert timing_grade(100, 100, 200) == 1.0
    assert timing_grade(150, 100, 200) == 0.6  # 1 - 0.8 * 50 / 100
    assert timing_grade(200, 100, 200) == 0.2
    assert timing_grade(10_000, 100, 200) == 0.2


def test_a_hard_limit_falls_at_once() -> None:
    assert timing_grade(100, 100, 100) == 1.0
    assert timing_grade(101, 100, 100) == 0.2
    assert timing_verdict(101, 100, 100) == "very_late"


@given(st.integers(1, 10**7), st.integers(0, 10**7), st.lists(st.integers(0, 10**8), min_size=2))
def test_the_grade_never_rises_with_delay(limit: int, more: int, delays: list[int]) -> None:
    grades = [timing_grade(delay, limit, limit + more) for delay in sorted(delays)]
    assert grades == sorted(grades, reverse=True)
    assert all(0.2 <= grade <= 1.0 for grade in grades)


def test_the_score_is_the_weighted_mean_of_what_counts() -> None:
    duties = [
        duty("met", 1.0, 3),
        duty("late", 0.6, 2),
        duty("missed", 0.0, 1),
        duty("pending", None, 3),
        duty("waived", None, 3),
        duty("not_triggered", None, 3),
    ]
    assert weighted_score(duties) == 0.7  # (3 * 1 + 2 * 0.6 + 0) / 6


def test_nothing_that_counts_has_no_score_and_no_rating() -> None:
    assert weighted_score([duty("pending", None)]) is None
    assert rate([duty("pending", None), duty("waived", None)]) == (None, [])


def test_scores_have_ten_decimals() -> None:
    assert weighted_score([duty("met", 1.0, 1), duty("missed", 0.0, 2)]) == 0.3333333333


def test_the_worst_verdict_of_a_step_is_shown() -> None:
    order = ["violated", "missed", "very_late", "compensated", "late", "partial", "met"]
    for worse, better in pairwise(order):
        assert worst_verdict([duty(better, 1.0), duty(worse, 0.0)]) == worse
    assert worst_verdict([duty("pending", None), duty("not_triggered", None)]) == "pending"
    assert worst_verdict([]) == "not_triggered"


def test_a_critical_miss_is_u_whatever_the_score() -> None:
    duties = [duty("met", 1.0, 3)] * 50 + [duty("missed", 0.0, 3)]
    assert rate(duties) == ("U", ["missed:D1.response#1"])


def test_critical_and_too_late_or_compensated_is_m() -> None:
    assert rate([duty("very_late", 0.2, 3)])[0] == "M"
    assert rate([duty("compensated", 0.6, 3)])[0] == "M"


def test_a_late_rto_is_m_but_a_late_response_is_s() -> None:
    assert rate([duty("late", 0.9, 3, "rto")])[0] == "M"
    assert rate([duty("late", 0.9, 3)])[0] == "S"


def test_any_violated_prohibition_and_poor_order_are_m() -> None:
    assert rate([duty("violated", 0.0, 1, "forbidden")])[0] == "M"
    assert rate([duty("violated", 0.75, 1, "order")])[0] == "M"
    assert rate([duty("violated", 0.8, 1, "order")])[0] == "S"


def test_a_minor_miss_is_s_and_all_met_is_p() -> None:
    assert rate([duty("missed", 0.0, 1)])[0] == "S"
    assert rate([duty("met", 1.0, 3)]) == ("P", [])


def test_gates_stand_in_order_of_anchor_and_those_without_one_last() -> None:
    duties = [
        Obligation("A", "rpo", 1, "violated", 0.0, 3, "w"),
        Obligation("B", "response", 1, "missed", 0.0, 3, "w", anchor_ms=20),
        Obligation("C", "response", 1, "missed", 0.0, 3, "w", anchor_ms=10),
        Obligation("D", "response", 2, "missed", 0.0, 3, "w", anchor_ms=20),
    ]
    gates = [
        "missed:C.response#1",
        "missed:B.response#1",
        "missed:D.response#2",
        "violated:A.rpo#1",
    ]
    assert rate(duties) == ("U", gates)


def test_the_whole_takes_services_in_but_procedures_and_objectives_do_not() -> None:
    web = Service("web", Text.plain("web"), rto=10 * MIN, rpo=0)
    play = setting(
        step("D1", "ack", when=Signal("alarm"), within=5 * MIN),
        services=(web,),
        objectives=(Objective("O1", Text.plain("o"), ("D1",)),),
    )
    journal = (
        Journal()
        .signal(0, "alarm")
        .act(5 * MIN, "duty", "ack")
        .service(0, "web", "up", "down")
        .end(20 * MIN)
    )
    whole = evaluation(play, journal)
    assert whole["procedures"][0] == {
        "id": "p1",
        "phase": "respond",
        "score": 1.0,
        "rating": "P",
        "gates": [],
    }
    assert whole["objectives"][0]["rating"] == "P"
    # response 2 * 1, rto 3 * 0 (down past its limit), rpo 3 * 1 (an outage, nothing lost): 5 / 8
    assert whole["score"] == 0.625
    assert (whole["rating"], whole["gates"]) == ("U", ["missed:web.rto#1"])


def test_a_role_takes_the_steps_that_name_it_and_all_names_everybody_but_escalation_none() -> None:
    play = setting(
        step("D1", "ack", within=5 * MIN, escalate=Escalation(("lead",), 5 * MIN)),
        step("D2", "look", "all", within=5 * MIN),
    )
    journal = Journal().act(1 * MIN, "duty", "look").act(10 * MIN, "duty", "ack").end(30 * MIN)
    scores = {role["id"]: role["score"] for role in evaluation(play, journal)["roles"]}
    # D1 at twice its limit: 0.2, its escalation not triggered (answered before its own limit); D2 met
    assert scores == {"duty": 0.6, "head": 1.0, "lead": 1.0, "liaison": 1.0}


def test_what_was_not_triggered_is_listed_as_not_exercised() -> None:
    web = Service("web", Text.plain("web"), rto=10 * MIN, rpo=0)
    play = setting(
        step("D1", "ack", when=Signal("never"), within=MIN, after=("D2",)),
        step("D2", "look", after=("D1",)),
        step("F", "speak", not_before=Did("ack")),
        services=(web,),
    )
    whole = evaluation(play, Journal().end(10 * MIN))
    assert whole["not_exercised"] == ["D1.response", "D1.order", "web.rto", "web.rpo"]
    ids = [o["id"] for o in whole["obligations"]]
    assert ids == ["D2.response#1", "D2.order#1", "F.forbidden#1"]
    assert {o["id"]: o["verdict"] for o in whole["obligations"]}["F.forbidden#1"] == "met"


def test_speed_above_one_with_people_marks_the_evaluation_compressed() -> None:
    play = setting(step("D1", "ack"))
    fast = Journal().speed(MIN, 4.0).act(2 * MIN, "duty", "ack").end(10 * MIN)
    slow = Journal().speed(MIN, 0.5).act(2 * MIN, "duty", "ack").end(10 * MIN)
    bots = Journal().speed(MIN, 4.0).act(2 * MIN, "duty", "ack", simulated=True).end(10 * MIN)
    assert evaluation(play, fast)["compressed"] is True
    assert evaluation(play, slow)["compressed"] is False
    assert evaluation(play, bots)["compressed"] is False


def test_a_person_too_slow_to_act_at_all_still_marks_the_evaluation_compressed() -> None:
    play = setting(step("D1", "ack"))
    slow = Journal().sit(0, "duty", "li").speed(MIN, 60.0).end(10 * MIN)
    nobody = Journal().sit(0, "duty", "bot", simulated=True).speed(MIN, 60.0).end(10 * MIN)
    assert evaluation(play, slow)["compressed"] is True
    assert evaluation(play, nobody)["compressed"] is False


def test_services_report_down_time_limits_loss_and_impact() -> None:
    web = Service("web", Text.plain("w"), rto=10 * MIN, rpo=1000, impact={"clients": 60, "cny": 1})
    journal = (
        Journal()
        .service(1 * MIN, "web", "up", "down")
        .service(5 * MIN, "web", "down", "degraded")
        .service(7 * MIN, "web", "degraded", "up")
        .lost(8 * MIN, "web", 3000)
        .made_up(9 * MIN, "web", 2500)
        .end(20 * MIN)
    )
    (row,) = evaluation(setting(services=(web,)), journal)["services"]
    assert (row["down_ms"], row["rto_ms"], row["rto_met"]) == (4 * MIN, 10 * MIN, True)
    assert (row["lost_ms"], row["rpo_met"]) == (500, True)
    assert row["impact"] == {"clients": 300, "cny": 5}  # 4 minutes down + 2 at half


def test_a_service_without_outage_or_loss_has_no_verdict_on_its_goals() -> None:
    web = Service("web", Text.plain("w"), rto=10 * MIN, rpo=0)
    (row,) = evaluation(setting(services=(web,)), Journal().end(MIN))["services"]
    assert (row["rto_met"], row["rpo_met"]) == (None, None)
