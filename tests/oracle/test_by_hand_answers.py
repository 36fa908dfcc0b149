"""Who answers what: deputies, about, one act for several steps, jumps, quorums and wrong roles, by hand."""

from __future__ import annotations

from scenarios.condition import AllOf, AnyOf, Delivered, ServiceIs, Signal
from scenarios.procedure import Escalation
from tests.oracle.stories import ALARM, Judge, service, step, story


def test_a_deputy_may_not_answer_before_the_limit(judged: Judge) -> None:
    told = story(step("D1", when=ALARM, within=10), deputies={"duty": ("boss",)})
    result = judged(told.signal(5).act(15, "boss"))
    assert result["D1.response#1"] == ("missed", 0.0)
    assert "wrong_role" in result.findings()


def test_a_deputy_may_answer_once_the_limit_has_passed(judged: Judge) -> None:
    told = story(step("D1", when=ALARM, within=10), deputies={"duty": ("boss",)})
    result = judged(told.signal(5).act(16, "boss"))
    assert result["D1.response#1"] == ("late", 0.92)
    assert "wrong_role" not in result.findings()


def test_a_deputy_answers_for_a_role_without_a_seat(judged: Judge) -> None:
    told = story(
        step("D1", when=ALARM, within=10), deputies={"duty": ("boss",)}, unseated=("duty",)
    )
    assert judged(told.signal(5).act(6, "boss"))["D1.response#1"] == ("met", 1.0)


def test_a_deputy_answers_for_a_role_that_was_made_absent(judged: Judge) -> None:
    told = story(step("D1", when=ALARM, within=10), deputies={"duty": ("boss",)})
    result = judged(told.becomes(4, "duty", "absent").signal(5).act(6, "boss"))
    assert result["D1.response#1"] == ("met", 1.0)


def test_when_the_role_is_back_its_deputy_may_not_answer(judged: Judge) -> None:
    told = story(step("D1", when=ALARM, within=10), deputies={"duty": ("boss",)})
    told.becomes(3, "duty", "absent").becomes(4, "duty", "present")
    assert judged(told.signal(5).act(6, "boss"))["D1.response#1"] == ("missed", 0.0)


def test_by_all_lets_everybody_answer(judged: Judge) -> None:
    result = judged(story(step("D1", by=("all",), when=ALARM)).signal(5).act(6, "third"))
    assert result["D1.response#1"] == ("met", 1.0)


def test_an_act_answers_the_oldest_open_instance(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=20)).signal(5).signal(10).act(12))
    assert result["D1.response#1"] == ("met", 1.0)
    assert result["D1.response#2"] == ("missed", 0.0)


def test_an_instance_past_its_t_max_steps_back(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=5)).signal(0).signal(8).act(11))
    assert result["D1.response#1"] == ("missed", 0.0)  # 11 > 0 + 10
    assert result["D1.response#2"] == ("met", 1.0)


def test_at_its_t_max_the_oldest_instance_is_still_first(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=5)).signal(0).signal(8).act(10))
    assert result["D1.response#1"] == ("late", 0.2)
    assert result["D1.response#2"] == ("missed", 0.0)


def test_when_every_t_max_has_passed_the_oldest_is_answered(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=5)).signal(0).signal(8).act(50))
    assert result["D1.response#1"] == ("very_late", 0.2)
    assert result["D1.response#2"] == ("missed", 0.0)


def test_about_picks_the_instance_that_the_inject_opened_by_a_signal(judged: Judge) -> None:
    told = story(step("D1", when=ALARM, within=20)).signal(5, "I1").signal(10, "I2")
    result = judged(told.act(12, about="I2"))
    assert result["D1.response#1"] == ("missed", 0.0)
    assert result["D1.response#2"] == ("met", 1.0)


def test_about_picks_the_instance_that_the_delivery_opened(judged: Judge) -> None:
    when = AnyOf((Delivered("I1"), Delivered("I2")))
    told = story(step("D1", when=when, within=20)).deliver(5, "I1").deliver(10, "I2")
    assert judged(told.act(12, about="I2"))["D1.response#2"] == ("met", 1.0)


def test_about_something_that_opened_nothing_answers_the_oldest(judged: Judge) -> None:
    told = story(step("D1", when=ALARM, within=20)).signal(5, "I1").signal(10, "I2")
    assert judged(told.act(12, about="I3"))["D1.response#1"] == ("met", 1.0)


def test_one_act_may_answer_several_steps(judged: Judge) -> None:
    result = judged(story(step("D1", within=10), step("D2", within=5)).act(6))
    assert result["D1.response#1"] == ("met", 1.0)
    assert result["D2.response#1"] == ("late", 0.84)  # 1 - 0.8 * 1/5


def test_one_act_answers_one_instance_of_a_step(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM)).signal(5).signal(6).act(7))
    assert result["D1.response#1"] == ("met", 1.0)
    assert result["D1.response#2"] == ("pending", None)


def test_a_composite_anchor_counts_once_a_millisecond(judged: Judge) -> None:
    when = AnyOf((ALARM, Signal("bell")))
    result = judged(story(step("D1", when=when)).signal(5).signal(5, name="bell"))
    assert not result.has("D1.response#2")


def test_all_counts_at_a_moment_of_a_part_when_the_others_hold(judged: Judge) -> None:
    told = story(
        step("D1", when=AllOf((ALARM, ServiceIs("web", ("down",))))), services=(service("web"),)
    )
    told.signal(5).turns(10, "web", "down").turns(20, "web", "up").signal(30)
    result = judged(told)
    assert result.of("D1.response#1", "anchor") == 10
    assert not result.has("D1.response#2")  # at 30 the service is up


def test_a_wrong_role_is_found_while_an_instance_was_open(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).act(6, "third"))
    assert result.findings() == {"step_missed", "wrong_role"}


def test_no_wrong_role_when_nothing_was_open(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM)).act(4, "third").signal(5).act(6))
    assert "wrong_role" not in result.findings()


def test_no_wrong_role_when_the_act_answers_another_step(judged: Judge) -> None:
    other = step("D2", by=("third",))
    assert "wrong_role" not in judged(story(step("D1"), other).act(6, "third")).findings()


def test_no_wrong_role_when_the_act_escalates(judged: Judge) -> None:
    asked = step("D1", "act", when=ALARM, within=10, escalate=Escalation(("boss",), 5, None))
    assert "wrong_role" not in judged(story(asked).signal(0).act(12, "boss")).findings()


def test_a_quorum_is_done_when_the_last_different_role_acted(judged: Judge) -> None:
    told = story(step("D1", by=("duty", "boss", "third"), quorum=2, within=10))
    result = judged(told.act(3).act(4).act(11, "boss"))
    assert result["D1.quorum#1"] == ("late", 0.92)
    assert result.of("D1.quorum#1", "done") == 11
    assert not result.has("D1.response#1")


def test_a_quorum_that_stays_short_gets_partial_credit(judged: Judge) -> None:
    told = story(step("D1", by=("duty", "boss", "third"), quorum=3, within=10))
    result = judged(told.act(3).act(4, "boss"))
    assert result["D1.quorum#1"] == ("missed", round(0.2 * 2 / 3, 6))
    assert result.findings() == {"quorum_short"}


def test_a_deputy_counts_as_the_role_it_stands_for(judged: Judge) -> None:
    told = story(
        step("D1", by=("duty", "boss"), quorum=2, within=10),
        deputies={"duty": ("third",)},
        unseated=("duty",),
    )
    assert judged(told.act(3, "third").act(4, "boss"))["D1.quorum#1"] == ("met", 1.0)


def test_a_limit_inside_a_jump_is_waived(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).jump(8, 40))
    assert result["D1.response#1"] == ("waived", None)


def test_a_limit_at_the_start_or_the_end_of_a_jump_is_not_inside_it(judged: Judge) -> None:
    first, last = step("D1", when=ALARM, within=10), step("D2", when=ALARM, within=20)
    result = judged(story(first, last).signal(0).jump(10, 20))
    assert result["D1.response#1"] == ("missed", 0.0)
    assert result["D2.response#1"] == ("missed", 0.0)


def test_an_answer_in_the_millisecond_of_the_jump_is_in_time(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(0).jump(10, 20).act(10))
    assert result["D1.response#1"] == ("met", 1.0)


def test_a_waived_instance_can_still_be_answered_but_stays_waived(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).jump(8, 40).act(50))
    assert result["D1.response#1"] == ("waived", None)
    assert result.of("D1.response#1", "done") == 50


def test_what_was_answered_before_the_jump_keeps_its_verdict(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).act(7).jump(8, 40))
    assert result["D1.response#1"] == ("met", 1.0)
