"""The command `report`: a recorded exercise becomes a page or a model, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.serving import Served
from tests.web.drilled import SAMPLES
from tests.web.test_serve import run
from web.i18n import words


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of the model team's play."""
    path = Path(tmp_path_factory.mktemp("played")) / "model.jsonl"
    responses = str(SAMPLES / "ups-model.yaml")
    done = run("play", "ups-single-path", "--responses", responses, "--journal", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "演练评估报告"), ("en", "Exercise evaluation report")]
)
def test_a_journal_becomes_a_page_that_stands_alone(journal, tmp_path, language, words):
    made = [tmp_path / name for name in ("one.html", "two.html")]
    for path in made:
        assert run("report", str(journal), "--to", str(path), "--lang", language).returncode == 0
    text = made[0].read_text(encoding="utf-8")
    assert words in text
    assert "/static/" not in text
    assert text == made[1].read_text(encoding="utf-8")


def test_a_journal_becomes_the_model(journal, tmp_path):
    path = tmp_path / "report.json"
    assert run("report", str(journal), "--to", str(path)).returncode == 0
    assert json.loads(path.read_text(encoding="utf-8"))["format"] == "startex/report@1"


@pytest.mark.parametrize(
    ("name", "begins"), [("r.pdf", b"%PDF-1."), ("r.docx", b"PK"), ("R.XLSX", b"PK")]
)
def test_a_journal_becomes_a_file_of_any_format_the_same_bytes_each_time(
    journal, tmp_path, name, begins
):
    made = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        done = run("report", str(journal), "--to", str(tmp_path / folder / name), "--lang", "zh")
        assert done.returncode == 0, done.stderr
        made.append((tmp_path / folder / name).read_bytes())
    assert made[0].startswith(begins)
    assert made[0] == made[1]


def test_a_workbook_is_a_data_workbook_unless_another_kind_is_named(journal, tmp_path):
    usual, summary = tmp_path / "usual.xlsx", tmp_path / "summary.xlsx"
    assert run("report", str(journal), "--to", str(usual), "--lang", "en").returncode == 0
    wish = ("--kind", "summary", "--lang", "en")
    assert run("report", str(journal), "--to", str(summary), *wish).returncode == 0
    assert "Timeline" in load_workbook(usual).sheetnames
    assert "Timeline" not in load_workbook(summary).sheetnames


@pytest.mark.parametrize("kind", ["aar", "eeg", "eeg-blank", "brief"])
def test_every_kind_of_report_can_be_asked_for(journal, tmp_path, kind):
    path = tmp_path / "report.html"
    done = run("report", str(journal), "--to", str(path), "--kind", kind, "--lang", "en")
    assert done.returncode == 0, done.stderr
    title = words("en", f"report.kind.{kind}")
    assert f"<h1>{title}</h1>" in path.read_text(encoding="utf-8")


def test_a_table_in_a_data_folder_becomes_the_model(server: Served, tmp_path):
    exercise = server.launch(scenario="ups-single-path")
    for source in (exercise["id"], exercise["tables"][0]["id"]):
        path = tmp_path / f"{source}.json"
        done = run("report", source, "--data", str(server.data), "--to", str(path))
        assert done.returncode == 0, done.stderr
        assert json.loads(path.read_text(encoding="utf-8"))["exercise"]["id"] == exercise["id"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("nothing.jsonl", "--to", "x.html"),
        ("e-none", "--to", "x.html"),
        ("x.jsonl", "--to", "x.odt"),
        ("x.jsonl",),
        ("x.jsonl", "--to", "x.pdf", "--kind", "essay"),
        ("x.jsonl", "--to", "no-such-folder/x.pdf"),
    ],
)
def test_what_cannot_be_read_or_written_is_said_in_one_line(server: Served, wrong):
    done = run("report", *wrong, "--data", str(server.data))
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
