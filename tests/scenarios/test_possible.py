"""When things can happen at the earliest, and what never can."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scenarios.checks.possible import NEVER, Possible
from scenarios.condition import (
    AllOf,
    AnyOf,
    At,
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
from scenarios.reader import read_file
from tests.scenarios.samples import PLAN, SCENARIO

MINUTE = 60_000


@pytest.fixture(scope="module")
def plan():
    """Return the small plan."""
    return read_file(PLAN).document


@pytest.fixture(scope="module")
def scenario():
    """Return the small scenario: alarm and commander's absence at 2 min, core-db down at 5 min."""
    return read_file(SCENARIO).document


@pytest.fixture(scope="module")
def possible(plan, scenario):
    """Return what can happen in them."""
    return Possible(plan, scenario)


@pytest.mark.parametrize(
    ("condition", "minutes"),
    [
        (Start(), 0),
        (At(7 * MINUTE), 7),
        (At(91 * MINUTE), NEVER),
        (Signal("alarm"), 2),
        (Signal("nobody-raises-it"), NEVER),
        (Delivered("I02"), 5),
        (Opened("I01"), 2),
        (Opened("I02"), NEVER),
        (Done("D1"), 2),
        (Did("decide-dr"), 0),
        (Did("acknowledge-alarm", by="commander"), NEVER),
        (Silent("D1", 5 * MINUTE), 7),
        (ServiceIs("core-db", ("degraded",)), 2),
        (ServiceIs("core-db", ("down",)), 5),
        (ServiceIs("trading", ("down",), 10 * MINUTE), 12),
        (ServiceIs("market-data", ("down",)), NEVER),
        (ServiceIs("core-db", ("up",)), 2),
        (ServiceIs("market-data", ("up",)), NEVER),
        (ServiceIs("market-data", ("up",), total_ms=4 * MINUTE), 4),
        (RoleIs("commander", ("absent",)), 2),
        (RoleIs("it-head", ("absent",)), NEVER),
        (RecoveryIs("restart", ("succeeded",)), 0),
        (RecoveryIs("restart", ("failed",)), NEVER),
        (RecoveryIs("switch-to-dr", ("failed",)), 0),
        (AllOf((Signal("alarm"), ServiceIs("core-db", ("down",)))), 5),
        (AllOf((Signal("alarm"), ServiceIs("market-data", ("up",)))), 2),
        (AnyOf((At(30 * MINUTE), Signal("alarm"))), 2),
        (Not(ServiceIs("core-db", ("up",))), 2),
        (Not(Done("D1")), NEVER),
        (Not(Silent("D1", 5 * MINUTE)), 7),
    ],
)
def test_a_trigger_has_an_earliest_moment(possible, condition, minutes):
    assert possible.trigger(condition) == minutes * MINUTE


@pytest.mark.parametrize(
    ("condition", "minutes"),
    [
        (ServiceIs("market-data", ("up",)), 0),
        (ServiceIs("market-data", ("down",), total_ms=0), 0),
        (Not(Done("D1")), 0),
        (RoleIs("it-head", ("present",)), 0),
        (Not(ServiceIs("market-data", ("up", "degraded"))), NEVER),
        (AllOf((Start(), Delivered("I02"))), 5),
    ],
)
def test_a_question_can_be_true_from_the_start(possible, condition, minutes):
    assert possible.truth(condition) == minutes * MINUTE


def test_a_service_falls_with_the_last_of_its_alternatives(plan, scenario):
    believed = replace(scenario, reality=replace(scenario.reality, services={}))
    only_gateways = replace(believed, injects=(believed.injects[0],))
    assert Possible(plan, only_gateways).trigger(ServiceIs("trading", ("down",))) == NEVER


def test_a_step_that_nobody_with_a_seat_may_answer_is_never_done(plan, scenario):
    lonely = replace(scenario, seats=scenario.seats[2:])
    assert Possible(plan, lonely).trigger(Done("D1")) == NEVER


def test_a_deputy_with_a_seat_can_do_the_step(plan, scenario):
    deputy = replace(scenario, seats=scenario.seats[1:2])
    assert Possible(plan, deputy).trigger(Done("D1")) == 2 * MINUTE


def test_without_a_scenario_a_script_can_do_anything(plan):
    alone = Possible(plan)
    assert alone.trigger(Signal("nobody-raises-it")) == 0
    assert alone.trigger(ServiceIs("market-data", ("down",))) == 0
