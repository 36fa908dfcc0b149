"""The scene of one table as screens need it: its state, what is shown since when, and the mail as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exercise.entry import Entry
from exercise.facts import (
    Acted,
    InjectDelivered,
    InjectWritten,
    RecoveryChanged,
    SeatTaken,
    ServiceChanged,
    ServiceShown,
)
from exercise.rewriting import rewritten
from exercise.script_paper import inject_paper, text_paper
from exercise.setting import Setting
from exercise.state import State
from scenarios.timing import Ms


@dataclass(frozen=True, slots=True)
class Mail:
    """What an inject says to whom, as delivered."""

    to: tuple[str, ...]
    sender: str | None
    channel: str | None
    subject: dict[str, str]
    body: dict[str, str]
    attachments: tuple[str, ...]


class Scene:
    """The fold of one table's entries for its screens; fed one by one, knows no clock."""

    __slots__ = (
        "_scripts",
        "delivered_seq",
        "effective_since",
        "recovery_since",
        "reports",
        "setting",
        "shown_down",
        "shown_since",
        "simulated",
        "state",
        "told",
        "turned",
    )

    def __init__(self, setting: Setting) -> None:
        """Begin before StartEx."""
        self.setting = setting
        self.state = State(setting)
        self.turned: str | None = None
        self.shown_since: dict[str, Ms] = {}
        self.effective_since: dict[str, Ms] = {}
        self.recovery_since: dict[str, Ms] = {}
        self.simulated: set[str] = set()
        self.delivered_seq: dict[str, int] = {}
        self.shown_down: set[str] = set()
        self.told = 0
        self.reports = 0
        self._scripts = {one.id: inject_paper(one) for one in setting.injects.values()}

    def hear(self, entry: Entry) -> None:
        """Take in the next entry; ``turned`` names the service whose shown state it changed."""
        self.turned = None
        fact = entry.fact
        if isinstance(fact, ServiceChanged | ServiceShown):
            self._turn(entry, fact)
            return
        self.state.hear(entry)
        if isinstance(fact, RecoveryChanged):
            self.recovery_since[fact.recovery] = entry.at
        elif isinstance(fact, SeatTaken):
            self._seat(fact)
        elif isinstance(fact, InjectDelivered):
            self._deliver(entry.seq, fact)
        elif isinstance(fact, InjectWritten):
            self._scripts[fact.inject] = inject_paper(rewritten(self.state, fact.inject, {}))
        elif isinstance(fact, Acted):
            self.reports += self.kind(fact) == "report"

    def shows(self, service: str) -> str:
        """Return what seats see of *service*: what a script shows, else its effective state."""
        return self.state.shown.get(service, self.state.services[service])

    def mail(self, inject: str) -> Mail:
        """Return what *inject* says, as a facilitator last wrote it."""
        paper = self.script(inject)
        return Mail(
            to=tuple(_strings(paper.get("to"))),
            sender=_string(paper.get("from")),
            channel=_string(paper.get("channel")),
            subject=text_paper(paper.get("subject")),
            body=text_paper(paper.get("body")),
            attachments=tuple(_strings(paper.get("attachments"))),
        )

    def script(self, inject: str) -> Mapping[str, object]:
        """Return *inject* as a scenario file writes it, a facilitator's edits included."""
        return self._scripts.get(inject, {})

    def injects(self) -> tuple[str, ...]:
        """Return the ids of all injects, the written ones last."""
        return tuple(dict.fromkeys([*self.setting.injects, *self.state.written]))

    def addressees(self, fact: Acted) -> tuple[str, ...]:
        """Return to whom an act goes: as said by the person, else by the plan."""
        action = self.setting.actions.get(fact.action)
        return fact.to or (() if action is None else action.to)

    def kind(self, fact: Acted) -> str | None:
        """Return the kind of an act's action, such as ``report``."""
        action = self.setting.actions.get(fact.action)
        return None if action is None else action.kind

    def _deliver(self, seq: int, fact: InjectDelivered) -> None:
        first = fact.inject not in self.delivered_seq
        self.delivered_seq[fact.inject] = seq
        self.told += first and bool(self.mail(fact.inject).to)

    def _turn(self, entry: Entry, fact: ServiceChanged | ServiceShown) -> None:
        before = self.shows(fact.service)
        self.state.hear(entry)
        if isinstance(fact, ServiceChanged):
            self.effective_since[fact.service] = entry.at
        now = self.shows(fact.service)
        if now != before:
            self._count_down(fact.service, now)
            self.turned = fact.service
            self.shown_since[fact.service] = entry.at

    def _count_down(self, service: str, now: str) -> None:
        if now == "down" and self.setting.services[service].monitored:
            self.shown_down.add(service)
        else:
            self.shown_down.discard(service)

    def _seat(self, fact: SeatTaken) -> None:
        sitting = f"{fact.role}/{fact.person}"
        if fact.simulated:
            self.simulated.add(sitting)
        else:
            self.simulated.discard(sitting)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, list | tuple) else []
