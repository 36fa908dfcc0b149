"""The socket: an exercise is played over it, acts count once, and a new connection knows all that happened."""

from __future__ import annotations

import pytest


@pytest.fixture
def played(launch, enter):
    """A running exercise with its facilitator and the duty manager."""
    exercise = launch(title="Socket")
    table = exercise["tables"][0]
    facilitator = enter(exercise["links"]["facilitator"], table["id"], "Fay")
    duty = enter(table["links"]["seats"]["ops-duty"], table["id"], "li")
    assert facilitator.control("start")["ok"]
    return exercise, table, facilitator, duty


def test_an_act_is_acknowledged_with_its_number_and_told_to_the_facilitator(played):
    _, _, facilitator, duty = played
    ack = duty.act(duty.frame["actions"][0]["id"])
    assert ack["ok"]
    assert not ack.get("again")
    facilitator.wait_for_seq(ack["seq"])
    assert facilitator.view["acts"][f"a{ack['seq']}"]["by"] == "ops-duty"


def test_an_act_sent_twice_counts_once(played):
    _, _, facilitator, duty = played
    sent = {"id": "the-same", "action": duty.frame["actions"][0]["id"]}
    first, second = duty.ask("act", sent), duty.ask("act", sent)
    assert (second["seq"], second["again"]) == (first["seq"], True)
    facilitator.wait_for_seq(first["seq"])
    assert (
        len([act for act in facilitator.view["acts"].values() if act["client_id"] == "the-same"])
        == 1
    )
