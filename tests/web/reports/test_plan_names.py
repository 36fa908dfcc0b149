"""A plan's conditions, dependencies and lengths in words, as its document says them."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.condition import (
    AllOf,
    AnyOf,
    At,
    Condition,
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
from scenarios.plan import AnyOfServices, Fixed, Lognormal, Plan, Triangular
from scenarios.reader import read_file
from web.reports.plans.names import Names
from web.reports.speech import Words

PLAN = Path(__file__).parents[3] / "scenarios" / "library" / "broker-trading-continuity.yaml"
MINUTE = 60_000


@pytest.fixture(scope="module")
def names() -> Names:
    plan = read_file(PLAN).document
    assert isinstance(plan, Plan)
    return Names(plan, Words("en"))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (None, ""),
        (Start(), "the exercise starts"),
        (At(5 * MINUTE), "it is 5m"),
        (Signal("alarm"), "signal “alarm” is raised"),
        (Delivered("I01"), "“I01” was played"),
        (Opened("I01"), "“I01” was opened"),
        (Done("D2"), "step “Inspect the machine room in person” is done"),
        (Did("decide-strategy"), "“Decide the strategy” was carried out"),
        (Silent("D2", MINUTE), "step “Inspect the machine room in person” stays unanswered for 1m"),
        (RoleIs("commander", ("absent",)), "Incident commander is absent"),
        (
            ServiceIs("trading", ("down", "degraded"), total_ms=10 * MINUTE),
            "“Central trading” is down/degraded 10m",
        ),
        (
            RecoveryIs("dr-switch", ("failed",)),
            "recovery “Switch to the DR site” has failed",
        ),
        (Not(Signal("a")), "not (signal “a” is raised)"),
        (
            AllOf((Signal("a"), AnyOf((Signal("b"), Signal("c"))))),
            "signal “a” is raised and (signal “b” is raised or signal “c” is raised)",
        ),
    ],
)
def test_a_condition_is_said_in_words(names: Names, condition: Condition | None, said: str) -> None:
    assert names.condition(condition) == said


def test_equal_ids_of_different_kinds_are_told_apart(names: Names) -> None:
    assert names("role", "settlement") == "Head of settlement"
    assert names("service", "settlement") == "End-of-day settlement"
    assert names("role", "all") == "Everybody"
    assert names("step", "no-such") == "no-such"


def test_what_a_service_stands_on_tells_alternatives_apart(names: Names) -> None:
    needed = ("trading", AnyOfServices(("hotline", "settlement")))
    assert names.dependencies(needed) == "Central trading, Client hotline / End-of-day settlement"


def test_a_length_is_fixed_between_bounds_or_about(names: Names) -> None:
    assert names.takes(Fixed(90_000)) == "1m 30s"
    spread = Triangular(12 * MINUTE, 15 * MINUTE, 20 * MINUTE)
    assert names.takes(spread) == "12m to 20m, mostly 15m"
    assert names.takes(Lognormal(15 * MINUTE, 0.3)) == "about 15m (median)"
