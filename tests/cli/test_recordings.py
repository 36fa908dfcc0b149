"""Recordings, read by a reader of their own: the chain, the pinned documents, and whatever is done to them."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cli.playing import act, plan, put, responses, scenario, startex, step

Lines = list[bytes]
PLAN = plan(
    step("within: 3m"),
    services="{id: db, title: 库, rto: 5m, rpo: 0s}",
    recoveries="{id: rec, title: R, starts_on: fix, restores: [db], takes: {min: 1m, mode: 5m, max: 9m}, success: 0.5}",
)
ALARM = "{id: I1, title: T, at: 1m, to: [duty], raises: [alarm], effects: [{service: db, becomes: down, shows: stale}]}"
ACTS = (
    act("2m", "duty/李", "ack", r", text: '中文 “q” \\ 🙂'"),
    act("3m", "head", "fix"),
    act("15m", "head", "fix"),
    "{at: 30m, facilitator: pause, reason: tea}",
    "{at: 30m, facilitator: resume}",
    "{at: 35m, facilitator: jump, to: 40m}",
)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    put(tmp_path, plan=PLAN, scenario=scenario(ALARM), responses=responses(*ACTS))
    return record(tmp_path, "a")


def record(folder: Path, name: str, seed: int = 7) -> Path:
    path = folder / f"{name}.jsonl"
    given = ("--responses", folder / "responses.yaml", "--journal", path, "--seed", seed, "--json")
    outcome = startex("play", folder / "scenario.yaml", *given)
    assert outcome.exit_code == 0, outcome.stderr
    (folder / f"{name}.json").write_text(outcome.stdout, encoding="utf-8")
    return path


def canonical(paper: dict[str, Any]) -> str:
    return json.dumps(paper, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def chained(papers: list[dict[str, Any]]) -> Lines:
    """Return *papers* as lines with hashes of their own, as a forger would."""
    lines, prev = [], None
    for paper in papers:
        bare = {**{key: value for key, value in paper.items() if key != "hash"}, "prev": prev}
        prev = "sha256:" + sha256(canonical(bare).encode()).hexdigest()
        lines.append(canonical({**bare, "hash": prev}).encode() + b"\n")
    return lines


def papers(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


def test_the_chain_can_be_recomputed_by_anybody(journal: Path) -> None:
    assert b"".join(chained(papers(journal))) == journal.read_bytes()


def test_lines_are_numbered_and_in_order_of_time_and_documents_are_pinned(journal: Path) -> None:
    header, *entries = papers(journal)
    assert (header["seq"], header["format"], header["prev"]) == (0, "startex/journal@1", None)
    assert header["seed"] == 7
    for document in header["documents"]:
        kept = (journal.parent / f"{document['name']}.yaml").read_bytes()
        assert document["text"].encode() == kept
        assert document["digest"] == "sha256:" + sha256(kept).hexdigest()
    assert [each["seq"] for each in entries] == list(range(1, len(entries) + 1))
    assert all(one["at"] <= other["at"] for one, other in pairwise(entries))
    assert {each["source"] for each in entries} == {"outside", "script", "world"}
    assert entries[0]["wall"].startswith("2026-03-16T02:00:00")
    assert entries[0]["wall"].endswith("Z")


def test_the_same_seed_gives_the_same_bytes_and_another_luck_another_course(journal: Path) -> None:
    folder = journal.parent
    again, other = record(folder, "b"), record(folder, "c", seed=8)
    assert again.read_bytes() == journal.read_bytes() != other.read_bytes()
    assert (folder / "b.json").read_bytes() == (folder / "a.json").read_bytes()


def test_a_replay_comes_to_the_same_evaluation_twice(journal: Path) -> None:
    one, other = startex("replay", journal, "--json"), startex("replay", journal, "--json")
    assert (one.exit_code, one.stdout) == (0, other.stdout)
    told = json.loads((journal.parent / "a.json").read_text(encoding="utf-8"))
    del told["refused"]
    assert json.loads(one.stdout)["evaluation"] == told


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda ls: [one.replace(b'"at":120000', b'"at":120001') for one in ls], "was changed"),
        (lambda ls: [ls[0].replace(b"within: 3m", b"within: 4m"), *ls[1:]], "line 1 was changed"),
        (lambda ls: [ls[0].replace(b'"seed":7', b'"seed":8'), *ls[1:]], "line 1 was changed"),
        (lambda ls: [*ls[:4], *ls[5:]], "before line 5 is missing"),
        (lambda ls: ls[1:], "before line 1 is missing"),
        (lambda ls: [*ls[:4], ls[5], ls[4], *ls[6:]], "line 5"),
        (lambda ls: [*ls[:5], ls[4], *ls[5:]], "line 6 does not stand where it was written"),
        (lambda ls: [*ls[:3], b"\n", *ls[3:]], "line 4 was changed"),
        (lambda ls: [*ls[:-1], ls[-1][:30]], "breaks off"),
        (lambda ls: ls[:-1], "no EndEx"),
        (lambda ls: ls[:-4], "no EndEx"),
        (lambda ls: ls[:1], "no EndEx"),
    ],
)
def test_whatever_is_done_to_a_recording_is_found(
    journal: Path, change: Callable[[Lines], Lines], said: str
) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(change(lines)))
    outcome = startex("replay", journal)
    assert outcome.exit_code == 1
    assert said in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert json.loads(startex("replay", journal, "--json").stdout)["ok"] is False


def forge(papers: list[dict[str, Any]], place: int, **changes: Any) -> None:
    papers[place] = {**papers[place], **changes}


@pytest.mark.parametrize(
    "change",
    [
        lambda ps: forge(ps, 0, seed=8),
        lambda ps: forge(ps, 2, at=60_001),
        lambda ps: forge(ps, 4, fact={**ps[4]["fact"], "to": "degraded"}),
        lambda ps: forge(ps, -1, fact={"type": "ended", "reason": "facilitator"}),
        lambda ps: forge(
            ps, 0, documents=[{**ps[0]["documents"][0], "text": "x"}, ps[0]["documents"][1]]
        ),
    ],
)
def test_a_forged_course_does_not_follow_from_its_documents_and_seed(
    journal: Path, change: Callable[[list[dict[str, Any]]], None]
) -> None:
    forged = papers(journal)
    change(forged)
    journal.write_bytes(b"".join(chained(forged)))
    outcome = startex("replay", journal)
    assert outcome.exit_code == 1
    assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "content", [b"", b"hello\n", b"[1]\n", bytes(range(256)), b'{"format": "startex/plan@1"}\n']
)
def test_what_is_no_recording_is_unreadable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    outcome = startex("replay", path, "--json")
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("until", "at", "acts", "state"),
    [
        ("0", 0, 0, "up"),
        ("90", 90_000, 0, "down"),
        ("119.999", 119_999, 0, "down"),
        ("2m", 120_000, 1, "down"),
        ("1h30m", 3_600_000, 3, None),
    ],
)
def test_until_prints_the_state_at_that_moment(
    journal: Path, until: str, at: int, acts: int, state: str | None
) -> None:
    outcome = startex("replay", journal, "--until", until, "--json")
    assert outcome.exit_code == 0
    told = json.loads(outcome.stdout)
    assert (told["at"], told["acts"]) == (at, acts)
    assert state in (None, told["services"][0]["state"])
    assert startex("replay", journal, "--until", until).exit_code == 0
