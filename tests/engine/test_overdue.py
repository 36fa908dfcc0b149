"""What a facilitator may do with injects whose time has come and gone: release, space out or drop."""

import pytest

from engine.overdue import DROP, RELEASE, SPACE, Overdue, catch_up, overdue
from exercise.commands import Jump, Postpone, Release, Skip
from exercise.entry import OUTSIDE, Entry
from exercise.facts import (
    Fact,
    InjectDelivered,
    InjectHeld,
    InjectPostponed,
    InjectSkipped,
    Started,
)
from exercise.setting import Setting
from exercise.state import State
from scenarios.condition import Signal
from scenarios.timing import MINUTE
from tests.engine.making import inject, setting

FIVE = 5 * MINUTE


def script() -> Setting:
    return setting(
        injects=[
            inject("I1", at=MINUTE),
            inject("I2", at=3 * MINUTE),
            inject("I3", at=2 * MINUTE, delay=MINUTE // 2),
            inject("I4", at=4 * MINUTE),
            inject("I5", at=20 * MINUTE),
            inject("I6", when=Signal("alarm")),
            inject("I7", manual=True),
        ]
    )


def after(script: Setting, at: int, *facts: Fact) -> State:
    state = State(script)
    for seq, fact in enumerate((Started(), *facts), 1):
        state.hear(Entry(seq, at if seq > 1 else 0, OUTSIDE, "", None, fact))
    return state


def test_what_is_due_and_not_played_is_overdue_earliest_first() -> None:
    held = (InjectHeld("I2"), InjectHeld("I4"), InjectDelivered("I1"), InjectSkipped("I3"))
    assert overdue(script(), after(script(), FIVE, *held)) == (
        Overdue("I2", 3 * MINUTE, True),
        Overdue("I4", 4 * MINUTE, True),
    )


def test_a_later_time_shows_what_a_leap_there_would_play_at_once() -> None:
    state = after(script(), MINUTE, InjectDelivered("I1"), InjectPostponed("I2", 25 * MINUTE))
    assert overdue(script(), state) == ()
    assert [(one.inject, one.due) for one in overdue(script(), state, 20 * MINUTE)] == [
        ("I3", 2 * MINUTE + MINUTE // 2),
        ("I4", 4 * MINUTE),
        ("I5", 20 * MINUTE),
    ]


LATE = (Overdue("I2", 1, True), Overdue("I3", 2, False), Overdue("I4", 3, False))


def test_to_release_is_to_leap_and_let_the_held_ones_go() -> None:
    assert catch_up(LATE, RELEASE, 5, 9, "head") == (Jump(9, "head"), Release("I2", "head"))
    assert catch_up(LATE, RELEASE, 5) == (Release("I2"),)


def test_to_space_out_is_to_postpone_one_after_another_from_there() -> None:
    assert catch_up(LATE, SPACE, 5, 9, gap=10) == (Postpone("I3", 19), Postpone("I4", 29), Jump(9))
    assert catch_up(LATE, SPACE, 5, gap=10) == (Postpone("I3", 15), Postpone("I4", 25))


def test_to_drop_is_to_skip_them_all() -> None:
    assert catch_up(LATE, DROP, 5, 9) == (Skip("I2"), Skip("I3"), Skip("I4"), Jump(9))


def test_there_is_no_other_choice() -> None:
    with pytest.raises(ValueError, match="flood"):
        catch_up(LATE, "flood", 5)
