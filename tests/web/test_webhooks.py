"""Webhooks against a real HTTP server: signed, retried at their time, given up visibly, unharmed by a restart."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from engine.clock import ManualClock
from engine.store.records import PLAN, SCENARIO, DocumentRecord, ExerciseRecord, RunRecord
from engine.store.register_records import ActionRecord, FindingRecord
from engine.store.store import Store
from engine.store.webhook_records import DELIVERED, GIVEN_UP, WAITING, DeliveryRecord
from exercise.entry import OUTSIDE, Entry
from exercise.judging_facts import EvaluationSigned
from tests.serving import free_port
from web.errors import Refusal
from web.webhooks.courier import PAUSES, Courier
from web.webhooks.outbox import EVENTS, Outbox, check_address
from web.webhooks.signing import HEADER, is_signed, signature

BEGAN = datetime(2026, 3, 16, 2, tzinfo=UTC)
SECRET = "a secret of enough letters"


@dataclass
class Receiver:
    """A real HTTP server that answers with the statuses of *answers* in turn, then 200, and keeps what it got."""

    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?x=1"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that listens."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append((dict(self.headers), body))
            status = kept.answers.pop(0) if kept.answers else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", kept.url)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_about: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Desk:
    """A store, a clock moved by hand, and what works with both."""

    folder: Path
    clock: ManualClock = field(default_factory=lambda: ManualClock(BEGAN))

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open everything anew, as a restart does."""
        self.store = Store.in_folder(self.folder)
        self.outbox = Outbox(self.store, self.clock.stamp)
        self.courier = Courier(self.store, self.clock.stamp)

    def wait(self, seconds: int) -> int:
        """Let time pass and go the round once; return how much was tried."""
        self.clock.pass_by(seconds * 1000)
        return self.courier.deliver_due()

    def delivery(self) -> DeliveryRecord:
        """Return the only delivery there is."""
        (hook,) = self.store.webhooks.all()
        (found,) = self.store.webhooks.deliveries(hook.id)
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk."""
    made = Desk(tmp_path / "data")
    yield made
    made.store.close()


def test_what_happened_is_told_signed_to_who_asked_for_it(desk: Desk, receiver: Receiver) -> None:
    desk.outbox.register(receiver.url, ["action.changed"], "Li", SECRET)
    desk.outbox.tell("finding.taken", {})
    desk.outbox.tell("action.changed", {"action": {"id": "A-1", "words": {"zh": "培训"}}})
    assert desk.wait(0) == 1
    ((headers, body),) = receiver.got
    told = json.loads(body)
    assert told["event"] == headers["StartEx-Event"] == "action.changed"
    assert told["data"]["action"]["words"] == {"zh": "培训"}
    assert "EXERCISE" in told["mark"]
    assert told["id"] == headers["StartEx-Delivery"]
    now = int(BEGAN.timestamp())
    assert is_signed(SECRET, headers[HEADER], body, now)
    assert not is_signed("another secret", headers[HEADER], body, now)
    assert not is_signed(SECRET, headers[HEADER], body + b" ", now)
    assert desk.delivery().state == DELIVERED
    assert desk.wait(10**6) == 0


def test_a_signature_is_worth_nothing_later_or_in_another_shape() -> None:
    header = signature(SECRET, 1000, b"{}")
    assert is_signed(SECRET, header, b"{}", 1300)
    assert not is_signed(SECRET, header, b"{}", 1301)
    for broken in ("", "t=x,v1=1", "v1=abc", header.replace("v1=", "v2=")):
        assert not is_signed(SECRET, broken, b"{}", 1000)


def test_the_signature_is_the_one_that_anybody_can_work_out() -> None:
    """printf '1000.{}' | openssl dgst -sha256 -hmac key"""
    expected = "c32de423"  # the first letters, from openssl
    assert signature("key", 1000, b"{}").startswith("t=1000,v1=")
    assert len(signature("key", 1000, b"{}").partition("v1=")[2]) == 64
    assert signature("key", 1000, b"{}").partition("v1=")[2][:8] == expected


def test_a_receiver_that_fails_twice_hears_it_the_third_time(
    desk: Desk, receiver: Receiver
) -> None:
    receiver.answers = [500, 503]
    desk.outbox.register(receiver.url, EVENTS, None, SECRET)
    desk.outbox.tell("finding.taken", {"finding": {"id": "F-1"}})
    assert desk.wait(0) == 1
    first = desk.delivery()
    assert (first.state, first.status, first.tries) == (WAITING, 500, 1)
    assert first.next == "2026-03-16T02:01:00.000Z"
    assert desk.wait(PAUSES[0] - 1) == 0
    assert desk.wait(1) == 1
    assert desk.delivery().next == "2026-03-16T02:06:00.000Z"
    assert desk.wait(PAUSES[1]) == 1
    last = desk.delivery()
    assert (last.state, last.status, last.tries, last.next) == (DELIVERED, 200, 3, None)
    assert len({body for _, body in receiver.got}) == 1


def test_what_waits_survives_a_restart(desk: Desk, receiver: Receiver) -> None:
    receiver.answers = [500]
    desk.outbox.register(receiver.url, EVENTS, None, SECRET)
    desk.outbox.tell("finding.taken", {})
    desk.wait(0)
    desk.store.close()
    desk.open()
    assert desk.wait(PAUSES[0]) == 1
    assert desk.delivery().state == DELIVERED


def test_a_dead_receiver_is_given_up_and_that_is_seen(desk: Desk) -> None:
    desk.outbox.register(f"http://127.0.0.1:{free_port()}/", EVENTS, None, SECRET)
    desk.outbox.tell("finding.taken", {})
    desk.wait(0)
    for pause in PAUSES:
        assert desk.delivery().state == WAITING
        assert desk.wait(pause) == 1
    dead = desk.delivery()
    assert (dead.state, dead.tries, dead.status) == (GIVEN_UP, len(PAUSES) + 1, None)
    assert dead.problem == "refused"
    assert desk.wait(10**6) == 0


def test_a_redirect_is_not_followed(desk: Desk, receiver: Receiver) -> None:
    receiver.answers = [302]
    desk.outbox.register(receiver.url, EVENTS, None, SECRET)
    desk.outbox.tell("finding.taken", {})
    desk.wait(0)
    assert (desk.delivery().status, desk.delivery().state) == (302, WAITING)
    assert len(receiver.got) == 1


def test_a_receiver_that_is_gone_is_not_asked_again(desk: Desk, receiver: Receiver) -> None:
    receiver.answers = [410]
    desk.outbox.register(receiver.url, EVENTS, None, SECRET)
    desk.outbox.tell("finding.taken", {})
    desk.wait(0)
    assert desk.delivery().state == GIVEN_UP


def test_what_waits_for_an_ended_webhook_is_not_sent(desk: Desk, receiver: Receiver) -> None:
    hook = desk.outbox.register(receiver.url, EVENTS, None, SECRET)
    desk.outbox.tell("finding.taken", {})
    desk.store.webhooks.end(hook.id, desk.clock.stamp())
    desk.wait(0)
    (left,) = desk.store.webhooks.deliveries(hook.id)
    assert (left.state, left.problem, receiver.got) == (GIVEN_UP, "ended", [])
    desk.outbox.tell("finding.taken", {})
    assert len(desk.store.webhooks.deliveries(hook.id)) == 1


def exercise(store: Store) -> None:
    """Keep an exercise with one table."""
    store.documents.put(DocumentRecord("sha256:s", SCENARIO, "s", "…"))
    store.documents.put(DocumentRecord("sha256:p", PLAN, "p", "…"))
    stamp = "2026-03-16T00:00:00.000Z"
    record = ExerciseRecord("e", {}, "sha256:s", "sha256:p", 1, "2026.1", stamp)
    store.exercises.open(record, [RunRecord("t", "e", "A")])


def test_what_became_overdue_is_told_once_for_each_due_day(desk: Desk, receiver: Receiver) -> None:
    exercise(desk.store)
    stamp = desk.clock.stamp()
    finding = FindingRecord("f", "e", "p", 1, "D2", "response", "step_late", stamp)
    desk.store.register.add(
        finding,
        ActionRecord("late", "f", stamp, due="2026-03-15"),
        ActionRecord("today", "f", stamp, due="2026-03-16"),
        ActionRecord("over", "f", stamp, due="2026-03-01", state="verified"),
    )
    desk.outbox.register(receiver.url, ["action.overdue"], None, SECRET)
    for _ in range(3):
        desk.outbox.tell_overdue()
    assert desk.wait(0) == 1
    assert json.loads(receiver.got[0][1])["data"]["action"]["id"] == "late"
    desk.store.register.change_action("late", due="2026-03-14")
    desk.outbox.tell_overdue()
    assert desk.wait(0) == 1


def test_a_signed_evaluation_is_told_with_its_hash(desk: Desk, receiver: Receiver) -> None:
    exercise(desk.store)
    desk.outbox.register(receiver.url, ["evaluation.signed"], None, SECRET)
    fact = EvaluationSigned(through=40, hash="sha256:abc", rules="2026.1")
    entry = Entry(41, 0, OUTSIDE, desk.clock.stamp(), "evaluator/Wu", fact)
    desk.outbox.hear("t", [entry])
    desk.outbox.hear("t", [entry])
    assert desk.wait(0) == 1
    data = json.loads(receiver.got[0][1])["data"]
    assert data == {"exercise": "e", "table": "t", "seq": 41, "hash": "sha256:abc"}


@pytest.mark.parametrize(
    "address",
    [
        *("", "x", "ftp://x/", "http://", "https://a:b@x/", "http://x y/", "http://x/\n"),
        *("javascript:1", "file:///etc/passwd", "http://[::1", "http://x:99999/"),
        "http://x/" + "a" * 2000,
    ],
)
def test_only_plain_http_addresses_are_taken(address: str) -> None:
    with pytest.raises(Refusal, match="no_address"):
        check_address(address)


def test_a_webhook_without_a_secret_gets_one_of_its_own(desk: Desk) -> None:
    one = desk.outbox.register("https://example.com/hook", EVENTS, None, None)
    other = desk.outbox.register("https://example.com:8443/", EVENTS[:1], None, None)
    assert len(one.secret) >= 32
    assert one.secret != other.secret
    assert other.events == EVENTS[:1]
