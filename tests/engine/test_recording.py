"""Recordings: a journal goes to a file and comes back, and whatever is done to the file is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from engine.recording import (
    DocumentText,
    Recording,
    RecordingError,
    Tampered,
    Unreadable,
    read_lines,
    read_recording,
    write_lines,
    write_recording,
)
from exercise.paper import canonical
from scenarios.inject import ServiceEffect
from tests.engine.making import MINUTE, act, action, inject, played, service, setting

MADE = setting(
    services=[service("db")],
    actions=[action("speak")],
    injects=[inject("I1", at=MINUTE, effects=(ServiceEffect("db", "down", "stale", 500),))],
)
DONE = played(
    MADE, act(2, "speak", by="duty/李", text='說 "hi"\u2028', to=("head",)), act(3, "speak")
)
RECORDING = Recording(
    (DocumentText("plan", "sha256:p", "计划\n"), DocumentText("scenario", "sha256:s", "x: 1\n")),
    7,
    DONE.entries,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "journal.jsonl"
    write_recording(file, RECORDING)
    return file


def test_a_recording_comes_back_as_it_was(path: Path) -> None:
    assert read_recording(path) == RECORDING


def test_the_same_journal_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.jsonl"
    write_recording(again, read_recording(path))
    assert again.read_bytes() == path.read_bytes()


def test_the_header_says_what_was_played_with_which_luck(path: Path) -> None:
    header = json.loads(path.read_text(encoding="utf-8").split("\n")[0])
    assert header["seq"] == 0
    assert header["format"] == "startex/journal@1"
    assert header["documents"][0] == {"name": "plan", "digest": "sha256:p", "text": "计划\n"}
    assert (header["seed"], header["rules"], header["prev"]) == (7, "2026.1", None)


def test_each_hash_is_taken_over_the_line_and_the_hash_before_it(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    for before, line in pairwise(lines):
        told = line.pop("hash")
        assert line["prev"] == before["hash"]
        assert told == "sha256:" + sha256(canonical(line).encode()).hexdigest()
        before.clear()
        before["hash"] = told
        line["hash"] = told


def fault(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> RecordingError:
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))
    with pytest.raises(RecordingError) as raised:
        read_recording(path)
    return raised.value


def test_a_changed_line_is_found(path: Path) -> None:
    found = fault(
        path, lambda lines: [line.replace(b'"at":60000', b'"at":60001') for line in lines]
    )
    assert isinstance(found, Tampered)
    assert (found.code, found.numbers) == ("line_changed", {"line": 3})


def test_a_changed_document_is_found(path: Path) -> None:
    found = fault(path, lambda lines: [lines[0].replace(b"x: 1", b"x: 2"), *lines[1:]])
    assert (found.code, found.numbers) == ("line_changed", {"line": 1})


def test_a_missing_line_is_found(path: Path) -> None:
    found = fault(path, lambda lines: lines[:3] + lines[4:])
    assert isinstance(found, Tampered)
    assert (found.code, found.numbers) == ("line_missing", {"line": 4})


def test_lines_in_another_order_are_found(path: Path) -> None:
    found = fault(path, lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]])
    assert isinstance(found, Tampered)
    assert found.numbers == {"line": 4}


def test_a_line_written_twice_is_found(path: Path) -> None:
    found = fault(path, lambda lines: [*lines[:4], lines[3], *lines[4:]])
    assert (found.code, found.numbers) == ("line_moved", {"line": 5})


def test_a_line_with_a_new_hash_of_its_own_breaks_the_chain_after_it(path: Path) -> None:
    def forge(lines: list[bytes]) -> list[bytes]:
        paper = json.loads(lines[2])
        del paper["hash"]
        paper["at"] = 1
        paper["hash"] = "sha256:" + sha256(canonical(paper).encode()).hexdigest()
        return [*lines[:2], canonical(paper).encode() + b"\n", *lines[3:]]

    found = fault(path, forge)
    assert isinstance(found, Tampered)
    assert found.numbers == {"line": 4}


@pytest.mark.parametrize("junk", [b"\n", b"hello\n", b"[]\n", b"\xff\n", b"{\n"], ids=repr)
def test_a_line_that_no_longer_is_one_was_changed(path: Path, junk: bytes) -> None:
    found = fault(path, lambda lines: [*lines[:3], junk, *lines[4:]])
    assert isinstance(found, Tampered)
    assert (found.code, found.numbers) == ("line_changed", {"line": 4})


def test_a_missing_header_is_a_missing_line(path: Path) -> None:
    found = fault(path, lambda lines: lines[1:])
    assert isinstance(found, Tampered)
    assert (found.code, found.numbers) == ("line_missing", {"line": 1})


def test_a_truncated_last_line_is_named(path: Path) -> None:
    found = fault(path, lambda lines: [*lines[:-1], lines[-1][:20]])
    assert isinstance(found, Tampered)
    assert (found.code, found.numbers) == ("truncated", {"line": len(DONE.entries) + 1})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_journal"),
        (b"hello\n", "not_json"),
        (b"[]\n", "not_journal"),
        (b'{"format":"something"}\n', "not_journal"),
        (b'{"format":"startex/journal@1","seq":0}\n', "line_changed"),
        (b"\xff\xfe\n", "not_utf8"),
        (b"[" * 100_000 + b"\n", "not_json"),
        (b"\x00\x01\x02", "not_json"),
    ],
)
def test_what_is_no_recording_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(content)
    with pytest.raises(RecordingError) as raised:
        read_recording(file)
    assert raised.value.code == code


def test_a_header_without_its_parts_is_no_recording() -> None:
    paper = {"format": "startex/journal@1", "seq": 0, "prev": None}
    line = canonical({**paper, "hash": "sha256:" + sha256(canonical(paper).encode()).hexdigest()})
    with pytest.raises(Unreadable) as raised:
        read_lines([line.encode()])
    assert raised.value.code == "not_journal"


def test_an_entry_without_its_parts_is_named() -> None:
    header, first = list(write_lines((), 1, DONE.entries))[:2]
    paper = json.loads(first)
    del paper["fact"], paper["hash"]
    line = canonical({**paper, "hash": "sha256:" + sha256(canonical(paper).encode()).hexdigest()})
    with pytest.raises(Unreadable) as raised:
        read_lines([header.encode(), line.encode()])
    assert (raised.value.code, raised.value.numbers) == ("no_entry", {"line": 2})


def test_files_that_are_none_are_named(tmp_path: Path) -> None:
    for name, code in (("none.jsonl", "file_missing"), ("", "file_is_directory")):
        with pytest.raises(Unreadable) as raised:
            read_recording(tmp_path / name)
        assert raised.value.code == code
    with pytest.raises(Unreadable):
        read_recording("a\0b")


def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    file = tmp_path / "huge.jsonl"
    with file.open("wb") as hole:
        hole.truncate(300_000_000)
    with pytest.raises(Unreadable) as raised:
        read_recording(file)
    assert raised.value.code == "file_too_big"


def test_a_document_that_is_not_there_is_named() -> None:
    assert RECORDING.document("plan").text == "计划\n"
    with pytest.raises(Unreadable):
        RECORDING.document("map")
