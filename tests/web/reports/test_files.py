"""Report files of a whole exercise: every kind in every format and both languages, with hostile people in it."""

from __future__ import annotations

import json
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx as word
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from engine.play import play
from engine.store.records import ExerciseRecord, RunRecord
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.facts import Ended, NoteTaken, RatingGiven
from exercise.setting import Setting
from scenarios.desk import open_files, open_setting
from scenarios.plan import Plan
from scenarios.responses import Responses
from scenarios.scenario import Scenario
from web.errors import Refusal
from web.i18n import LANGUAGES
from web.reports.files import FORMATS, file_name, kind_for, report_file
from web.reports.kinds import KINDS
from web.reports.model import report_model
from web.table import Documents, Table

EVIL = '=HYPERLINK("x") <b>x</b> #set page() **y** $z$'
SAMPLE = Path(__file__).parents[2] / "samples" / "ups-deviating.yaml"
REFS = DocumentRefs("sha256:" + "0" * 64, "sha256:" + "1" * 64)


@cache
def model() -> Any:
    """The report of a team that erred much, observed and rated by somebody with evil words."""
    responses = open_files([SAMPLE])[0].draft
    assert isinstance(responses, Responses)
    scenario, plan = open_setting(responses.scenario)
    assert plan is not None
    assert isinstance(scenario.draft, Scenario)
    assert isinstance(plan.draft, Plan)
    setting = Setting(plan.draft, scenario.draft)
    entries = list(play(setting, REFS, 1, responses.responses).entries)
    assert any(isinstance(entry.fact, Ended) for entry in entries)
    for fact in (NoteTaken(EVIL, kind="area"), RatingGiven("whole", "M", EVIL)):
        last = entries[-1]
        by = f"evaluator/{EVIL}"
        entries.append(Entry(last.seq + 1, last.at, OUTSIDE, last.wall, by, fact))
    title = {"zh": f"演练 {EVIL}", "en": EVIL}
    exercise = ExerciseRecord(
        "e-1", title, REFS.scenario_digest, REFS.plan_digest, 1, "2026.1", "2026-11-22T10:00:00Z"
    )
    run = RunRecord("t-1", "e-1", "../A:1")
    return report_model(
        Table(run, exercise, Documents(setting, REFS, {}), entries), 1_795_000_000_000
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read(ending: str, file: bytes) -> str:
    """All text of a file."""
    if ending == "pdf":
        return "".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)
    if ending == "docx":
        return "".join(word.Document(BytesIO(file)).element.body.itertext())
    book = load_workbook(BytesIO(file))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    return "".join(str(cell.value) for cell in cells)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_format_shows_evil_words_as_they_stand(kind, ending, language):
    text = squeezed(read(ending, report_file(model(), ending, kind, language)))
    assert squeezed(EVIL) in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_pdf_is_accessible_and_carries_the_mark_on_every_page(kind, language):
    reader = PdfReader(BytesIO(report_file(model(), "pdf", kind, language)))
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert all("演练" in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_is_one_page(language):
    assert len(PdfReader(BytesIO(report_file(model(), "pdf", "brief", language))).pages) == 1


def test_json_is_the_model_whatever_the_kind():
    files = {report_file(model(), "json", kind, "en") for kind in KINDS}
    assert json.loads(files.pop())["format"] == "startex/report@1"
    assert not files


def test_the_kind_is_the_summary_and_for_workbooks_the_data():
    usual = {ending: kind_for(ending, None) for ending in FORMATS}
    assert {ending for ending, kind in usual.items() if kind == "workbook"} == {"xlsx"}
    assert set(usual.values()) == {"summary", "workbook"}
    assert kind_for("pdf", "aar") == "aar"


@pytest.mark.parametrize(
    ("ending", "kind", "code"), [("odt", None, "no_such_format"), ("pdf", "x", "no_such_kind")]
)
def test_what_there_is_not_is_refused(ending, kind, code):
    with pytest.raises(Refusal) as refused:
        kind_for(ending, kind)
    assert refused.value.code == code


def test_a_files_name_tells_what_it_is_and_leads_nowhere_else():
    name = file_name(model(), "pdf", "brief", "en")
    assert name.endswith("-A-1-Executive-brief.pdf")
    assert not set(name) & set('/\\:*?"<>|\n')
    assert not name.startswith(".")
