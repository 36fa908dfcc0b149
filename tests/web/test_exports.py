"""Exports by API and command: who may have them, in which formats, the same bytes, nothing of blind evaluators."""

from __future__ import annotations

import csv
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from engine.recording import read_recording
from tests.serving import Served, serve
from tests.web.past import Past
from tests.web.people import Person
from tests.web.test_serve import run
from web.exporting import FORMATS

MANY = [kind for kind, one in FORMATS.items() if not one.is_single]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A data folder with an exercise of one table and one of two."""
    data = Path(tmp_path_factory.mktemp("past")) / "data"
    past = Past(data)
    one = past.exercise(["ups-deviating.yaml"], "2026-01-15T02:00:00.000Z", "One")
    two = past.exercise(["ups-model.yaml", 3], "2026-04-15T02:00:00.000Z", "Two")
    past.close()
    return data, one, two


@pytest.fixture(scope="module")
def over(kept: tuple[Path, str, str]) -> Iterator[Served]:
    """A server over that folder."""
    served = serve(kept[0])
    yield served
    served.stop()


def fetched(server: Served, path: str, holder: str = "") -> tuple[int, bytes, Any]:
    """Return status, content and headers of what stands under *path*."""
    headers = {"Authorization": f"Bearer {holder}"} if holder else {}
    request = urllib.request.Request(f"{server.url}/api/v1{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers


def table_of(server: Served, exercise: str) -> str:
    """Return the first table of an exercise."""
    found = server.ask("GET", f"/exercises/{exercise}", holder=server.facilitator())
    return str(found["tables"][0]["id"])


@pytest.mark.parametrize("kind", list(FORMATS))
def test_a_facilitator_downloads_a_table_in_every_format(over, kept, kind):
    table = table_of(over, kept[1])
    path = f"/tables/{table}/export/{kind}?lang=en"
    status, content, headers = fetched(over, path, over.facilitator())
    assert status == 200
    assert headers["Content-Type"].startswith(FORMATS[kind].mimetype)
    assert f'filename="EXERCISE-{kept[1]}-{table}-{kind}.' in headers["Content-Disposition"]
    assert content == fetched(over, path, over.facilitator())[1]


@pytest.mark.parametrize("kind", MANY)
def test_all_tables_of_an_exercise_come_in_one_file(over, kept, kind):
    status, content, _ = fetched(
        over, f"/exercises/{kept[2]}/export/{kind}?lang=zh", over.facilitator()
    )
    assert status == 200
    assert len(content) > 10_000


def test_a_format_of_one_table_is_refused_for_two(over, kept):
    status, content, _ = fetched(over, f"/exercises/{kept[2]}/export/jsonl", over.facilitator())
    assert (status, json.loads(content)["refused"]) == (409, "one_table")


def test_an_unknown_format_is_refused(over, kept):
    path = f"/tables/{table_of(over, kept[1])}/export/docx"
    status, content, _ = fetched(over, path, over.facilitator())
    assert (status, json.loads(content)["refused"]) == (404, "no_such_format")


def test_strangers_and_participants_get_nothing(over, kept):
    exercise = over.ask("GET", f"/exercises/{kept[1]}", holder=over.facilitator())
    table = exercise["tables"][0]
    seat = over.enter(table["links"]["observer"], "Olga")
    for path in (f"/tables/{table['id']}/export/csv", f"/exercises/{kept[1]}/export/csv"):
        assert fetched(over, path)[0] == 401
        assert fetched(over, path, seat)[0] == 403


def test_an_evaluator_of_another_exercise_gets_nothing(over, kept):
    links = over.ask("GET", f"/exercises/{kept[1]}", holder=over.facilitator())["links"]
    evaluator = over.enter(links["evaluator"], "Eve")
    assert fetched(over, f"/exercises/{kept[1]}/export/csv", evaluator)[0] == 200
    assert fetched(over, f"/exercises/{kept[2]}/export/csv", evaluator)[0] == 403


def test_the_journal_that_was_downloaded_can_be_replayed(over, kept, tmp_path):
    path = f"/tables/{table_of(over, kept[1])}/export/jsonl"
    file = tmp_path / "exercise.jsonl"
    file.write_bytes(fetched(over, path, over.facilitator())[1])
    assert len(read_recording(file).entries) > 100


def test_a_blind_evaluator_is_exported_nothing_of_another_ones_judgement(server, launch, enter):
    exercise = launch(title="Blind")
    table = exercise["tables"][0]["id"]
    fay = enter(exercise["links"]["facilitator"], table, "Fay")
    ann: Person = enter(exercise["links"]["evaluator"], table, "Ann")
    assert fay.control("start")["ok"]
    assert fay.control("end")["ok"]
    assert fay.ask("panel", {"evaluators": ["Ann", "Bob"], "lead": "Ann"})["ok"]
    secret = "zq-secret-reason"
    ann.ask("rate", {"subject": "whole", "rating": "U", "reason": secret})
    done = ann.ask("note", {"id": "n1", "text": secret, "audience": "evaluators"})
    fay.wait_for_seq(done["seq"])
    bob = server.enter_panel(table, "Bob")
    for kind in FORMATS:
        status, content, _ = fetched(server, f"/tables/{table}/export/{kind}", bob)
        if FORMATS[kind].is_whole:
            assert (status, json.loads(content)["refused"]) == (409, "still_blind")
        else:
            assert status == 200
            assert secret.encode() not in content, kind
    whole = fetched(server, f"/tables/{table}/export/jsonl", server.facilitator())[1]
    assert secret.encode() in whole


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of a play by simulated people."""
    path = Path(tmp_path_factory.mktemp("played")) / "bots.jsonl"
    done = run("play", "ups-single-path", "--bots", "--seed", "2", "--journal", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.parametrize("kind", list(FORMATS))
def test_the_command_exports_a_journal(journal, tmp_path, kind):
    file = tmp_path / f"one.{FORMATS[kind].ending}"
    done = run("export", str(journal), "--to", kind, "--out", str(file), "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(file)
    if FORMATS[kind].ending == "json":
        json.loads(file.read_text(encoding="utf-8"))
    if kind == "xes":
        etree.fromstring(file.read_bytes())
    if kind == "jsonl":
        assert file.read_bytes() == journal.read_bytes()


def test_the_command_writes_to_standard_output(journal):
    done = run("export", str(journal), "--to", "csv", "--lang", "en")
    rows = list(csv.reader(StringIO(done.stdout.removeprefix("\ufeff"))))
    assert (done.returncode, rows[0][0]) == (0, "case_id")
    assert len({len(row) for row in rows}) == 1


def test_the_command_exports_every_table_of_an_exercise_in_a_data_folder(kept, tmp_path):
    file = tmp_path / "two.xes"
    done = run("export", kept[2], "--data", str(kept[0]), "--to", "xes", "--out", str(file))
    assert done.returncode == 0, done.stderr
    root = etree.fromstring(file.read_bytes())
    assert len(root.findall("{http://www.xes-standard.org/}trace")) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ("nothing.jsonl", "--to", "csv"),
        ("e-none", "--to", "csv"),
        ("nothing.jsonl", "--to", "docx"),
        ("nothing.jsonl",),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(kept, wrong):
    done = run("export", *wrong, "--data", str(kept[0]))
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_folder_that_is_not_there_is_said_in_one_line(journal, tmp_path):
    target = tmp_path / "missing" / "x.csv"
    done = run("export", str(journal), "--to", "csv", "--out", str(target))
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "Traceback" not in done.stderr


def test_two_tables_do_not_fit_into_a_format_of_one(kept):
    done = run("export", kept[2], "--data", str(kept[0]), "--to", "evaluation")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "t-" in done.stderr


def test_the_plan_of_action_follows_the_register(over, kept):
    holder, home = over.facilitator(), f"/exercises/{kept[2]}/findings"
    finding = over.ask("GET", home, holder=holder)["findings"][0]
    over.ask("POST", home, {"do": "take", "findings": [finding["id"]], "name": "Fay"}, holder)
    change = {"severity": "low", "words": {"zh": "改写", "en": "Put otherwise"}, "name": "Fay"}
    over.ask("PATCH", f"{home}/{finding['id']}", change, holder)
    action = over.ask("GET", f"/register?exercise={kept[2]}", holder=holder)["rows"][0]
    moved = {"do": "begin", "name": "Fay"}
    over.ask("POST", f"/register/actions/{action['id']}/move", moved, holder)
    _, content, _ = fetched(over, f"/exercises/{kept[2]}/export/oscal-poam?lang=en", holder)
    document = json.loads(content)["plan-of-action-and-milestones"]
    risk = next(one for one in document["risks"] if one["title"] == "Put otherwise")
    assert (risk["status"], risk["characterizations"][0]["facets"][0]["value"]) == (
        "remediating",
        "low",
    )
    assert risk["deadline"].startswith(action["due"])
    kept_ids = [prop["value"] for one in document["poam-items"] for prop in one["props"][:1]]
    assert action["id"] in kept_ids


@pytest.mark.parametrize("kind", list(FORMATS))
def test_an_exercise_that_has_not_begun_can_be_exported_too(server, kind):
    exercise = server.launch(scenario="ups-single-path")
    path = f"/tables/{exercise['tables'][0]['id']}/export/{kind}"
    status, content, _ = fetched(server, path, server.facilitator())
    assert status == 200
    if FORMATS[kind].ending == "json":
        json.loads(content)
