"""What a facilitator does to the script and the clock, played through the program."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.playing import ALARM, Came, M, act, plan, scenario, step, turn

Play = Callable[..., Came]
PLAN = plan(
    step("within: 3m"),
    step("within: 3m", "B", "tell", when="{delivered: I1, each: true}"),
    services="{id: db, title: D, rto: 5m}",
)
I1 = "{id: I1, title: T, %s, to: [duty], raises: [alarm], effects: [{service: db, becomes: down}]}"
AT_TEN = I1 % "at: 10m"


def does(at: str, what: str, more: str = "") -> str:
    return f"{{at: {at}, facilitator: {what}{more}}}"


def on_i1(at: str, what: str, more: str = "") -> str:
    return does(at, what, f", inject: I1{more}")


@pytest.mark.parametrize(
    ("trigger", "acts", "moments"),
    [
        ("manual: true", (), []),
        ("manual: true", (on_i1("4m", "release"),), [4]),
        ("at: 1m, delay: 30m, unless: start", (on_i1("6m", "release"),), [6]),
        ("at: 10m", (on_i1("4m", "release"), on_i1("6m", "release")), [4, 6]),
        ("at: 10m", (on_i1("4m", "hold"),), []),
        ("at: 10m", (on_i1("4m", "hold"), on_i1("20m", "release")), [20]),
        ("at: 10m", (on_i1("4m", "skip"),), []),
        ("at: 10m", (on_i1("4m", "skip"), on_i1("12m", "release")), [12]),
        ("at: 10m", (on_i1("4m", "postpone", ", to: 15m"),), [15]),
        ("at: 10m", (on_i1("4m", "postpone", ", to: 4m"),), [4]),
        ("at: 10m", (on_i1("4m", "postpone", ", to: 70m"),), []),
        (
            "when: {did: log}",
            (on_i1("4m", "postpone", ", to: 15m"), act("5m", "duty", "log")),
            [15],
        ),
    ],
)
def test_the_facilitator_need_not_follow_the_script(
    play: Play, trigger: str, acts: tuple[str, ...], moments: list[int]
) -> None:
    came = play(PLAN, scenario(I1 % trigger), *acts)
    assert came.delivered("I1") == [at * M for at in moments]
    assert len(came.facts("signal_raised")) == len(came.anchors("B")) == min(1, len(moments))


LOG_AT_10 = act("10m10s", "head", "log")


@pytest.mark.parametrize(
    ("trigger", "moments"),
    [
        ("when: {signal: alarm}", [10 * M]),
        ("when: {signal: alarm}, delay: 30s", [10 * M + 30_000]),
        (
            "when: {signal: alarm}, delay: 30s, unless: {did: log}",
            [],
        ),  # asked again after the delay
        ("when: {signal: alarm}, delay: 5, unless: {did: log}", [10 * M + 5_000]),
        ("at: 10m, unless: {service: db, is: down}", []),
        ("at: 9m, delay: 2m, unless: {service: db, is: down}", []),
        ("at: 9m, unless: {service: db, is: down}", [9 * M]),
        ("when: {did: log}, unless: {did: log}", []),
        ("when: {silent: A, for: 5m}", [15 * M + 1]),
        (
            "when: {silent: A, for: 5m}, class: contingency, delay: 1m, unless: {done: A}",
            [16 * M + 1],
        ),
        ("at: 60m", [60 * M]),  # the very millisecond of EndEx
        ("when: {at: 59m}, delay: 61s", []),
    ],
)
def test_an_inject_is_played_by_its_trigger_unless_something_speaks_against_it(
    play: Play, trigger: str, moments: list[int]
) -> None:
    other = f"{{id: X, title: T, to: [duty], {trigger}}}"
    assert play(PLAN, scenario(AT_TEN, other), LOG_AT_10).delivered("X") == moments


def test_an_inject_spent_by_unless_stays_spent(play: Play) -> None:
    came = play(
        PLAN,
        scenario(
            AT_TEN,
            turn("11m", "{service: db, becomes: up}"),
            "{id: X, title: X, at: 12m, raises: [alarm]}",
            "{id: W, title: W, when: {signal: alarm}, unless: {service: db, is: down}}",
        ),
    )
    assert came.delivered("W") == []


def test_what_comes_too_late_is_refused_and_play_goes_on(play: Play) -> None:
    came = play(
        PLAN,
        scenario(AT_TEN),
        on_i1("4m", "postpone", ", to: 5m"),
        does("6m", "pause"),
        does("6m", "pause"),
        does("6m", "resume"),
        does("6m", "resume"),
        on_i1("7m", "hold"),
        does("61m", "end"),
        act("61m", "duty", "ack"),
    )
    assert came.refused == [
        (6 * M, "paused"),
        (6 * M, "not_paused"),
        (7 * M, "already_played"),
        (61 * M, "ended"),
        (61 * M, "ended"),
    ]


def test_a_jump_plays_what_falls_due_and_waives_limits_inside_it(play: Play) -> None:
    came = play(
        PLAN,
        scenario(AT_TEN),
        does("4m", "jump", ", to: 30m"),
        act("12m", "duty", "ack"),
        act("31m", "duty", "tell"),
    )
    assert came.delivered("I1") == [10 * M]
    assert came.refused == [(12 * M, "in_a_jump")]
    assert came.verdict("A.response#1") == ("waived", None)
    assert came["db.rto#1"]["verdict"] == "missed"  # the world does not wait


def test_a_jump_or_leap_past_the_end_ends_there(play: Play) -> None:
    for injects, acts in (
        ((AT_TEN,), (does("4m", "jump", ", to: 2h"),)),
        ((I1 % "at: 10m, leap: 28h",), ()),
    ):
        came = play(PLAN, scenario(*injects), *acts)
        assert (came.evaluation["ended_ms"], came.evaluation["end_reason"]) == (60 * M, "duration")
        assert came.facts("jumped")[0]["to"] == 60 * M


def test_a_leap_comes_at_the_end_of_its_millisecond(play: Play) -> None:
    came = play(
        PLAN,
        scenario(
            I1 % "at: 10m, leap: 20m", "{id: I2, title: T, at: 10m}", "{id: I3, title: T, at: 15m}"
        ),
        act("10m", "duty", "tell"),
        act("20m", "duty", "ack"),
    )
    assert (came.delivered("I2"), came.delivered("I3")) == ([10 * M], [15 * M])
    assert came["B.response#1"]["verdict"] == "met"
    assert came["A.response#1"]["verdict"] == "waived"
    assert came.refused == [(20 * M, "in_a_jump")]


def test_a_jump_is_left_out_of_a_cadence(play: Play) -> None:
    made = plan(step("every: 10m, until: {did: log}", does="tell", when="{at: 0}"))
    came = play(
        made,
        scenario(),
        act("5m", "duty", "tell"),
        does("8m", "jump", ", to: 30m"),
        act("33m", "duty", "tell"),
        act("48m", "duty", "log"),
    )
    assert came.verdict("A.cadence#1") == ("late", round(1 - 5 / 26, 10))


def test_the_facilitator_waives_what_was_nobodys_fault_even_after_the_end(play: Play) -> None:
    came = play(
        PLAN,
        scenario(AT_TEN),
        does("12m", "waive", ", obligation: A.response#1, reason: illness"),
        does("59m", "end"),
        does("59m30s", "waive", ", obligation: db.rto#1"),
    )
    assert came["A.response#1"]["verdict"] == came["db.rto#1"]["verdict"] == "waived"
    assert came.evaluation["end_reason"] == "facilitator"
    assert came.journal[-1]["at"] == 59 * M


def test_what_is_done_in_the_millisecond_of_the_end_counts(play: Play) -> None:
    came = play(PLAN, scenario(AT_TEN), does("12m", "end"), act("12m", "duty", "ack"))
    assert came["A.response#1"]["verdict"] == "met"
    assert (came["B.response#1"]["verdict"], came.evaluation["ended_ms"]) == ("pending", 12 * M)


@pytest.mark.parametrize(("factor", "compressed"), [("2", True), ("1", False), ("0.5", False)])
def test_a_story_faster_than_people_is_marked(play: Play, factor: str, compressed: bool) -> None:
    faster = does("4m", "speed", f", factor: {factor}")
    came = play(PLAN, scenario(ALARM), faster, act("5m", "duty", "log"))
    assert came.evaluation["compressed"] is compressed


def test_within_a_millisecond_injects_go_in_document_order_and_people_after_them(
    play: Play,
) -> None:
    came = play(
        plan(step("within: 0s", when="{signal: c}"), step("within: 0s", "B", when="{signal: d}")),
        scenario(
            "{id: Y, title: T, at: 5m}",
            "{id: X, title: T, at: 5m, raises: [a]}",
            "{id: W, title: T, when: {signal: a}, raises: [c]}",
            "{id: V, title: T, when: {did: log}, raises: [d]}",
        ),
        act("5m", "duty", "log"),
        act("5m", "duty", "ack"),
    )
    assert [one["inject"] for one in came.facts("inject_delivered")] == ["Y", "X", "W", "V"]
    assert came.answers("A") == came.answers("B") == [(5 * M, 5 * M)]
