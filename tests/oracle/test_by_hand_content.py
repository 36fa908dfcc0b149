"""Cadence, order, prohibitions, choices, facts, separation and records, by hand."""

from __future__ import annotations

from typing import Any

from scenarios.condition import Did, ServiceIs, Signal
from scenarios.procedure import Choice, Fact
from scenarios.scenario import TruthRow
from tests.oracle.stories import ALARM, Judge, Story, service, step, story

OVER = Signal("over")


def report(at: int, told: Story, **form: object) -> Story:
    """Add a report with a form to a story."""
    return told.act(at, "duty", "report", form=form)


def facts(*wanted: Fact, **more: Any) -> Story:
    """Return a story with one reporting step that must say *wanted*."""
    return story(
        step("D1", "report", facts=wanted), services=(service("web"), service("db")), **more
    )


def test_gaps_up_to_every_keep_the_cadence(judged: Judge) -> None:
    told = story(step("D1", every=30, when=ALARM)).signal(10)
    assert judged(told.act(40).act(70))["D1.cadence#1"] == ("met", 1.0)  # 30, 30, 30


def test_a_gap_too_long_costs_its_excess_over_the_whole(judged: Judge) -> None:
    told = story(step("D1", every=30, when=ALARM)).signal(0)
    result = judged(told.act(40).act(70))
    assert result["D1.cadence#1"] == ("late", 0.9)  # gaps 40, 30, 30: 1 - 10/100
    assert result.findings() == {"cadence_gap"}


def test_a_cadence_without_a_report_is_missed(judged: Judge) -> None:
    result = judged(story(step("D1", every=30, when=ALARM)).signal(10))
    assert result["D1.cadence#1"] == ("missed", 0.0)


def test_a_cadence_shorter_than_every_is_not_triggered(judged: Judge) -> None:
    result = judged(story(step("D1", every=30, when=ALARM)).signal(70))
    assert result["D1.cadence#1"] == ("not_triggered", None)
    assert "D1.cadence" in result["not_exercised"]


def test_until_closes_the_cadence_and_its_moment_is_inside(judged: Judge) -> None:
    told = story(step("D1", every=30, until=OVER)).act(30).signal(60, name="over").act(60)
    assert judged(told)["D1.cadence#1"] == ("met", 1.0)


def test_after_until_nothing_more_is_asked(judged: Judge) -> None:
    told = story(step("D1", every=10, until=OVER)).act(10).signal(20, name="over")
    assert judged(told)["D1.cadence#1"] == ("met", 1.0)


def test_until_true_at_the_anchor_asks_for_nothing(judged: Judge) -> None:
    told = story(step("D1", every=10, when=ALARM, until=OVER))
    result = judged(told.signal(5, name="over").signal(10))
    assert result["D1.cadence#1"] == ("not_triggered", None)


def test_a_jump_is_left_out_of_the_gaps_and_of_the_whole(judged: Judge) -> None:
    told = story(step("D1", every=20)).act(10).jump(20, 60).act(75)
    # gaps 10, 10 + 15 = 25, 25; whole 100 - 40 = 60: 1 - (5 + 5)/60
    assert judged(told)["D1.cadence#1"] == ("late", round(1 - 10 / 60, 6))


def test_an_order_is_right_when_the_earlier_step_was_done_first(judged: Judge) -> None:
    told = story(step("D1"), step("D2", "other", after=("D1",)))
    assert judged(told.act(5).act(6, action="other"))["D2.order#1"] == ("met", 1.0)


def test_a_wrong_pair_violates_the_order_in_part(judged: Judge) -> None:
    told = story(step("D1"), step("D2", "call"), step("D3", "other", after=("D1", "D2")))
    result = judged(told.act(5).act(6, action="other").act(7, action="call"))
    assert result["D3.order#1"] == ("violated", 0.5)


def test_a_pair_whose_earlier_step_was_never_triggered_does_not_count(judged: Judge) -> None:
    told = story(step("D1", when=ALARM), step("D2", "other", after=("D1",)))
    assert judged(told.act(6, action="other"))["D2.order#1"] == ("not_triggered", None)


def test_the_same_act_is_not_earlier_than_itself(judged: Judge) -> None:
    told = story(step("D1"), step("D2", after=("D1",)))
    assert judged(told.act(5))["D2.order#1"] == ("violated", 0.0)


def test_order_looks_at_acts_before_the_anchor_too(judged: Judge) -> None:
    told = story(step("D1", when=ALARM), step("D2", "other", after=("D1",)))
    result = judged(told.act(3).signal(5).act(7, action="other"))
    assert result["D2.order#1"] == ("met", 1.0)


def test_order_of_a_step_that_was_never_triggered_is_only_not_exercised(judged: Judge) -> None:
    result = judged(story(step("D1"), step("D2", "other", when=ALARM, after=("D1",))))
    assert not result.has("D2.order#1")
    assert "D2.order" in result["not_exercised"]


def test_an_obeyed_prohibition_is_met(judged: Judge) -> None:
    result = judged(story(step("D1", not_before=ALARM)))
    assert result["D1.forbidden#1"] == ("met", 1.0)
    assert result["whole"] == (1.0, "P", ())


def test_doing_it_too_early_violates_a_prohibition(judged: Judge) -> None:
    result = judged(story(step("D1", not_before=ALARM)).act(4).signal(5))
    assert result["D1.forbidden#1"] == ("violated", 0.0)
    assert result["whole"] == (0.0, "M", ("violated:D1.forbidden#1",))
    assert result.findings() == {"done_too_early"}


def test_a_prohibition_is_asked_just_before_the_act(judged: Judge) -> None:
    forbidden = step("D1", not_before=Did("act"))
    assert judged(story(forbidden).act(5))["D1.forbidden#1"] == ("violated", 0.0)


def test_not_while_forbids_only_as_long_as_it_holds(judged: Judge) -> None:
    told = story(step("D1", not_while=ServiceIs("web", ("down",))), services=(service("web"),))
    told.turns(5, "web", "down").turns(10, "web", "up").act(10)
    assert judged(told)["D1.forbidden#1"] == ("met", 1.0)


def test_not_before_stays_open_once_it_was_true(judged: Judge) -> None:
    told = story(step("D1", not_before=ServiceIs("web", ("down",))), services=(service("web"),))
    told.turns(5, "web", "down").turns(10, "web", "up").act(20)
    assert judged(told)["D1.forbidden#1"] == ("met", 1.0)


def test_a_ban_on_a_step_with_other_obligations_is_not_triggered_until_it_is_done(
    judged: Judge,
) -> None:
    result = judged(story(step("D1", when=ALARM, not_before=ALARM)))
    assert result["D1.forbidden#1"] == ("not_triggered", None)
    assert result["not_exercised"] == ["D1.response"]


def test_a_choice_is_worth_its_row(judged: Judge) -> None:
    rows = (Choice("go", 1.0), Choice("stay", 0.4))
    told = story(step("D1", "decide", choices=rows)).act(5, action="decide", option="stay")
    result = judged(told)
    assert result["D1.choice#1"] == ("partial", 0.4)
    assert result["D1.response#1"] == ("met", 1.0)


def test_an_option_that_is_not_listed_is_worth_nothing(judged: Judge) -> None:
    told = story(step("D1", "decide", choices=(Choice("go", 1.0),)))
    result = judged(told.act(5, action="decide", option="stay"))
    assert result["D1.choice#1"] == ("violated", 0.0)
    assert result.findings() == {"decision_poor"}


def test_the_first_row_whose_if_held_then_decides(judged: Judge) -> None:
    rows = (Choice("go", 0.2, ServiceIs("web", ("up",))), Choice("go", 1.0))
    told = story(step("D1", "decide", choices=rows), services=(service("web"),))
    told.turns(5, "web", "down").act(10, action="decide", option="go").turns(11, "web", "up")
    assert judged(told)["D1.choice#1"] == ("met", 1.0)


def test_a_right_and_an_omitted_fact_are_half(judged: Judge) -> None:
    told = report(5, facts(Fact("cause", "power"), Fact("count", 3)), cause="power")
    result = judged(told)
    assert result["D1.facts#1"] == ("partial", 0.5)
    assert result.findings() == {"fact_omitted"}


def test_a_false_fact_costs_half_its_weight(judged: Judge) -> None:
    told = facts(Fact("cause", "power", weight=3.0), Fact("count", 3))
    result = judged(report(5, told, cause="power", count=4))
    assert result["D1.facts#1"] == ("violated", 0.625)  # (3 - 0.5) / 4
    assert result.findings() == {"fact_false"}


def test_facts_are_worth_at_least_nothing(judged: Judge) -> None:
    result = judged(report(5, facts(Fact("sure", True)), sure=False))
    assert result["D1.facts#1"] == ("violated", 0.0)


def test_a_set_is_worth_its_share_of_the_union(judged: Judge) -> None:
    told = report(5, facts(Fact("kinds", ("k1", "k2"))), kinds=["k1", "k3"])
    assert judged(told)["D1.facts#1"] == ("partial", round(1 / 3, 6))


def test_a_set_that_shares_nothing_is_false(judged: Judge) -> None:
    told = report(5, facts(Fact("kinds", ("k1",)), Fact("sure", True)), kinds=["k2"], sure=True)
    assert judged(told)["D1.facts#1"] == ("violated", 0.25)  # (-0.5 + 1) / 2


def test_a_number_within_its_tolerance_is_right(judged: Judge) -> None:
    told = facts(Fact("count", 10, 2))
    assert judged(report(5, told, count=12))["D1.facts#1"] == ("met", 1.0)
    assert judged(report(5, facts(Fact("count", 10, 2)), count=13))["D1.facts#1"] == ("violated", 0)


def test_a_time_is_right_up_to_its_tolerance(judged: Judge) -> None:
    wanted = Fact("since", "truth.down_since", 5)
    good, bad = "2026-03-16T10:00:00.015+00:00", "2026-03-16T18:00:00.016+08:00"
    told = report(20, facts(wanted).turns(10, "web", "down"), since=good)
    assert judged(told)["D1.facts#1"] == ("met", 1.0)
    told = report(20, facts(wanted).turns(10, "web", "down"), since=bad)
    assert judged(told)["D1.facts#1"] == ("violated", 0.0)


def test_truth_is_the_truth_at_the_moment_of_sending(judged: Judge) -> None:
    told = facts(Fact("affected", "truth.affected")).turns(5, "web", "down")
    report(6, told, affected=["web"]).turns(7, "db", "degraded")
    assert judged(told)["D1.facts#1"] == ("met", 1.0)


def test_the_last_truth_row_that_has_held_is_the_truth(judged: Judge) -> None:
    rows = (TruthRow("small"), TruthRow("large", ServiceIs("web", ("down",))))
    told = facts(Fact("cause", "truth.size"), truth={"size": rows})
    told.turns(5, "web", "down").turns(6, "web", "up")
    assert judged(report(7, told, cause="large"))["D1.facts#1"] == ("met", 1.0)


def test_where_the_truth_has_no_value_silence_is_right_and_anything_else_false(
    judged: Judge,
) -> None:
    rows = {"size": (TruthRow("large", ALARM),)}
    told = facts(Fact("cause", "truth.size"), truth=rows)
    assert judged(report(5, told, count=1))["D1.facts#1"] == ("met", 1.0)
    told = facts(Fact("cause", "truth.size"), truth=rows)
    assert judged(report(5, told, cause="large"))["D1.facts#1"] == ("violated", 0.0)


def test_facts_of_a_cadence_are_the_mean_over_its_reports(judged: Judge) -> None:
    told = story(step("D1", "report", every=50, facts=(Fact("sure", True),)))
    report(20, told, sure=True)
    report(60, told, sure=False)
    assert judged(told)["D1.facts#1"] == ("violated", 0.5)


def test_another_person_keeps_the_separation(judged: Judge) -> None:
    told = story(step("D1"), step("D2", "other", by=("duty", "boss"), distinct_from="D1"))
    result = judged(told.act(5, "duty/li").act(6, "duty/wu", "other"))
    assert result["D2.separation#1"] == ("met", 1.0)


def test_the_same_person_in_another_role_breaks_the_separation(judged: Judge) -> None:
    told = story(step("D1"), step("D2", "other", by=("duty", "boss"), distinct_from="D1"))
    result = judged(told.act(5, "duty/li").act(6, "boss/li", "other"))
    assert result["D2.separation#1"] == ("violated", 0.0)
    assert result.findings() == {"same_person"}


def test_a_bare_role_is_one_person(judged: Judge) -> None:
    told = story(step("D1"), step("D2", "other", distinct_from="D1"))
    result = judged(told.act(5).act(6, action="other"))
    assert result["D2.separation#1"] == ("violated", 0.0)


def test_separation_is_not_triggered_unless_both_were_done(judged: Judge) -> None:
    told = story(step("D1"), step("D2", "other", distinct_from="D1"))
    assert judged(told.act(6, action="other"))["D2.separation#1"] == ("not_triggered", None)


def test_a_record_in_time_by_the_same_person_or_about_the_action_counts(judged: Judge) -> None:
    told = story(step("D1", "log", by=("third",), records=("act", "call"), within=10))
    told.act(10, "duty").act(15, "boss", "call").act(20, "duty", "log")
    told.act(25, "third", "log", about="call").act(40, "duty")
    result = judged(told)  # act at 10: logged at 20; call at 15: about it at 25; act at 40: never
    assert result["D1.record#1"] == ("partial", round(2 / 3, 6))
    assert result.findings() == {"log_gap"}


def test_records_all_means_acts_of_other_actions(judged: Judge) -> None:
    told = story(step("D1", "log", records=("all",), within=10))
    result = judged(told.act(10).act(20, action="log"))
    assert result["D1.record#1"] == ("met", 1.0)
    assert not result.has("D1.response#1")


def test_a_record_that_comes_too_late_is_missed(judged: Judge) -> None:
    told = story(step("D1", "log", records=("all",), within=10))
    assert judged(told.act(10).act(21, action="log"))["D1.record#1"] == ("missed", 0.0)


def test_without_acts_to_record_nothing_is_triggered(judged: Judge) -> None:
    result = judged(story(step("D1", "log", records=("act",), within=10)).act(5, action="log"))
    assert result["D1.record#1"] == ("not_triggered", None)
