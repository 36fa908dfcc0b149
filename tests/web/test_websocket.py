"""The websocket speaks RFC 6455: whole frames for slow readers, fragments, pings, and an end for nonsense."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.serving import Served
from tests.web.people import Person
from tests.web.raw import RawSocket
from web.live.websocket import frame

MANY, LONG = 60, 18_000


@pytest.fixture
def raw(server: Served) -> Iterator[RawSocket]:
    """A fresh connection."""
    connection = RawSocket(server.port)
    yield connection
    connection.close()


def test_no_compression_is_agreed_to_even_when_it_is_offered(raw):
    assert "101 Switching Protocols" in raw.head
    assert "permessage-deflate" not in raw.head


def test_a_message_in_fragments_is_one_message(server, raw):
    raw.text("0")
    whole = b"40" + json.dumps({"pass": server.facilitator()}).encode()
    raw.send(whole[:5], final=False)
    raw.send(b"between", opcode=9)
    raw.send(whole[5:], opcode=0)
    assert raw.receive() == (10, b"between")
    assert raw.text("40")


@pytest.mark.parametrize(
    ("data", "more"),
    [
        (b"40", {"masked": False}),
        (b"x" * (1 << 20) + b"x", {}),
        (b"x" * 126, {"opcode": 9}),
        (b"\xff", {}),
    ],
)
def test_what_the_protocol_forbids_ends_the_connection(raw, data, more):
    raw.text("0")
    try:
        raw.send(data, **more)
    except ConnectionError:
        return
    assert raw.receive()[0] == 8


def test_a_farewell_is_answered(raw):
    raw.text("0")
    raw.send(b"\x03\xe8", opcode=8)
    assert raw.receive() == (8, b"\x03\xe8")


def test_a_slow_reader_gets_every_frame_whole_and_in_order(server):
    exercise = server.launch(scenario="ups-single-path")
    table = exercise["tables"][0]
    facilitator = Person(server.url, server.enter(exercise["links"]["facilitator"]))
    facilitator.hello(table["id"])
    slow = RawSocket(server.port, receive_buffer=4096)
    slow.enter(server.enter(table["links"]["seats"]["ops-duty"], "li"))
    assert slow.ask(1, "hello", {"table": table["id"]})["ok"]
    assert facilitator.control("start")["ok"]
    for number in range(MANY):
        sent = {"id": f"m{number}", "to": ["ops-duty"], "text": f"{number:06}" + "字" * (LONG // 3)}
        while facilitator.ask("message", sent).get("refused") == "slow_down":
            pass
    told: list[str] = []
    while len(told) < MANY:
        message = json.loads(slow.text("42")[2:])
        if message[0] == "entries":
            lines = message[1]["lines"]
            told += [
                one["fact"]["text"][:6] for one in lines if one["fact"]["type"] == "message_sent"
            ]
    assert told == [f"{number:06}" for number in range(MANY)]
    slow.close()
    facilitator.leave()


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65535, 65536])
def test_a_frame_says_its_own_length(length):
    made = frame(b"x" * length)
    head = 2 if length < 126 else 4 if length < 65536 else 10
    assert (made[0], len(made)) == (0x82, head + length)


def test_people_who_leave_in_the_middle_of_a_sentence_leave_no_trace_in_the_log(server):
    exercise = server.launch(scenario="ups-single-path")
    table = exercise["tables"][0]
    for number in range(20):
        leaver = RawSocket(server.port)
        leaver.enter(server.enter(table["links"]["seats"]["scribe"], "zhou"))
        for event in ("hello", "ping_clock", "ping_clock"):
            leaver.send(f"42{number}{json.dumps([event, {'table': table['id']}])}".encode())
        leaver.send(b"\x03\xe8", opcode=8)
        leaver.close()
    assert server.answers()
    assert "Traceback" not in server.said
    assert "Invalid HTTP" not in server.said
