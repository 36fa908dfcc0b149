"""Plans in Word: styles of headings and lists, numbering, tables, checkboxes, in Chinese and English."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from scenarios.exchange.imported import ImportedPlan
from scenarios.exchange.reading import read_plan
from tests.scenarios.exchange.reading import codes, made, refused


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document: Any) -> ImportedPlan:
    return read_plan("plan.docx", saved(document))


def numbered(paragraph: Any, number: int, level: int = 0) -> None:
    """Give a paragraph numbering of its own, as Word's buttons do."""
    properties = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number)):
        part = OxmlElement(tag)
        part.set(qn("w:val"), str(value))
        numbering.append(part)
    properties.append(numbering)


def table(document: Any, *rows: tuple[str, ...]) -> None:
    grid = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = words


def test_headings_lists_and_tables_by_their_styles() -> None:
    document = Document()
    document.add_paragraph("Outage plan", style="Title")
    document.add_heading("Recovery", 1)
    document.add_paragraph("Restore the data within 2 hours", style="List Number")
    document.add_paragraph("Check the sums", style="List Number")
    document.add_heading("Response", 1)
    table(
        document,
        ("Step", "Responsible", "Time limit"),
        ("Call the vendor", "IT lead", "15 min"),
        ("Report to the regulator", "Compliance", "1 h"),
    )
    plan = read(document)
    assert plan.title == "Outage plan"
    recovery, response = plan.procedures
    assert [(s.title, s.shape) for s in recovery.steps] == [
        ("Restore the data within 2 hours", "ordered"),
        ("Check the sums", "ordered"),
    ]
    assert [h.value for h in recovery.steps[0].hints] == ["2h"]
    assert [s.roles for s in response.steps] == [("IT lead",), ("Compliance",)]
    assert [h.value for s in response.steps for h in s.hints] == ["15m", "1h"]
    assert plan.source[response.steps[0].lines[0] - 1] == "| Call the vendor | IT lead | 15 min |"


def test_a_chinese_plan_with_typed_numbers_checkboxes_and_a_table() -> None:
    document = Document()
    for words in (
        "网上交易中断应急预案",
        "一、总则",
        "本预案适用于网上交易系统。",
        "二、处置流程",
        "（一）发现",
        "1. 值班员应在3分钟内确认告警",
        "2、上报系统主管",
        "☐ 核对日志",
        "☑ 留存证据",
        "（二）报告",
    ):
        document.add_paragraph(words)
    table(
        document,
        ("步骤", "责任部门", "时限", "报告频率"),
        ("向证监局续报", "合规部", "30分钟", "每隔30分钟"),
    )
    plan = read(document)
    assert [(p.title, len(p.steps)) for p in plan.procedures] == [("发现", 4), ("报告", 1)]
    steps = plan.procedures[0].steps
    assert [s.shape for s in steps] == ["ordered", "ordered", "checkbox", "checkbox"]
    assert [s.ticked for s in steps] == [False, False, False, True]
    assert [h.value for h in steps[0].hints] == ["3m"]
    report = plan.procedures[1].steps[0]
    assert report.roles == ("合规部",)
    assert [(h.key, h.value) for h in report.hints] == [("within", "30m"), ("every", "30m")]
    assert plan.sections["purpose"] == "### 总则\n\n本预案适用于网上交易系统。"
    made(plan)


def test_numbering_of_a_paragraphs_own_tells_numbers_from_bullets() -> None:
    document = Document()
    document.add_heading("Response steps", 1)
    by_style = {
        style: document.styles[style].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
        for style in ("List Number", "List Bullet")
    }
    numbered(document.add_paragraph("Call the vendor"), int(by_style["List Number"]))
    numbered(document.add_paragraph("by telephone"), int(by_style["List Bullet"]))
    steps = read(document).procedures[0].steps
    assert [(s.title, s.shape) for s in steps] == [("Call the vendor", "ordered")]


def test_short_lines_that_word_numbers_in_chinese_are_headings() -> None:
    document = Document()
    number = document.styles["List Number"].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    root = document.part.numbering_part.element
    abstract = next(n for n in root.findall(qn("w:num")) if n.get(qn("w:numId")) == number)
    name = abstract.find(qn("w:abstractNumId")).get(qn("w:val"))
    kept = (n for n in root.findall(qn("w:abstractNum")) if n.get(qn("w:abstractNumId")) == name)
    next(kept).find(f"{qn('w:lvl')}/{qn('w:numFmt')}").set(qn("w:val"), "chineseCountingThousand")
    numbered(document.add_paragraph("处置流程"), int(number))
    document.add_paragraph("1. 核实影响范围")
    numbered(document.add_paragraph("保障措施"), int(number))
    plan = read(document)
    assert [(p.title, len(p.steps)) for p in plan.procedures] == [("处置流程", 1)]


def test_a_style_made_from_a_headings_and_an_outline_level_are_headings_too() -> None:
    document = Document()
    own = document.styles.add_style("Our chapter", 1)
    own.base_style = document.styles["Heading 1"]
    document.add_paragraph("Response", style="Our chapter")
    document.add_paragraph("Call the vendor", style="List Number")
    levelled = document.add_paragraph("Recovery")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    levelled._p.get_or_add_pPr().append(level)
    document.add_paragraph("Restore the data", style="List Number")
    assert [p.title for p in read(document).procedures] == ["Response", "Recovery"]


def test_a_picture_is_left_out_and_said_so() -> None:
    document = Document()
    document.add_heading("Steps", 1)
    document.add_paragraph("Look at it", style="List Number")
    paragraph = document.add_paragraph()
    paragraph.add_run()._r.append(OxmlElement("w:drawing"))
    assert "picture_skipped" in codes(read(document))


def test_a_plan_may_be_large_by_its_pictures() -> None:
    document = Document()
    document.add_heading("处置步骤", 1)
    numbered(document.add_paragraph("值班员确认告警"), 1)
    whole = io.BytesIO(saved(document))
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_STORED) as packed:
        packed.writestr("word/media/site.bin", bytes(5_000_000))
    assert [step.title for step in read_plan("plan.docx", whole.getvalue()).steps()] == [
        "值班员确认告警"
    ]
    assert refused("plan.docx", whole.getvalue() + bytes(7_100_000)) == ["import_too_large"]


def test_a_zip_that_is_no_word_file_or_unpacks_to_too_much_is_refused() -> None:
    plain, large = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(plain, "w") as packed:
        packed.writestr("a.txt", "x")
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 61_000_000)
    damaged = Document()
    numbered(damaged.add_paragraph("x"), 1, level="deep")  # type: ignore[arg-type]
    assert refused("plan.docx", saved(damaged)) == ["import_not_docx"]
    assert refused("plan.docx", plain.getvalue()) == ["import_not_docx"]
    assert refused("plan.docx", large.getvalue()) == ["import_unpacked_too_large"]


def test_entities_of_the_xml_are_never_opened() -> None:
    content = io.BytesIO(saved(Document()))
    evil = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(evil, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "word/document.xml":
                head, rest = data.split(b"?>", 1)
                entity = b'?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                text = b"<w:p><w:r><w:t>&e;</w:t></w:r><w:r><w:t>kept</w:t></w:r></w:p><w:sectPr"
                data = head + entity + rest.replace(b"<w:sectPr", text, 1)
            new.writestr(info, data)
    plan = read_plan("plan.docx", evil.getvalue())
    assert plan.source == ("kept",)
