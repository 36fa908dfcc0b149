"""Injects that their author put aside: never played by their trigger, but a facilitator may still play them."""

from __future__ import annotations

import pytest

from scenarios.condition import Delivered
from scenarios.inject import ServiceEffect
from tests.engine.making import MINUTE, deliveries, facilitates, inject, played, service, setting

DB_FALLS = (ServiceEffect("db", becomes="down"),)


@pytest.mark.parametrize("status", ["deferred", "obsolete"])
def test_an_inject_put_aside_is_never_played_by_its_time(status: str) -> None:
    made = setting(
        injects=[inject("I1", at=5 * MINUTE, status=status, effects=DB_FALLS)],
        services=[service("db")],
    )
    done = played(made)
    assert deliveries(done) == []
    assert done.run.proceedings.state.services == {"db": "up"}


def test_nor_by_its_condition() -> None:
    made = setting(
        injects=[inject("I1", at=MINUTE), inject("I2", when=Delivered("I1"), status="obsolete")]
    )
    assert deliveries(played(made)) == [(1, "I1")]


def test_a_facilitator_may_still_play_it() -> None:
    made = setting(injects=[inject("I1", at=5 * MINUTE, status="deferred")])
    released = played(made, facilitates(7, "release", inject="I1"))
    assert deliveries(released) == [(7, "I1")]


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "synchronized"])
def test_any_other_is_played(status: str) -> None:
    made = setting(injects=[inject("I1", at=5 * MINUTE, status=status)])
    assert deliveries(played(made)) == [(5, "I1")]
