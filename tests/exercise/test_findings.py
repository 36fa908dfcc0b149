"""Findings, actions and proposed changes of scoring.md 4."""

from __future__ import annotations

from typing import Any

from scenarios.condition import Did, Done, Signal
from scenarios.plan import Field, Service
from scenarios.procedure import Choice, Escalation, Fact
from scenarios.text import Text
from tests.exercise.builders import MIN, Journal, evaluation, setting, step

TRUTH = "2026-03-16T10:07:00+08:00"


def found(whole: dict[str, Any]) -> set[tuple[str, str]]:
    """Return (code, step) of all findings but what was not exercised."""
    return {(f["code"], f["step"]) for f in whole["findings"] if f["code"] != "not_exercised"}


def only(whole: dict[str, Any], code: str) -> dict[str, Any]:
    """Return the one finding with *code*."""
    (finding,) = [f for f in whole["findings"] if f["code"] == code]
    return finding


def test_a_late_step_is_one_finding_over_all_its_instances_with_the_worst_lateness() -> None:
    play = setting(step("D1", "ack", when=Signal("alarm"), within=5 * MIN))
    journal = (
        Journal()
        .signal(0, "alarm")
        .act(6 * MIN, "duty", "ack")
        .signal(10 * MIN, "alarm")
        .act(17 * MIN, "duty", "ack")
        .end(60 * MIN)
    )
    late = only(evaluation(play, journal), "step_late")
    assert late["numbers"] == {"times": 2, "late_ms": 2 * MIN}
    assert late["severity"] == "medium"
    assert late["evidence"] == [2, 3, 4, 5]


def test_severity_follows_criticality_and_whether_the_duty_was_broken() -> None:
    def severity(criticality: str, act_at: int | None) -> str:
        play = setting(step("D1", "ack", within=5 * MIN, criticality=criticality))
        journal = Journal()
        if act_at is not None:
            journal.act(act_at, "duty", "ack")
        return str(evaluation(play, journal.end(30 * MIN))["findings"][0]["severity"])

    assert severity("critical", None) == "critical"
    assert severity("critical", 6 * MIN) == "high"
    assert severity("major", None) == "high"
    assert severity("major", 6 * MIN) == "medium"
    assert severity("minor", None) == "low"
    assert severity("minor", 6 * MIN) == "low"


def test_an_act_of_a_role_that_may_not_answer_is_a_finding_while_an_instance_is_open() -> None:
    play = setting(step("D1", "ack", when=Signal("alarm"), within=5 * MIN))
    wrong = Journal().signal(MIN, "alarm").act(2 * MIN, "liaison", "ack").end(3 * MIN)
    early = Journal().act(1, "liaison", "ack").signal(MIN, "alarm").end(3 * MIN)
    assert ("wrong_role", "D1") in found(evaluation(play, wrong))
    assert ("wrong_role", "D1") not in found(evaluation(play, early))


def test_an_act_that_answers_another_step_is_in_the_right_role() -> None:
    play = setting(step("D1", "ack", "duty"), step("D2", "ack", "liaison"))
    journal = Journal().act(MIN, "liaison", "ack").end(3 * MIN)
    assert found(evaluation(play, journal)) == set()


def test_an_act_that_escalates_is_in_the_right_role() -> None:
    play = setting(
        step("D1", "ack", within=5 * MIN, escalate=Escalation(("lead",), 5 * MIN)),
    )
    journal = Journal().act(6 * MIN, "lead", "ack").end(30 * MIN)
    codes = {code for code, _ in found(evaluation(play, journal))}
    assert "wrong_role" not in codes


def test_every_kind_of_failure_has_its_code() -> None:
    web = Service("web", Text.plain("w"), rto=5 * MIN, rpo=0)
    play = setting(
        step("M", "missed-one", within=MIN),
        step("O", "ordered", after=("M",)),
        step("C", "cadenced", every=MIN),
        step("F", "forbidden-one", not_before=Done("M")),
        step("Q", "joined", ("duty", "head"), quorum=2, within=MIN),
        step("X", "chosen", choices=(Choice("switch", 1.0),)),
        step("E", "escalated", within=MIN, escalate=Escalation(("lead",), MIN)),
        step("S", "signed", "all", distinct_from="X"),
        step("L", "logged", records=("chosen",), within=MIN),
        services=(web,),
    )
    journal = (
        Journal()
        .act(1000, "duty", "ordered")
        .act(1000, "duty", "forbidden-one")
        .act(1000, "duty", "chosen", option="stay")
        .act(1000, "duty", "signed")
        .act(9 * MIN, "duty", "cadenced")
        .service(10 * MIN, "web", "up", "down")
        .lost(10 * MIN, "web", 5)
        .end(20 * MIN)
    )
    assert found(evaluation(play, journal)) == {
        ("step_missed", "M"),
        ("order_violated", "O"),
        ("cadence_gap", "C"),
        ("done_too_early", "F"),
        ("quorum_short", "Q"),
        ("decision_poor", "X"),
        ("step_missed", "E"),
        ("escalation_missing", "E"),
        ("same_person", "S"),
        ("log_gap", "L"),
        ("rto_missed", "web"),
        ("rpo_missed", "web"),
    }


def test_wrong_and_missing_facts_are_two_findings() -> None:
    fields = (Field("since", "time", Text.plain("s")), Field("who", "text", Text.plain("w")))
    play = setting(
        step("R", "report", facts=(Fact("since", TRUTH), Fact("who", "us"))), fields=fields
    )
    journal = Journal().act(MIN, "duty", "report", form={"since": "2026-03-16T11:00:00+08:00"})
    assert found(evaluation(play, journal.end(2 * MIN))) == {
        ("fact_false", "R"),
        ("fact_omitted", "R"),
    }


def test_reports_to_an_authority_carry_the_class_of_their_failure() -> None:
    fields = (Field("since", "time", Text.plain("s")),)
    duty = step("R", "report", within=5 * MIN, facts=(Fact("since", TRUTH),))
    play = setting(duty, fields=fields, kinds={"report": "report"})

    def classes(journal: Journal) -> dict[str, str]:
        whole = evaluation(play, journal.end(60 * MIN))
        return {f["code"]: f["class"] for f in whole["findings"] if "class" in f}

    late = Journal().act(6 * MIN, "duty", "report", form={"since": TRUTH})
    empty = Journal().act(MIN, "duty", "report", form={})
    false = Journal().act(MIN, "duty", "report", form={"since": "2026-03-16T11:00:00+08:00"})
    assert classes(late) == {"step_late": "late"}
    assert classes(empty) == {"fact_omitted": "omitted"}
    assert classes(false) == {"fact_false": "false"}
    assert classes(Journal()) == {"step_missed": "concealed"}


def test_a_law_outranks_the_plan_and_the_plan_is_to_blame() -> None:
    play = setting(
        step(
            "LAW", "publish", "all", not_before=Signal("cleared"), overrides=("PLAN",), source="law"
        ),
        step("PLAN", "publish", within=10 * MIN),
    )
    kept_law = evaluation(play, Journal().end(60 * MIN))
    verdicts = {o["id"]: o["verdict"] for o in kept_law["obligations"]}
    assert verdicts == {"LAW.forbidden#1": "met", "PLAN.response#1": "waived"}
    assert only(kept_law, "plan_conflict")["numbers"] == {"law": "LAW", "kept": "LAW"}
    kept_plan = evaluation(play, Journal().act(MIN, "duty", "publish").end(60 * MIN))
    assert only(kept_plan, "plan_conflict")["numbers"] == {"law": "LAW", "kept": "PLAN"}


def test_duties_that_were_both_kept_are_no_conflict() -> None:
    play = setting(
        step("LAW", "publish", "all", not_before=Signal("cleared"), overrides=("PLAN",)),
        step("PLAN", "publish", within=10 * MIN),
    )
    journal = Journal().signal(MIN, "cleared").act(2 * MIN, "duty", "publish").end(60 * MIN)
    assert found(evaluation(play, journal)) == set()


def test_each_finding_proposes_an_action_with_owner_element_and_time() -> None:
    play = setting(step("D1", "ack", "liaison", within=5 * MIN, criticality="critical"))
    whole = evaluation(play, Journal().end(60 * MIN))
    (action,) = whole["actions"]
    assert (action["finding"], action["element"]) == (0, "training")
    assert (action["owner"], action["due_in_days"]) == ("liaison", 30)


def test_an_action_keeps_its_id_from_exercise_to_exercise() -> None:
    play = setting(step("D1", "ack", within=5 * MIN))
    one = evaluation(play, Journal().end(60 * MIN))
    other = evaluation(play, Journal().act(MIN, "duty", "other").end(70 * MIN))
    assert one["actions"][0]["id"] == other["actions"][0]["id"]


def test_changes_of_the_plan_are_proposed_where_they_can_be() -> None:
    play = setting(
        step("D1", "ack", within=5 * MIN),
        step("D2", "look", "duty"),
        step("D3", "speak", after=("D1",)),
    )
    journal = (
        Journal()
        .act(MIN, "duty", "speak")
        .act(2 * MIN, "head", "look")
        .act(6 * MIN + 1, "duty", "ack")
        .end(60 * MIN)
    )
    whole = evaluation(play, journal)
    changes = {
        f["code"]: (f["change"]["field"], f["change"]["old"], f["change"]["new"])
        for f in whole["findings"]
    }
    assert changes == {
        "step_late": ("escalate", None, {"by": ["head"], "within": "5m"}),
        "wrong_role": ("by", ["duty"], ["duty", "head"]),
        "order_violated": ("not_before", None, {"done": "D1"}),
    }


def test_one_late_table_never_proposes_to_loosen_a_limit() -> None:
    play = setting(step("D1", "ack", within=5 * MIN, escalate=Escalation(("lead",), MIN)))
    whole = evaluation(play, Journal().act(5 * MIN + 1, "duty", "ack").end(60 * MIN))
    assert "change" not in only(whole, "step_late")


def test_a_missed_step_proposes_an_escalation_to_the_deputy() -> None:
    play = setting(step("D1", "ack", within=5 * MIN), deputies={"duty": ("lead",)})
    change = only(evaluation(play, Journal().end(60 * MIN)), "step_missed")["change"]
    assert (change["field"], change["new"]) == ("escalate", {"by": ["lead"], "within": "5m"})


def test_a_waived_duty_is_no_finding() -> None:
    play = setting(step("D1", "ack", within=5 * MIN))
    journal = Journal().waive(6 * MIN, "D1.response#1").end(60 * MIN)
    whole = evaluation(play, journal)
    assert whole["findings"] == []
    assert whole["obligations"][0]["verdict"] == "waived"


def test_what_nobody_had_to_do_is_one_low_finding_for_the_next_exercise() -> None:
    play = setting(step("D1", "ack", when=Did("never"), within=MIN, choices=(Choice("switch", 1),)))
    missing = only(evaluation(play, Journal().end(MIN)), "not_exercised")
    assert (missing["severity"], missing["numbers"]) == ("low", {"kinds": ["response", "choice"]})
