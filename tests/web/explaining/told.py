"""What a table of the tests tells of an obligation, and the words that return in all of them."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.rules import TODAY, Rules, varied
from exercise.setting import Setting
from scenarios.condition import Signal
from scenarios.plan import Service
from scenarios.procedure import Escalation
from scenarios.text import Text
from tests.exercise.builders import MIN, Journal, step

ALARM = Signal("alarm")
STRICT = varied(TODAY, "late_counts_as_missed")
WEB = Service("web", Text.plain("Web"), rto=10 * MIN, rpo=30_000)
ACK = step("A", "ack", when=ALARM, within=5 * MIN)
ESCALATED = step("A", "ack", within=5 * MIN, escalate=Escalation(("lead",), 4 * MIN, "call"))


@dataclass(frozen=True)
class Told:
    """What an obligation of a small exercise is said to be, in English, with verdict and rule."""

    name: str
    play: Setting
    journal: Journal
    obligation: str
    verdict: str
    says: str
    rule: str
    rules: Rules = TODAY


def called() -> Journal:
    """Return a journal in which the alarm was raised after two minutes."""
    return Journal().signal(2 * MIN, "alarm")


def down(at: int, until: int | None, end: int = 60) -> Journal:
    """Return a journal with an outage of the web, in minutes."""
    journal = Journal().service(at * MIN, "web", "up", "down")
    if until is not None:
        journal.service(until * MIN, "web", "down", "up")
    return journal.end(end * MIN)


def full(kind: str, weight: int = 2) -> str:
    """Return the rule of a met duty."""
    return f"Rules 2026.1, {kind}: full credit (100%); weight {weight}."


def none(kind: str, weight: int = 2) -> str:
    """Return the rule of a failed duty."""
    return f"Rules 2026.1, {kind}: no credit (0%); weight {weight}."


def uncounted(kind: str) -> str:
    """Return the rule of what does not count."""
    return f"Rules 2026.1, {kind}: not counted."


OPENED = "Called for at T+2:00 by its condition coming true. "
FROM_START = "Called for at T+0:00 by StartEx. "
