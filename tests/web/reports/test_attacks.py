"""What people write comes out of every file as the same text: never markup, never a formula, never left out."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import docx as word
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.web.reports.written import ATTACKS, HIDDEN, LONG, document
from web.reports.document import Bullets, Cell, Facts, Heading, Lines, Paragraph, Span, Table
from web.reports.docx import docx
from web.reports.pdf import pdf
from web.reports.printable import visible
from web.reports.xlsx import xlsx

WRITTEN = (*ATTACKS, *HIDDEN, LONG)
SHOWN = [*ATTACKS, *HIDDEN.values(), LONG]
"""What is to be read, in the order of WRITTEN."""
PAIRS = list(zip(WRITTEN, SHOWN, strict=True))


def everywhere(text: str):
    """A document that has *text* in every place where a text can stand."""
    return document(
        Heading(1, text, text),
        Paragraph(text, "lead"),
        Paragraph((Span(text, strong=True), Span(text, tone="bad"), Span(text, link=text))),
        Bullets((text,)),
        Facts(((text, text),)),
        Table((text,), ((text,), (Cell(text, None, "ms"),)), caption=text),
        Table((text,), (), empty=text),
        Lines(text, 1),
    )


PLACES = 13


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def pdf_text(file: bytes) -> str:
    """All pages without their heads and feet, line ends and spaces left out."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(file)).pages)
    return squeezed("".join(re.sub(r"Page \d+ of \d+", "", page) for page in pages))


@pytest.mark.parametrize(("written", "shown"), PAIRS, ids=range(len(SHOWN)))
def test_a_pdf_shows_it_as_it_stands(written, shown):
    file = pdf(document(Paragraph("BEGIN"), Paragraph(written), Paragraph("END")))
    text = pdf_text(file)
    between = text[text.index("BEGIN") + 5 : text.rindex("END")]
    assert squeezed(shown)[:500] in between
    assert squeezed(shown)[-200:] in between


@pytest.mark.parametrize(("written", "shown"), PAIRS, ids=range(len(SHOWN)))
def test_a_word_file_shows_it_as_it_stands(written, shown):
    file = docx(document(Paragraph("BEGIN"), Paragraph(written), Table(("h",), ((written,),))))
    read = word.Document(BytesIO(file))
    assert read.paragraphs[3].text == shown
    assert read.tables[0].cell(1, 0).text == shown


@pytest.mark.parametrize(("written", "shown"), PAIRS, ids=range(len(SHOWN)))
def test_a_workbook_shows_it_as_it_stands(written, shown):
    file = xlsx(document(Heading(1, written), Table((written,), ((written,),))))
    sheet = load_workbook(BytesIO(file)).worksheets[0]
    assert [cell.value for cell in sheet["A"]].count(shown) == 3
    assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("written", WRITTEN, ids=range(len(WRITTEN)))
def test_it_may_stand_in_every_place(written):
    one = everywhere(written)
    shown = squeezed(visible(written))[:40]
    assert pdf_text(pdf(one)).count(shown) >= PLACES - 2
    parts = ZipFile(BytesIO(docx(one)))
    for name in parts.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(parts.read(name))
    assert "TargetMode" not in parts.read("word/_rels/document.xml.rels").decode().replace(
        'Target="http://example.org/not-a-link" TargetMode="External"', ""
    )
    book = load_workbook(BytesIO(xlsx(one)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_no_file_holds_a_program_a_form_or_a_call_of_another_file():
    one = document(*(Paragraph(text) for text in ATTACKS))
    assert not re.search(rb"/(JavaScript|JS|Launch|AcroForm|EmbeddedFile|URI)\b", pdf(one))
    for file in (docx(one), xlsx(one)):
        names = ZipFile(BytesIO(file)).namelist()
        assert not [
            name for name in names if re.search("vba|macro|external|embed", name, re.IGNORECASE)
        ]


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=40))
def test_any_text_at_all_makes_every_file_and_is_kept_in_those_that_can_be_read_exactly(text):
    one = document(Heading(1, "Head"), Paragraph(text), Table(("h",), ((text,),)))
    assert pdf(one).startswith(b"%PDF")
    read = word.Document(BytesIO(docx(one)))
    assert read.tables[0].cell(1, 0).text == visible(text)
    sheet = load_workbook(BytesIO(xlsx(one))).worksheets[0]
    values = [cell.value for cell in sheet["A"]]
    assert values.count(visible(text)) >= 2
