"""Part b of a report (JR/T 0251-2022 10.5): measures, reports to authorities, recoveries, and their effect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from web.reports import cells, notation
from web.reports.builders.tables import named_table
from web.reports.document import Block, Facts, Heading, Paragraph, Table
from web.reports.speech import Words

Part = dict[str, Any]


def handling_part(part: Part, say: Words) -> tuple[Block, ...]:
    """Return what was done by whom, reported to whom, and what came of it."""
    return (
        Heading(2, say("report.doc.measures")),
        measures_table(part, say),
        Heading(2, say("report.doc.reports")),
        reports_table(part, say),
        *report_contents(part, say),
        Heading(2, say("report.doc.recoveries")),
        recoveries_table(part, say),
        Heading(2, say("report.doc.effect")),
        effect_facts(part, say),
    )


def measures_table(part: Part, say: Words) -> Table:
    """Return every measure with who took it and what it was judged."""
    rows = tuple(
        (cells.clock(one["at"]), who(one, say), deed(one, say), say.verdict(one["verdict"]))
        for one in part["measures"]
    )
    return named_table(("time", "by", "deed", "verdict"), rows, (1, 3, 4, 1.5), "measures", say)


def reports_table(part: Part, say: Words) -> Table:
    """Return every report to an authority, in time and right or not."""
    rows = tuple(
        (
            cells.clock(one["at"]),
            who(one, say),
            deed(one, say),
            say.listed(say.text(to) for to in one["to"]),
            say.verdict(one["verdict"]),
            cells.percent(one["facts_score"]),
        )
        for one in part["reports"]
    )
    heads = ("time", "by", "deed", "to", "verdict", "facts")
    return named_table(heads, rows, (1.2, 2.6, 3.2, 2.6, 1.6, 1.4), "reports", say)


def report_contents(part: Part, say: Words) -> Iterator[Block]:
    """Yield what each report's form said; nothing for one without a form."""
    for report in part["reports"]:
        pairs = tuple(
            (say.text(one["title"]), say.listed(say.text(text) for text in one["said"]))
            for one in report["fields"]
            if one["said"]
        )
        if pairs or report["text"]:
            yield Heading(3, f"{notation.clock(report['at'])} {say.text(report['title'])}")
        if pairs:
            yield Facts(pairs)
        if report["text"]:
            yield Paragraph(report["text"], "quote")


def recoveries_table(part: Part, say: Words) -> Table:
    """Return every recovery with its outcome."""
    rows = tuple(
        (
            say.text(one["title"]),
            cells.clock(one["from"]),
            cells.clock(one["to"]),
            say.named("recovery", one["state"]),
        )
        for one in part["recoveries"]
    )
    return named_table(
        ("measure", "from", "until", "state"), rows, (4, 1, 1, 1.5), "recoveries", say
    )


def effect_facts(part: Part, say: Words) -> Facts:
    """Return the effect in four numbers."""
    effect = part["effect"]
    restored = f"{effect['services_restored']} / {effect['services_total']}"
    return Facts(
        (
            (say("report.doc.restored"), restored),
            (say("report.doc.report_count"), str(effect["reports"])),
            (say("report.doc.first_report"), notation.length(effect["first_report_after_ms"])),
            (say("report.doc.longest_gap"), notation.length(effect["longest_gap_ms"])),
        )
    )


def who(one: Part, say: Words) -> str:
    """Return the role that acted, with the person."""
    person = say("report.doc.simulated") if one["simulated"] else one["person"]
    return say.text(one["by_title"]) + (say.aside(person) if person else "")


def deed(one: Part, say: Words) -> str:
    """Return what was done, with what was decided by it."""
    option = say.text(one["option_title"]) if one["option_title"] else one["option"]
    return say.about(say.text(one["title"]), option) if option else say.text(one["title"])
