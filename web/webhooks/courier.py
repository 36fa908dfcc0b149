"""The courier: takes what lies in the outbox to its address, and comes back later where nobody answered."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from engine.store.store import Store
from engine.store.webhook_records import (
    DELIVERED,
    GIVEN_UP,
    WAITING,
    DeliveryRecord,
    WebhookRecord,
)
from web.webhooks.signing import HEADER, signature

MINUTE, HOUR = 60, 3600
PAUSES = (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 8 * HOUR, 24 * HOUR)
"""Seconds from each failed try to the next; after the last try it is given up."""
PATIENCE = 10
_GONE = 410

Post = Callable[[str, bytes, Mapping[str, str]], int]


class Courier:
    """Delivers what is due; who calls it decides when. All that it knows is in the store."""

    def __init__(self, store: Store, stamp: Callable[[], str], post: Post | None = None) -> None:
        """Deliver from *store*; *stamp* tells the time of day, *post* sends and returns the status."""
        self._webhooks = store.webhooks
        self._stamp = stamp
        self._post = post or send

    def deliver_due(self) -> int:
        """Try everything that is due; return how much was tried."""
        due = self._webhooks.due(self._stamp())
        for delivery in due:
            self.deliver(delivery)
        return len(due)

    def deliver(self, delivery: DeliveryRecord) -> DeliveryRecord:
        """Try one delivery and keep how it went; return it as it is now."""
        webhook = self._webhooks.get(delivery.webhook)
        now = self._stamp()
        if webhook.ended is not None:
            outcome: dict[str, Any] = {"state": GIVEN_UP, "next": None, "problem": "ended"}
        else:
            outcome = self._tried(webhook, delivery, now)
        self._webhooks.change(delivery.id, **outcome)
        return self._webhooks.delivery(delivery.id)

    def _tried(self, webhook: WebhookRecord, delivery: DeliveryRecord, now: str) -> dict[str, Any]:
        body = delivery.body.encode()
        status: int | None = None
        problem: str | None = None
        try:
            status = self._post(webhook.url, body, _headers(webhook, delivery, body, now))
        except (OSError, http.client.HTTPException) as error:
            problem = _code(error)
        tries = delivery.tries + 1
        outcome = {"tries": tries, "tried": now, "status": status, "problem": problem}
        return outcome | _next(status, tries, now)


def send(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post *body* to *url* and return the status; redirects are not followed. Raises OSError, HTTPException."""
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "https":
        safe = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=safe)
    return http.client.HTTPConnection(host, port, timeout=PATIENCE)


def _headers(
    webhook: WebhookRecord, delivery: DeliveryRecord, body: bytes, now: str
) -> dict[str, str]:
    moment = int(datetime.fromisoformat(now).timestamp())
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "StartEx",
        "StartEx-Event": delivery.event,
        "StartEx-Delivery": delivery.id,
        HEADER: signature(webhook.secret, moment, body),
    }


def _next(status: int | None, tries: int, now: str) -> dict[str, Any]:
    """Return what follows from a try: heard, gone for good, tried too often, or when to come back."""
    if status is not None and 200 <= status < 300:
        return {"state": DELIVERED, "next": None}
    if status == _GONE or tries > len(PAUSES):
        return {"state": GIVEN_UP, "next": None}
    later = datetime.fromisoformat(now) + timedelta(seconds=PAUSES[tries - 1])
    stamp = later.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"state": WAITING, "next": stamp}


def _code(error: Exception) -> str:
    """Return a short code for why nobody answered."""
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError):
        return "no_trust"
    if isinstance(error, ConnectionRefusedError):
        return "refused"
    return "unreachable" if isinstance(error, OSError) else "no_http"
