"""Answers and what each is worth, played through the program; scores worked out by hand from scoring.md."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.playing import ALARM, QUIET, Came, M, act, plan, scenario, step, turn

Play = Callable[..., Came]
DEPUTIES = "[{id: duty, title: D, deputies: [head]}, {id: head, title: H}, {id: chief, title: C}]"


@pytest.mark.parametrize(
    ("more", "at", "verdict", "score"),
    [
        ("within: 3m", "5m", "met", 1.0),
        ("within: 180", "300", "met", 1.0),
        ("within: 3m", "300.001", "late", 1 - 0.8 / 180_000),
        ("within: 3m", "6m30s", "late", 0.6),
        ("within: 3m", "8m", "late", 0.2),
        ("within: 3m", "480.001", "very_late", 0.2),
        ("within: 3m, within_max: 4m", "5m30s", "late", 0.6),
        ("within: 3m, hard: true", "300.001", "very_late", 0.2),
        ("within: 0s", "2m", "met", 1.0),
        ("criticality: minor", "59m", "met", 1.0),
        ("within: 3m", "60m", "very_late", 0.2),  # the very millisecond of EndEx
    ],
)
def test_an_answer_is_worth_what_its_delay_is(
    play: Play, more: str, at: str, verdict: str, score: float
) -> None:
    came = play(plan(step(more)), scenario(ALARM), act(at, "duty", "ack"))
    assert came.verdict("A.response#1") == (verdict, pytest.approx(score, abs=1e-10))


@pytest.mark.parametrize(
    ("duration", "verdict"), [("5m", ("pending", None)), ("300.001", ("missed", 0.0))]
)
def test_what_is_not_yet_due_at_the_end_is_pending(
    play: Play, duration: str, verdict: tuple[str, float | None]
) -> None:
    came = play(plan(step("within: 3m")), scenario(ALARM, duration=duration))
    assert came.verdict("A.response#1") == verdict
    assert came.evaluation["score"] == verdict[1]


def test_an_act_answers_the_oldest_instance_that_can_still_be_answered_or_what_it_is_about(
    play: Play,
) -> None:
    alarms = [f"{{id: I{n}, title: T, at: {2 * n}m, raises: [alarm]}}" for n in (1, 2, 3)]
    came = play(
        plan(step("within: 3m")),
        scenario(*alarms),
        act("6m", "duty", "ack", ", about: I2"),
        act("480.001", "duty", "ack"),  # the first is past its T_max by a millisecond
        act("30m", "duty", "ack"),
    )
    assert came.answers("A") == [(2 * M, 30 * M), (4 * M, 6 * M), (6 * M, 480_001)]


def test_an_act_never_answers_what_it_opened_itself(play: Play) -> None:
    came = play(
        plan(step("within: 3m", when="{did: ack, each: true}")),
        scenario(),
        *[act("1m", "duty", "ack")] * 2,
        act("2m", "duty", "ack"),
    )
    assert came.answers("A") == [(1 * M, 1 * M), (1 * M, 2 * M), (2 * M, None)]


def test_one_act_answers_several_steps_and_what_came_before_the_anchor_nothing(play: Play) -> None:
    made = plan(step("within: 3m"), step("within: 1m", "B", by="all"))
    came = play(made, scenario(ALARM), act("1m", "duty", "ack"), act("4m", "duty", "ack"))
    assert (came["A.response#1"]["verdict"], came["B.response#1"]["verdict"]) == ("met", "late")


@pytest.mark.parametrize(
    ("at", "injects", "seats", "done"),
    [
        ("5m", (), "[{role: duty}, {role: head}]", None),
        ("300.001", (), "[{role: duty}, {role: head}]", 300_001),  # once the limit has passed
        ("4m", (), "[{role: head}]", 4 * M),  # nobody sits there
        (
            "4m",
            (turn("3m", "{role: duty, becomes: absent}"),),
            "[{role: duty}, {role: head}]",
            4 * M,
        ),
    ],
)
def test_a_deputy_answers_for_who_is_absent_or_too_late(
    play: Play, at: str, injects: tuple[str, ...], seats: str, done: int | None
) -> None:
    made = plan(step("within: 3m"), roles=DEPUTIES)
    came = play(made, scenario(ALARM, *injects, seats=seats), act(at, "head", "ack"))
    assert came["A.response#1"]["done_ms"] == done
    assert ("wrong_role" in came.findings("A")) == (done is None)


def test_an_action_of_others_is_refused_and_no_act(play: Play) -> None:
    made = plan(
        step("within: 3m", does="mine"), actions="{id: mine, kind: execute, title: M, by: [duty]}"
    )
    came = play(made, scenario(ALARM), act("3m", "head", "mine"))
    assert came.refused == [(3 * M, "not_your_action")]
    assert came.facts("acted") == []
    assert came.findings("A") == {"step_missed"}


def test_a_quorum_is_full_with_different_roles_not_people(play: Play) -> None:
    made = plan(step("within: 4m, quorum: 2", by="all"))
    seats = "[{role: duty, max: 2}, {role: chief}]"
    one, other = act("3m", "duty/a", "ack"), act("4m", "duty/b", "ack")
    came = play(made, scenario(ALARM, seats=seats), one, other, act("8m", "chief", "ack"))
    assert came.ids == ["A.quorum#1"]
    assert came.verdict("A.quorum#1") == ("late", pytest.approx(0.6))
    assert came["A.quorum#1"]["done_ms"] == 8 * M
    came = play(made, scenario(ALARM, seats=seats), one, other)
    assert came.verdict("A.quorum#1") == ("missed", pytest.approx(0.1))
    assert came.findings("A") == {"quorum_short"}


def test_order_counts_pairs_of_steps_that_were_triggered(play: Play) -> None:
    made = plan(
        step("within: 3m"),
        step("within: 3m", "B", "tell"),
        step("within: 3m", "C", "log", when="{signal: never}"),
        step("within: 3m, after: [A, B, C]", "D", "fix"),
    )
    first, second = act("3m", "duty", "ack"), act("4m", "duty", "tell")
    came = play(made, scenario(ALARM, QUIET), first, act("4m", "duty", "fix"), second)
    assert came.verdict("D.order#1") == ("violated", 0.5)
    assert (came.evaluation["rating"], came.evaluation["gates"]) == ("M", ["violated:D.order#1"])
    came = play(made, scenario(ALARM, QUIET), first, second, act("4m", "duty", "fix"))
    assert came.verdict("D.order#1") == ("met", 1.0)
    assert came.evaluation["not_exercised"] == ["C.response"]


@pytest.mark.parametrize(
    ("reports", "close", "verdict", "score"),
    [
        (("5m", "17m"), "30m", "late", 1 - 5 / 28),
        (("12m", "22m"), "32m", "met", 1.0),
        ((), "32m", "missed", 0.0),
        ((), "12m", "not_triggered", None),
        ((), "1m", "not_triggered", None),
    ],
)
def test_a_cadence_loses_by_how_much_its_gaps_are_too_long(
    play: Play, reports: tuple[str, ...], close: str, verdict: str, score: float | None
) -> None:
    made = plan(step("every: 10m, until: {did: log}", does="tell"))
    acts = [act(at, "duty", "tell") for at in reports]
    came = play(made, scenario(ALARM), *acts, act(close, "duty", "log"))
    assert came.verdict("A.cadence#1") == (verdict, None if score is None else round(score, 10))


@pytest.mark.parametrize(
    ("acts", "verdict"),
    [
        (("ack", "fix"), "met"),
        (("fix", "ack"), "violated"),
        ((), "met"),
    ],
)
def test_a_prohibition_holds_until_its_condition_was_true(
    play: Play, acts: tuple[str, ...], verdict: str
) -> None:
    made = plan(step("not_before: {done: B}", "P", "fix", "all", when=""), step("within: 3m", "B"))
    came = play(made, scenario(ALARM), *(act("3m", "duty", action) for action in acts))
    assert came["P.forbidden#1"]["verdict"] == verdict
    assert ("done_too_early" in came.findings("P")) == (verdict == "violated")


ROWS = (
    "[{option: go, value: 1, if: {service: db, is: down}}, {option: go, value: 0.3},"
    " {option: stay, value: 0.9, if: {not: {service: db, is: down}}}]"
)


@pytest.mark.parametrize(
    ("choices", "down", "option", "verdict"),
    [
        ("{go: 1.0, stay: 0.4}", False, "go", ("met", 1.0)),
        ("{go: 1.0, stay: 0.4}", False, "stay", ("partial", 0.4)),
        ("{go: 1.0}", False, "stay", ("violated", 0.0)),
        (ROWS, True, "go", ("met", 1.0)),
        (ROWS, False, "go", ("partial", 0.3)),
        (ROWS, True, "stay", ("violated", 0.0)),
        (ROWS, False, "stay", ("partial", 0.9)),
    ],
)
def test_a_decision_is_worth_what_held_then(
    play: Play, choices: str, down: bool, option: str, verdict: tuple[str, float]
) -> None:
    made = plan(step(f"choices: {choices}", does="decide"), services="{id: db, title: D}")
    injects = (turn("1m", "{service: db, becomes: down}"), ALARM)[0 if down else 1 :]
    later = turn("4m", "{service: db, becomes: degraded}")
    came = play(made, scenario(*injects, later), act("3m", "duty", "decide", f", option: {option}"))
    assert came.verdict("A.choice#1") == verdict


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("duty/li", "duty/wang", "met"),
        ("duty/li", "head/li", "violated"),
        ("duty", "head", "met"),
        ("duty", "duty", "violated"),
    ],
)
def test_separation_asks_for_people_not_for_roles(
    play: Play, one: str, other: str, verdict: str
) -> None:
    made = plan(
        step("within: 3m"),
        step("within: 3m, distinct_from: A", "B", "fix", "[duty, head]", "{done: A}"),
    )
    seats = "[{role: duty, max: 2}, {role: head}]"
    came = play(made, scenario(ALARM, seats=seats), act("3m", one, "ack"), act("4m", other, "fix"))
    assert came["B.separation#1"]["verdict"] == verdict
    by, _, person = other.partition("/")
    assert (came["B.response#1"]["by"], came["B.response#1"]["person"]) == (by, person or None)


@pytest.mark.parametrize(
    ("by", "at", "action", "escalation", "response"),
    [
        ("duty", "4m", "ack", ("not_triggered", None), ("met", 1.0)),
        ("head", "4m", "tell", ("met", 1.0), ("compensated", 0.6)),  # before the limit: as at once
        ("head", "6m", "tell", ("met", 1.0), ("compensated", 0.6)),
        ("head", "12m30s", "tell", ("late", 0.6), ("compensated", 0.6)),
        ("head", "15m1s", "tell", ("very_late", 0.2), ("missed", 0.0)),
        ("head", "1m", "tell", ("missed", 0.0), ("missed", 0.0)),
        ("duty", "6m30s", "ack", ("not_triggered", None), ("late", 0.6)),
        ("duty", "11m", "ack", ("missed", 0.0), ("very_late", 0.2)),
    ],
)
def test_an_escalation_saves_what_stayed_out(
    play: Play,
    by: str,
    at: str,
    action: str,
    escalation: tuple[str, float | None],
    response: tuple[str, float],
) -> None:
    made = plan(step("within: 3m, escalate: {by: [head], within: 5m, does: tell}"))
    came = play(made, scenario(ALARM), act(at, by, action))
    found = came.verdict("A.escalation#1"), came.verdict("A.response#1")
    assert found == ((escalation[0], pytest.approx(escalation[1])), pytest.approx(response))
    assert (came["A.escalation#1"]["anchor_ms"], came["A.escalation#1"]["due_ms"]) == (
        5 * M,
        10 * M,
    )


def test_what_is_logged_in_time_by_the_same_person_or_about_it_counts(play: Play) -> None:
    made = plan(step("records: all, within: 2m", "L", "log", "all"), step("within: 9m"))
    came = play(
        made,
        scenario(ALARM),
        act("1m", "duty", "fix"),
        act("3m", "duty", "ack"),
        act("4m", "head", "tell"),
        act("5m", "duty", "log"),
        act("6m", "duty", "log", ", about: tell"),
        act("10m", "chief", "fix"),
    )
    assert came.verdict("L.record#1") == ("partial", round(2 / 3, 10))
    assert "L.response#1" not in came.ids
