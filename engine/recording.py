"""A recording: a journal as JSON Lines (formats.md 6), each line's hash taken over the line and the hash before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from exercise.entry import OUTSIDE, SCRIPT, WORLD, Entry
from exercise.evaluation.evaluation import RULES, DocumentRefs
from exercise.paper import canonical, entry_from_paper, entry_to_paper
from exercise.rules import UnknownRules, rules_of
from exercise.setting import Setting
from scenarios.plan import Plan
from scenarios.reader import digest_of, read_text
from scenarios.scenario import Scenario

FORMAT = "startex/journal@1"
MOST_BYTES = 256_000_000
MOST_BYTES_A_LINE = 16_000_000


class RecordingError(Exception):
    """A recording cannot be read; *code* and *numbers* (`line` counts from 1) say why."""

    def __init__(self, code: str, **numbers: object) -> None:
        super().__init__(code, numbers)
        self.code = code
        self.numbers: Mapping[str, object] = numbers


class Unreadable(RecordingError):
    """It is no recording: ``file_missing file_is_directory file_not_readable file_too_big not_utf8 not_json
    not_journal no_entry rules_unknown``.
    """


class Tampered(RecordingError):
    """It was a recording, but is not what was written: ``line_changed line_missing line_moved truncated
    digest_differs``.
    """


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document as it was pinned: *name* is plan or scenario, *digest* that of its text."""

    name: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Recording:
    """All that a replay needs: the documents, the seed, the rules' version and the entries."""

    documents: tuple[DocumentText, ...]
    seed: int
    entries: tuple[Entry, ...]
    rules: str = RULES

    def document(self, name: str) -> DocumentText:
        """Return the document called *name*; raises Unreadable when the recording has none."""
        for document in self.documents:
            if document.name == name:
                return document
        raise Unreadable("not_journal", line=1, missing=name)


def write_lines(
    documents: Sequence[DocumentText], seed: int, entries: Iterable[Entry], rules: str = RULES
) -> Iterator[str]:
    """Yield the lines of a recording, each with its line feed."""
    header: dict[str, Any] = {
        "seq": 0,
        "format": FORMAT,
        "documents": [{"name": d.name, "digest": d.digest, "text": d.text} for d in documents],
        "seed": seed,
        "rules": rules,
    }
    prev = None
    for paper in _papers(header, entries):
        paper["prev"] = prev
        prev = paper["hash"] = _hash(paper)
        yield canonical(paper) + "\n"


def write_recording(path: str | Path, recording: Recording) -> None:
    """Write *recording* to the file *path*; raises OSError."""
    lines = write_lines(recording.documents, recording.seed, recording.entries, recording.rules)
    with Path(path).open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        file.writelines(lines)


def read_recording(path: str | Path) -> Recording:
    """Return the recording in the file *path*, its chain verified; raises Unreadable or Tampered."""
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            raise Unreadable("file_too_big", most=MOST_BYTES)
        with Path(path).open("rb") as file:
            return read_lines(_lines(file))
    except OSError as error:
        raise Unreadable(_file_code(error)) from error
    except ValueError as error:  # a NUL in the name
        raise Unreadable("file_missing") from error


def read_lines(lines: Iterable[bytes]) -> Recording:
    """Return the recording that *lines* say, its chain verified; raises Unreadable or Tampered."""
    chain = _verified(lines)
    header = next(chain, None)
    if header is None:
        raise Unreadable("not_journal", line=1)
    documents, seed, rules = _read_header(header)
    entries = tuple(_read_entry(paper, n) for n, paper in enumerate(chain, start=2))
    return Recording(documents, seed, entries, rules)


def _papers(header: dict[str, Any], entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    yield header
    for entry in entries:
        yield entry_to_paper(entry)


def _hash(paper: Mapping[str, Any]) -> str:
    return "sha256:" + sha256(canonical(paper).encode("utf-8", "surrogatepass")).hexdigest()


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(MOST_BYTES_A_LINE + 1):
        if len(line) > MOST_BYTES_A_LINE:
            raise Unreadable("file_too_big", most=MOST_BYTES_A_LINE)
        yield line


def _verified(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield each line as a mapping, having checked that it follows the one before it."""
    prev: object = None
    for number, line in enumerate(lines, start=1):
        paper = _parse(line, number)
        if number == 1 and paper.get("format") != FORMAT:
            raise _headless(paper)
        told = paper.pop("hash", None)
        if told != _hash(paper):
            raise Tampered("line_changed", line=number)
        if paper.get("prev") != prev or paper.get("seq") != number - 1:
            is_ahead = isinstance(paper.get("seq"), int) and paper["seq"] > number - 1
            raise Tampered("line_missing" if is_ahead else "line_moved", line=number)
        prev = told
        yield paper


def _headless(paper: Mapping[str, Any]) -> RecordingError:
    """Return what is wrong with a first line *paper* that is no header: an entry stands there, or anything else."""
    is_entry = {"seq", "at", "fact", "prev", "hash"} <= paper.keys()
    return Tampered("line_missing", line=1) if is_entry else Unreadable("not_journal", line=1)


def _parse(line: bytes, number: int) -> dict[str, Any]:
    """Return *line* as a mapping; once there is a header, a line that is none was changed or cut."""
    code = "not_journal"
    try:
        paper = json.loads(line.decode("utf-8", "surrogatepass"))
        if isinstance(paper, dict):
            return paper
    except UnicodeDecodeError:
        code = "not_utf8"
    except (ValueError, RecursionError):
        code = "not_json"
    if number == 1:
        raise Unreadable(code, line=1)
    raise Tampered("line_changed" if line.endswith(b"\n") else "truncated", line=number)


def _read_header(paper: Mapping[str, Any]) -> tuple[tuple[DocumentText, ...], int, str]:
    try:
        documents = tuple(
            DocumentText(str(each["name"]), str(each["digest"]), str(each["text"]))
            for each in paper["documents"]
        )
        return documents, int(paper["seed"]), str(paper["rules"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable("not_journal", line=1) from error


def _read_entry(paper: Mapping[str, Any], number: int) -> Entry:
    try:
        entry = entry_from_paper(paper)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable("no_entry", line=number) from error
    is_sound = isinstance(entry.at, int) and entry.source in (OUTSIDE, SCRIPT, WORLD)
    if not is_sound:
        raise Unreadable("no_entry", line=number)
    return entry


def _file_code(error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "file_is_directory"
    return "file_missing" if isinstance(error, FileNotFoundError) else "file_not_readable"


def setting_of(recording: Recording) -> tuple[Setting, DocumentRefs]:
    """Return what *recording* was played and judged by.

    Raises Tampered or Unreadable when its documents have changed, and when nobody knows its rules.
    """
    plan, scenario = (_document(recording.document(name)) for name in ("plan", "scenario"))
    if not isinstance(plan, Plan) or not isinstance(scenario, Scenario):
        raise Unreadable("not_journal", line=1)
    refs = DocumentRefs(recording.document("plan").digest, recording.document("scenario").digest)
    try:
        return Setting(plan, scenario, rules_of(recording.rules)), refs
    except UnknownRules as unknown:
        raise Unreadable("rules_unknown", version=unknown.version) from unknown


def _document(pinned: DocumentText) -> object:
    if digest_of(pinned.text) != pinned.digest:
        raise Tampered("digest_differs", line=1, name=pinned.name)
    return read_text(pinned.text, pinned.name).document
