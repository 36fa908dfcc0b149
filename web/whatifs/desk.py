"""The desk of what-ifs: tries changes beside what really happened, keeps those with a name, and finds them again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from engine.store.errors import NotFound
from engine.store.whatifs import WhatIfRecord
from engine.whatif import WhatIf, what_if
from exercise.whatif.misread import Misread
from web.aside import aside
from web.errors import Refusal
from web.house import House
from web.table import Table
from web.whatifs.papers import kept_paper, result_of, said, whatif_paper

MOST_KEPT = 200
"""The most what-ifs that one table keeps."""

Paper = dict[str, Any]


class Desk:
    """Works on the what-ifs of one table."""

    def __init__(self, house: House, table: Table) -> None:
        """Work for *house* on *table*."""
        self._house = house
        self._kept = house.store.whatifs
        self._table = table

    def tried(self, changes: Sequence[str], continue_with: str) -> Paper:
        """Return what *changes* would have done; raises Refusal for what cannot be read."""
        try:
            plainly = said(self._table.setting, self._table, changes)
        except Misread as fault:
            raise _refused(fault) from fault
        return {**whatif_paper(self._table, self._run(changes, continue_with)), "said": plainly}

    def listed(self) -> list[Paper]:
        """Return what is kept, oldest first."""
        return [kept_paper(one) for one in self._kept.of_run(self._table.id)]

    def keep(self, name: str, changes: Sequence[str], continue_with: str, by: str) -> Paper:
        """Keep what *changes* come to under *name* and return it; raises Refusal."""
        if len(self._kept.of_run(self._table.id)) >= MOST_KEPT:
            raise Refusal("whatifs_full", most=MOST_KEPT)
        found = self.tried(changes, continue_with)
        record = WhatIfRecord(
            f"W-{secrets.token_hex(4)}",
            self._table.id,
            name,
            self._house.room.source.stamp(),
            continue_with,
            tuple(changes),
            by,
            result_of(found),
        )
        self._kept.add(record)
        return kept_paper(record) | {"whatif": found, "stands": True}

    def shown(self, whatif: str) -> Paper:
        """Return a kept what-if, run again; *stands* tells whether it still comes to what it came to then."""
        record = self._record(whatif)
        found = self.tried(record.changes, record.continue_with)
        paper = kept_paper(record)
        return paper | {"whatif": found, "stands": result_of(found) == paper["result"]}

    def forget(self, whatif: str) -> None:
        """Keep a what-if no longer; raises Refusal."""
        self._kept.forget(self._record(whatif).id)

    def _record(self, whatif: str) -> WhatIfRecord:
        record = record_of(self._house, whatif)
        if record.run != self._table.id:
            raise Refusal("no_such_whatif", whatif=whatif)
        return record

    def _run(self, changes: Sequence[str], continue_with: str) -> WhatIf:
        table = self._table
        seed, refs = table.exercise.seed, table.documents.refs
        entries = tuple(table.entries)
        return aside(what_if, table.setting, refs, seed, entries, tuple(changes), continue_with)


def record_of(house: House, whatif: str) -> WhatIfRecord:
    """Return a kept what-if by its number; raises Refusal."""
    try:
        return house.store.whatifs.get(whatif)
    except NotFound as missing:
        raise Refusal("no_such_whatif", whatif=whatif) from missing


def _refused(fault: Misread) -> Refusal:
    numbers = {
        **fault.numbers,
        "problem": fault.code,
        "change": fault.change,
        "column": fault.column,
        "hint": fault.hint,
    }
    return Refusal("whatif_misread", **numbers)
