"""Records of tables that are over, each worked out once and kept until its journal grows again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from engine.store.records import RunRecord
from engine.store.store import Store
from exercise.improvement.table_record import TableRecord, table_record
from web.table import Table

_MOST = 2_000


class TableRecords:
    """What tables exercised; people's verdicts after EndEx make a journal longer, and its record new."""

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
        table = self._table(run.id)
        made = table_record(run.id, run.name, table.setting, table.evaluation(), table.entries)
        with self._lock:
            self._kept[run.id] = (table.seq, made)
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return made
