"""Documents for the tests of the renderers: every kind of block in both languages, hostile texts, and long tables."""

from __future__ import annotations

from web.reports.document import (
    LANDSCAPE,
    PORTRAIT,
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Figure,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    Span,
    Table,
)

MADE = "2026-11-22T06:30:00+00:00"

CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 60" role="img" font-size="11">'
    '<title>chart</title><text x="4" y="20">交易核心 trading core</text>'
    '<rect x="150" y="8" width="120" height="14" fill="#b42318"/>'
    '<text x="4" y="45" font-weight="bold">撮合 matching</text><rect x="200" y="34" width="90" height="14"/></svg>'
)

ATTACKS = (
    "<script>alert(1)</script>",
    "</text><b>bold</b>&amp;&lt;",
    "# Heading",
    "= Heading",
    "**x** *y* _z_ `c` ~s~",
    "#set page(fill: red)",
    '#import "@preview/evil:0.1.0": *',
    '#read("/etc/passwd")',
    "$x$ $ sum_i $",
    "\\u{1F600} \\ \\n // comment /* more */",
    "<a-label> @reference",
    "- item",
    "+1",
    "-2+3",
    "@SUM(A1:A9)",
    '=HYPERLINK("http://example.org","x")',
    "=1+1",
    "{=cmd|' /C calc'!A0}",
    "http://example.org/not-a-link",
    "'single' \"double\" -- --- ...",
    "{{name}} {number} {total} %s {0}",
    "_x0041_ [link](http://example.org)",
    "&nbsp;&#x41; ]]> <![CDATA[ x",
    "  two  spaces  inside  ",
    "第一行，末尾。",
    "😀 👍🏽 👨‍👩‍👧 ❤️",
)
"""What must come out of every format as the very same text."""

HIDDEN = {
    "bidi \u202eabc": "bidi [U+202E]abc",
    "bell \x07 null \x00 end": "bell [U+0007] null [U+0000] end",
    "isolate \u2067x\u2069": "isolate [U+2067]x[U+2069]",
    "no character \uffff\ufeff": "no character [U+FFFF][U+FEFF]",
    "lone \ud83d half": "lone [U+D83D] half",
}
"""What would be hidden or forbidden, and how it is shown instead."""

LONG = "Ω3x/" * 1250
"""A word of 5,000 characters."""

_WORDS = {
    "en": {
        "title": "Exercise evaluation report",
        "subtitle": "One path of the UPS lost · Table A",
        "mark": "EXERCISE – not a real incident",
        "course": "Course of the exercise",
        "part": "What befell the services",
        "text": "At 10:07 one of two supply paths failed; the order lines went down with it, ",
        "strong": "all within a second",
        "item": "The duty manager was told by telephone",
        "name": "Led by",
        "value": "Li Wen, facilitator",
        "step": "Report to the supervisor within thirty minutes by telephone, then in writing",
        "verdict": "Late",
        "heads": "No. Step Delay Share Day",
        "empty": "Nothing was recorded.",
        "lines": "Observations",
        "alt": "Two services were down, the matching engine the longer of the two.",
        "caption": "Service states",
    },
    "zh-CN": {
        "title": "演练评估报告",
        "subtitle": "单路 UPS 失电 · 第一桌",
        "mark": "演练 – 非真实事件",
        "course": "演练经过",
        "part": "业务服务受影响情况",
        "text": "10:07 两路供电中的一路中断，报单链路随之全部中断，",
        "strong": "前后不到一秒",
        "item": "已电话通知值班经理",
        "name": "导调人员",
        "value": "李文",
        "step": "三十分钟内先电话、后书面向监管机构报告",
        "verdict": "超时",
        "heads": "编号 步骤 延迟 占比 日期",
        "empty": "没有记录。",
        "lines": "观察记录",
        "alt": "两项服务中断，撮合中断时间更长。",
        "caption": "服务状态",
    },
}


def document(*blocks: Block, language: str = "en", orientation: str = PORTRAIT) -> Document:
    """Return a document of *blocks* with a title, a mark and a date."""
    said = _WORDS[language]
    return Document(
        "summary",
        language,
        said["title"],
        said["subtitle"],
        said["mark"],
        MADE,
        blocks,
        orientation,
    )


def sample(language: str, orientation: str = PORTRAIT) -> Document:
    """Return a document with every kind of block."""
    said = _WORDS[language]
    rows = tuple(_row(said, n) for n in range(1, 41))
    return document(
        Heading(1, said["course"], "course"),
        Paragraph((said["text"], Span(said["strong"], strong=True), "。"), "lead"),
        Paragraph((Span(said["part"], link="#services"), " · ", Span("S7", link="https://e.org"))),
        Paragraph(said["text"] * 3, "note"),
        Paragraph(said["text"] * 2, "callout"),
        Paragraph(said["text"] + "\n" + said["item"], "quote"),
        Bullets((said["item"], (said["item"], Span(said["verdict"], tone="fair")))),
        Bullets((said["item"], said["text"]), ordered=True),
        Facts(((said["name"], said["value"]), (said["part"], Span(said["verdict"], tone="bad")))),
        Heading(2, said["part"], "services"),
        Figure(CHART, said["alt"], said["caption"]),
        Table(tuple(said["heads"].split()), rows, (8, 50, 14, 12, 16), said["caption"]),
        Table(("A", "B"), (), empty=said["empty"]),
        Heading(3, said["lines"]),
        Lines(said["lines"], 4),
        PageBreak(),
        Heading(1, said["lines"]),
        Paragraph(said["text"]),
        language=language,
        orientation=orientation,
    )


def _row(said: dict[str, str], n: int) -> tuple[Cell | str | Span, ...]:
    return (
        Cell(f"D{n}", n, "number"),
        Cell((said["step"], " ", Span(said["verdict"], tone="fair"))),
        Cell(f"{n}:05", n * 60_000 + 5_000, "ms"),
        Cell(f"{n} %", n / 100, "percent"),
        Cell("2026-11-22", None, "date"),
    )


def long_table(rows: int, language: str = "en", columns: int = 8) -> Document:
    """Return a landscape document with one table of *rows*."""
    said = _WORDS[language]
    table = Table(
        tuple(f"{said['name']} {n}" for n in range(columns)),
        tuple(
            (f"R{row}", *(f"{said['item']} {row}.{n}" for n in range(1, columns)))
            for row in range(rows)
        ),
        caption=said["caption"],
    )
    return document(Heading(1, said["course"]), table, language=language, orientation=LANDSCAPE)
