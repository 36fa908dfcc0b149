"""The command `report`: a recorded exercise becomes a page or a model, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.serving import Served
from tests.web.drilled import SAMPLES
from tests.web.test_serve import run


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
    ],
)
def test_what_cannot_be_read_or_written_is_said_in_one_line(server: Served, wrong):
    done = run("report", *wrong, "--data", str(server.data))
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
