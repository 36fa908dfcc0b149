"""The findings as a spreadsheet file: a row each, heads and codes in words, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from engine.store.store import Store
from exercise.improvement.action_course import OPEN_STATES
from exercise.improvement.register_csv import safe
from web.i18n import has_words, words
from web.interfaces.feed import Answer, Item
from web.interfaces.names import Called
from web.interfaces.paper import item_paper, ways_of
from web.register.spoken import action_words, finding_words
from web.reports.changes import value_words
from web.reports.speech import Words

COLUMNS = (
    *("id", "revision", "changed", "plan", "version", "step", "finding", "severity", "class"),
    *("root_cause", "state", "standing", "origin", "exercise", "proposed", "actions", "owner"),
    *("due", "drafts", "published"),
)
_CODES = {
    "severity": "severity",
    "class": "register.class",
    "root_cause": "cause.of",
    "state": "register.state",
    "standing": "standing",
    "origin": "finding_origin",
}


def findings_csv(store: Store, answer: Answer, stamp: str, language: str, called: Called) -> str:
    """Return the findings of *answer* as CSV with a byte-order mark; *called* knows the titles of plans' items."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(_head(column, language)) for column in COLUMNS])
    for row in rows_of(store, answer, stamp, language, called):
        writer.writerow([safe(str(row[column])) for column in COLUMNS])
    return "\ufeff" + out.getvalue()


def rows_of(
    store: Store, answer: Answer, stamp: str, language: str, called: Called
) -> list[dict[str, object]]:
    """Return the findings of *answer* as cells by column, codes in words."""
    ways = ways_of(store)
    return [_row(one, item_paper(one, ways, stamp), language, called) for one in answer.items]


def _head(column: str, language: str) -> str:
    return words(language, f"findings_file.column.{column}")


def _row(item: Item, paper: Mapping[str, Any], language: str, called: Called) -> dict[str, object]:
    """Return the cells of a finding by column; of several open actions the first that is due tells owner and day."""
    open_ones = [one for one in item.actions if one.state in OPEN_STATES]
    titles = called(item.finding.plan)
    first = min(open_ones, key=lambda one: one.due or "9999", default=None)
    row = {column: paper.get(column) for column in COLUMNS}
    row |= {
        "finding": finding_words(item.finding, language),
        "proposed": change_words(paper["proposed"], titles, language),
        "actions": "\n".join(action_words(one, language) for one in item.actions),
        "owner": titles.get(first.owner or "", first.owner) if first else None,
        "due": first.due if first else None,
        "drafts": " ".join(one["id"] for one in paper["links"]["drafts"]),
        "published": " ".join(str(one) for one in paper["links"]["versions"]),
    }
    said = {column: coded(prefix, row[column], language) for column, prefix in _CODES.items()}
    return {column: "" if value is None else value for column, value in (row | said).items()}


def coded(prefix: str, code: object, language: str) -> str:
    """Return the words of a code, the code itself where it has none."""
    key = f"{prefix}.{code}"
    return words(language, key) if has_words(language, key) else str(code or "")


def change_words(change: Mapping[str, Any] | None, titles: Mapping[str, str], language: str) -> str:
    """Return a change that is proposed in a line: what of which step, from what to what."""
    if not change:
        return ""
    key, say = str(change.get("key") or ""), Words(language)
    return words(
        language,
        "findings_file.change",
        step=change.get("step", ""),
        key=coded("step_key", key, language),
        old=value_words(change.get("old"), titles, say),
        new=value_words(change.get("new"), titles, say),
    )
