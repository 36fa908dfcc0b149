"""Word files: real headings, fonts for Chinese, repeated heads, page numbers, charts that are described."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from posixpath import normpath
from typing import Any
from zipfile import ZipFile

import docx as word
import pytest
from docx.oxml.ns import qn
from lxml import etree

from tests.web.reports.written import CHART, MADE, document, long_table, sample
from web.i18n import LANGUAGES
from web.reports.document import LANDSCAPE, Bullets, Figure, Heading, Paragraph, Span, Table
from web.reports.docx import docx

MM = 36_000
"""What a millimetre is in a Word file's own measure."""


@cache
def made(language: str) -> bytes:
    return docx(sample(language))


def read(language: str) -> Any:
    return word.Document(BytesIO(made(language)))


def part(file: bytes, name: str) -> str:
    return ZipFile(BytesIO(file)).read(name).decode("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_well_formed_and_every_relation_leads_to_a_part(language):
    parts = ZipFile(BytesIO(made(language)))
    names = set(parts.namelist())
    for name in names:
        if name.endswith((".xml", ".rels")):
            etree.fromstring(parts.read(name))
    relations = etree.fromstring(parts.read("word/_rels/document.xml.rels"))
    inside = [one.get("Target") for one in relations if one.get("TargetMode") != "External"]
    assert {normpath(f"word/{target}") for target in inside} <= names
    used = set(
        etree.fromstring(parts.read("word/document.xml")).xpath(
            "//@*[name()='r:id' or name()='r:embed']"
        )
    )
    assert used <= {one.get("Id") for one in relations}


def test_headings_are_words_own_and_in_order():
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in read("en").paragraphs
        if paragraph.style.name.startswith(("Heading", "Title"))
    ]
    assert headings == [
        ("Title", "Exercise evaluation report"),
        ("Heading 1", "Course of the exercise"),
        ("Heading 2", "What befell the services"),
        ("Heading 3", "Observations"),
        ("Heading 1", "Observations"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_chinese_has_a_font_and_every_text_a_language(language):
    styles = read(language).styles
    for name in ("Normal", "Heading 1", "Title", "List Bullet", "Caption"):
        fonts = styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
        assert fonts.get(qn("w:eastAsiaTheme")) is None
        told = styles[name].element.rPr.find(qn("w:lang"))
        assert told.get(qn("w:val")).startswith(language[:2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mark_stands_in_the_head_and_the_number_in_the_foot(language):
    section = read(language).sections[0]
    assert section.header.paragraphs[0].text == sample(language).mark
    foot = section.footer.paragraphs[0]
    said = "Page 1 of 1" if language == "en" else "第 1 页 / 共 1 页"
    assert foot.text.startswith(said)
    fields = [one.text.strip() for one in foot._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_own_properties_say_what_it_is(language):
    properties = read(language).core_properties
    assert (properties.title, properties.language) == (sample(language).title, language)
    assert properties.keywords == sample(language).mark
    assert properties.created.replace(tzinfo=UTC) == datetime.fromisoformat(MADE)


def test_a_tables_head_is_repeated_and_its_rows_stay_whole():
    table = word.Document(BytesIO(docx(long_table(300, columns=5)))).tables[0]
    rows = table._tbl.tr_lst
    assert len(rows) == 301
    heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True] + [False] * 300
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_columns_have_the_widths_that_were_written_and_fit_the_page():
    table = read("en").tables[1]
    widths = [column.width / MM for column in table.columns]
    assert sum(widths) == pytest.approx(210 - 2 * 18, abs=3)
    assert widths[1] > 3 * widths[0]
    assert [cell.width for cell in table.rows[0].cells] == [
        column.width for column in table.columns
    ]


def test_a_chart_is_a_picture_with_its_description_inside_the_margins():
    file = read("en")
    assert [shape._inline.docPr.get("descr") for shape in file.inline_shapes] == [
        "Two services were down, the matching engine the longer of the two."
    ]
    wide = word.Document(
        BytesIO(docx(document(Figure(CHART.replace("400 60", "4000 600"), "wide"))))
    )
    assert wide.inline_shapes[0].width / MM <= 174.1


def test_lists_are_lists_and_each_ordered_one_begins_at_one():
    items = Bullets(("a", "b"), ordered=True)
    file = word.Document(BytesIO(docx(document(items, Paragraph("x"), items, Bullets(("c",))))))
    numbered = [p for p in file.paragraphs if p.style.name == "List Number"]
    numbers = [p._p.pPr.numPr.numId.val for p in numbered]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    assert [p.text for p in file.paragraphs if p.style.name == "List Bullet"] == ["c"]


def test_links_lead_to_bookmarks_and_addresses_and_nowhere_else():
    blocks = (
        Heading(1, "End", "the end"),
        Paragraph((Span("in", link="#the end"), Span("lost", link="#nowhere"))),
        Paragraph((Span("out", link="https://e.org/?a=1&b=2"), Span("bad", link="javascript:1"))),
    )
    file = docx(document(*blocks))
    body = etree.fromstring(part(file, "word/document.xml").encode())
    links = body.findall(f".//{qn('w:hyperlink')}")
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert [link.get(qn("w:anchor")) for link in links] == [names[0], None]
    assert part(file, "word/_rels/document.xml.rels").count('TargetMode="External"') == 1


def test_a_landscape_document_lies_on_its_side():
    section = word.Document(BytesIO(docx(sample("en", LANDSCAPE)))).sections[0]
    assert (round(section.page_width / MM), round(section.page_height / MM)) == (297, 210)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_document_gives_the_same_bytes(language):
    assert docx(sample(language)) == made(language)


def test_what_is_empty_does_no_harm():
    blocks = (Table((), ()), Table(("A",), ()), Paragraph(""), Heading(1, "", "a"), Bullets(()))
    assert word.Document(BytesIO(docx(document(*blocks)))).paragraphs
