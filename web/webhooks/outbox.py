"""The outbox: what has to be told to which webhook, kept before anything is sent."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from engine.store.errors import AlreadyKept, NotFound, StoreError
from engine.store.store import Store
from engine.store.webhook_records import DeliveryRecord, WebhookRecord
from exercise.entry import Entry
from exercise.improvement.due import is_overdue
from exercise.judging_facts import EvaluationSigned
from web.errors import Refusal
from web.register.calendar import day_of
from web.register.papers import action_paper

EVENTS = (
    *("finding.taken", "finding.planned", "finding.in_revision", "finding.published"),
    *("finding.verified", "finding.reopened", "finding.closed"),
    *("plan.submitted", "plan.approved", "plan.published"),
    *("action.changed", "action.overdue", "evaluation.signed"),
    *("exercise.planned", "duty.overdue"),
)
TEST = "test"
_LONGEST_URL = 2000
_SECRET_BYTES = 24

_log = logging.getLogger(__name__)


class Outbox:
    """Puts what happened in line for every webhook that wants to hear of it."""

    def __init__(self, store: Store, stamp: Callable[[], str]) -> None:
        """Keep deliveries in *store*; *stamp* tells the time of day."""
        self._store = store
        self._stamp = stamp

    def register(
        self, url: str, events: Sequence[str], by: str | None, secret: str | None
    ) -> WebhookRecord:
        """Keep a webhook at *url* that hears of *events*; raises Refusal ``no_address``."""
        check_address(url)
        webhook = WebhookRecord(
            id=f"w-{secrets.token_hex(4)}",
            url=url,
            secret=secret or secrets.token_urlsafe(_SECRET_BYTES),
            made=self._stamp(),
            events=tuple(one for one in EVENTS if one in events),
            made_by=by,
        )
        self._store.webhooks.add(webhook)
        return webhook

    def find(self, webhook: str) -> WebhookRecord:
        """Return a webhook that is not ended; raises Refusal."""
        found = next((one for one in self._store.webhooks.all() if one.id == webhook), None)
        if found is None:
            raise Refusal("no_such_webhook", webhook=webhook)
        return found

    def tell(self, event: str, data: Mapping[str, Any], once: str | None = None) -> None:
        """Put *event* in line for who wants it; with *once* it is told once under that name, however often asked."""
        for webhook in self._store.webhooks.all():
            if event in webhook.events:
                self.put(webhook, event, data, once)

    def put(
        self, webhook: WebhookRecord, event: str, data: Mapping[str, Any], once: str | None = None
    ) -> str:
        """Put one delivery in line and return its id."""
        now = self._stamp()
        name = _fixed(webhook.id, event, once) if once else f"d-{secrets.token_hex(8)}"
        body = {
            "id": name,
            "event": event,
            "made": now,
            "mark": "EXERCISE 演练",
            "data": dict(data),
        }
        text = json.dumps(body, ensure_ascii=False)
        with suppress(AlreadyKept):
            self._store.webhooks.send(
                DeliveryRecord(name, webhook.id, event, text, made=now, next=now)
            )
        return name

    def tell_overdue(self) -> None:
        """Tell of every action that is overdue, once for each day that it was due on."""
        today = day_of(self._stamp())
        if not any("action.overdue" in one.events for one in self._store.webhooks.all()):
            return
        for action in self._store.register.actions():
            if is_overdue(action.due, action.state, today):
                data = {"action": action_paper(action, today)}
                self.tell("action.overdue", data, once=f"{action.id}/{action.due}")

    def hear(self, run: str, entries: Sequence[Entry]) -> None:
        """Tell of evaluations that were signed; whatever goes wrong is no trouble of who signs."""
        for entry in entries:
            if isinstance(entry.fact, EvaluationSigned):
                try:
                    self._tell_signed(run, entry)
                except StoreError:
                    _log.exception("webhook_not_kept")

    def _tell_signed(self, run: str, entry: Entry) -> None:
        fact = entry.fact
        if not isinstance(fact, EvaluationSigned):
            return
        with suppress(NotFound):
            exercise = self._store.exercises.run(run).exercise
            data = {"exercise": exercise, "table": run, "seq": entry.seq, "hash": fact.hash}
            self.tell("evaluation.signed", data, once=f"{run}/{entry.seq}")


def check_address(url: str) -> None:
    """Raise Refusal ``no_address`` unless *url* is an http or https address without a name and password in it."""
    try:
        parts = urlsplit(url)
        is_fine = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise Refusal("no_address") from None
    is_plain = url.isascii() and url.isprintable() and " " not in url and "@" not in parts.netloc
    if parts.scheme not in ("http", "https") or not (is_fine and is_plain):
        raise Refusal("no_address")
    if len(url) > _LONGEST_URL:
        raise Refusal("no_address")


def _fixed(*parts: str) -> str:
    return f"d-{sha256('|'.join(parts).encode()).hexdigest()[:16]}"
