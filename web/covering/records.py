"""Records of tables that are over, each worked out once and kept until its journal grows again."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from engine.store.records import RunRecord
from engine.store.store import Store
from exercise.improvement.table_record import TableRecord, table_record
from exercise.improvement.table_record_paper import record_from_paper, record_to_paper
from web.table import Table

_MOST = 2_000


class TableRecords:
    """What tables exercised; people's verdicts after EndEx make a journal longer, and its record new.

    A record outlives the server as a setting, so that the exercises of years need not be read again for one page.
    """

    def __init__(self, store: Store, table: Callable[[str], Table]) -> None:
        """Read tables by *table*, and ask *store* how long their journals are."""
        self._store = store
        self._table = table
        self._kept: OrderedDict[str, tuple[int, TableRecord]] = OrderedDict()
        self._lock = Lock()

    def of(self, run: RunRecord) -> TableRecord:
        """Return the record of a table that is over."""
        last = self._store.journals.last_seq(run.id)
        with self._lock:
            kept = self._kept.get(run.id)
        if kept is not None and kept[0] == last:
            return kept[1]
        seq, record = self._written(run.id, last) or self._made(run)
        with self._lock:
            self._kept[run.id] = (seq, record)
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return record

    def _written(self, run: str, last: int) -> tuple[int, TableRecord] | None:
        """Return what was worked out before of a journal of *last* entries, None when there is nothing that fits."""
        text = self._store.setting(_key(run))
        paper = {} if text is None else json.loads(text)
        record = record_from_paper(paper) if paper.get("seq") == last else None
        return None if record is None else (last, record)

    def _made(self, run: RunRecord) -> tuple[int, TableRecord]:
        table = self._table(run.id)
        seq = table.seq
        made = table_record(run.id, run.name, table.setting, table.evaluation(), table.entries)
        paper = {**record_to_paper(made), "seq": seq}
        self._store.set_setting(_key(run.id), json.dumps(paper))
        return seq, made


def _key(run: str) -> str:
    return f"coverage.{run}"
