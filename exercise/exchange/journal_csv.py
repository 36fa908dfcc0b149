"""The journal as a table for spreadsheets and process mining: case, activity, timestamp, resource (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from exercise.entry import Entry, role_of
from exercise.exchange.case import MARK, Case
from exercise.exchange.narration import (
    activity,
    kind_of,
    person_in,
    role_title,
    subject_of,
    told,
    transition,
)
from exercise.exchange.safe_text import cell
from exercise.paper import canonical, fact_to_paper

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""
COLUMNS = (
    *("case_id", "activity", "timestamp", "resource", "role", "role_title", "lifecycle"),
    *("seq", "at_ms", "story_time", "source", "type", "subject", "what", "details", "mark"),
)
"""The columns, always in English: programs ask for them by name."""
_UNTOLD = ("client_id", "token", "type")


def journal_csv(cases: Sequence[Case]) -> str:
    """Return the entries of *cases* as CSV with a byte order mark, one line each in the order of the journals."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for case in cases:
        writer.writerows(_rows(case))
    return BYTE_ORDER_MARK + file.getvalue()


def _rows(case: Case) -> Iterator[list[str]]:
    for entry in case.told:
        yield [
            cell(case.parts[0] + "/" + case.table),
            cell(activity(case, entry)),
            case.moment(entry),
            cell(person_in(entry)),
            cell(role_of(entry.by) if entry.by else ""),
            cell(role_title(case, entry.by)),
            transition(entry),
            str(entry.seq),
            str(entry.at),
            case.story(entry.at),
            entry.source,
            kind_of(entry),
            cell(subject_of(entry)),
            cell(told(case, entry)),
            cell(_details(entry)),
            MARK,
        ]


def _details(entry: Entry) -> str:
    paper = fact_to_paper(entry.fact)
    return canonical({name: value for name, value in paper.items() if name not in _UNTOLD})
