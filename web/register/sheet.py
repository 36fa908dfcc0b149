"""The register as a spreadsheet file and back, its heads and codes in the words of either language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.store.register_records import ActionRecord, FindingRecord
from exercise.evaluation.findings import SEVERITIES
from exercise.improvement import classes
from exercise.improvement.action_course import STATES
from exercise.improvement.register_csv import (
    COLUMNS,
    ELEMENTS,
    OWNER_KINDS,
    Change,
    Preview,
    Problem,
    preview,
    read,
    write,
)
from web.errors import Refusal
from web.i18n import LANGUAGES, words
from web.register.actions import Actions
from web.register.listing import Listing, Wanted
from web.register.papers import Paper, finding_paper
from web.register.spoken import by_code, finding_words

_CODES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "state": ("action.state", STATES),
    "element": ("element", ELEMENTS),
    "owner_kind": ("action.owner_kind", OWNER_KINDS),
    "severity": ("severity", SEVERITIES),
    "class": ("register.class", classes.CLASSES),
}
_DOING = {"accepted": "accept", "in_progress": "begin"}


def export(listing: Listing, wanted: Wanted, language: str) -> str:
    """Return the actions that fit *wanted* as CSV."""
    said = {column: by_code(*about, language) for column, about in _CODES.items()}
    rows = [_row(finding, action, language) for finding, action in listing.pairs(wanted)]
    return write(
        rows, _heads(language), lambda column, value: said.get(column, {}).get(value, value)
    )


def look(data: bytes, listing: Listing, wanted: Wanted) -> Preview:
    """Return what taking the file *data* in would do; raises Refusal when it is no text."""
    pairs = listing.pairs(wanted)
    sheet = read(_decoded(data), _known_heads(), _vocabulary())
    said = {row["id"]: row.get("finding") for _, row in sheet.rows}
    kept = {}
    for finding, action in pairs:
        rows = [_row(finding, action, language) for language in LANGUAGES]
        same = (row for row in rows if row["finding"] == said.get(action.id))
        kept[action.id] = next(same, rows[0])
    return preview(sheet, kept)


def take_in(found: Preview, actions: Actions, by: str) -> int:
    """Make the changes of *found*; return how many actions changed."""
    for change in found.changes:
        _change(change, actions, by)
    return len(found.changes)


def preview_paper(found: Preview) -> Paper:
    """Return *found* as the page shows it."""
    return {
        "changes": [_change_paper(one) for one in found.changes],
        "conflicts": [_change_paper(one) for one in found.conflicts],
        "problems": [_problem_paper(one) for one in found.problems],
        "unknown": [_problem_paper(one) for one in found.unknown],
        "same": found.same,
    }


def _row(finding: FindingRecord, action: ActionRecord, language: str) -> dict[str, str]:
    paper = finding_paper(finding)
    return {
        "id": action.id,
        "revision": str(action.revision),
        "state": action.state,
        "element": action.element,
        "words_zh": action.words.get("zh", ""),
        "words_en": action.words.get("en", ""),
        "owner_kind": action.owner_kind,
        "owner": action.owner or "",
        "start": action.start or "",
        "due": action.due or "",
        "verifier": action.verifier or "",
        "severity": paper["severity"],
        "class": paper["class"],
        "finding": finding_words(finding, language),
        "plan": finding.plan,
        "exercise": finding.exercise or "",
    }


def _heads(language: str) -> dict[str, str]:
    return {column: words(language, f"register.column.{column}") for column in COLUMNS}


def _known_heads() -> dict[str, str]:
    known = {column: column for column in COLUMNS}
    for language in LANGUAGES:
        known |= {word.casefold(): column for column, word in _heads(language).items()}
    return known


def _vocabulary() -> dict[str, dict[str, str]]:
    return {
        column: {
            word.casefold(): code
            for language in LANGUAGES
            for code, word in by_code(prefix, codes, language).items()
        }
        for column, (prefix, codes) in _CODES.items()
    }


def _decoded(data: bytes) -> str:
    """Return the text of a file as spreadsheets in China write it: UTF-8, else GB 18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("no_text_file")


def _change(change: Change, actions: Actions, by: str) -> None:
    record = actions.find(change.id)
    wanted: dict[str, Any] = {
        name: after or None
        for name, (_, after) in change.fields.items()
        if name in ("owner", "start", "due")
    }
    for name in ("element", "owner_kind"):
        if name in change.fields:
            wanted[name] = change.fields[name][1]
    said = {
        name[-2:]: after for name, (_, after) in change.fields.items() if name.startswith("words_")
    }
    if said:
        wanted["words"] = {**record.words, **said}
    if wanted:
        actions.edit(change.id, wanted, by, record.revision)
    if "state" in change.fields:
        actions.move(change.id, _DOING[change.fields["state"][1]], by, None)


def _change_paper(one: Change) -> Paper:
    fields = {name: list(values) for name, values in one.fields.items()}
    return {"line": one.line, "id": one.id, "fields": fields}


def _problem_paper(one: Problem) -> Paper:
    return {"line": one.line, "column": one.column, "code": one.code, "value": one.value[:200]}
