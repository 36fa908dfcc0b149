"""PDF: accessible, marked on every page, with its own fonts, heads repeated, nothing outside the paper."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.web.reports.written import CHART, LONG, document, long_table, sample
from web.errors import Refusal
from web.i18n import LANGUAGES
from web.reports import typesetting
from web.reports.document import LANDSCAPE, Cell, Facts, Figure, Heading, Paragraph, Span, Table
from web.reports.pdf import pdf

A4 = (595, 842)


@cache
def read(language: str, orientation: str = "portrait") -> PdfReader:
    """The sample as it is read back."""
    return PdfReader(BytesIO(pdf(sample(language, orientation))))


def texts(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def elements(reader: PdfReader) -> list[DictionaryObject]:
    """Every element of the structure that screen readers follow."""
    found: list[DictionaryObject] = []
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, DictionaryObject):
            found += [one] if "/S" in one else []
            waiting += [one["/K"]] if "/K" in one else []
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_says_that_it_is_accessible_and_in_which_language(language):
    reader = read(language)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.metadata.title == sample(language).title


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_the_mark_and_its_number(language):
    pages = texts(read(language))
    total = len(pages)
    assert total >= 3
    for number, text in enumerate(pages, 1):
        said = (
            f"Page {number} of {total}" if language == "en" else f"第 {number} 页 / 共 {total} 页"
        )
        assert squeezed(said) in squeezed(text)
        assert squeezed(sample(language).mark) in squeezed(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_fonts_are_inside_and_are_ours(language):
    fonts = [
        inner.get_object()
        for page in read(language).pages
        for font in page["/Resources"]["/Font"].values()
        for inner in font.get_object()["/DescendantFonts"]
    ]
    assert fonts
    for font in fonts:
        described = font["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(described)
        assert "Noto" in font["/BaseFont"]


def test_headings_are_tagged_by_their_levels_and_make_the_outline():
    reader = read("en")
    kinds = [element["/S"] for element in elements(reader)]
    assert [kinds.count(f"/H{level}") for level in (1, 2, 3)] == [2, 1, 1]
    first, inner, second = reader.outline
    assert (first.title, second.title) == ("Course of the exercise", "Observations")
    assert inner[0].title == "What befell the services"
    assert inner[1][0].title == "Observations"


def test_a_chart_is_described_and_its_words_can_be_found():
    reader = read("zh-CN")
    figures = [element for element in elements(reader) if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["两项服务中断，撮合中断时间更长。"]
    assert "交易核心" in "".join(texts(reader))


def test_the_head_of_a_table_stands_on_every_page_and_is_tagged_once_for_each_column():
    reader = PdfReader(BytesIO(pdf(long_table(200, columns=4))))
    pages = texts(reader)
    assert len(pages) > 3
    assert all("Led by 3" in text for text in pages)
    assert [element["/S"] for element in elements(reader)].count("/TH") == 4


def test_no_row_of_a_long_table_is_lost():
    written = squeezed("".join(texts(PdfReader(BytesIO(pdf(long_table(500)))))))
    assert all(f"telephone{row}.7" in written for row in range(500))


def test_links_lead_to_their_headings_and_out_of_the_file_but_nowhere_else():
    blocks = (
        Heading(1, "Begin", "begin"),
        Paragraph((Span("in", link="#end"), Span("lost", link="#nowhere"))),
        Paragraph((Span("out", link="https://e.org/x"), Span("bad", link="javascript:alert(1)"))),
        Paragraph((Span("file", link="file:///etc/passwd"), Span("path", link="/tables/t-1"))),
        Heading(1, "End", "end"),
        Heading(1, "End again", "end"),
    )
    reader = PdfReader(BytesIO(pdf(document(*blocks))))
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert [link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})] == [
        "https://e.org/x"
    ]
    assert len(links) == 2


def test_the_same_document_gives_the_same_bytes():
    assert pdf(sample("zh-CN")) == pdf(sample("zh-CN"))


@pytest.mark.parametrize("turned", [False, True])
def test_a_landscape_document_lies_on_its_side(turned):
    orientation = LANDSCAPE if turned else "portrait"
    box = read("en", orientation).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (A4[::-1] if turned else A4)


def test_a_document_that_begins_deep_or_skips_levels_is_still_accessible():
    blocks = (Heading(3, "Deep"), Heading(1, "Top"), Heading(3, "Skipped"), Paragraph(""))
    reader = PdfReader(BytesIO(pdf(document(*blocks))))
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_a_document_of_nothing_is_a_page():
    assert len(PdfReader(BytesIO(pdf(document()))).pages) == 1


def test_empty_parts_do_no_harm():
    blocks = (
        Facts(()),
        Table(("A",), ()),
        Table((), ()),
        Table(("", "B"), (("", Cell("")),)),
        Paragraph((Span(""), "")),
        Figure(CHART, "", ""),
    )
    assert len(PdfReader(BytesIO(pdf(document(Heading(1, ""), *blocks)))).pages) == 1


def test_a_word_longer_than_the_page_is_broken_and_comes_back_whole():
    reader = PdfReader(BytesIO(pdf(document(Paragraph(LONG), Table(("A", "B"), (("x", LONG),))))))
    written = squeezed("".join(text.split("lost · Table A")[0] for text in texts(reader)))
    assert squeezed("".join(texts(reader))).count("Ω3x/") == 2 * 1250
    assert "\u200b" not in written


def test_a_long_text_in_a_narrow_column_goes_on_over_the_pages_and_nothing_is_cut():
    table = Table(("A", "B"), (("x", "一二三四五六七八九十" * 40), ("y", "末")), widths=(30, 1))
    written = squeezed("".join(texts(PdfReader(BytesIO(pdf(document(table)))))))
    assert sum(written.count(one) for one in "一二三四五六七八九十") == 400
    assert "末" in written


def test_no_text_stands_below_the_foot_of_a_page():
    table = Table(("A", "B"), (("x", "一二三四五六七八九十" * 40), ("y", "末")), widths=(30, 1))
    facts = Facts((("名" * 300, "值" * 3000),))
    heights: list[float] = []

    def note(text: str, page: list[float], place: list[float], *_more: object) -> None:
        if "值" in text or "五" in text:
            heights.append(place[4] * page[1] + place[5] * page[3] + page[5])

    for page in PdfReader(BytesIO(pdf(document(table, facts)))).pages:
        page.extract_text(visitor_text=note)
    assert heights
    assert min(heights) > 45


def test_the_head_of_a_table_never_stands_alone_at_the_foot_of_a_page():
    for lines in range(30, 60):
        blocks = [Paragraph(f"line {n}") for n in range(lines)]
        table = Table(("HEAD", "B"), (("FIRST", "row\nrow\nrow"), ("second", "row")))
        pages = texts(PdfReader(BytesIO(pdf(document(*blocks, table)))))
        assert all(("FIRST" in page) >= ("HEAD" in page) or "second" in page for page in pages)


def test_a_chart_taller_than_a_page_is_drawn_smaller_on_one_page():
    tall = CHART.replace("0 0 400 60", "0 0 400 4000")
    reader = PdfReader(BytesIO(pdf(document(Figure(tall, "tall", "Tall")))))
    assert sum("撮合" in text for text in texts(reader)) == 1
    assert len(reader.pages) <= 2


def test_without_fonts_it_is_refused_in_words(monkeypatch, tmp_path):
    monkeypatch.setattr(typesetting, "FONTS", tmp_path)
    with pytest.raises(Refusal) as refused:
        pdf(sample("en"))
    assert refused.value.code == "no_fonts"
