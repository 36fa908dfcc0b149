"""A plan as a document: the chapters a to f, every step with its limit, its history; read back the same."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx as word
import pytest
from pypdf import PdfReader

from scenarios.blank_plan import blank_plan
from scenarios.exchange.reading import read_plan
from scenarios.plan import Plan
from scenarios.reader import read_file, read_text
from scenarios.text import Text
from scenarios.timing import write_duration
from tests.web.reports.reading import headings, texts, under
from web.errors import Refusal
from web.i18n import LANGUAGES, catalogue
from web.reports.document import Document, Facts, Table, cell, plain
from web.reports.plans.document import Edition, plan_document
from web.reports.plans.files import plan_file, plan_file_name

LIBRARY = Path(__file__).parents[3] / "scenarios" / "library"
MADE = "2026-11-22T08:00:00+00:00"
KEY = re.compile(r"\b(?:plan|plan_doc|condition|step_key|section|redline)\.[a-z_]+(?:\.[a-z_]+)*\b")
PYTHON = re.compile(r"[:=→] None|None [→,]|\{'|\['|\{\{|\}\}|nan\b")


@cache
def plan() -> Plan:
    found = read_file(LIBRARY / "broker-trading-continuity.yaml").document
    assert isinstance(found, Plan)
    return found


def version(number: int, **more: Any) -> dict[str, Any]:
    """A published version as `web.planning.page` tells it."""
    return {
        "version": number,
        "published_by": "Wu",
        "published_wall": 1_795_000_000_000,
        "effective": f"2026-12-0{number}",
        "approved_by": "Zhao",
        "note": None,
        "changelog": [],
        **more,
    }


def change(step: str, key: str, old: object, new: object, *findings: str, op: str = "set") -> Any:
    """One change of a changelog."""
    return {"step": step, "key": key, "op": op, "old": old, "new": new, "findings": findings}


CHECK = {"title": {"zh": "复核", "en": "Check"}}
CHANGELOG = [
    change("D2", "within", "8m", "5m", "F-12"),
    change("role:ops-duty", "deputies", [], ["it-head"]),
    change("sections", "purpose.zh", "旧" * 300, "新"),
    change("D99", "", None, CHECK, "F-3", "F-4", op="add"),
]
CHAPTERS = {
    "zh-CN": [
        "a) 目的与适用范围",
        "b) 组织、人员与职责",
        "c) 启动条件",
        "d) 实施流程与沟通",
        "e) 资源保障",
        "f) 附则与其他",
    ],
    "en": [
        "a) Purpose and scope",
        "b) Organisation, people and duties",
        "c) Activation criteria",
        "d) Implementation procedures and communication",
        "e) Resources",
        "f) Appendix and other matters",
    ],
}


def edition(**more: Any) -> Edition:
    versions = (version(2, changelog=CHANGELOG, note="After the drill"), version(1))
    card = {"owners": [{"name": "李敏", "email": "li@example.org"}], "review_by": "2027-06-30"}
    return replace(Edition(plan(), MADE, versions, card, "sha256:abc"), **more)


def rows_under(document: Document, title: str) -> list[tuple[str, ...]]:
    """Return the rows of the first table below the heading *title*, as plain text."""
    table = next(one for one in under(document, title) if isinstance(one, Table))
    return [tuple(plain(cell(one).text) for one in row) for row in table.rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_has_the_six_chapters_of_the_standard_in_their_order(language):
    assert headings(plan_document(edition(), language))[1:] == CHAPTERS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_no_gap_and_nothing_of_python_is_shown(language):
    known = catalogue(language)
    blank = read_text(blank_plan("new", {"en": "New"}), "new.yaml").document
    assert isinstance(blank, Plan)
    for document in (
        plan_document(edition(), language),
        plan_document(Edition(blank, MADE), language),
    ):
        for text in texts(document):
            assert not [found for found in KEY.findall(text) if found in known], text
            assert not PYTHON.search(text), text


def test_every_step_stands_once_with_who_when_and_limit():
    document = plan_document(edition(), "en")
    title = "Detection procedure: Detect, verify and activate"
    rows = rows_under(document, title)
    assert [row[0].split("\n")[0] for row in rows] == [f"D{n}" for n in range(1, 10)]
    acknowledge = rows[0]
    assert acknowledge[:3] == (
        "D1\nCritical",
        "Operations duty acknowledges every alarm",
        "Operations duty manager",
    )
    assert acknowledge[3].startswith("signal “alarm” is raised")
    assert acknowledge[4:] == ("3m", "–", "–", "JR/T 0251-2022 10.2 a")


def test_ids_that_are_the_same_for_a_role_and_a_service_are_not_mixed_up():
    roles = rows_under(plan_document(edition(), "en"), "b) Organisation, people and duties")
    risk = next(row for row in roles if row[0] == "Head of risk control")
    assert risk[2] == "1. Compliance and legal, 2. Head of settlement"


def test_the_cover_tells_version_dates_people_and_approval():
    document = plan_document(edition(), "en")
    facts = next(one for one in document.blocks if isinstance(one, Facts))
    told = {name: plain(value) for name, value in facts.pairs}
    assert told["In force from"] == "2026-12-02"
    assert told["Approved by"] == "Zhao"
    assert told["Owners"] == "李敏 <li@example.org>"
    assert told["Next review"] == "2027-06-30"


def test_the_history_says_what_changed_and_cites_the_findings():
    newest, first = rows_under(plan_document(edition(), "en"), "Versions and changes")
    assert newest[4].split("\n") == [
        "After the drill",
        "D2 Inspect the machine room in person · Limit: 8m → 5m (F-12)",
        "Operations duty manager · Deputies, in order: – → Head of IT",
        "Sections · Purpose and scope · 中文 reworded",
        "D99 Check · added (F-3, F-4)",
    ]
    assert first == ("1", "2026-12-01", "Wu", "Zhao", "–")


@pytest.mark.parametrize(("language", "short"), [("zh-CN", "zh"), ("en", "en")])
def test_markdown_is_read_back_with_every_step_its_limit_and_its_interval(language, short):
    content, _ = plan_file(edition(), "md", language)
    back = read_plan("plan.md", content)
    own = plan()
    assert back.title == own.title.read(short)
    assert [one.title for one in back.steps()] == [one.title.read(short) for one in own.steps()]
    assert [one.phase for one in back.procedures] == [one.phase for one in own.procedures]
    for read, written in zip(back.steps(), own.steps(), strict=True):
        hints = {hint.key: hint.value for hint in read.hints}
        limits = {"within": written.within, "every": written.every}
        assert {key: hints.get(key) for key in limits} == {
            key: None if ms is None else write_duration(ms) for key, ms in limits.items()
        }


def test_what_looks_like_markup_stays_text_in_markdown():
    hostile = replace(plan(), title=Text.plain("<b>*x*</b> | [a](javascript:alert(1))"))
    content, _ = plan_file(edition(plan=hostile), "md", "en")
    first = content.decode().split("\n")[0]
    assert first == r"# \<b\>\*x\*\</b\> \| \[a\](javascript:alert(1))"


def test_a_chapter_written_in_markdown_keeps_its_lists_and_strong_words():
    said = "**First.** Then\n\n- one\n- two\n\n1. a\n2. b\n\n<script>x</script>"
    told = replace(plan(), sections={"purpose": Text.plain(said)})
    content, _ = plan_file(edition(plan=told), "md", "en")
    chapter = content.decode().split("## a)")[1].split("## b)")[0]
    assert "**First.** Then" in chapter
    assert "- one\n- two" in chapter
    assert "1. a\n2. b" in chapter
    assert "<script>" not in chapter


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_of_a_plan_is_accessible_and_marked_as_a_plan(language):
    content, mimetype = plan_file(edition(), "pdf", language)
    reader = PdfReader(BytesIO(content))
    assert mimetype == "application/pdf"
    root = reader.trailer["/Root"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert root["/Lang"] == language
    pages = [page.extract_text() for page in reader.pages]
    assert all("PLAN" in page for page in pages)
    assert not any("EXERCISE" in page for page in pages)


def test_a_word_file_of_a_plan_has_its_chapters_as_headings_and_its_steps_as_tables():
    content, _ = plan_file(edition(), "docx", "en")
    file = word.Document(BytesIO(content))
    first = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert [one[:2] for one in first[1:]] == ["a)", "b)", "c)", "d)", "e)", "f)"]
    steps = sum(
        len(table.rows) - 1 for table in file.tables if table.rows[0].cells[1].text == "Step"
    )
    assert steps == len(plan().steps())


def test_a_file_is_called_after_the_plan_and_its_version():
    assert plan_file_name(edition(), "pdf", "zh-CN") == "海岳证券交易系统连续性预案-第-1-版.pdf"


def test_its_markdown_is_called_as_the_patches_made_for_it_say():
    assert plan_file_name(edition(), "md", "zh-CN") == f"{plan().id}-v1.md"


def test_a_format_that_is_not_there_is_refused():
    with pytest.raises(Refusal) as refused:
        plan_file(edition(), "odt", "en")
    assert refused.value.code == "no_such_format"
