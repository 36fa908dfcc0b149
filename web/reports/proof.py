"""Proof in reports: the lines of the journal on which a finding stands, each with its time, who and what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercise.entry import Entry, person_of, role_of
from exercise.facts import (
    Acted,
    DataLost,
    DataMadeUp,
    Ended,
    InjectDelivered,
    InjectOpened,
    Jumped,
    RecoveryChanged,
    RoleChanged,
    ServiceChanged,
    SignalRaised,
    SilenceNoted,
    Started,
)
from exercise.script_paper import text_paper
from web.i18n import LANGUAGES
from web.reports import notation
from web.reports.review import title_of
from web.reports.speech import Words
from web.table import Table

Paper = dict[str, Any]


class Proofs:
    """The lines of one table's journal, found by their numbers."""

    def __init__(self, table: Table) -> None:
        """Read the journal of *table*."""
        self._table = table
        self._entries = {entry.seq: entry for entry in table.entries}
        self._speech = [Words(language) for language in LANGUAGES]

    def of(self, seqs: Iterable[int]) -> list[Paper]:
        """Return the lines with these numbers; those that tell a reader nothing are left out."""
        return [line for seq in seqs if (line := self._line(seq)) is not None]

    def _line(self, seq: int) -> Paper | None:
        entry = self._entries.get(seq)
        what = None if entry is None else self._what(entry)
        if entry is None or what is None:
            return None
        role = self._table.setting.roles.get(role_of(entry.by or ""))
        return {
            "seq": seq,
            "at": entry.at,
            "by_title": None if role is None else text_paper(role.title),
            "person": person_of(entry.by or ""),
            "simulated": isinstance(entry.fact, Acted) and entry.fact.simulated,
        } | what

    def _what(self, entry: Entry) -> Paper | None:
        match entry.fact:
            case Acted() as fact:
                return self._act(fact)
            case InjectDelivered(inject=inject):
                return {"code": "inject", "title": inject_title(self._table, inject)}
            case ServiceChanged(service=service, to=to):
                title = title_of(self._table.setting, service)
                return {"code": "service_changed", "title": title, "to": to}
        said = {say.short: self._said(entry, say) for say in self._speech}
        return {"code": "line", "title": said} if all(said.values()) else None

    def _said(self, entry: Entry, say: Words) -> str:
        """Return what happened as the running log says it; nothing for what proves nothing."""
        setting = self._table.setting
        match entry.fact:
            case Started():
                return say("fact.started")
            case Ended(reason=reason):
                return say("fact.ended", reason=say.named("end_reason", reason))
            case SignalRaised(inject=str(inject)):
                return say("fact.signal_raised", inject=say.text(inject_title(self._table, inject)))
            case InjectOpened(inject=inject):
                return say("fact.inject_opened", inject=say.text(inject_title(self._table, inject)))
            case SilenceNoted(step=step, for_ms=length):
                title = say.text(title_of(setting, step))
                return say("fact.silence_noted", step=title, length=say.length(length))
            case RecoveryChanged(recovery=recovery, to=to):
                title = say.text(text_paper(setting.recoveries[recovery].title)) or recovery
                return say("fact.recovery_changed", recovery=title, state=say.named("state", to))
            case RoleChanged(role=role, to=to):
                title = say.text(text_paper(setting.roles[role].title)) or role
                return say("fact.role_changed", role=title, state=say.named("state", to))
            case DataLost(service=service, ms=ms):
                title = say.text(title_of(setting, service))
                return say("fact.data_lost", service=title, time=say.length(ms))
            case DataMadeUp(service=service, ms=ms):
                title = say.text(title_of(setting, service))
                return say("fact.data_made_up", service=title, time=say.length(ms))
            case Jumped(to=to):
                return say("fact.jumped", time=notation.clock(to))
        return ""

    def _act(self, fact: Acted) -> Paper:
        action = self._table.setting.actions[fact.action]
        option = next((one.title for one in action.options if one.id == fact.option), None)
        return {
            "code": "act",
            "title": text_paper(action.title),
            "option_title": None if option is None else text_paper(option),
        }


def inject_title(table: Table, inject: str) -> dict[str, str]:
    """Return the title of an inject, the subject of one that was written on the spot."""
    script = table.screens.scene.script(inject)
    return text_paper(script.get("title")) or text_paper(script.get("subject")) or {"": inject}
