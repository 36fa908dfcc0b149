"""Replay equals live: the same outside facts on a fresh stage lead to the same entries, or it says where not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.replay import ReplayDiverged, replay
from engine.run import Run
from exercise.commands import (
    Act,
    Command,
    End,
    Hold,
    Jump,
    Override,
    Pause,
    Postpone,
    Release,
    Resume,
    SetSpeed,
    Skip,
    Start,
    TakeNote,
    TakeSeat,
    WriteInject,
)
from exercise.entry import Entry
from exercise.facts import Acted, ServiceChanged
from exercise.setting import Setting
from scenarios.condition import AllOf, AnyOf, At, Delivered, Did, Not, ServiceIs, Signal, Silent
from scenarios.inject import RoleEffect, ServiceEffect
from scenarios.plan import Lognormal, Triangular
from scenarios.procedure import Escalation
from tests.engine.making import MINUTE, REFS, action, inject, recovery, service, setting, step

BUSY = setting(
    services=[
        service("db", rto=5 * MINUTE, rpo=0),
        service("feed"),
        service("web", depends_on=("db",), degrades_on=("feed",), rto=6 * MINUTE),
    ],
    resources={"dba": 1},
    recoveries=[
        recovery(
            "fix",
            ["db"],
            takes=Triangular(MINUTE, 3 * MINUTE, 9 * MINUTE),
            needs={"dba": 1},
            loses=1_000,
            success=0.7,
        ),
        recovery("patch", ["feed"], takes=Lognormal(4 * MINUTE, 0.5), needs={"dba": 1}),
    ],
    actions=[action("ack"), action("speak"), action("tell")],
    steps=[
        step("D1", "ack", by=["duty"], when=Signal("alarm"), within=2 * MINUTE),
        step(
            "R1",
            "tell",
            when=ServiceIs("web", ("down",)),
            within=MINUTE,
            every=3 * MINUTE,
            until=Not(ServiceIs("web", ("down",))),
            escalate=Escalation(("head",), 2 * MINUTE),
        ),
    ],
    injects=[
        inject(
            "A", at=MINUTE, raises=("alarm",), effects=(ServiceEffect("db", "down", "up", 500),)
        ),
        inject("B", when=Silent("D1", 2 * MINUTE), delay=7_000, unless=Did("speak")),
        inject("C", when=ServiceIs("web", ("down",), for_ms=4 * MINUTE), leap=2 * MINUTE),
        inject("D", manual=True, effects=(ServiceEffect("feed", "down"),), raises=("alarm",)),
        inject("E", at=9 * MINUTE, effects=(RoleEffect("duty", "absent"),)),
        inject("F", when=AllOf((Delivered("E"), AnyOf((Did("speak"), At(15 * MINUTE)))))),
        inject("G", at=19 * MINUTE, effects=(ServiceEffect("db", "down"),)),
    ],
    end_when=AllOf((Did("tell"), Delivered("G"), ServiceIs("web", ("up",)))),
    duration=25 * MINUTE,
)

names = st.sampled_from("ABCDEFG")
commands = st.one_of(
    st.builds(
        Act,
        by=st.sampled_from(["duty", "head", "duty/li", "head/wang"]),
        action=st.sampled_from(["ack", "speak", "tell", "fix", "patch", "nothing"]),
        about=st.none() | names,
    ),
    st.builds(Release, names),
    st.builds(Hold, names),
    st.builds(Skip, names),
    st.builds(Postpone, names, st.integers(0, 25 * MINUTE)),
    st.builds(Jump, st.integers(0, 27 * MINUTE)),
    st.builds(Pause),
    st.builds(Resume),
    st.builds(SetSpeed, st.floats(0.05, 70)),
    st.builds(TakeNote, st.just("evaluator"), st.just("noted")),
    st.builds(Override, st.just("evaluator"), st.just("D1.response#1"), st.just("waived")),
    st.builds(TakeSeat, st.sampled_from(["duty/li", "head/wang"])),
    st.builds(
        WriteInject,
        st.sampled_from(["B", "E", "X"]),
        st.fixed_dictionaries({}, optional={"at": st.just("12m"), "when": st.just({"did": "ack"})}),
    ),
    st.builds(End),
)
gaps = st.sampled_from([0, 0, 1, 1_000, 20_000, 45_000, MINUTE, 2 * MINUTE])


def lived(steps: list[tuple[int, Command]], seed: int, finish: bool) -> tuple[Run, list[Entry]]:
    """Play *steps*, each so long after the one before it."""
    entries: list[Entry] = []
    run = Run(BUSY, REFS, seed, keep=entries.extend)
    run.admit(Start(), 0)
    at = 0
    for gap, command in steps:
        at = max(at + gap, run.now)
        run.admit(command, at)
    if finish:
        run.finish()
    return run, entries


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(gaps, commands), max_size=40), st.integers(0, 99), st.booleans())
def test_replay_equals_live(steps: list[tuple[int, Command]], seed: int, finish: bool) -> None:
    run, entries = lived(steps, seed, finish)
    replayed = replay(BUSY, seed, entries)
    assert replayed.count == len(entries)
    again = Run.rebuild(BUSY, REFS, seed, tuple(entries))
    run.finish()
    again.finish()
    assert again.evaluation() == run.evaluation()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(gaps, commands), min_size=1, max_size=30),
    st.lists(st.tuples(gaps, commands), max_size=10),
    st.integers(0, 9),
)
def test_a_rebuilt_run_goes_on_as_if_nothing_had_happened(
    before: list[tuple[int, Command]], after: list[tuple[int, Command]], seed: int
) -> None:
    run, entries = lived(before, seed, finish=False)
    told: list[Entry] = []
    again = Run.rebuild(BUSY, REFS, seed, tuple(entries), keep=told.extend)
    kept = len(entries)
    at = max(run.now, again.now)
    for gap, command in after:
        at = max(at + gap, run.now, again.now)
        assert run.admit(command, at) == again.admit(command, at)
    run.finish()
    again.finish()
    assert entries[kept:] == told


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(gaps, commands), max_size=30), st.integers(0, 9))
def test_time_never_goes_back_and_numbers_have_no_gap(
    steps: list[tuple[int, Command]], seed: int
) -> None:
    _, entries = lived(steps, seed, finish=True)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(gaps, commands), max_size=30), st.integers(0, 9))
def test_small_steps_of_time_change_nothing(steps: list[tuple[int, Command]], seed: int) -> None:
    entries: list[Entry] = []
    slow: list[Entry] = []
    other = Run(BUSY, REFS, seed, keep=entries.extend)
    other.admit(Start(), 0)
    run = Run(BUSY, REFS, seed, keep=slow.extend)
    run.admit(Start(), 0)
    at = 0
    for gap, command in steps:
        at = max(at + gap, other.now)
        other.admit(command, at)
        while (due := run.next_due()) is not None and due < at:
            run.advance(due)
        run.admit(command, at)
    while (due := run.next_due()) is not None:
        run.advance(due)
    other.finish()
    assert slow == entries


SCRIPT: list[tuple[int, Command]] = [
    (3 * MINUTE, Act("duty", "ack")),
    (MINUTE, Act("duty", "fix")),
    (2 * MINUTE, Act("head", "tell")),
    (0, Act("head", "speak")),
]


def test_a_changed_outcome_is_found_with_its_number() -> None:
    _, entries = lived(SCRIPT, 1, finish=True)
    spot = next(n for n, e in enumerate(entries) if isinstance(e.fact, ServiceChanged))
    entries[spot] = replace(entries[spot], fact=ServiceChanged("db", "up", "degraded"))
    with pytest.raises(ReplayDiverged) as raised:
        replay(BUSY, 1, entries)
    assert raised.value.seq == spot + 1
    assert raised.value.expected is not None
    assert raised.value.expected["fact"]["to"] == "degraded"
    assert raised.value.actual is not None
    assert raised.value.actual["fact"]["to"] == "down"


def test_another_seed_is_found() -> None:
    _, entries = lived(SCRIPT, 1, finish=True)
    with pytest.raises(ReplayDiverged):
        replay(BUSY, 2, entries)


def test_an_act_that_was_taken_out_is_found() -> None:
    _, entries = lived(SCRIPT, 1, finish=True)
    kept = [e for e in entries if not (isinstance(e.fact, Acted) and e.fact.action == "fix")]
    renumbered = [replace(e, seq=n) for n, e in enumerate(kept, start=1)]
    with pytest.raises(ReplayDiverged):
        replay(BUSY, 1, renumbered)


def test_an_entry_that_nothing_leads_to_is_found() -> None:
    _, entries = lived(SCRIPT, 1, finish=True)
    extra = replace(entries[1], seq=len(entries) + 1, at=entries[-1].at)
    with pytest.raises(ReplayDiverged) as raised:
        replay(BUSY, 1, [*entries, extra])
    assert raised.value.actual is None


def test_an_entry_that_is_missing_is_found() -> None:
    _, entries = lived(SCRIPT, 1, finish=True)
    with pytest.raises(ReplayDiverged):
        replay(BUSY, 1, entries[:3] + entries[4:])


def test_until_gives_the_state_then() -> None:
    _, entries = lived(SCRIPT, 1, finish=True)
    then = replay(BUSY, 1, entries, until=2 * MINUTE)
    assert then.stage.state.services["db"] == "down"
    assert all(entry.at <= 2 * MINUTE for entry in entries[: then.count])
    assert entries[then.count].at > 2 * MINUTE


def test_until_inside_a_jump_gives_the_state_then() -> None:
    _, entries = lived([(30_000, Jump(20 * MINUTE))], 1, finish=True)
    then = replay(BUSY, 1, entries, until=5 * MINUTE)
    assert "A" in then.stage.state.deliveries
    assert "E" not in then.stage.state.deliveries


def test_a_setting_with_other_documents_diverges() -> None:
    _, entries = lived(SCRIPT, 1, finish=True)
    other: Setting = setting(injects=[inject("A", at=MINUTE)], actions=[action("ack")])
    with pytest.raises(ReplayDiverged):
        replay(other, 1, entries)
