"""Downloads of reports: each format as itself, for whoever may see the judgement, with a name people recognise."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import docx as word
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.serving import Served
from tests.web.people import Person

SCENARIO = "ups-single-path"
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
MARK = "演练 EXERCISE"


def fetched(server: Served, path: str, holder: str) -> tuple[int, bytes, Any]:
    """Return status, content and headers of what lies at *path*."""
    asked = urllib.request.Request(server.url + path, headers={"Authorization": f"Bearer {holder}"})
    try:
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers


@pytest.fixture(scope="module")
def running(server: Served) -> Any:
    """An exercise that has not ended, with a participant's pass."""
    return server.launch(scenario=SCENARIO, tables=[{"name": "A"}, {"name": "B"}])


@pytest.fixture(scope="module")
def seat(server: Served, running: Any) -> str:
    return server.enter(running["tables"][0]["links"]["seats"]["ops-duty"], "王强")


@pytest.fixture(scope="module")
def ended(server: Served, seat: str, running: Any) -> str:
    """The table of a participant, after EndEx."""
    table = running["tables"][0]["id"]
    person = Person(server.url, server.facilitator())
    assert person.hello(table)["ok"]
    for order in ("start", "end"):
        assert person.control(order)["ok"], order
    person.leave()
    return str(table)


def test_nobody_gets_a_file_before_the_end_who_may_not_see_the_judgement(server, running, seat):
    other = running["tables"][1]["id"]
    for ending in TYPES:
        status, told, _ = fetched(server, f"/reports/{other}.{ending}", seat)
        assert (status, json.loads(told)["refused"]) in ((403, "not_yet"), (403, "not_yours"))


def test_a_stranger_gets_no_file(server, running):
    table = running["tables"][0]["id"]
    status, told, _ = fetched(server, f"/reports/{table}.pdf", "nobody")
    assert (status, json.loads(told)["refused"]) == (401, "who_are_you")


@pytest.mark.parametrize("ending", TYPES)
def test_every_format_is_sent_as_itself_to_be_kept_under_a_telling_name(server, ended, ending):
    path = f"/reports/{ended}.{ending}?lang=zh"
    status, content, headers = fetched(server, path, server.facilitator())
    assert (status, headers["Content-Type"]) == (200, TYPES[ending])
    kept = unquote(headers["Content-Disposition"])
    assert kept.startswith("attachment")
    assert kept.endswith(f".{ending}")
    assert headers["Cache-Control"] == "no-store"
    assert content


def test_the_mark_stands_in_every_format(server, ended):
    def get(ending: str) -> bytes:
        return fetched(server, f"/reports/{ended}.{ending}?lang=en", server.facilitator())[1]

    pages = PdfReader(BytesIO(get("pdf"))).pages
    assert all("EXERCISE" in page.extract_text() for page in pages)
    assert word.Document(BytesIO(get("docx"))).sections[0].header.paragraphs[0].text == MARK
    assert all(sheet.oddHeader.left.text == MARK for sheet in load_workbook(BytesIO(get("xlsx"))))
    assert MARK in get("html").decode()
    assert json.loads(get("json"))["mark"] == "exercise"


def test_the_browser_may_show_a_file_inside(server, ended):
    path = f"/reports/{ended}.pdf?inside&kind=brief"
    assert fetched(server, path, server.facilitator())[2]["Content-Disposition"].startswith(
        "inline"
    )


def test_a_participant_gets_the_report_after_the_end_without_the_script(server, ended, seat):
    status, content, _ = fetched(server, f"/reports/{ended}.json", seat)
    model = json.loads(content)
    assert status == 200
    assert (model["guide"], model["msel"], model["tables"]) == (None, [], [])
    for kind in ("summary", "aar", "brief"):
        assert fetched(server, f"/reports/{ended}.pdf?kind={kind}", seat)[0] == 200


def test_a_kind_that_is_not_there_is_refused_with_those_that_are(server, ended):
    status, told, _ = fetched(server, f"/reports/{ended}.pdf?kind=essay", server.facilitator())
    assert (status, json.loads(told)["refused"]) == (404, "no_such_kind")
    assert "aar" in json.loads(told)["numbers"]["known"]


def test_a_format_that_is_not_there_is_no_table(server, ended):
    status, told, _ = fetched(server, f"/reports/{ended}.odt", server.facilitator())
    assert (status, json.loads(told)["refused"]) == (404, "no_such_table")
