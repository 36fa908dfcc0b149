"""Exercise time follows the wall as it is told to, and never rewrites what was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import NS_PER_MS, ManualClock, SystemTime, WallClock
from exercise.entry import OUTSIDE, Entry
from exercise.facts import Ended, Fact, Jumped, Paused, Resumed, SpeedChanged, Started
from scenarios.timing import HOUR, MINUTE, SECOND


def running(at: int = 0) -> tuple[ManualClock, WallClock]:
    time = ManualClock()
    clock = WallClock(time, at)
    clock.resume()
    return time, clock


def kept(seq: int, at: int, fact: Fact) -> Entry:
    return Entry(seq, at, OUTSIDE, "", None, fact)


def test_a_new_clock_stands_at_zero() -> None:
    time = ManualClock()
    clock = WallClock(time)
    time.pass_by(HOUR)
    assert clock.read() == 0
    assert not clock.is_running


def test_a_minute_at_speed_sixty_is_an_hour() -> None:
    time, clock = running()
    clock.set_speed(60)
    time.pass_by(MINUTE)
    assert clock.read() == HOUR


def test_a_tenth_of_real_time_is_exact() -> None:
    time, clock = running()
    clock.set_speed(0.1)
    time.pass_by(12_345)
    assert clock.read() == 1_234


def test_many_changes_of_speed_lose_no_fraction_of_a_millisecond() -> None:
    time, clock = running()
    for _ in range(1_000):
        clock.set_speed(0.1)
        time.pass_by(1)
    assert clock.read() == 100


def test_a_pause_of_an_hour_changes_nothing() -> None:
    time, clock = running()
    time.pass_by(5_001)
    clock.pause()
    time.pass_by(HOUR)
    assert clock.read() == 5_001
    clock.resume()
    assert clock.read() == 5_001
    time.pass_by(1)
    assert clock.read() == 5_002


def test_a_jump_goes_on_from_where_it_leads() -> None:
    time, clock = running()
    time.pass_by(10)
    clock.jump(28 * HOUR)
    time.pass_by(10)
    assert clock.read() == 28 * HOUR + 10


def test_a_jump_back_is_refused() -> None:
    time, clock = running()
    time.pass_by(SECOND)
    with pytest.raises(ValueError, match="999"):
        clock.jump(999)


@pytest.mark.parametrize("factor", [0, 0.09, 60.1, -1, float("nan")])
def test_a_speed_outside_its_bounds_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match=str(factor)):
        running()[1].set_speed(factor)


def test_what_was_read_before_a_change_is_still_so_after_it() -> None:
    time, clock = running()
    time.pass_by(SECOND)
    clock.set_speed(10)
    time.pass_by(SECOND)
    clock.jump(MINUTE)
    time.pass_by(SECOND)
    moments = [half * SECOND // 2 * NS_PER_MS for half in range(7)]
    assert [clock.read(m) for m in moments] == [0, 500, 1_000, 6_000, 60_000, 65_000, 70_000]


def test_the_moment_of_a_due_time_is_the_first_that_reads_it() -> None:
    _, clock = running()
    clock.set_speed(0.3)
    due = clock.moment_of(1_000)
    assert due is not None
    assert (clock.read(due - 1), clock.read(due)) == (999, 1_000)


def test_a_standing_clock_reaches_no_due_time() -> None:
    assert WallClock(ManualClock()).moment_of(1) is None


def test_the_journals_clock_facts_move_the_clock() -> None:
    time = ManualClock()
    clock = WallClock(time)
    clock.hear(kept(1, 0, Started()))
    time.pass_by(1_000)
    clock.hear(kept(2, 1_000, SpeedChanged(2.0)))
    time.pass_by(1_000)
    clock.hear(kept(3, 3_000, Paused()))
    time.pass_by(HOUR)
    clock.hear(kept(4, 3_000, Resumed()))
    clock.hear(kept(5, 3_000, Jumped(MINUTE)))
    time.pass_by(500)
    assert clock.read() == MINUTE + 1_000
    clock.hear(kept(6, MINUTE + 1_000, Ended("facilitator")))
    time.pass_by(HOUR)
    assert clock.read() == MINUTE + 1_000


def test_a_scripted_leap_heard_late_keeps_the_time_since() -> None:
    time = ManualClock()
    clock = WallClock(time)
    clock.hear(kept(1, 0, Started()))
    time.pass_by(1_002)
    clock.hear(kept(2, 1_000, Jumped(28 * HOUR, "I05")))
    assert clock.read() == 28 * HOUR + 2


def test_a_pause_stands_at_the_time_of_its_entry() -> None:
    time = ManualClock()
    clock = WallClock(time)
    clock.hear(kept(1, 0, Started()))
    time.pass_by(1_003)
    clock.hear(kept(2, 1_000, Paused("fault")))
    assert clock.read() == 1_000


def test_a_clock_comes_back_standing_at_the_last_time_known() -> None:
    entries = [kept(1, 0, Started()), kept(2, 5_000, SpeedChanged(4.0))]
    time = ManualClock()
    clock = WallClock.rebuilt(time, entries, reached=9_000)
    time.pass_by(HOUR)
    assert (clock.read(), clock.is_running, clock.speed) == (9_000, False, 4.0)
    clock.resume()
    time.pass_by(1_000)
    assert clock.read() == 13_000


def test_a_clock_comes_back_after_the_leap_that_was_kept() -> None:
    entries = [kept(1, 0, Started()), kept(2, 5_000, Jumped(HOUR))]
    assert WallClock.rebuilt(ManualClock(), entries).read() == HOUR


def test_after_the_end_the_clock_comes_back_at_the_end() -> None:
    entries = [kept(1, 0, Started()), kept(2, 5_000, Ended("facilitator"))]
    assert WallClock.rebuilt(ManualClock(), entries, reached=5_002).read() == 5_000


def test_the_machines_own_clock_goes_on() -> None:
    time = SystemTime()
    one, other = time.moment(), time.moment()
    assert one <= other
    assert time.stamp().endswith("Z")
    time.give_way()


def test_time_by_hand_does_not_go_back() -> None:
    time = ManualClock()
    time.give_way()
    time.pass_by(1_500)
    assert time.stamp() == "2026-01-01T00:00:01.500Z"
    with pytest.raises(ValueError, match="-1"):
        time.pass_by(-1)


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["pass", "pause", "resume", "speed", "jump"]),
        st.integers(0, 100_000),
        st.floats(0.1, 60),
    ),
    max_size=30,
)


def play(changes: list[tuple[str, int, float]]) -> tuple[WallClock, list[tuple[int, int]]]:
    """Return the clock after *changes*, and (moment, reading) before and after each."""
    time = ManualClock()
    clock = WallClock(time)
    readings = []
    for what, length, factor in changes:
        readings.append((time.moment(), clock.read()))
        match what:
            case "pass":
                time.pass_by(length)
            case "pause":
                clock.pause()
            case "resume":
                clock.resume()
            case "speed":
                clock.set_speed(factor)
            case "jump":
                time.pass_by(1)
                clock.jump(clock.read() + length)
        readings.append((time.moment(), clock.read()))
    return clock, readings


@given(CHANGES)
def test_exercise_time_never_goes_back(changes: list[tuple[str, int, float]]) -> None:
    read = [at for _, at in play(changes)[1]]
    assert read == sorted(read)


@given(CHANGES)
def test_no_change_rewrites_the_past(changes: list[tuple[str, int, float]]) -> None:
    clock, readings = play(changes)
    final = dict(readings)  # of two readings at one moment the later is the one that stands
    assert {moment: clock.read(moment) for moment in final} == final


@given(CHANGES, st.integers(0, 10 * HOUR))
def test_a_due_time_is_met_to_the_nanosecond(
    changes: list[tuple[str, int, float]], ahead: int
) -> None:
    clock, _ = play(changes)
    due = clock.moment_of(clock.read() + ahead)
    assert (due is None) == (not clock.is_running)
    if due is not None and ahead:
        assert clock.read(due) >= clock.read() + ahead > clock.read(due - 1)
