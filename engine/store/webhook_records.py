"""Records of webhooks: who is told, and each telling with how it went. Stamps are ISO 8601 in UTC."""

from __future__ import annotations

from dataclasses import dataclass

WAITING, DELIVERED, GIVEN_UP = "waiting", "delivered", "given_up"


@dataclass(frozen=True, slots=True)
class WebhookRecord:
    """An address that is told of *events*; its *secret* signs what is sent, so it has to be kept as it is."""

    id: str
    url: str
    secret: str
    made: str
    events: tuple[str, ...] = ()
    made_by: str | None = None
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """One event on its way to one webhook: WAITING until *next*, then DELIVERED or GIVEN_UP; *status* is HTTP's."""

    id: str
    webhook: str
    event: str
    body: str
    made: str
    state: str = WAITING
    tries: int = 0
    next: str | None = None
    tried: str | None = None
    status: int | None = None
    problem: str | None = None
