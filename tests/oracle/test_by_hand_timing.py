"""Limits, ceilings and the one moment: values worked out by hand from scoring.md 1 and 2."""

from __future__ import annotations

from scenarios.condition import At, Delivered, Done, Not, Opened, ServiceIs, Silent
from tests.oracle.stories import ALARM, Judge, service, step, story


def test_an_answer_at_the_limit_is_on_time(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).act(15))
    assert result["D1.response#1"] == ("met", 1.0)  # 15 - 5 = 10 <= 10
    assert (result.of("D1.response#1", "due"), result.of("D1.response#1", "done")) == (15, 15)


def test_a_millisecond_after_the_limit_is_late(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).act(16))
    assert result["D1.response#1"] == ("late", 0.92)  # 1 - 0.8 * 1/10


def test_at_t_max_an_answer_is_still_late_and_worth_a_fifth(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).act(25))
    assert result["D1.response#1"] == ("late", 0.2)  # 20 = T_max = 2T


def test_after_t_max_an_answer_is_very_late(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).act(26))
    assert result["D1.response#1"] == ("very_late", 0.2)


def test_within_max_moves_the_ceiling(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10, within_max=50)).signal(0).act(30))
    assert result["D1.response#1"] == ("late", 0.6)  # 1 - 0.8 * 20/40


def test_a_hard_limit_has_no_grace(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10, hard=True)).signal(0).act(11))
    assert result["D1.response#1"] == ("very_late", 0.2)


def test_an_answer_without_a_limit_is_met_whenever_it_comes(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM)).signal(0).act(99))
    assert result["D1.response#1"] == ("met", 1.0)


def test_an_answer_that_never_comes_is_missed(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5))
    assert result["D1.response#1"] == ("missed", 0.0)
    assert result.findings() == {"step_missed"}


def test_a_limit_equal_to_endex_is_pending(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(90))
    assert result["D1.response#1"] == ("pending", None)


def test_a_limit_one_before_endex_is_missed(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=9)).signal(90))
    assert result["D1.response#1"] == ("missed", 0.0)


def test_without_a_limit_silence_is_pending_and_scores_nothing(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM)).signal(5))
    assert result["D1.response#1"] == ("pending", None)
    assert result["whole"] == (None, None, ())


def test_what_happens_in_endexs_own_millisecond_counts(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(90).act(100))
    assert result["D1.response#1"] == ("met", 1.0)


def test_a_step_without_when_is_anchored_at_startex(judged: Judge) -> None:
    result = judged(story(step("D1", within=10)).act(10))
    assert result.of("D1.response#1", "anchor") == 0
    assert result["D1.response#1"] == ("met", 1.0)


def test_an_act_in_the_millisecond_of_its_anchor_counts(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).act(5))
    assert result["D1.response#1"] == ("met", 1.0)


def test_an_act_earlier_in_the_same_millisecond_came_before_the_anchor(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).act(5).signal(5))
    assert result["D1.response#1"] == ("missed", 0.0)


def test_what_was_done_before_the_anchor_answers_nothing(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).act(4).signal(5))
    assert result["D1.response#1"] == ("missed", 0.0)


def test_an_act_never_answers_the_instance_that_it_opened_itself(judged: Judge) -> None:
    again = step("D2", when=Done("D1"), within=10)
    result = judged(story(step("D1"), again).act(5).act(12))
    assert result["D1.response#1"] == ("met", 1.0)
    assert result.of("D2.response#1", "done") == 12


def test_each_moment_of_a_signal_opens_an_instance(judged: Judge) -> None:
    result = judged(story(step("D1", when=ALARM, within=10)).signal(5).signal(5).act(6))
    assert result["D1.response#1"] == ("met", 1.0)
    assert result["D1.response#2"] == ("missed", 0.0)


def test_a_delivery_repeated_by_the_facilitator_counts_once(judged: Judge) -> None:
    told = story(step("D1", when=Delivered("I1", each=True), within=10))
    result = judged(told.deliver(5, "I1").deliver(20, "I1", again=True))
    assert result.has("D1.response#1")
    assert not result.has("D1.response#2")


def test_opened_counts_the_first_time_and_with_each_every_time(judged: Judge) -> None:
    once, ever = step("D1", when=Opened("I1")), step("D2", when=Opened("I1", each=True))
    result = judged(story(once, ever).deliver(1, "I1").opens(5, "I1").opens(6, "I1"))
    assert (result.has("D1.response#2"), result.has("D2.response#2")) == (False, True)


def test_the_state_at_startex_is_not_entered(judged: Judge) -> None:
    told = story(step("D1", when=ServiceIs("web", ("up",))), services=(service("web"),))
    result = judged(told.turns(10, "web", "down").turns(20, "web", "up"))
    assert result.of("D1.response#1", "anchor") == 20
    assert not result.has("D1.response#2")


def test_a_state_with_for_counts_exactly_that_long_after(judged: Judge) -> None:
    told = story(
        step("D1", when=ServiceIs("web", ("down",), for_ms=10), within=5),
        services=(service("web"),),
    )
    result = judged(told.turns(10, "web", "down").act(20))
    assert result.of("D1.response#1", "anchor") == 20
    assert result["D1.response#1"] == ("met", 1.0)


def test_a_change_exactly_at_for_breaks_it_first(judged: Judge) -> None:
    told = story(
        step("D1", when=ServiceIs("web", ("down",), for_ms=10)), services=(service("web"),)
    )
    result = judged(told.turns(10, "web", "down").turns(20, "web", "up"))
    assert not result.has("D1.response#1")


def test_total_adds_up_over_the_exercise(judged: Judge) -> None:
    told = story(
        step("D1", when=ServiceIs("web", ("down",), total_ms=10)), services=(service("web"),)
    )
    told.turns(10, "web", "down").turns(16, "web", "up").turns(30, "web", "down")
    assert judged(told).of("D1.response#1", "anchor") == 34  # 6 + 4


def test_a_silence_is_noted_one_after_its_length(judged: Judge) -> None:
    told = story(step("D1", when=ALARM), step("D2", "other", when=Silent("D1", 10), within=5))
    assert judged(told.signal(5)).of("D2.response#1", "anchor") == 16
    assert not judged(story(*told.steps).signal(5).act(15)).has("D2.response#1")


def test_an_act_in_the_millisecond_of_the_silence_comes_after_it(judged: Judge) -> None:
    told = story(step("D1", when=ALARM), step("D2", "other", when=Silent("D1", 10)))
    assert judged(told.signal(5).act(16)).has("D2.response#1")


def test_not_counts_when_its_content_turns_false(judged: Judge) -> None:
    told = story(step("D1", when=Not(ServiceIs("web", ("down",)))), services=(service("web"),))
    result = judged(told.turns(10, "web", "down").turns(20, "web", "up"))
    assert result.of("D1.response#1", "anchor") == 20


def test_a_moment_of_exercise_time_is_an_anchor(judged: Judge) -> None:
    result = judged(story(step("D1", when=At(30), within=10)).act(40))
    assert result.of("D1.response#1", "anchor") == 30
    assert result["D1.response#1"] == ("met", 1.0)
