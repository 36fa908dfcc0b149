"""Proof in reports: the lines of the journal on which a finding stands, each with its time, who and what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercise.entry import Entry, person_of, role_of
from exercise.facts import Acted, InjectDelivered, ServiceChanged
from exercise.script_paper import text_paper
from web.reports.review import title_of
from web.table import Table

Paper = dict[str, Any]


class Proofs:
    """The lines of one table's journal, found by their numbers."""

    def __init__(self, table: Table) -> None:
        """Read the journal of *table*."""
        self._table = table
        self._entries = {entry.seq: entry for entry in table.entries}

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
        return None

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
