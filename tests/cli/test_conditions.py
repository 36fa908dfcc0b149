"""Every kind of condition as an anchor, played through the program; the moments are worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cli.playing import Came, M, act, becomes, plan, played, scenario, step, turn

SERVICES = "{id: db, title: Db}, {id: web, title: Web, depends_on: [db]}"
RECOVERY = "{id: rec, title: R, starts_on: fix, restores: [db], takes: 3m}"
INJECTS = (
    "{id: I1, title: T, at: 1m, raises: [alarm], effects: [{service: db, becomes: down}]}",
    "{id: I2, title: T, at: 10m, raises: [alarm], effects: [{service: db, becomes: up}]}",
    "{id: I3, title: T, at: 12m, raises: [other], effects: [{service: db, becomes: degraded}]}",
    turn("15m", becomes("db", "down")),
    turn("16m", "{role: chief, becomes: absent}"),
    turn("18m", "{role: chief, becomes: present}"),
    turn("20m", becomes("db", "up")),
)
ACTS = (
    act("2m", "duty", "log"),
    act("3m", "head", "log"),
    act("4m", "duty", "decide", ", option: go"),
    act("5m", "chief", "decide", ", option: stay"),
    act("6m", "chief", "decide", ", option: go"),
    act("40m", "head", "fix"),
    "{at: 30m, facilitator: release, inject: I1, reason: again}",
)
CASES = (
    ("start", [0]),
    ("{at: 1.5}", [1500]),
    ("{at: 2m30s}", [150_000]),
    ("{signal: alarm}", [1 * M, 10 * M]),
    ("{delivered: I1, each: true}", [1 * M]),  # said again at 30m, which counts once
    ("{did: log}", [2 * M]),
    ("{did: log, each: true}", [2 * M, 3 * M]),
    ("{did: log, each: true, by: head}", [3 * M]),
    ("{did: decide, option: go}", [4 * M]),
    ("{did: decide, option: go, each: true}", [4 * M, 6 * M]),
    ("{did: decide, option: go, by: chief}", [6 * M]),
    ("{did: decide, by: chief}", [5 * M]),
    ("{service: db, is: up}", [10 * M, 20 * M]),
    ("{service: web, is: down}", [1 * M, 15 * M]),
    ("{service: db, is: [degraded, down]}", [1 * M, 12 * M]),
    ("{service: db, is: down, for: 5m}", [6 * M, 20 * M]),  # the limit comes before the inject
    ("{service: db, is: down, total: 10m}", [16 * M]),
    ("{service: db, is: down, total: 9m}", [10 * M]),
    ("{service: db, is: up, for: 2m}", [12 * M, 22 * M]),
    ("{service: db, is: up, total: 3m}", [12 * M]),
    ("{role: chief, is: absent}", [16 * M]),
    ("{role: chief, is: present}", [18 * M]),
    ("{recovery: rec, is: running}", [40 * M]),
    ("{recovery: rec, is: [waiting, succeeded]}", [43 * M]),
    ("{recovery: rec, is: failed}", []),
    ("{not: {service: db, is: up}}", [1 * M, 12 * M]),
    ("{not: {role: chief, is: absent}}", [18 * M]),
    ("{not: {not: {service: db, is: down}}}", [1 * M, 15 * M]),
    ("{any: [{signal: alarm}, {did: log, each: true}]}", [1 * M, 2 * M, 3 * M, 10 * M]),
    ("{all: [{signal: alarm}, {did: log}]}", [2 * M, 10 * M]),
    ("{all: [{signal: alarm}, {not: {did: log}}]}", [1 * M]),
    ("{all: [{service: db, is: down}, {role: chief, is: absent}]}", [16 * M]),
    ("{all: [{at: 4m}, {at: 5m}]}", [5 * M]),
    ("{all: [start, {service: db, is: down}]}", [1 * M, 15 * M]),
    ("{not: {all: [{service: db, is: down}, {did: log}]}}", [10 * M, 20 * M]),
    (
        "{any: [{all: [{did: log, by: head}, {service: db, is: down}]}, {at: 25m}]}",
        [3 * M, 15 * M, 25 * M],
    ),
    (
        "{all: [{service: db, is: [down, degraded]}, {any: [{role: chief, is: absent}, {signal: other}]}]}",
        [12 * M, 16 * M],
    ),
)


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> Came:
    steps = [step("within: 1m", f"S{n}", "ack", when=when) for n, (when, _) in enumerate(CASES)]
    made = plan(*steps, services=SERVICES, recoveries=RECOVERY)
    return played(tmp_path_factory.mktemp("all"), made, scenario(*INJECTS), *ACTS)


@pytest.mark.parametrize("case", range(len(CASES)), ids=[when for when, _ in CASES])
def test_an_anchor_counts_at_each_moment_it_becomes_true(all_at_once: Came, case: int) -> None:
    assert all_at_once.anchors(f"S{case}") == CASES[case][1]


def silent(more: str, condition: str = "{silent: D, for: 5m}") -> str:
    return plan(step(more, "D", "tell", "[duty, head]"), step("within: 5m", when=condition))


@pytest.mark.parametrize(
    ("more", "acts", "anchors"),
    [
        ("within: 3m", (), [6 * M + 1, 15 * M + 1]),
        ("within: 3m", (act("6m", "duty", "tell"),), [15 * M + 1]),
        ("within: 3m", (act("360.001", "duty", "tell"),), [6 * M + 1, 15 * M + 1]),
        (
            "quorum: 2",
            (act("3m", "duty", "tell"), act("4m", "duty", "tell")),
            [6 * M + 1, 15 * M + 1],
        ),
        ("quorum: 2", (act("3m", "duty", "tell"), act("4m", "head", "tell")), [15 * M + 1]),
        (
            "every: 10m, until: {did: log}",
            (act("4m", "duty", "tell"), act("8m", "duty", "log")),
            [],
        ),
        (
            "every: 10m, until: {did: log}",
            (act("4m", "duty", "tell"), act("20m", "duty", "log")),
            [9 * M + 1],
        ),
    ],
)
def test_an_instance_is_silent_until_it_is_answered(
    play: Callable[..., Came], more: str, acts: tuple[str, ...], anchors: list[int]
) -> None:
    alarms = (
        "{id: I1, title: T, at: 1m, raises: [alarm]}",
        "{id: I2, title: T, at: 10m, raises: [alarm]}",
    )
    injects = alarms[:1] if "every" in more else alarms
    assert play(silent(more), scenario(*injects), *acts).anchors() == anchors


@pytest.mark.parametrize(
    ("condition", "ended"),
    [
        ("{service: db, is: down, for: 5m}", 6 * M),
        ("{any: [{at: 30m}, {at: 20m}]}", 20 * M),
        ("{all: [{signal: alarm}, {did: log}]}", 2 * M),
        ("{not: {service: db, is: up}}", 1 * M),
        ("{service: db, is: up}", 0),  # asked as a question, the state at StartEx counts
        ("{at: 60m}", 60 * M),
    ],
)
def test_the_exercise_ends_when_its_condition_first_holds(
    play: Callable[..., Came], condition: str, ended: int
) -> None:
    made = scenario(*INJECTS, more=f"end_when: {condition}")
    came = play(plan(step("within: 1m"), services=SERVICES, recoveries=RECOVERY), made, *ACTS[:2])
    assert (came.evaluation["ended_ms"], came.evaluation["end_reason"]) == (ended, "end_when")
