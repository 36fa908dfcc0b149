"""Conditions of formats.md 2: when they count as an anchor, what they answer as a question, when they hold for good."""

from __future__ import annotations

from typing import Any

import pytest

from exercise.phases import Phase
from exercise.proceedings import Moment, Proceedings
from scenarios.condition import (
    AllOf,
    AnyOf,
    At,
    Condition,
    Delivered,
    Did,
    Done,
    Not,
    Opened,
    RecoveryIs,
    RoleIs,
    ServiceIs,
    Signal,
    Silent,
    Start,
)
from scenarios.plan import Service
from scenarios.text import Text
from scenarios.timing import Ms
from tests.exercise.builders import MIN, Journal, setting, step

WEB = Service("web", Text.plain("web"))
DB = Service("db", Text.plain("db"))
DOWN = ServiceIs("web", ("down",))


def play(*steps: Any) -> Any:
    """Return a setting with two services and *steps*."""
    return setting(*steps, services=(WEB, DB))


def moments(condition: Condition, journal: Journal, *steps: Any) -> list[Ms]:
    """Return when *condition*, watched, became true."""
    proceedings = Proceedings(play(*steps), {"it": condition})
    told = [one for entry in journal.entries for one in proceedings.hear(entry)]
    return [one.at for one in told if isinstance(one, Moment)]


def answer(condition: Condition, journal: Journal, *steps: Any) -> bool:
    """Return what *condition* answers after *journal*."""
    proceedings = Proceedings(play(*steps))
    for entry in journal.entries:
        proceedings.hear(entry)
    return proceedings.holds(condition)


def test_start_is_a_moment_at_zero_and_true_ever_after() -> None:
    assert moments(Start(), Journal()) == [0]
    assert answer(Start(), Journal())


def test_a_time_is_one_moment_and_true_from_then_on() -> None:
    journal = Journal().act(7 * MIN, "duty", "other")
    assert moments(At(5 * MIN), journal) == [5 * MIN]
    assert answer(At(7 * MIN), journal)
    assert not answer(At(7 * MIN + 1), journal)


def test_time_zero_is_a_moment() -> None:
    assert moments(At(0), Journal().act(MIN, "duty", "other")) == [0]


def test_a_signal_counts_each_time_it_is_raised() -> None:
    journal = Journal().signal(1 * MIN, "alarm").signal(1 * MIN, "alarm").signal(2 * MIN, "alarm")
    assert moments(Signal("alarm"), journal) == [1 * MIN, 1 * MIN, 2 * MIN]


def test_a_happening_asked_as_a_question_is_true_from_its_first_moment_on() -> None:
    assert not answer(Signal("alarm"), Journal())
    assert answer(Signal("alarm"), Journal().signal(1 * MIN, "alarm").act(9 * MIN, "duty", "other"))


def test_a_delivery_counts_the_first_time_only_and_a_repeated_one_never() -> None:
    journal = Journal().inject(1 * MIN, "I1").inject(2 * MIN, "I1", again=True)
    assert moments(Delivered("I1"), journal) == [1 * MIN]
    assert moments(Delivered("I1", each=True), journal) == [1 * MIN]


def test_an_opening_counts_once_or_each_time() -> None:
    journal = Journal().opened(1 * MIN, "duty", "I1").opened(2 * MIN, "head", "I1")
    assert moments(Opened("I1"), journal) == [1 * MIN]
    assert moments(Opened("I1", each=True), journal) == [1 * MIN, 2 * MIN]


def test_a_step_is_done_the_first_time_or_each_time() -> None:
    ack = step("D1", "ack", when=Signal("alarm"))
    journal = (
        Journal()
        .signal(1 * MIN, "alarm")
        .act(2 * MIN, "duty", "ack")
        .signal(3 * MIN, "alarm")
        .act(4 * MIN, "duty", "ack")
    )
    assert moments(Done("D1"), journal, ack) == [2 * MIN]
    assert moments(Done("D1", each=True), journal, ack) == [2 * MIN, 4 * MIN]


def test_an_act_before_the_anchor_does_not_make_a_step_done() -> None:
    ack = step("D1", "ack", when=Signal("alarm"))
    journal = Journal().act(1 * MIN, "duty", "ack").signal(2 * MIN, "alarm")
    assert moments(Done("D1"), journal, ack) == []


def test_a_quorum_step_is_done_when_the_quorum_is_full() -> None:
    gather = step("G", "join", ("duty", "head", "lead"), quorum=2)
    journal = (
        Journal()
        .act(1 * MIN, "duty", "join")
        .act(2 * MIN, "duty", "join")
        .act(3 * MIN, "lead", "join")
    )
    assert moments(Done("G"), journal, gather) == [3 * MIN]


def test_doing_looks_at_option_and_role() -> None:
    journal = (
        Journal()
        .act(1 * MIN, "duty", "decide", option="stay")
        .act(2 * MIN, "head", "decide", option="switch")
        .act(3 * MIN, "lead", "decide", option="switch")
    )
    decide = step("D", "decide", "all")
    assert moments(Did("decide"), journal, decide) == [1 * MIN]
    assert moments(Did("decide", option="switch"), journal, decide) == [2 * MIN]
    assert moments(Did("decide", by="lead"), journal, decide) == [3 * MIN]
    each = Did("decide", option="switch", each=True)
    assert moments(each, journal, decide) == [2 * MIN, 3 * MIN]


def test_an_act_of_anybody_is_heard_by_conditions() -> None:
    ack = step("D1", "ack", "duty", when=Signal("alarm"))
    journal = Journal().signal(1 * MIN, "alarm").act(2 * MIN, "liaison", "ack")
    assert moments(Did("ack"), journal, ack) == [2 * MIN]


def test_silence_counts_one_millisecond_after_the_time_has_passed_once_per_instance() -> None:
    ack = step("D1", "ack", when=Signal("alarm"))
    journal = Journal().signal(0, "alarm").signal(1 * MIN, "alarm").act(30 * MIN, "duty", "other")
    assert moments(Silent("D1", 5 * MIN), journal, ack) == [5 * MIN + 1, 6 * MIN + 1]


def test_an_answer_in_the_last_millisecond_prevents_the_silence() -> None:
    ack = step("D1", "ack", when=Signal("alarm"))
    journal = Journal().signal(0, "alarm").act(5 * MIN, "duty", "ack").act(9 * MIN, "duty", "other")
    assert moments(Silent("D1", 5 * MIN), journal, ack) == []


def test_an_answer_one_millisecond_later_comes_after_the_silence() -> None:
    ack = step("D1", "ack", when=Signal("alarm"))
    journal = Journal().signal(0, "alarm").act(5 * MIN + 1, "duty", "ack")
    assert moments(Silent("D1", 5 * MIN), journal, ack) == [5 * MIN + 1]


def test_silence_with_a_cadence_counts_from_the_last_report_until_it_closes() -> None:
    report = step("R", "report", "liaison", every=30 * MIN, until=Signal("over"))
    journal = (
        Journal()
        .act(4 * MIN, "liaison", "report")
        .act(15 * MIN, "duty", "other")
        .signal(16 * MIN, "over")
        .act(60 * MIN, "duty", "other")
    )
    assert moments(Silent("R", 10 * MIN), journal, report) == [14 * MIN + 1]
    assert not answer(Silent("R", 10 * MIN), journal, report)


def test_silence_with_a_quorum_lasts_until_it_is_full() -> None:
    gather = step("G", "join", ("duty", "head"), quorum=2)
    journal = Journal().act(1 * MIN, "duty", "join").act(9 * MIN, "duty", "other")
    assert moments(Silent("G", 5 * MIN), journal, gather) == [5 * MIN + 1]


def test_a_state_counts_each_time_it_is_entered() -> None:
    journal = (
        Journal()
        .service(1 * MIN, "web", "up", "down")
        .service(2 * MIN, "web", "down", "up")
        .service(3 * MIN, "web", "up", "down")
    )
    assert moments(DOWN, journal) == [1 * MIN, 3 * MIN]
    assert answer(DOWN, journal)


def test_the_state_at_startex_is_not_entered() -> None:
    up = ServiceIs("web", ("up",))
    journal = Journal().service(1 * MIN, "web", "up", "down").service(2 * MIN, "web", "down", "up")
    assert moments(up, journal) == [2 * MIN]
    assert answer(up, Journal())


def test_a_list_of_states_is_one_state() -> None:
    bad = ServiceIs("web", ("down", "degraded"))
    journal = (
        Journal()
        .service(1 * MIN, "web", "up", "degraded")
        .service(2 * MIN, "web", "degraded", "down")
    )
    assert moments(bad, journal) == [1 * MIN]


def test_for_counts_at_exactly_that_long_after_entering() -> None:
    journal = Journal().service(1 * MIN, "web", "up", "down").act(30 * MIN, "duty", "other")
    assert moments(ServiceIs("web", ("down",), for_ms=10 * MIN), journal) == [11 * MIN]


def test_for_must_be_unbroken() -> None:
    journal = (
        Journal()
        .service(1 * MIN, "web", "up", "down")
        .service(6 * MIN, "web", "down", "up")
        .service(7 * MIN, "web", "up", "down")
        .act(30 * MIN, "duty", "other")
    )
    assert moments(ServiceIs("web", ("down",), for_ms=10 * MIN), journal) == [17 * MIN]


def test_the_world_goes_before_timers_in_one_millisecond() -> None:
    journal = Journal().service(1 * MIN, "web", "up", "down").service(11 * MIN, "web", "down", "up")
    assert moments(ServiceIs("web", ("down",), for_ms=10 * MIN), journal) == []


def test_for_of_the_state_at_startex_does_not_count() -> None:
    journal = Journal().act(30 * MIN, "duty", "other")
    assert moments(ServiceIs("web", ("up",), for_ms=10 * MIN), journal) == []


def test_total_adds_up_over_the_exercise_and_holds_for_good() -> None:
    total = ServiceIs("web", ("down",), total_ms=10 * MIN)
    journal = (
        Journal()
        .service(1 * MIN, "web", "up", "down")
        .service(5 * MIN, "web", "down", "up")
        .service(20 * MIN, "web", "up", "down")
        .service(40 * MIN, "web", "down", "up")
    )
    assert moments(total, journal) == [26 * MIN]
    assert answer(total, journal)


def test_recoveries_and_roles_are_states() -> None:
    journal = (
        Journal()
        .recovery(1 * MIN, "switch", "running")
        .recovery(2 * MIN, "switch", "failed")
        .role(3 * MIN, "lead", "absent")
    )
    assert moments(RecoveryIs("switch", ("failed",)), journal) == [2 * MIN]
    assert moments(RoleIs("lead", ("absent",)), journal) == [3 * MIN]
    assert not answer(RecoveryIs("switch", ("running",)), journal)


def test_any_counts_at_each_moment_of_a_part() -> None:
    either = AnyOf((Signal("a"), DOWN))
    journal = (
        Journal().signal(1 * MIN, "a").service(2 * MIN, "web", "up", "down").signal(3 * MIN, "a")
    )
    assert moments(either, journal) == [1 * MIN, 2 * MIN, 3 * MIN]


def test_any_counts_one_moment_once_however_many_parts_become_true_in_it() -> None:
    either = AnyOf((DOWN, ServiceIs("db", ("down",))))
    journal = Journal().service(1 * MIN, "db", "up", "down").service(1 * MIN, "web", "up", "down")
    assert moments(either, journal) == [1 * MIN]


def test_all_counts_at_a_moment_of_one_part_when_all_others_hold() -> None:
    both = AllOf((Signal("a"), DOWN))
    journal = (
        Journal()
        .signal(1 * MIN, "a")
        .service(2 * MIN, "web", "up", "down")
        .signal(3 * MIN, "a")
        .service(4 * MIN, "web", "down", "up")
        .signal(5 * MIN, "a")
    )
    assert moments(both, journal) == [2 * MIN, 3 * MIN]
    assert not answer(both, journal)


def test_not_counts_when_its_content_turns_false() -> None:
    journal = Journal().service(1 * MIN, "web", "up", "down").service(2 * MIN, "web", "down", "up")
    assert moments(Not(DOWN), journal) == [2 * MIN]
    assert answer(Not(DOWN), Journal())


def test_a_latch_holds_from_the_first_moment_at_which_its_condition_is_true() -> None:
    proceedings = Proceedings(play(), latched={"end": DOWN})
    journal = Journal().service(1 * MIN, "web", "up", "down").service(2 * MIN, "web", "down", "up")
    held = []
    for entry in journal.entries:
        proceedings.hear(entry)
        held.append(proceedings.has_held("end"))
    assert held == [False, True, True]


def test_a_latch_that_is_true_at_startex_holds_at_once() -> None:
    proceedings = Proceedings(play(), latched={"end": ServiceIs("web", ("up",))})
    proceedings.hear(Journal().entries[0])
    assert proceedings.has_held("end")


def test_nested_conditions_count_like_their_parts() -> None:
    tree = AllOf((AnyOf((Signal("a"), Signal("b"))), Not(DOWN)))
    journal = (
        Journal()
        .signal(1 * MIN, "b")
        .service(2 * MIN, "web", "up", "down")
        .signal(3 * MIN, "a")
        .service(4 * MIN, "web", "down", "up")
    )
    assert moments(tree, journal) == [1 * MIN, 4 * MIN]


def test_moments_say_which_inject_caused_them() -> None:
    proceedings = Proceedings(play(), {"it": Signal("alarm")})
    journal = Journal().signal(1 * MIN, "alarm", inject="I7")
    told = [one for entry in journal.entries for one in proceedings.hear(entry)]
    assert told == [Moment("it", 1 * MIN, "I7")]


@pytest.mark.parametrize(
    ("condition", "due"),
    [
        (At(5 * MIN), (5 * MIN, Phase.TIMERS)),
        (ServiceIs("web", ("down",), for_ms=10 * MIN), (11 * MIN, Phase.TIMERS)),
        (ServiceIs("web", ("down",), total_ms=3 * MIN), (4 * MIN, Phase.TIMERS)),
        (Silent("D1", 2 * MIN), (2 * MIN + 1, Phase.SILENCES)),
    ],
)
def test_the_next_change_by_itself_is_known_beforehand(
    condition: Condition, due: tuple[Ms, Phase]
) -> None:
    proceedings = Proceedings(play(step("D1", "ack")), {"it": condition})
    for entry in Journal().service(1 * MIN, "web", "up", "down").entries:
        proceedings.hear(entry)
    assert proceedings.next_timer() == due
    told = proceedings.advance(*due)
    assert told == (Moment("it", due[0]),)


def test_nothing_changes_by_itself_before_startex_or_after_endex() -> None:
    proceedings = Proceedings(play(), {"it": At(5 * MIN)})
    assert proceedings.advance(10 * MIN, Phase.END) == ()
    for entry in Journal().end(3 * MIN).entries:
        proceedings.hear(entry)
    assert proceedings.next_timer() is None
    assert proceedings.advance(10 * MIN, Phase.END) == ()
