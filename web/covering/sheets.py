"""Coverage as spreadsheets: a workbook with a sheet for each kind of thing, or the first table as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from exercise.exchange import safe_text
from web.covering.tables import (
    causes_table,
    clauses_table,
    recoveries_table,
    roles_table,
    services_table,
    steps_table,
)
from web.reports import notation
from web.reports.document import LANDSCAPE, Block, Document, Heading, Table, cell, plain
from web.reports.speech import Words, mark

Paper = Mapping[str, Any]

FORMATS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def plan_sheet(paper: Paper, ending: str, language: str, made: str) -> bytes:
    """Return a plan's coverage as a file: every step, and as a workbook services, measures, roles and clauses too."""
    say = Words(language)
    tables = [steps_table(paper, say)]
    if ending == "xlsx":
        rest = (services_table, recoveries_table, roles_table, clauses_table)
        tables += [one(paper, say) for one in rest]
    title = say.about(say("coverage"), say.text(paper["plan"]["title"]))
    return _written(tables, ending, title, paper, say, made)


def whole_sheet(paper: Paper, ending: str, language: str, made: str) -> bytes:
    """Return causes and clauses over all plans as a file; as CSV the clauses alone."""
    say = Words(language)
    tables = [clauses_table(paper, say)]
    if ending == "xlsx":
        tables.insert(0, causes_table(paper, say))
    return _written(tables, ending, say("coverage.all"), paper, say, made)


def _written(
    tables: Sequence[Table], ending: str, title: str, paper: Paper, say: Words, made: str
) -> bytes:
    if ending == "csv":
        return _csv(tables[0])
    blocks: list[Block] = []
    for table in tables:
        blocks += [Heading(1, table.caption), table]
    from web.reports.xlsx import xlsx

    as_of = say.about(say("coverage.as_of"), paper["day"])
    return xlsx(
        Document("coverage", say.language, title, as_of, mark(), made, tuple(blocks), LANDSCAPE)
    )


def _csv(table: Table) -> bytes:
    """Return *table* as spreadsheets in China open it: UTF-8 with a byte-order mark, nothing taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_text.cell(head) for head in table.heads])
    for row in table.rows:
        writer.writerow([_value(plain(cell(one).text)) for one in row])
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def _value(text: str) -> str:
    return "" if text == notation.NONE else safe_text.cell(text)
