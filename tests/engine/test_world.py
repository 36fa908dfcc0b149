"""The sentences of formats.md, "The world", one by one: each has a test that would fail without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simpy import Environment

from engine.dependencies import Dependencies
from engine.draws import Draws
from engine.world import Due, Pool, World, priority
from exercise.facts import (
    DataLost,
    DataMadeUp,
    Fact,
    RecoveryChanged,
    RoleChanged,
    ServiceChanged,
    ServiceShown,
)
from exercise.phases import Phase
from exercise.setting import Setting
from scenarios.condition import Did
from scenarios.inject import RoleEffect, ServiceEffect
from scenarios.plan import AnyOfServices, Fixed, Triangular
from scenarios.scenario import Reality, RecoveryReality, ServiceReality
from tests.engine.making import MINUTE, recovery, service, setting


class Table:
    """A world alone, with what it told and when."""

    def __init__(self, made: Setting, seed: int = 1) -> None:
        self.env = Environment()
        self.told: list[tuple[int, Fact]] = []
        self.world = World(made, self.env, Draws(seed), self._tell)

    def _tell(self, fact: Fact) -> None:
        self.told.append((int(self.env.now), fact))

    def until(self, minutes: float) -> None:
        """Let all happen up to and including that minute."""
        stop = Due(self.env, int(minutes * MINUTE), priority(Phase.PEOPLE))
        while not stop.processed:
            self.env.step()

    def becomes(self, name: str, state: str, **more: object) -> None:
        self.world.affect((ServiceEffect(name, state, **more),))  # type: ignore[arg-type]

    def does(self, act: str, option: str | None = None, role: str = "duty") -> None:
        self.world.hear_act(act, option, role)

    def times(self, kind: type) -> list[tuple[float, Fact]]:
        return [(at / MINUTE, fact) for at, fact in self.told if isinstance(fact, kind)]


CHAIN = (
    service("db"),
    service("a"),
    service("b"),
    service("feed"),
    service("trade", depends_on=("db", AnyOfServices(("a", "b"))), degrades_on=("feed",)),
    service("app", depends_on=("trade",)),
)


def test_every_service_is_up_at_startex() -> None:
    table = Table(setting(services=CHAIN))
    assert set(table.world.services.values()) == {"up"}
    assert table.told == []


def test_a_hard_dependency_pulls_down_all_that_stands_on_it() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("db", "down")
    assert table.world.services["trade"] == table.world.services["app"] == "down"
    assert [fact for _, fact in table.told] == [
        ServiceChanged("db", "up", "down"),
        ServiceChanged("trade", "up", "down"),
        ServiceChanged("app", "up", "down"),
    ]


def test_a_degraded_hard_dependency_degrades() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("db", "degraded")
    assert table.world.services["app"] == "degraded"


def test_any_of_is_as_good_as_the_best_of_them() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("a", "down")
    assert table.world.services["trade"] == "up"
    table.becomes("b", "degraded")
    assert table.world.services["trade"] == "degraded"
    table.becomes("b", "down")
    assert table.world.services["trade"] == "down"


def test_a_soft_dependency_degrades_at_most() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("feed", "down")
    assert table.world.services["trade"] == "degraded"
    assert table.world.services["app"] == "degraded"


def test_a_degraded_soft_dependency_degrades_as_well() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("feed", "degraded")
    assert table.world.services["trade"] == "degraded"


def test_the_own_state_counts_when_it_is_worse() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("feed", "down")
    table.becomes("trade", "down")
    assert table.world.services["trade"] == "down"
    table.becomes("trade", "up")
    assert table.world.services["trade"] == "degraded"


def test_an_own_state_hidden_behind_a_worse_dependency_is_told_only_when_it_shows() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("db", "down")
    table.told.clear()
    table.becomes("trade", "degraded")
    assert table.told == []
    table.becomes("db", "up")
    assert ServiceChanged("trade", "down", "degraded") in [fact for _, fact in table.told]


def test_all_services_of_one_inject_change_at_once() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("a", "down")
    table.told.clear()
    table.world.affect((ServiceEffect("b", "down"), ServiceEffect("a", "up")))
    assert table.world.services["trade"] == "up"
    assert all(fact.service != "trade" for _, fact in table.told if hasattr(fact, "service"))


def test_services_in_a_ring_settle_and_recover() -> None:
    ring = Dependencies({"x": ("y",), "y": ("x",)}, {"x": (), "y": ()})
    assert ring.change({"x": "down"}) == [("x", "up", "down"), ("y", "up", "down")]
    assert ring.change({"x": "up"}) == [("x", "down", "up"), ("y", "down", "up")]


STATES = st.sampled_from(["up", "degraded", "down"])
WORST = {"up": 0, "degraded": 1, "down": 2}
BELOW = {
    "e": (),
    "d": ("e",),
    "c": (AnyOfServices(("d", "e")),),
    "b": ("c", AnyOfServices(("e", "f"))),
    "a": ("b",),
    "f": (),
}
SOFTLY = {"e": (), "d": (), "c": ("f",), "b": (), "a": (AnyOfServices(("c", "f")),), "f": ()}


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), STATES, min_size=1), max_size=12))
def test_step_by_step_comes_to_what_the_definition_says(steps: list[dict[str, str]]) -> None:
    chain = Dependencies(BELOW, SOFTLY)
    own, told = dict.fromkeys(BELOW, "up"), dict.fromkeys(BELOW, "up")

    def state(needed: str | AnyOfServices) -> str:
        if isinstance(needed, AnyOfServices):
            return min(map(effective, needed.services), key=WORST.__getitem__)
        return effective(needed)

    def effective(name: str) -> str:
        soft = ["degraded" for one in SOFTLY[name] if state(one) != "up"]
        return max([own[name], *map(state, BELOW[name]), *soft], key=WORST.__getitem__)

    for changed in steps:
        own |= changed
        for service_, before, now in chain.change(changed):
            assert told[service_] == before != now
            told[service_] = now
        assert told == {name: effective(name) for name in BELOW}


def test_reality_goes_before_what_the_plan_believes_of_dependencies() -> None:
    real = Reality(services={"trade": ServiceReality(depends_on=("a",), degrades_on=("db",))})
    table = Table(setting(services=CHAIN, reality=real))
    table.becomes("db", "down")
    assert table.world.services["trade"] == "degraded"
    table.becomes("a", "down")
    assert table.world.services["trade"] == "down"


def test_a_recovery_restores_after_its_time() -> None:
    table = Table(setting(services=CHAIN, recoveries=[recovery("fix", ["db"])]))
    table.becomes("db", "down")
    table.until(2)
    table.does("fix")
    table.until(11.9)
    assert table.world.services["app"] == "down"
    table.until(12)
    assert table.world.services["app"] == "up"
    assert table.times(RecoveryChanged) == [
        (2, RecoveryChanged("fix", "running")),
        (12, RecoveryChanged("fix", "succeeded")),
    ]


def test_success_sets_the_own_state_but_not_what_it_stands_on() -> None:
    table = Table(setting(services=CHAIN, recoveries=[recovery("fix", ["trade"])]))
    table.becomes("db", "down")
    table.becomes("trade", "down")
    table.does("fix")
    table.until(10)
    assert table.world.services["trade"] == "down"
    table.becomes("db", "up")
    assert table.world.services["trade"] == "up"


def test_anybody_who_does_its_action_starts_a_recovery() -> None:
    table = Table(setting(services=CHAIN, recoveries=[recovery("fix", ["db"])]))
    table.does("fix", role="head")
    assert table.world.recoveries == {"fix": "running"}


def test_a_recovery_that_starts_on_an_option_needs_that_option() -> None:
    made = setting(
        services=CHAIN,
        recoveries=[recovery("dr", ["db"], starts_on=Did("decide", option="switch"))],
    )
    table = Table(made)
    table.does("decide", "stay")
    assert table.world.recoveries == {}
    table.does("decide", "switch")
    assert table.world.recoveries == {"dr": "running"}


def test_doing_it_again_while_it_runs_starts_nothing() -> None:
    table = Table(setting(services=CHAIN, recoveries=[recovery("fix", ["db"])]))
    table.does("fix")
    table.until(5)
    table.does("fix")
    table.until(30)
    assert [fact.to for _, fact in table.times(RecoveryChanged)] == ["running", "succeeded"]  # type: ignore[attr-defined]


def test_doing_it_again_while_it_waits_starts_nothing() -> None:
    made = setting(
        services=CHAIN,
        resources={"dba": 1},
        recoveries=[
            recovery("first", ["a"], needs={"dba": 1}),
            recovery("second", ["b"], needs={"dba": 1}),
        ],
    )
    table = Table(made)
    table.does("first")
    table.does("second")
    table.until(1)
    table.does("second")
    table.until(60)
    told = [fact.to for _, fact in table.times(RecoveryChanged) if fact.recovery == "second"]  # type: ignore[attr-defined]
    assert told == ["waiting", "running", "succeeded"]


def test_doing_it_again_after_it_ended_starts_it_again_for_a_relapse() -> None:
    table = Table(setting(services=CHAIN, recoveries=[recovery("fix", ["db"])]))
    table.becomes("db", "down")
    table.does("fix")
    table.until(15)
    table.becomes("db", "down")
    table.until(20)
    table.does("fix")
    table.until(30)
    changes = [(at, f.to) for at, f in table.times(ServiceChanged) if f.service == "db"]  # type: ignore[attr-defined]
    assert changes == [(0, "down"), (10, "up"), (15, "down"), (30, "up")]


def test_it_takes_all_that_it_needs_at_once() -> None:
    made = setting(
        services=CHAIN,
        resources={"dba": 1, "site": 1},
        recoveries=[
            recovery("one", ["a"], needs={"site": 1}),
            recovery("both", ["b"], needs={"dba": 1, "site": 1}),
            recovery("dba-only", ["db"], needs={"dba": 1}, takes=Fixed(MINUTE)),
        ],
    )
    table = Table(made)
    table.does("one")
    table.does("both")
    assert table.world.recoveries["both"] == "waiting"
    table.until(10)
    assert table.world.recoveries["both"] == "running"


def test_nobody_overtakes_though_what_it_needs_is_free() -> None:
    made = setting(
        services=CHAIN,
        resources={"dba": 2},
        recoveries=[
            recovery("one", ["a"], needs={"dba": 1}),
            recovery("two", ["b"], needs={"dba": 2}),
            recovery("small", ["db"], needs={"dba": 1}, takes=Fixed(MINUTE)),
        ],
    )
    table = Table(made)
    for act in ("one", "two", "small"):
        table.does(act)
    table.until(9)
    assert table.world.recoveries == {"one": "running", "two": "waiting", "small": "waiting"}
    table.until(60)
    assert table.times(RecoveryChanged)[-3:] == [
        (20, RecoveryChanged("two", "succeeded")),
        (20, RecoveryChanged("small", "running")),
        (21, RecoveryChanged("small", "succeeded")),
    ]


def test_two_that_fit_together_start_together_when_handed_out() -> None:
    made = setting(
        services=CHAIN,
        resources={"dba": 2},
        recoveries=[
            recovery("all", ["a"], needs={"dba": 2}),
            recovery("left", ["b"], needs={"dba": 1}),
            recovery("right", ["db"], needs={"dba": 1}),
        ],
    )
    table = Table(made)
    for act in ("all", "left", "right"):
        table.does(act)
    table.until(10)
    assert table.world.recoveries == {"all": "succeeded", "left": "running", "right": "running"}


def test_recoveries_end_before_what_they_free_is_given_out() -> None:
    made = setting(
        services=CHAIN,
        resources={"dba": 2},
        recoveries=[
            recovery("b-first", ["a"], needs={"dba": 1}),
            recovery("a-second", ["b"], needs={"dba": 1}),
            recovery("next", ["db"], needs={"dba": 1}),
        ],
    )
    table = Table(made)
    for act in ("b-first", "a-second", "next"):
        table.does(act)
    table.until(10)
    assert [fact for at, fact in table.times(RecoveryChanged) if at == 10] == [
        RecoveryChanged("b-first", "succeeded"),
        RecoveryChanged("a-second", "succeeded"),
        RecoveryChanged("next", "running"),
    ]


def test_reality_goes_before_what_the_plan_believes_of_resources_and_recoveries() -> None:
    made = setting(
        services=CHAIN,
        resources={"dba": 2},
        recoveries=[recovery("x", ["a"], needs={"dba": 1}), recovery("y", ["b"], needs={"dba": 1})],
        reality=Reality(
            resources={"dba": 1}, recoveries={"x": RecoveryReality(takes=Fixed(25 * MINUTE))}
        ),
    )
    table = Table(made)
    table.does("x")
    table.does("y")
    assert table.world.recoveries["y"] == "waiting"
    table.until(24)
    assert table.world.recoveries["y"] == "waiting"
    table.until(25)
    assert table.world.recoveries == {"x": "succeeded", "y": "running"}


def test_reality_may_start_a_recovery_with_another_action_than_the_plan_believes() -> None:
    made = setting(
        services=CHAIN,
        recoveries=[recovery("x", ["a"])],
        reality=Reality(recoveries={"x": RecoveryReality(starts_on=Did("y"))}),
    )
    table = Table(made)
    table.does("x")
    assert table.world.recoveries == {}
    table.does("y")
    assert table.world.recoveries == {"x": "running"}


def test_a_recovery_that_fails_leaves_its_services_down_and_frees_what_it_took() -> None:
    made = setting(
        services=CHAIN,
        resources={"dba": 1},
        recoveries=[
            recovery("dr", ["db"], needs={"dba": 1}, success=0.0),
            recovery("fix", ["db"], needs={"dba": 1}),
        ],
    )
    table = Table(made)
    table.becomes("db", "down")
    table.does("dr")
    table.does("fix")
    table.until(10)
    assert table.world.recoveries == {"dr": "failed", "fix": "running"}
    assert table.world.services["db"] == "down"


@pytest.mark.parametrize("success", [0.0, 1.0])
def test_data_are_lost_for_each_restored_service_whether_it_succeeds_or_not(success: float) -> None:
    made = setting(
        services=CHAIN, recoveries=[recovery("dr", ["a", "b"], loses=30_000, success=success)]
    )
    table = Table(made)
    table.does("dr")
    table.until(9.99)
    assert table.times(DataLost) == []
    table.until(10)
    assert table.times(DataLost) == [(10, DataLost("a", 30_000)), (10, DataLost("b", 30_000))]


def test_losses_do_not_spread_to_dependants() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("db", "down", loses=60_000)
    assert table.times(DataLost) == [(0, DataLost("db", 60_000))]


def test_success_makes_up_what_was_lost_its_own_loss_included() -> None:
    made = setting(
        services=CHAIN,
        recoveries=[recovery("redo", ["db"], loses=5_000, makes_up=("db", "a"))],
    )
    table = Table(made)
    table.becomes("db", "down", loses=60_000)
    table.does("redo")
    table.until(10)
    assert [fact for at, fact in table.told if at == 10 * MINUTE] == [
        RecoveryChanged("redo", "succeeded"),
        DataLost("db", 5_000),
        ServiceChanged("db", "down", "up"),
        ServiceChanged("trade", "down", "up"),
        ServiceChanged("app", "down", "up"),
        DataMadeUp("db", 65_000),
    ]


def test_failure_makes_nothing_up() -> None:
    made = setting(
        services=CHAIN, recoveries=[recovery("redo", ["db"], makes_up=("db",), success=0.0)]
    )
    table = Table(made)
    table.becomes("db", "down", loses=60_000)
    table.does("redo")
    table.until(10)
    assert table.times(DataMadeUp) == []


def test_what_was_made_up_once_is_not_made_up_again() -> None:
    table = Table(setting(services=CHAIN, recoveries=[recovery("redo", ["db"], makes_up=("db",))]))
    table.becomes("db", "down", loses=60_000)
    table.does("redo")
    table.until(10)
    table.does("redo")
    table.until(20)
    assert table.times(DataMadeUp) == [(10, DataMadeUp("db", 60_000))]


def test_an_uncertain_length_is_drawn_anew_at_each_attempt_and_kept_for_a_seed() -> None:
    takes = Triangular(5 * MINUTE, 10 * MINUTE, 30 * MINUTE)
    made = setting(services=CHAIN, recoveries=[recovery("fix", ["db"], takes=takes)])
    ends = []
    for seed in (1, 1, 2):
        table = Table(made, seed)
        table.does("fix")
        table.until(40)
        table.does("fix")
        table.until(80)
        ends.append([at for at, f in table.times(RecoveryChanged) if f.to == "succeeded"])  # type: ignore[attr-defined]
    assert ends[0] == ends[1] != ends[2]
    assert ends[0][0] != ends[0][1] - 40
    assert all(5 <= end[0] <= 30 for end in ends)


def test_a_chance_of_success_comes_true_about_that_often() -> None:
    made = setting(services=CHAIN, recoveries=[recovery("fix", ["db"], success=0.9)])
    table = Table(made)
    for attempt in range(200):
        table.until(attempt * 11)
        table.does("fix")
    table.until(200 * 11)
    ends = [fact.to for _, fact in table.times(RecoveryChanged) if fact.to != "running"]  # type: ignore[attr-defined]
    assert 165 <= ends.count("succeeded") <= 195  # 180 expected, deviation 4


def test_a_recovery_that_takes_no_time_ends_in_the_same_millisecond() -> None:
    table = Table(setting(services=CHAIN, recoveries=[recovery("fix", ["db"], takes=Fixed(0))]))
    table.becomes("db", "down")
    table.does("fix")
    table.until(0)
    assert table.world.services["db"] == "up"


def test_what_seats_are_shown_is_told_before_the_change_it_hides() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("feed", "down", shows="stale")
    assert [fact for _, fact in table.told][:2] == [
        ServiceShown("feed", "stale"),
        ServiceChanged("feed", "up", "down"),
    ]


def test_shows_defaults_to_the_true_state_again() -> None:
    table = Table(setting(services=CHAIN))
    table.becomes("feed", "down", shows="up")
    table.becomes("feed", "degraded")
    table.becomes("a", "down")
    assert table.times(ServiceShown) == [
        (0, ServiceShown("feed", "up")),
        (0, ServiceShown("feed", None)),
    ]


def test_a_recovered_service_shows_its_true_state() -> None:
    table = Table(setting(services=CHAIN, recoveries=[recovery("fix", ["feed"])]))
    table.becomes("feed", "down", shows="stale")
    table.does("fix")
    table.until(10)
    assert table.times(ServiceShown)[-1] == (10, ServiceShown("feed", None))


def test_an_effect_may_only_show_or_only_lose() -> None:
    table = Table(setting(services=CHAIN))
    table.world.affect((ServiceEffect("db", shows="stale"), ServiceEffect("a", loses=1_000)))
    assert [fact for _, fact in table.told] == [ServiceShown("db", "stale"), DataLost("a", 1_000)]


def test_a_role_is_taken_away_and_brought_back_once_each() -> None:
    table = Table(setting())
    for becomes in ("absent", "absent", "present", "present"):
        table.world.affect((RoleEffect("head", becomes),))
    assert [fact for _, fact in table.told] == [
        RoleChanged("head", "absent"),
        RoleChanged("head", "present"),
    ]


def test_a_role_without_a_seat_is_absent_whatever_a_script_says() -> None:
    table = Table(setting(seats=["duty"]))
    table.world.affect((RoleEffect("head", "present"),))
    assert table.told == []


def test_the_pool_serves_who_asked_first_once_all_is_free() -> None:
    env = Environment()
    pool = Pool(env, {"dba": 1})
    assert pool.take({"dba": 1}) is None
    turn = pool.take({"dba": 1})
    assert turn is not None
    assert not turn.triggered
    pool.give_back({"dba": 1})
    env.run()
    assert turn.processed


def test_needing_nothing_waits_for_nobody() -> None:
    pool = Pool(Environment(), {})
    assert pool.take({"dba": 1}) is not None
    assert pool.take({}) is None


def test_nothing_can_be_due_in_the_past() -> None:
    env = Environment(10)
    with pytest.raises(ValueError, match="9"):
        Due(env, 9, 0)
