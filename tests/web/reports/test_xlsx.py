"""Workbooks: a sheet for each part, numbers that can be counted with, heads in sight, the mark on paper."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.web.reports.written import CHART, MADE, document, long_table, sample
from web.i18n import LANGUAGES
from web.reports.document import Cell, Document, Facts, Figure, Heading, Paragraph, Span, Table
from web.reports.xlsx import xlsx


def read(one: Document) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return load_workbook(BytesIO(xlsx(one)))


def only(*cells: Cell) -> Any:
    """The cells below the head of a table with one column."""
    sheet = read(document(Table(("h",), tuple((cell,) for cell in cells)))).worksheets[0]
    first = next(cell.row for cell in sheet["A"] if cell.value == "h") + 1
    return [sheet.cell(first + place, 1) for place in range(len(cells))]


def test_every_heading_of_the_first_level_is_a_sheet():
    book = read(
        document(Paragraph("before"), Heading(1, "One"), Heading(2, "x"), Heading(1, "Two"))
    )
    assert book.sheetnames == ["Exercise evaluation report", "One", "Two"]


def test_names_of_sheets_are_short_legal_and_all_different():
    titles = [
        *("a/b:c*d?[e]\\f", "History", "'quoted'", "", "same", "SAME"),
        *("x" * 40, "x" * 41, "演" * 40, "😀" * 20),
    ]
    names = read(document(*(Heading(1, title) for title in titles))).sheetnames
    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(set(name) & set("[]:*?/\\") or name.strip("'") != name for name in names)
    assert names[0] == "a-b-c-d-(e)-f"
    assert "history" not in {name.lower() for name in names}


def test_numbers_shares_lengths_and_days_are_what_they_are():
    number, share, length, day, moment = only(
        Cell("3", 3, "number"),
        Cell("83 %", 0.834, "percent"),
        Cell("1:01:05", 3_665_000, "ms"),
        Cell("2026-11-22", None, "date"),
        Cell("2026-03-16T10:07:00+08:00", None, "date"),
    )
    assert number.value == 3
    assert (share.value, share.number_format) == (0.834, "0%")
    assert (length.value, length.number_format) == (timedelta(seconds=3665), "[h]:mm:ss")
    assert (day.value, day.number_format) == (datetime.fromisoformat("2026-11-22"), "yyyy-mm-dd")
    assert moment.value == datetime.fromisoformat("2026-03-16T10:07")


def test_what_cannot_be_a_number_there_is_told_as_text():
    cells = only(
        Cell("-0:30", -30_000, "ms"),
        Cell("–", None, "percent"),
        Cell("soon", None, "date"),
        Cell("0001-01-01", None, "date"),
        Cell("∞", float("inf"), "number"),
        Cell("?", float("nan"), "number"),
        Cell("007"),
        Cell("2026-11-22"),
    )
    assert [cell.value for cell in cells] == [
        *("-0:30", "–", "soon", "0001-01-01", "∞", "?", "007", "2026-11-22"),
    ]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_sheet_with_one_table_keeps_its_head_in_sight_and_on_every_page():
    sheet = read(long_table(500)).worksheets[0]
    head = next(cell.row for cell in sheet["A"] if cell.value == "Led by 0")
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.auto_filter.ref == f"A{head}:H{head + 500}"
    assert sheet.print_title_rows == f"${head}:${head}"


def test_a_sheet_with_two_tables_freezes_none_and_filters_the_longer():
    short, long = (Table(("a", "b"), (("1", "2"),) * rows) for rows in (2, 5))
    sheet = read(document(short, long)).worksheets[0]
    assert sheet.freeze_panes is None
    first, last = sheet.auto_filter.ref.split(":")
    assert int(last[1:]) - int(first[1:]) == 5


def pages_high(sheet):
    """Return on how many pages a sheet has to fit; 0 for as many as it takes (a file leaves 1 out)."""
    high = sheet.page_setup.fitToHeight
    return 1 if high is None else int(high)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_the_width_of_one_page_with_the_mark_and_numbers(language):
    for sheet in read(replace(sample(language), kind="workbook")):
        assert sheet.oddHeader.left.text == sample(language).mark
        said = "Page &P of &N" if language == "en" else "第 &P 页 / 共 &N 页"
        assert sheet.oddFooter.right.text.replace("&[Page]", "&P") == said
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1) == 1
        assert pages_high(sheet) in (0, 1)
        assert sheet.page_setup.paperSize == 9
        assert sheet["A2"].value.startswith(sample(language).mark)


def test_a_page_cuts_no_picture_in_two_unless_the_sheet_is_too_long_for_one():
    picture = next(one for one in sample("en").blocks if isinstance(one, Figure))
    long = Table(("No.",), tuple((str(n),) for n in range(300)))
    for blocks, pages in (((picture,), 1), ((picture, long), 0), ((long,), 0)):
        assert pages_high(read(document(*blocks)).worksheets[0]) == pages


def test_a_row_is_as_high_as_its_longest_text_and_no_higher_than_needed():
    table = Table(("编号", "说明"), (("D1", "长" * 100), ("D2", "短")))
    sheet = read(document(table)).worksheets[0]
    heights = [sheet.row_dimensions[row].height for row in (5, 6)]
    assert (heights[0] or 0) >= 4 * 14  # 190 units of Chinese in a column of about 63
    assert heights[1] is None


def test_commands_for_the_margin_of_a_page_are_only_text_there():
    one = replace(document(Heading(1, "x")), mark='&P &"Arial" &G', title="A&B")
    header = read(one).worksheets[0].oddHeader
    assert (header.left.text, header.right.text) == ('＆P ＆"Arial" ＆G', "A＆B")


def test_columns_are_wide_enough_for_chinese_and_not_wider_than_a_screen():
    table = Table(
        ("编号", "说明"), (("D1", "三十分钟内先电话、后书面向监管机构报告"), ("D2", "长" * 400))
    )
    sheet = read(document(table)).worksheets[0]
    assert sheet.column_dimensions["B"].width >= 2 * 19
    assert sheet.column_dimensions["B"].width <= 72
    assert sheet.column_dimensions["A"].width < 15


def test_a_chart_is_a_picture_and_a_short_table_of_shares_has_bars_beside_it():
    table = Table(
        ("=Phase", "Score"), tuple((f"P{n}", Cell("", n / 10, "percent")) for n in range(5))
    )
    one = replace(document(Heading(1, "A's sheet"), Figure(CHART, "alt"), table), kind="workbook")
    parts = ZipFile(BytesIO(xlsx(one)))
    assert [name for name in parts.namelist() if "media" in name] == ["xl/media/image1.png"]
    assert 'descr="alt"' in parts.read("xl/drawings/drawing1.xml").decode()
    sheet = read(one).worksheets[0]
    assert len(sheet._charts) == 1
    assert "'A''s sheet'!$B$" in sheet._charts[0].series[0].val.numRef.f
    assert not read(replace(one, kind="summary")).worksheets[0]._charts


def test_a_text_longer_than_a_cell_ends_with_an_ellipsis():
    [cell] = only(Cell("y" * 40_000))
    assert (len(cell.value), cell.value[-1]) == (32_767, "…")


def test_a_cell_with_one_address_is_a_link_and_any_other_is_not():
    web, script = only(Cell(Span("=x", link="https://e.org")), Cell(Span("y", link="javascript:1")))
    assert (web.value, web.hyperlink.target) == ("=x", "https://e.org")
    assert script.hyperlink is None


def test_the_same_document_gives_the_same_bytes_and_says_when_it_was_made():
    one = sample("zh-CN")
    assert xlsx(one) == xlsx(one)
    assert read(one).properties.created == datetime.fromisoformat(MADE).replace(tzinfo=None)
    assert read(one).properties.title == one.title


def test_what_is_empty_does_no_harm():
    blocks = (Table((), ()), Table(("A",), (), empty="none"), Paragraph(""), Facts(()))
    assert read(document(*blocks)).sheetnames == ["Exercise evaluation report"]
    assert read(document()).sheetnames == ["Exercise evaluation report"]
