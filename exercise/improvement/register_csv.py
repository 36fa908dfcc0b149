"""The register's actions as CSV for spreadsheets and back: what came back is compared with what is kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

COLUMNS = (
    *("id", "revision", "state", "element", "words_zh", "words_en", "owner_kind", "owner"),
    *("start", "due", "verifier", "severity", "class", "finding", "plan", "exercise"),
)
EDITABLE = ("state", "element", "words_zh", "words_en", "owner_kind", "owner", "start", "due")
"""Columns that may be changed in a spreadsheet; all others only tell."""
DAYS = ("start", "due")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
MOVES = {("proposed", "accepted"), ("proposed", "in_progress"), ("accepted", "in_progress")}
"""Changes of state that need neither evidence, nor a reason, nor another person."""

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_LONGEST = 4000

Row = Mapping[str, str]
Vocabulary = Mapping[str, Mapping[str, str]]
"""By column, the word (any language) to the code that it stands for."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be read at *line* (the head is line 1) in *column*; *code* says why, *value* what stands there."""

    line: int
    column: str | None
    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that would change its action: field to before and after."""

    line: int
    id: str
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a sheet in would do; *conflicts* were changed in the register after the sheet was written."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    unknown: tuple[Problem, ...] = ()
    same: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet with their lines, and what could not be read."""

    rows: tuple[tuple[int, Row], ...] = ()
    problems: tuple[Problem, ...] = field(default_factory=tuple)


def safe(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def unsafe(text: str) -> str:
    """Return what `safe` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def write(
    rows: Iterable[Row], heads: Mapping[str, str], say: Callable[[str, str], str] = lambda _c, v: v
) -> str:
    """Return *rows* as CSV with a byte-order mark, *heads* above; *say* puts a column's code into words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([safe(heads[column]) for column in COLUMNS])
    for row in rows:
        writer.writerow([safe(say(column, row.get(column, ""))) for column in COLUMNS])
    return "\ufeff" + out.getvalue()


def read(text: str, heads: Mapping[str, str], vocabulary: Vocabulary) -> Sheet:
    """Return the rows of CSV *text*; *heads* is the word above a column, in any language, to the column."""
    text = text.removeprefix("\ufeff")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        return Sheet(problems=(Problem(1, None, "unreadable"),))
    if not lines:
        return Sheet(problems=(Problem(1, None, "empty"),))
    columns = [heads.get(unsafe(head).strip().casefold()) for head in lines[0]]
    if "id" not in columns:
        return Sheet(problems=(Problem(1, "id", "column_missing"),))
    rows = [
        (number, _row(columns, cells, vocabulary))
        for number, cells in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    return Sheet(tuple(rows))


def preview(sheet: Sheet, kept: Mapping[str, Row]) -> Preview:
    """Compare *sheet* with the rows *kept*, by the action's id."""
    changes: list[Change] = []
    conflicts: list[Change] = []
    problems, unknown = list(sheet.problems), []
    seen: set[str] = set()
    same = 0
    for line, row in sheet.rows:
        now = kept.get(row["id"])
        if now is None:
            unknown.append(Problem(line, "id", "unknown_action", row["id"]))
            continue
        if row["id"] in seen:
            problems.append(Problem(line, "id", "twice", row["id"]))
            continue
        seen.add(row["id"])
        wrong = list(_wrong(line, row, now))
        problems += wrong
        changed = _changed(row, now, {one.column for one in wrong})
        if not changed:
            same += not wrong
        elif row.get("revision") not in (None, now["revision"]):
            conflicts.append(Change(line, row["id"], changed))
        else:
            changes.append(Change(line, row["id"], changed))
    return Preview(tuple(changes), tuple(conflicts), tuple(problems), tuple(unknown), same)


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _row(columns: Sequence[str | None], cells: Sequence[str], vocabulary: Vocabulary) -> Row:
    pairs = zip(columns, cells, strict=False)
    row = {column: unsafe(cell) for column, cell in pairs if column is not None}
    for column, value in row.items():
        row[column] = vocabulary.get(column, {}).get(value.strip().casefold(), value)
        if column in DAYS:
            row[column] = _day(value)
    return {"id": "", **row, **{k: row[k].strip() for k in ("id", "revision") if k in row}}


def _day(written: str) -> str:
    """Return a day as ISO; spreadsheets like to write 2026/3/5."""
    found = _DAY.fullmatch(written.strip())
    return f"{int(found[1]):04}-{int(found[2]):02}-{int(found[3]):02}" if found else written


def _wrong(line: int, row: Row, now: Row) -> Iterable[Problem]:
    for column, value in row.items():
        if column not in COLUMNS or value == now[column] or column == "revision":
            continue
        code = _why(column, value, now)
        if code is not None:
            yield Problem(line, column, code, value)


def _why(column: str, value: str, now: Row) -> str | None:
    """Return why *value* cannot take the place of what is kept, None when it can."""
    if column not in EDITABLE:
        return "read_only"
    if column == "state":
        return None if (now["state"], value) in MOVES else "state_by_page"
    if column in DAYS:
        return None if value == "" or _is_day(value) else "no_day"
    if column == "element":
        return None if value in ELEMENTS else "no_element"
    if column == "owner_kind":
        return None if value in OWNER_KINDS else "no_owner_kind"
    return "too_long" if len(value) > _LONGEST else None


ELEMENTS = ("planning", "organization", "equipment", "training", "exercises")
OWNER_KINDS = ("role", "person", "organisation")


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _changed(row: Row, now: Row, wrong: set[str | None]) -> dict[str, tuple[str, str]]:
    return {
        column: (now[column], row[column])
        for column in EDITABLE
        if column in row and column not in wrong and row[column] != now[column]
    }
