"""Injects, conditions and silences on the stage: what is played when, and in which order within a moment."""

from __future__ import annotations

import pytest

from engine.run import Run
from exercise.commands import Act, Jump, Start, WriteInject
from exercise.facts import (
    Acted,
    Ended,
    InjectDelivered,
    InjectSpent,
    Jumped,
    RecoveryChanged,
    ServiceChanged,
    SignalRaised,
    SilenceNoted,
)
from exercise.setting import Setting
from scenarios.condition import (
    AllOf,
    At,
    Delivered,
    Did,
    Done,
    Not,
    RecoveryIs,
    ServiceIs,
    Signal,
    Silent,
)
from scenarios.condition import Start as AtStartEx
from scenarios.inject import RoleEffect, ServiceEffect
from scenarios.plan import Fixed
from tests.engine.making import (
    MINUTE,
    REFS,
    act,
    action,
    deliveries,
    facilitates,
    facts,
    inject,
    played,
    recovery,
    service,
    setting,
    step,
)

ALARM = (service("db"),)


def scripted(*injects: object, **more: object) -> Setting:
    return setting(
        injects=injects,  # type: ignore[arg-type]
        actions=[action("speak"), action("decide", options=())],
        services=[service("db"), service("web", depends_on=("db",))],
        **more,  # type: ignore[arg-type]
    )


def test_an_inject_is_played_at_its_time() -> None:
    assert deliveries(played(scripted(inject("I1", at=2 * MINUTE)))) == [(2, "I1")]


def test_injects_of_one_moment_are_played_in_document_order() -> None:
    made = scripted(inject("I2", at=MINUTE), inject("I1", at=MINUTE), inject("I0", at=0))
    assert deliveries(played(made)) == [(0, "I0"), (1, "I2"), (1, "I1")]


def test_an_inject_is_delivered_then_does_its_effects_then_raises_its_signals() -> None:
    made = scripted(
        inject("I1", at=MINUTE, raises=("alarm",), effects=(ServiceEffect("db", "down"),))
    )
    told = [entry.fact for entry in played(made).entries if entry.at == MINUTE]
    assert told == [
        InjectDelivered("I1"),
        ServiceChanged("db", "up", "down"),
        ServiceChanged("web", "up", "down"),
        SignalRaised("alarm", "I1"),
    ]


def test_a_signal_triggers_an_inject_in_the_same_millisecond() -> None:
    made = scripted(inject("I2", when=Signal("alarm")), inject("I1", at=MINUTE, raises=("alarm",)))
    assert deliveries(played(made)) == [(1, "I1"), (1, "I2")]


def test_a_trigger_at_startex_plays_at_once() -> None:
    assert deliveries(played(scripted(inject("I1", when=AtStartEx())))) == [(0, "I1")]


def test_an_inject_is_played_once_by_its_trigger() -> None:
    made = scripted(inject("I1", when=Did("speak", each=True)))
    assert deliveries(played(made, act(1, "speak"), act(2, "speak"))) == [(1, "I1")]


def test_a_delay_passes_between_trigger_and_play() -> None:
    made = scripted(inject("I1", when=Did("speak"), delay=30_000))
    assert deliveries(played(made, act(1, "speak"))) == [(1.5, "I1")]


def test_a_delay_passes_after_a_time_as_well() -> None:
    assert deliveries(played(scripted(inject("I1", at=MINUTE, delay=30_000)))) == [(1.5, "I1")]


def test_unless_spends_an_inject_at_its_time() -> None:
    made = scripted(inject("I1", at=2 * MINUTE, unless=Did("speak")))
    done = played(made, act(1, "speak"))
    assert deliveries(done) == []
    assert facts(done, InjectSpent) == [(2, InjectSpent("I1"))]
    assert deliveries(played(made, act(3, "speak"))) == [(2, "I1")]


def test_unless_is_asked_at_the_trigger_though_a_delay_follows() -> None:
    made = scripted(
        inject("I1", when=Did("speak"), delay=MINUTE, unless=ServiceIs("db", ("down",))),
        inject("D", at=0, effects=(ServiceEffect("db", "down"),)),
        inject("U", at=90_000, effects=(ServiceEffect("db", "up"),)),
    )
    done = played(made, act(1, "speak"))
    assert facts(done, InjectSpent) == [(1, InjectSpent("I1"))]


def test_unless_is_asked_again_when_the_delay_is_over() -> None:
    made = scripted(
        inject("I1", at=MINUTE, delay=MINUTE, unless=Did("speak")),
    )
    assert facts(played(made, act(1.5, "speak")), InjectSpent) == [(2, InjectSpent("I1"))]
    assert deliveries(played(made, act(2.5, "speak"))) == [(2, "I1")]


@pytest.mark.parametrize(
    "unless", [At(9 * MINUTE), ServiceIs("db", ("down",), for_ms=8 * MINUTE)], ids=["at", "for"]
)
def test_unless_is_asked_of_this_very_moment_though_nothing_happened_since(
    unless: At | ServiceIs,
) -> None:
    made = scripted(
        inject("D", at=MINUTE, effects=(ServiceEffect("db", "down"),)),
        inject("I1", at=10 * MINUTE, unless=unless),
        inject("I2", at=8 * MINUTE, unless=unless),
    )
    assert deliveries(played(made)) == [(1, "D"), (8, "I2")]


def test_a_spent_inject_does_not_come_back_with_the_next_moment() -> None:
    made = scripted(
        inject("I1", when=Did("speak", each=True), unless=ServiceIs("db", ("down",))),
        inject("D", at=0, effects=(ServiceEffect("db", "down"),)),
        inject("U", at=90_000, effects=(ServiceEffect("db", "up"),)),
    )
    done = played(made, act(1, "speak"), act(2, "speak"))
    assert "I1" not in [name for _, name in deliveries(done)]


def test_an_inject_before_it_in_the_same_moment_is_known_to_unless() -> None:
    made = scripted(inject("A", at=MINUTE), inject("B", at=MINUTE, unless=Delivered("A")))
    assert deliveries(played(made)) == [(1, "A")]


def test_a_manual_inject_waits_for_the_facilitator() -> None:
    made = scripted(inject("I1", manual=True))
    assert deliveries(played(made)) == []
    assert deliveries(played(made, facilitates(7, "release", inject="I1"))) == [(7, "I1")]


def test_a_release_ignores_trigger_unless_and_delay() -> None:
    made = scripted(
        inject("I1", when=Signal("never"), delay=5 * MINUTE, unless=Did("speak")),
    )
    done = played(made, act(1, "speak"), facilitates(2, "release", inject="I1"))
    assert deliveries(done) == [(2, "I1")]


def test_a_released_inject_is_not_played_again_by_its_trigger() -> None:
    made = scripted(inject("I1", at=5 * MINUTE), inject("I2", when=Did("speak"), delay=MINUTE))
    done = played(
        made,
        facilitates(2, "release", inject="I1"),
        act(3, "speak"),
        facilitates(3, "release", inject="I2"),
    )
    assert deliveries(done) == [(2, "I1"), (3, "I2")]


def test_a_spent_inject_can_still_be_released_with_its_effects() -> None:
    made = scripted(
        inject("I1", at=MINUTE, unless=AtStartEx(), effects=(ServiceEffect("db", "down"),))
    )
    done = played(made, facilitates(3, "release", inject="I1"))
    assert deliveries(done) == [(3, "I1")]
    assert facts(done, ServiceChanged)[0] == (3, ServiceChanged("db", "up", "down"))


def test_a_hold_outlives_the_due_time_until_release() -> None:
    made = scripted(inject("I1", at=5 * MINUTE))
    held = facilitates(1, "hold", inject="I1")
    assert deliveries(played(made, held)) == []
    assert deliveries(played(made, held, facilitates(9, "release", inject="I1"))) == [(9, "I1")]


def test_a_hold_in_the_due_millisecond_comes_too_late() -> None:
    made = scripted(inject("I1", at=5 * MINUTE))
    assert deliveries(played(made, facilitates(5, "hold", inject="I1"))) == [(5, "I1")]


def test_a_hold_outlives_a_trigger_and_its_delay() -> None:
    made = scripted(inject("I1", when=Did("speak"), delay=MINUTE))
    done = played(made, facilitates(1, "hold", inject="I1"), act(2, "speak"))
    assert deliveries(done) == []


def test_unless_spends_a_held_inject_too() -> None:
    made = scripted(inject("I1", at=5 * MINUTE, unless=AtStartEx()))
    done = played(made, facilitates(1, "hold", inject="I1"))
    assert facts(done, InjectSpent) == [(5, InjectSpent("I1"))]


def test_a_skipped_inject_is_not_played_by_its_trigger_but_may_be_released() -> None:
    made = scripted(inject("I1", at=5 * MINUTE))
    skipped = facilitates(1, "skip", inject="I1")
    assert deliveries(played(made, skipped)) == []
    assert deliveries(played(made, skipped, facilitates(6, "release", inject="I1"))) == [(6, "I1")]


def test_a_postponed_inject_is_played_at_the_new_time_only() -> None:
    made = scripted(inject("I1", at=5 * MINUTE), inject("I2", when=Did("speak")))
    done = played(
        made,
        facilitates(1, "postpone", inject="I1", to=8 * MINUTE),
        facilitates(1, "postpone", inject="I2", to=9 * MINUTE),
        act(2, "speak"),
    )
    assert deliveries(done) == [(8, "I1"), (9, "I2")]


def test_the_new_time_takes_the_place_of_trigger_and_delay() -> None:
    made = scripted(inject("I1", at=5 * MINUTE, delay=2 * MINUTE))
    done = played(made, facilitates(6, "postpone", inject="I1", to=8 * MINUTE))
    assert deliveries(done) == [(8, "I1")]


def test_a_postponed_inject_can_be_postponed_again() -> None:
    made = scripted(inject("I1", at=5 * MINUTE))
    done = played(
        made,
        facilitates(1, "postpone", inject="I1", to=8 * MINUTE),
        facilitates(2, "postpone", inject="I1", to=7 * MINUTE),
    )
    assert deliveries(done) == [(7, "I1")]


def test_unless_is_asked_at_the_postponed_time() -> None:
    made = scripted(inject("I1", at=5 * MINUTE, unless=Did("speak")))
    done = played(made, facilitates(1, "postpone", inject="I1", to=8 * MINUTE), act(6, "speak"))
    assert facts(done, InjectSpent) == [(8, InjectSpent("I1"))]


def test_a_held_inject_that_is_postponed_stays_held() -> None:
    made = scripted(inject("I1", at=5 * MINUTE))
    done = played(
        made,
        facilitates(1, "hold", inject="I1"),
        facilitates(2, "postpone", inject="I1", to=8 * MINUTE),
    )
    assert deliveries(done) == []


def test_a_second_delivery_repeats_neither_effects_nor_signals_and_counts_once() -> None:
    made = scripted(
        inject("I1", at=MINUTE, raises=("alarm",), effects=(ServiceEffect("db", "down", loses=9),)),
        inject("I2", when=Delivered("I1", each=True), delay=MINUTE),
        inject("U", at=2 * MINUTE, effects=(ServiceEffect("db", "up"),)),
    )
    done = played(made, facilitates(5, "release", inject="I1"))
    assert deliveries(done) == [(1, "I1"), (2, "I2"), (2, "U"), (5, "I1")]
    assert facts(done, InjectDelivered)[-1] == (5, InjectDelivered("I1", again=True))
    assert [at for at, _ in facts(done, SignalRaised)] == [1]
    assert done.run.proceedings.state.services["db"] == "up"


def test_a_condition_with_a_length_triggers_at_exactly_that_long_after() -> None:
    made = scripted(
        inject("D", at=MINUTE, effects=(ServiceEffect("db", "down"),)),
        inject("I1", when=ServiceIs("web", ("down",), for_ms=10 * MINUTE)),
    )
    assert deliveries(played(made)) == [(1, "D"), (11, "I1")]


def test_a_relapse_starts_an_unbroken_length_anew_but_adds_to_a_total() -> None:
    down, up = (ServiceEffect("db", "down"),), (ServiceEffect("db", "up"),)
    made = scripted(
        inject("D1", at=MINUTE, effects=down),
        inject("U1", at=6 * MINUTE, effects=up),
        inject("D2", at=8 * MINUTE, effects=down),
        inject("unbroken", when=ServiceIs("db", ("down",), for_ms=10 * MINUTE)),
        inject("total", when=ServiceIs("db", ("down",), total_ms=10 * MINUTE)),
    )
    assert deliveries(played(made))[3:] == [(13, "total"), (18, "unbroken")]


def test_silence_is_noted_one_millisecond_after_the_limit_and_triggers_there() -> None:
    made = scripted(
        inject("I1", at=MINUTE, raises=("alarm",)),
        inject("I2", when=Silent("D1", 3 * MINUTE)),
        steps=[step("D1", "speak", when=Signal("alarm"), within=3 * MINUTE)],
    )
    done = played(made)
    assert [(e.at, e.source) for e in done.entries if isinstance(e.fact, SilenceNoted)] == [
        (4 * MINUTE + 1, "world")
    ]
    assert deliveries(done) == [(1, "I1"), ((4 * MINUTE + 1) / MINUTE, "I2")]


def test_an_answer_at_the_limit_leaves_no_silence() -> None:
    made = scripted(
        inject("I1", at=MINUTE, raises=("alarm",)),
        inject("I2", when=Silent("D1", 3 * MINUTE)),
        steps=[step("D1", "speak", when=Signal("alarm"), within=3 * MINUTE)],
    )
    done = played(made, act(4, "speak"))
    assert facts(done, SilenceNoted) == []
    assert deliveries(done) == [(1, "I1")]


def test_a_recovery_that_ends_comes_before_conditions_with_a_length_in_the_same_moment() -> None:
    made = scripted(
        inject("D", at=0, effects=(ServiceEffect("db", "down"),)),
        inject("I1", when=ServiceIs("db", ("down",), for_ms=10 * MINUTE)),
        recoveries=[recovery("fix", ["db"], takes=Fixed(10 * MINUTE))],
    )
    assert deliveries(played(made, act(0, "fix"))) == [(0, "D")]


def test_conditions_with_a_length_come_before_injects_in_the_same_moment() -> None:
    made = scripted(
        inject("U", at=10 * MINUTE, effects=(ServiceEffect("db", "up"),)),
        inject("D", at=0, effects=(ServiceEffect("db", "down"),)),
        inject("I1", when=ServiceIs("db", ("down",), for_ms=10 * MINUTE)),
    )
    assert deliveries(played(made)) == [(0, "D"), (10, "U"), (10, "I1")]


def test_what_a_condition_with_a_length_triggers_keeps_its_place_in_the_document() -> None:
    made = scripted(
        inject("D", at=0, effects=(ServiceEffect("db", "down"),)),
        inject("first", when=ServiceIs("db", ("down",), for_ms=10 * MINUTE)),
        inject("second", at=10 * MINUTE),
    )
    assert deliveries(played(made)) == [(0, "D"), (10, "first"), (10, "second")]


def test_silences_come_after_injects_and_before_people() -> None:
    made = scripted(
        inject("I1", at=MINUTE + 1),
        steps=[step("D1", "speak", within=MINUTE)],
    )
    done = played(made, act((MINUTE + 1) / MINUTE, "speak"))
    kinds = [type(e.fact).__name__ for e in done.entries if e.at == MINUTE + 1]
    assert kinds == ["InjectDelivered", "SilenceNoted", "Acted"]


def test_what_follows_from_an_act_settles_before_the_next_act_of_the_same_moment() -> None:
    made = scripted(
        inject("I1", when=Did("speak"), effects=(ServiceEffect("db", "down"),)),
        recoveries=[recovery("fix", ["db"], takes=Fixed(0))],
    )
    done = played(made, act(1, "speak"), act(1, "fix"))
    kinds = [type(e.fact).__name__ for e in done.entries if e.at == MINUTE]
    assert kinds == [
        "Acted",
        "InjectDelivered",
        "ServiceChanged",
        "ServiceChanged",
        "Acted",
        "RecoveryChanged",
        "RecoveryChanged",
        "ServiceChanged",
        "ServiceChanged",
    ]


def test_clock_commands_come_first_in_their_moment_and_end_comes_last() -> None:
    made = scripted(inject("I1", at=MINUTE))
    done = played(
        made,
        facilitates(1, "end"),
        act(1, "speak"),
        facilitates(1, "pause"),
        facilitates(1, "resume"),
        facilitates(1, "speed", factor=2.0),
    )
    kinds = [type(e.fact).__name__ for e in done.entries if e.at == MINUTE]
    assert kinds == ["Paused", "Resumed", "SpeedChanged", "InjectDelivered", "Acted", "Ended"]
    assert done.refused == ()


def test_people_of_one_moment_act_in_the_order_written() -> None:
    done = played(scripted(), act(1, "speak", by="head"), act(1, "speak", by="duty"))
    assert [e.by for e in done.entries if isinstance(e.fact, Acted)] == ["head", "duty"]


def test_the_exercise_ends_at_its_duration() -> None:
    done = played(scripted(duration=3 * MINUTE))
    assert facts(done, Ended) == [(3, Ended("duration"))]


def test_what_happens_in_the_last_millisecond_still_counts() -> None:
    made = scripted(inject("I1", at=3 * MINUTE), duration=3 * MINUTE)
    done = played(made, act(3, "speak"))
    assert [type(e.fact).__name__ for e in done.entries][-3:] == [
        "InjectDelivered",
        "Acted",
        "Ended",
    ]


def test_an_act_after_endex_is_refused_and_noted() -> None:
    done = played(scripted(duration=3 * MINUTE), act(3.001, "speak"))
    assert [(line.at, line.refused.code) for line in done.refused] == [(180_060, "ended")]


def test_end_when_ends_the_exercise_when_its_millisecond_is_over() -> None:
    made = scripted(end_when=Did("speak"))
    done = played(made, act(2, "speak"), act(2, "decide"), act(2.1, "decide"))
    assert [type(e.fact).__name__ for e in done.entries] == ["Started", "Acted", "Acted", "Ended"]
    assert facts(done, Ended) == [(2, Ended("end_when"))]
    assert done.refused[0].refused.code == "ended"


def test_end_when_counts_from_the_first_moment_at_which_it_is_true() -> None:
    made = scripted(
        inject("D", at=MINUTE, effects=(ServiceEffect("db", "down"),)),
        end_when=AllOf((ServiceIs("db", ("down",)), Did("speak"))),
    )
    assert facts(played(made, act(0.5, "speak")), Ended) == [(1, Ended("end_when"))]


def test_end_when_goes_before_the_duration_in_the_same_moment() -> None:
    made = scripted(end_when=At(3 * MINUTE), duration=3 * MINUTE)
    assert facts(played(made), Ended) == [(3, Ended("end_when"))]


def test_nothing_is_played_after_endex() -> None:
    made = scripted(inject("I1", at=5 * MINUTE))
    assert deliveries(played(made, facilitates(2, "end"))) == []


def test_a_jump_plays_what_falls_due_on_the_way_at_its_own_time() -> None:
    made = scripted(inject("I1", at=5 * MINUTE), inject("I2", at=20 * MINUTE))
    done = played(made, facilitates(2, "jump", to=20 * MINUTE), act(20, "speak"))
    assert deliveries(done) == [(5, "I1"), (20, "I2")]
    assert [e.at for e in done.entries] == sorted(e.at for e in done.entries)
    assert facts(done, Acted)[0][0] == 20


def test_acts_inside_a_jump_are_refused_those_at_its_ends_are_not() -> None:
    lines = [act(at, "speak") for at in (2, 2.001, 19.999, 20)]
    done = played(scripted(), facilitates(2, "jump", to=20 * MINUTE), *lines)
    assert [at for at, _ in facts(done, Acted)] == [2, 20]
    assert [line.refused.code for line in done.refused] == ["in_a_jump", "in_a_jump"]


def test_a_jump_past_endex_ends_there() -> None:
    made = scripted(inject("I1", at=5 * MINUTE), duration=10 * MINUTE)
    done = played(made, facilitates(2, "jump", to=50 * MINUTE))
    assert deliveries(done) == [(5, "I1")]
    assert facts(done, Jumped, Ended) == [(2, Jumped(10 * MINUTE)), (10, Ended("duration"))]


def test_end_when_inside_a_jump_ends_it_there() -> None:
    made = scripted(inject("I1", at=5 * MINUTE), end_when=Delivered("I1"))
    done = played(made, facilitates(2, "jump", to=50 * MINUTE))
    assert facts(done, Ended) == [(5, Ended("end_when"))]


def test_a_leap_moves_time_ahead_at_the_end_of_its_millisecond() -> None:
    made = scripted(
        inject("I1", at=5 * MINUTE, leap=30 * MINUTE),
        inject("I2", at=20 * MINUTE),
        inject("I3", at=35 * MINUTE),
    )
    done = played(made, act(5, "speak"), act(6, "speak"), act(35, "speak"))
    assert [(type(e.fact).__name__, e.at / MINUTE) for e in done.entries] == [
        ("Started", 0),
        ("InjectDelivered", 5),
        ("Acted", 5),
        ("Jumped", 5),
        ("InjectDelivered", 20),
        ("InjectDelivered", 35),
        ("Acted", 35),
        ("Ended", 60),
    ]
    assert facts(done, Jumped) == [(5, Jumped(35 * MINUTE, "I1"))]
    assert done.entries[3].source == "script"
    assert [line.refused.code for line in done.refused] == ["in_a_jump"]


def test_a_leap_past_endex_ends_there() -> None:
    made = scripted(inject("I1", at=5 * MINUTE, leap=90 * MINUTE))
    done = played(made)
    assert facts(done, Jumped, Ended) == [
        (5, Jumped(60 * MINUTE, "I1")),
        (60, Ended("duration")),
    ]


def test_a_leap_inside_a_jump_carries_further() -> None:
    made = scripted(inject("I1", at=5 * MINUTE, leap=30 * MINUTE), inject("I2", at=34 * MINUTE))
    done = played(made, facilitates(2, "jump", to=10 * MINUTE), act(30, "speak"))
    assert deliveries(done) == [(5, "I1"), (34, "I2")]
    assert done.refused[0].refused.code == "in_a_jump"


def test_a_leap_inside_a_jump_is_left_out_of_a_cadence_only_once() -> None:
    made = scripted(
        inject("I1", at=10 * MINUTE, leap=20 * MINUTE),
        steps=[step("R", "speak", every=10 * MINUTE)],
    )
    done = played(
        made,
        facilitates(5, "jump", to=35 * MINUTE),
        act(40, "speak"),
        facilitates(55, "end"),
    )
    cadence = next(o for o in done.run.evaluation()["obligations"] if o["kind"] == "cadence")
    assert cadence["score"] == 0.8  # 55 minutes less the 30 jumped over, of which 5 were too long


def test_recoveries_go_on_in_a_jump() -> None:
    made = scripted(recoveries=[recovery("fix", ["db"])])
    done = played(made, act(1, "fix"), facilitates(2, "jump", to=30 * MINUTE))
    assert facts(done, RecoveryChanged)[-1] == (11, RecoveryChanged("fix", "succeeded"))


def test_a_recovery_that_fails_can_trigger_an_inject() -> None:
    made = scripted(
        inject("I1", when=RecoveryIs("fix", ("failed",))),
        recoveries=[recovery("fix", ["db"], success=0.0)],
    )
    assert deliveries(played(made, act(1, "fix"))) == [(11, "I1")]


def test_not_counts_when_its_content_turns_false() -> None:
    made = scripted(
        inject("D", at=MINUTE, effects=(ServiceEffect("db", "down"),)),
        inject("U", at=4 * MINUTE, effects=(ServiceEffect("db", "up"),)),
        inject("I1", when=Not(ServiceIs("db", ("down",)))),
    )
    assert deliveries(played(made)) == [(1, "D"), (4, "U"), (4, "I1")]


def test_a_role_taken_away_is_absent_for_the_judgement() -> None:
    made = scripted(inject("I1", at=MINUTE, effects=(RoleEffect("head", "absent"),)))
    assert played(made).run.proceedings.state.is_absent("head")


def test_seats_given_at_startex_replace_those_of_the_scenario() -> None:
    run = Run(scripted(), REFS, 1)
    run.admit(Start(seats=("head",)), 0)
    assert run.proceedings.state.is_absent("duty")
    assert not run.proceedings.state.is_absent("head")


class Live:
    """A run that keeps its entries, for tests that look between two moments."""

    def __init__(self, made: Setting) -> None:
        self.entries: list[object] = []
        self.run = Run(made, REFS, 1, keep=self.entries.extend)
        self.run.admit(Start(), 0)


def test_next_due_is_the_next_moment_at_which_anything_happens() -> None:
    live = Live(scripted(inject("I1", at=5 * MINUTE), duration=9 * MINUTE))
    live.run.advance(0)
    assert live.run.next_due() == 5 * MINUTE
    live.run.advance(5 * MINUTE)
    assert live.run.next_due() == 9 * MINUTE
    live.run.advance(9 * MINUTE)
    assert live.run.next_due() == 9 * MINUTE + 1
    live.run.advance(9 * MINUTE + 1)
    assert live.run.next_due() is None


def test_next_due_after_a_leap_is_the_next_millisecond() -> None:
    live = Live(scripted(inject("I1", at=5 * MINUTE, leap=MINUTE)))
    live.run.advance(5 * MINUTE)
    assert live.run.next_due() == 5 * MINUTE + 1
    live.run.advance(5 * MINUTE + 1)
    assert live.run.now == 6 * MINUTE


def test_next_due_after_a_jump_is_at_once() -> None:
    live = Live(scripted(inject("I1", at=5 * MINUTE)))
    live.run.admit(Jump(10 * MINUTE), MINUTE)
    assert live.run.next_due() == MINUTE + 1
    live.run.advance(10 * MINUTE)
    assert live.run.now == 10 * MINUTE


def test_nothing_is_due_before_startex() -> None:
    assert Run(scripted(inject("I1", at=0)), REFS, 1).next_due() is None


def test_many_small_steps_lead_to_the_same_entries_as_one_big_one() -> None:
    made = scripted(
        inject("D", at=MINUTE, effects=(ServiceEffect("db", "down"),), raises=("alarm",)),
        inject("I1", when=ServiceIs("db", ("down",), for_ms=2 * MINUTE)),
        steps=[step("D1", "speak", when=Signal("alarm"), within=MINUTE)],
        duration=6 * MINUTE,
    )
    small, big = Live(made), Live(made)
    for at in range(0, 6 * MINUTE + 1002, 501):
        small.run.advance(at)
    big.run.finish()
    assert small.entries == big.entries


@pytest.mark.parametrize("trigger", [{}, {"manual": True}])
def test_an_ad_hoc_inject_waits_for_its_release(trigger: dict[str, object]) -> None:
    live = Live(scripted())
    content = {"to": ["duty"], "subject": "Call me", **trigger}
    assert live.run.admit(WriteInject("X1", content), MINUTE).refused is None
    live.run.finish()
    assert not [e for e in live.entries if isinstance(e.fact, InjectDelivered)]  # type: ignore[attr-defined]


def test_an_ad_hoc_inject_with_a_time_or_condition_is_played_by_it() -> None:
    live = Live(scripted())
    live.run.admit(WriteInject("X1", {"at": "5m", "subject": "a"}), MINUTE)
    live.run.admit(WriteInject("X2", {"when": {"did": "speak"}, "raises": ["odd"]}), MINUTE)
    live.run.admit(Act("duty", "speak"), 7 * MINUTE)
    told = [(e.at / MINUTE, e.fact) for e in live.entries if isinstance(e.fact, InjectDelivered)]  # type: ignore[attr-defined]
    assert told == [(5, InjectDelivered("X1")), (7, InjectDelivered("X2"))]
    assert "odd" in live.run.proceedings.state.signals


def test_an_edited_inject_keeps_what_was_not_edited() -> None:
    live = Live(scripted(inject("I1", at=5 * MINUTE, raises=("alarm",))))
    live.run.admit(WriteInject("I1", {"subject": "New words"}), MINUTE)
    live.run.advance(5 * MINUTE)
    assert live.run.proceedings.state.deliveries == {"I1": [5 * MINUTE]}
    assert "alarm" in live.run.proceedings.state.signals


def test_one_edit_after_another_adds_up() -> None:
    live = Live(scripted(inject("I1", at=5 * MINUTE)))
    live.run.admit(WriteInject("I1", {"raises": ["odd"]}), MINUTE)
    live.run.admit(WriteInject("I1", {"at": "7m"}), 2 * MINUTE)
    live.run.admit(
        WriteInject("I1", {"effects": [{"service": "db", "becomes": "down"}]}), 3 * MINUTE
    )
    live.run.advance(8 * MINUTE)
    state = live.run.proceedings.state
    assert state.deliveries == {"I1": [7 * MINUTE]}
    assert state.signals == {"odd": [7 * MINUTE]}
    assert state.services["db"] == "down"


def test_an_edited_trigger_replaces_the_old_one() -> None:
    live = Live(scripted(inject("I1", at=5 * MINUTE), inject("I2", when=Did("speak"))))
    live.run.admit(WriteInject("I1", {"at": "9m"}), MINUTE)
    live.run.admit(WriteInject("I2", {"when": {"did": "decide"}}), MINUTE)
    live.run.admit(Act("duty", "speak"), 6 * MINUTE)
    live.run.admit(Act("duty", "decide"), 10 * MINUTE)
    assert live.run.proceedings.state.deliveries == {"I1": [9 * MINUTE], "I2": [10 * MINUTE]}


def test_an_inject_that_was_done_with_a_step_hears_the_step() -> None:
    made = scripted(
        inject("I1", when=Done("D1")),
        steps=[step("D1", "speak", by=["duty"], within=MINUTE)],
    )
    assert deliveries(played(made, act(1, "speak", by="head"), act(2, "speak"))) == [(2, "I1")]
