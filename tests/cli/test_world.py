"""Services, recoveries, resources and reality, played through the program; sums worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.playing import Came, M, act, becomes, plan, scenario, step, turn

Play = Callable[..., Came]
SERVICES = (
    "{id: db, title: D, rto: 5m, rpo: 30s}, {id: ga, title: A}, {id: gb, title: B, monitored: false},"
    " {id: md, title: M}, {id: tr, title: T, rto: 10m, rpo: 0s, depends_on: [db, {any_of: [ga, gb]}],"
    " degrades_on: [md], impact: {clients: 60, cny: 1.5}}"
)
FIX = act("2m", "head", "fix")
DOWN = turn("1m", becomes("db", "down"))


def recovery(more: str, id: str = "r", on: str = "fix") -> str:
    return f"{{id: {id}, title: R, starts_on: {on}, {more}}}"


def with_recovery(*recoveries: str, resources: str = "") -> str:
    return plan(services=SERVICES, recoveries=", ".join(recoveries), resources=resources)


def test_a_service_is_as_bad_as_what_it_stands_on(play: Play) -> None:
    came = play(
        plan(services=SERVICES),
        scenario(
            turn("1m", becomes("md", "down")),
            turn("3m", becomes("ga", "down")),
            turn("5m", becomes("gb", "degraded")),
            turn("7m", becomes("gb", "down")),
            turn("8m", becomes("md", "up")),
            turn("10m", becomes("ga", "degraded")),
            turn("12m", becomes("ga", "up")),
            turn("13m", becomes("tr", "degraded")),
            turn("14m", becomes("db", "down"), becomes("tr", "up")),
            turn("20m", becomes("db", "up")),
            turn("21m", becomes("md", "degraded")),
            turn("22m", becomes("md", "up")),
        ),
    )
    assert came.states("tr") == [
        (1 * M, "degraded"),
        (7 * M, "down"),
        (10 * M, "degraded"),
        (12 * M, "up"),
        (13 * M, "degraded"),
        (14 * M, "down"),
        (20 * M, "up"),
        (21 * M, "degraded"),
        (22 * M, "up"),
    ]
    trading = came.row("services", "tr")
    assert trading["down_ms"] == (3 + 6) * M
    assert trading["impact"] == {"clients": (9 + 10 / 2) * 60, "cny": (9 + 10 / 2) * 1.5}
    assert (trading["rto_met"], trading["rpo_met"]) == (True, True)
    assert came.verdict("db.rto#1") == ("late", pytest.approx(1 - 0.8 / 5))
    assert came.row("services", "db")["rto_met"] is False
    assert came.row("services", "ga")["rto_met"] is None


@pytest.mark.parametrize(("duration", "verdict"), [("6m", "pending"), ("360.001", "missed")])
def test_an_outage_that_goes_on_is_missed_once_its_limit_has_passed(
    play: Play, duration: str, verdict: str
) -> None:
    came = play(plan(services=SERVICES), scenario(DOWN, duration=duration))
    assert came["db.rto#1"]["verdict"] == verdict
    assert (came["db.rto#1"]["due_ms"], came["db.rto#1"]["done_ms"]) == (6 * M, None)


@pytest.mark.parametrize(
    ("takes", "length"),
    [
        ("90", 90_000),
        ("0.25", 250),
        ("1m30s", 90_000),
        ("{min: 4m, mode: 4m, max: 4m}", 4 * M),
        ("{median: 5m, sigma: 0}", 5 * M),
    ],
)
def test_a_recovery_takes_its_time_however_it_is_written(
    play: Play, takes: str, length: int
) -> None:
    came = play(
        with_recovery(recovery(f"restores: [db], takes: {takes}")),
        scenario(DOWN, duration="30m"),
        FIX,
    )
    assert came.course("r") == [(2 * M, "running"), (2 * M + length, "succeeded")]
    assert came.states("db") == [(1 * M, "down"), (2 * M + length, "up")]


def test_a_recovery_that_fails_loses_data_and_may_be_tried_again(play: Play) -> None:
    made = with_recovery(
        recovery("restores: [db], takes: 3m, success: 0, loses: 20s, makes_up: [db]")
    )
    came = play(made, scenario(DOWN), FIX, act("3m", "head", "fix"), act("6m", "duty", "fix"))
    assert came.course("r") == [
        *[(2 * M, "running"), (5 * M, "failed")],
        *[(6 * M, "running"), (9 * M, "failed")],
    ]
    assert came.row("services", "db")["lost_ms"] == 40_000
    assert came.verdict("db.rpo#1") == ("violated", 0.0)
    assert came.row("services", "tr")["lost_ms"] == 0  # losses do not spread
    assert came.facts("data_made_up") == []


def test_lost_data_are_made_up_once_a_recovery_succeeds(play: Play) -> None:
    made = with_recovery(recovery("restores: [db], takes: 3m, loses: 20s, makes_up: [db]"))
    came = play(made, scenario(turn("1m", becomes("db", "down", ", loses: 1m"))), FIX)
    assert [each["ms"] for each in came.facts("data_lost")] == [60_000, 20_000]
    assert [each["ms"] for each in came.facts("data_made_up")] == [80_000]
    assert came.verdict("db.rpo#1") == ("met", 1.0)


def test_a_relapse_is_an_outage_of_its_own(play: Play) -> None:
    made = with_recovery(recovery("restores: [db], takes: 3m"))
    again = turn("20m", becomes("db", "down"))
    came = play(made, scenario(DOWN, again), FIX, act("21m", "head", "fix"))
    second = came["db.rto#2"]
    assert (second["anchor_ms"], second["done_ms"], second["margin_ms"]) == (20 * M, 24 * M, M)
    assert came.row("services", "db")["down_ms"] == 8 * M


def test_the_world_goes_before_injects_in_one_millisecond(play: Play) -> None:
    made = with_recovery(recovery("restores: [db], takes: 3m"))
    came = play(made, scenario(DOWN, turn("5m", becomes("db", "down"))), FIX)
    assert came.states("db") == [(1 * M, "down"), (5 * M, "up"), (5 * M, "down")]


def test_nobody_overtakes_in_the_queue_for_resources(play: Play) -> None:
    asked = [
        ("r1", "10m", "eng: 1"),
        ("r2", "5m", "eng: 2"),
        ("r3", "2m", "eng: 1"),
        ("r4", "1m", "room: 1"),
    ]
    actions = ", ".join(f"{{id: {name}, kind: execute, title: F}}" for name, _, _ in asked)
    made = plan(
        services=SERVICES,
        resources="eng: 2, room: 1",
        recoveries=", ".join(
            recovery(f"restores: [ga], takes: {takes}, needs: {{{needs}}}", name, name)
            for name, takes, needs in asked
        ),
        actions=actions.replace("}, {", "}\n  - {"),
    )
    came = play(
        made, scenario(), *(act(f"{n}m", "head", name) for n, (name, _, _) in enumerate(asked, 2))
    )
    assert came.course("r1") == [(2 * M, "running"), (12 * M, "succeeded")]
    assert came.course("r2") == [(3 * M, "waiting"), (12 * M, "running"), (17 * M, "succeeded")]
    assert came.course("r3") == [(4 * M, "waiting"), (17 * M, "running"), (19 * M, "succeeded")]
    assert came.course("r4") == [(5 * M, "waiting"), (17 * M, "running"), (18 * M, "succeeded")]


def test_reality_goes_before_the_plan(play: Play) -> None:
    believed = recovery("restores: [db], takes: 3m, needs: {eng: 1}, loses: 1s, makes_up: [db]")
    reality = (
        "reality: {recoveries: {r: {starts_on: {did: decide, option: go}, takes: 7m, success: 0, loses: 3s,"
        " restores: [ga, db], makes_up: [], needs: {eng: 2}}}, services: {tr: {depends_on: [ga], degrades_on: [db]}}}"
    )
    came = play(
        with_recovery(believed, resources="eng: 2"),
        scenario(DOWN, more=reality),
        FIX,
        act("3m", "head", "decide", ", option: stay"),
        act("4m", "head", "decide", ", option: go"),
    )
    assert came.course("r") == [(4 * M, "running"), (11 * M, "failed")]
    assert {each["service"]: each["ms"] for each in came.facts("data_lost")} == {
        "ga": 3000,
        "db": 3000,
    }
    assert came.states("tr") == [(1 * M, "degraded")]


def test_an_absent_role_comes_back_only_if_it_has_a_seat(play: Play) -> None:
    came = play(
        plan(step("within: 1m")),
        scenario(
            turn("2m", "{role: head, becomes: absent}"),
            turn("3m", "{role: head, becomes: present}", "{role: duty, becomes: present}"),
            turn("4m", "{role: chief, becomes: present}"),
            seats="[{role: duty}, {role: head}]",
        ),
    )
    assert [(one["at"], one["role"], one["to"]) for one in came.facts("role_changed")] == [
        (2 * M, "head", "absent"),
        (3 * M, "head", "present"),
    ]
