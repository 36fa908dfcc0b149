"""An inject: one scripted happening, with what triggers it, what it says and what it does to the world."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.condition import Condition
from scenarios.text import NOTHING, Text
from scenarios.timing import Ms

CLASSES = ("contextual", "key", "enabling", "supporting", "contingency")
CHANNELS = (
    "alarm",
    "email",
    "phone",
    "sms",
    "chat",
    "ticket",
    "news",
    "social",
    "regulator",
    "in-person",
)
STATUSES = (
    "draft",
    "submitted",
    "approved",
    "synchronized",
    "released",
    "complete",
    "deferred",
    "obsolete",
)
WITHDRAWN = ("deferred", "obsolete")
SHOWS = ("up", "degraded", "down", "stale")


@dataclass(frozen=True, slots=True)
class ServiceEffect:
    """Sets a service's own state (None: leaves it), what seats see of it, and data it loses."""

    service: str
    becomes: str | None = None
    shows: str | None = None
    loses: Ms = 0


@dataclass(frozen=True, slots=True)
class RoleEffect:
    """Takes a role away or brings it back."""

    role: str
    becomes: str


Effect = ServiceEffect | RoleEffect


@dataclass(frozen=True, slots=True)
class Inject:
    """One line of the MSEL; exactly one of *at*, *when*, *manual* says how it is triggered."""

    id: str
    title: Text
    at: Ms | None = None
    when: Condition | None = None
    manual: bool = False
    delay: Ms = 0
    unless: Condition | None = None
    kind: str = "contextual"  # the document's key is `class`
    sender: str | None = None  # the document's key is `from`
    to: tuple[str, ...] = ()
    channel: str | None = None
    subject: Text = NOTHING
    body: Text = NOTHING
    raises: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    expects: tuple[str, ...] = ()
    storyline: str | None = None
    module: str | None = None
    notes: Text = NOTHING
    attachments: tuple[str, ...] = ()
    author: str | None = None
    status: str = "approved"
    ask: tuple[Text, ...] = ()
    leap: Ms | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether its author has put it aside: it is never played by its trigger, only by a facilitator."""
        return self.status in WITHDRAWN

    @property
    def is_told(self) -> bool:
        """Whether somebody hears of it; otherwise it is a happening of the world alone."""
        return bool(self.to or self.sender or self.channel or self.subject or self.body)
