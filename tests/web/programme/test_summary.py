"""The year's summary for the regulator: what it tells, what it does not claim, the mark in every format."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordDocument
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.web.programme.conftest import Desk
from web.programme.summary import summary_model
from web.programme.view import Programme

JOINT = "cn-csrc-218-joint"


@pytest.fixture
def year(desk: Desk) -> Desk:
    """A year with an exercise held and reported, one held elsewhere, one cancelled and one missed."""
    joint = desk.plan(
        day="2026-02-04", exercise=desk.hold("2026-02-04"), joint=True, parties=["证券交易所"]
    )
    desk.ask("POST", f"/programme/exercises/{joint['id']}/report", {"day": "2026-02-05"})
    outside = desk.plan(day="2026-01-20", title={"zh": "行业演练", "en": "Industry drill"})
    desk.ask("POST", f"/programme/exercises/{outside['id']}/held")
    gone = desk.plan(day="2026-03-01", title={"zh": "消防演练", "en": "Fire drill"})
    desk.ask("POST", f"/programme/exercises/{gone['id']}/cancel", {"reason": "site closed"})
    desk.plan(day="2026-02-01", title={"zh": "备份演练", "en": "Backup drill"})
    return desk


def model(desk: Desk, of: int = 2026) -> Any:
    """Return the model of a year's summary."""
    return summary_model(Programme(desk.house), of)


def states(paper: Any) -> dict[str, str]:
    """Return the state of each duty."""
    return {one["id"]: one["state"] for one in paper["duties"]}


def test_it_tells_which_duties_were_kept_and_by_what(year: Desk) -> None:
    paper = model(year)
    assert states(paper) == {
        JOINT: "kept",
        "cn-csrc-218-regular": "kept",
        "cn-jrt-0099-status": "open",
    }
    assert paper["duties"][-1]["kept_by"] == []
    assert paper["duties"][0]["kept_by"] == [{"title": {"": "Drill"}, "day": "2026-02-04"}]


def test_it_lists_every_exercise_with_its_plan_version_and_its_results(year: Desk) -> None:
    elsewhere, drill = model(year)["exercises"]
    assert (elsewhere["outside"], elsewhere["tables"]) == (True, [])
    assert (drill["plan"]["id"], drill["plan"]["version"]) == ("broker-trading-continuity", 1)
    assert (drill["type"], drill["parties"], drill["signed"]) == (
        "functional",
        ["证券交易所"],
        False,
    )
    (table,) = drill["tables"]
    assert 0 < table["score"] <= 1
    assert {goal["kind"] for goal in table["goals"]} <= {"rto", "rpo"}
    assert table["goals"]
    assert len({(goal["service"], goal["kind"]) for goal in table["goals"]}) == len(table["goals"])


def test_evaluations_that_nobody_signed_are_said_to_be_unsigned(year: Desk) -> None:
    assert model(year)["unsigned"] == 1
    text = year.answer("GET", "/programme/2026/summary?format=html&lang=en").get_data(as_text=True)
    assert "not signed" in text


def test_what_was_cancelled_or_missed_is_not_hidden(year: Desk) -> None:
    found = [(one["day"], one["cancelled"], one["reason"]) for one in model(year)["not_held"]]
    assert found == [("2026-02-01", False, None), ("2026-03-01", True, "site closed")]


def test_reports_are_told_with_their_days(year: Desk) -> None:
    (report,) = model(year)["reports"]
    assert (report["due"], report["reported"], report["state"]) == (
        "2026-03-03",
        "2026-02-05",
        "in_time",
    )


def test_a_year_that_is_over_is_looked_at_from_its_last_day(desk: Desk) -> None:
    desk.hold("2026-02-05")
    desk.pass_days(400)
    desk.hold("2027-02-20")
    paper = model(desk)
    assert paper["day"] == "2026-12-31"
    assert [one["day"] for one in paper["exercises"]] == ["2026-02-05"]
    assert states(paper)[JOINT] == "not_kept"
    assert states(model(desk, 2027))[JOINT] == "open"


def test_names_of_people_stay_here(year: Desk) -> None:
    (_, drill) = model(year)["exercises"]
    assert all(set(one) == {"role", "title", "people"} for one in drill["people"])
    assert all(isinstance(one["people"], int) for one in drill["people"])


def words_of(ending: str, content: bytes) -> str:
    """Return what a file says."""
    if ending == "docx":
        document = WordDocument(BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        heads = [one.text for section in document.sections for one in section.header.paragraphs]
        heads += [
            cell.text
            for section in document.sections
            for table in section.header.tables
            for row in table.rows
            for cell in row.cells
        ]
        return "\n".join([*(one.text for one in document.paragraphs), *cells, *heads])
    if ending == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if ending == "xlsx":
        book = load_workbook(BytesIO(content))
        return "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
    return content.decode()


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx", "html", "json"])
def test_every_format_is_marked_and_tells_of_the_exercises(year: Desk, ending: str) -> None:
    answer = year.answer("GET", f"/programme/2026/summary?format={ending}&lang=en")
    assert answer.status_code == 200
    said = words_of(ending, answer.data)
    assert "Industry drill" in said
    assert ("exercise" if ending == "json" else "EXERCISE") in said


def test_every_page_of_the_pdf_is_marked(year: Desk) -> None:
    answer = year.answer("GET", "/programme/2026/summary?format=pdf&lang=zh")
    pages = PdfReader(BytesIO(answer.data)).pages
    assert len(pages) > 1
    assert all("EXERCISE" in page.extract_text() for page in pages)


def test_it_speaks_chinese(year: Desk) -> None:
    text = year.answer("GET", "/programme/2026/summary?format=html&lang=zh").get_data(as_text=True)
    for words in (
        "2026 年度演练情况报告",
        "演练义务履行情况",
        "核心机构年度联合应急演练",
        "条款覆盖",
    ):
        assert words in text


def test_an_empty_year_is_told_too(desk: Desk) -> None:
    answer = desk.answer("GET", "/programme/2025/summary?format=html&lang=en")
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/programme/2026/summary?format=exe", "/programme/soon/summary"])
def test_what_there_is_not_is_refused(desk: Desk, path: str) -> None:
    assert desk.answer("GET", path).status_code == 404


def test_the_summary_is_for_facilitators_of_the_whole_server(desk: Desk, evaluator: str) -> None:
    answer = desk.answer("GET", "/programme/2026/summary", holder=evaluator)
    assert answer.status_code == 403
