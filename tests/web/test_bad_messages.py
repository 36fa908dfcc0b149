"""Nonsense on the socket is answered with a code, changes nothing and ends nobody's connection."""

from __future__ import annotations

import contextlib

import pytest
import socketio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.people import Person
from web.errors import Refusal
from web.payloads import commands as read

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "action", "form", "to", "text", "do", "content", "inject"])
            | st.text(max_size=8),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def seat(server):
    """A participant at a running table."""
    exercise = server.launch(scenario="ups-single-path")
    table = exercise["tables"][0]
    facilitator = Person(server.url, server.enter(exercise["links"]["facilitator"]))
    facilitator.hello(table["id"])
    facilitator.control("start")
    person = Person(server.url, server.enter(table["links"]["seats"]["ops-duty"], "li"))
    assert person.hello(table["id"])["ok"]
    yield person, facilitator, table["id"]
    person.leave()
    facilitator.leave()


@pytest.mark.parametrize(
    ("event", "payload", "code"),
    [
        ("act", None, "malformed"),
        ("act", "x", "malformed"),
        ("act", [], "malformed"),
        ("act", {"action": "acknowledge-alarm"}, "malformed"),
        ("act", {"id": "", "action": "acknowledge-alarm"}, "malformed"),
        ("act", {"id": "x" * 65, "action": "acknowledge-alarm"}, "malformed"),
        ("act", {"id": 1, "action": "acknowledge-alarm"}, "malformed"),
        ("act", {"id": "1", "action": "acknowledge-alarm", "by": "commander"}, "malformed"),
        ("act", {"id": "1", "action": "no-such"}, "no_such_action"),
        ("act", {"id": "1", "action": "acknowledge-alarm", "about": "I99"}, "no_such_inject"),
        ("act", {"id": "1", "action": "acknowledge-alarm", "about": "I20"}, "no_such_inject"),
        ("act", {"id": "1", "action": "acknowledge-alarm", "to": ["nobody"]}, "no_such_addressee"),
        ("act", {"id": "1", "action": "acknowledge-alarm", "form": {"a": {"b": 1}}}, "malformed"),
        ("act", {"id": "1", "action": "acknowledge-alarm", "text": "x" * 20_001}, "too_long"),
        ("message", {"id": "1", "to": [], "text": "hello"}, "malformed"),
        ("message", {"id": "1", "to": ["it-head"], "text": " "}, "malformed"),
        ("message", {"id": "1", "to": ["it-head"], "text": "hello", "as": "bureau"}, "not_yours"),
        ("open", {"inject": "I20"}, "no_such_inject"),
        ("note", {"id": "1", "text": "secret", "audience": "evaluators"}, "not_yours"),
        ("rate", {"subject": "whole", "rating": "P"}, "not_yours"),
        ("override", {"obligation": "D1.response#1", "verdict": "met"}, "not_yours"),
        ("control", {"do": "end"}, "not_yours"),
        ("hello", {"table": "t-none"}, "no_such_table"),
        ("hello", {}, "malformed"),
    ],
)
def test_a_seat_that_asks_wrongly_is_told_why(seat, event, payload, code):
    person, _, _ = seat
    assert person.ask(event, payload)["refused"] == code


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({}, "malformed"),
        ({"do": "fly"}, "malformed"),
        ({"do": "speed", "factor": 61}, "speed_out_of_range"),
        ({"do": "speed", "factor": "fast"}, "malformed"),
        ({"do": "speed", "factor": float("inf")}, "malformed"),
        ({"do": "jump"}, "malformed"),
        ({"do": "jump", "to": -1}, "malformed"),
        ({"do": "jump", "to": 0}, "jump_backwards"),
        ({"do": "start"}, "already_started"),
        ({"do": "resume"}, "not_paused"),
        ({"do": "release", "inject": "I99"}, "no_such_inject"),
        ({"do": "write", "content": []}, "malformed"),
        ({"do": "write", "content": {"to": ["nobody"], "body": "x"}}, "unwritable_inject"),
        ({"do": "write", "content": {"body": "x", "more": 1}}, "unwritable_inject"),
        ({"do": "overdue", "choice": "laugh"}, "malformed"),
    ],
)
def test_a_facilitator_who_asks_wrongly_is_told_why(seat, payload, code):
    _, facilitator, _ = seat
    assert facilitator.control(payload.pop("do", ""), **payload)["refused"] == code


def test_somebody_who_was_not_let_in_hears_why(server):
    client = socketio.Client(reconnection=False)
    told = []
    client.on("connect_error", told.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(server.url, auth={"pass": "forged"}, transports=["websocket"])
    assert told[0]["data"]["refused"] == "who_are_you"


def test_nobody_acts_before_hello(server, seat):
    _, _, table = seat
    found = server.ask("GET", f"/tables/{table}/snapshot", holder=server.facilitator())
    assert found["ok"]
    stranger = Person(server.url, server.facilitator())
    assert stranger.control("pause")["refused"] == "hello_first"
    stranger.leave()


def test_who_floods_is_told_to_slow_down_and_others_are_not(seat):
    person, facilitator, _ = seat
    codes = {person.ask("ping_clock", {}).get("refused") for _ in range(120)}
    assert "slow_down" in codes
    assert facilitator.ask("ping_clock", {})["ok"]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING)
def test_every_reader_refuses_nonsense_and_never_breaks(data):
    readers = (
        read.read_act,
        read.read_open,
        read.read_rating,
        read.read_override,
        read.read_control,
    )
    for reader in readers:
        with contextlib.suppress(Refusal):
            reader("ops-duty/li", data)
