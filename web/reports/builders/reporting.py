"""The reporting analysis in a report: each duty to report on its own time line, and what became of it."""

from __future__ import annotations

from typing import Any

from web.reports import cells, notation
from web.reports.charts_reporting import outcome, reporting_chart
from web.reports.document import Block, Bullets, Figure, Heading, Inline, Paragraph, Span, Table
from web.reports.reporting_words import reason_words
from web.reports.speech import Words

Model = dict[str, Any]


def reporting_part(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the duties to report, as a chart and as a table; nothing when the plan asks for no report."""
    duties = [one for one in model["reporting"]["duties"] if one["anchor"] is not None]
    if not duties:
        return ()
    return (
        Heading(2, say("report.doc.reporting")),
        Paragraph(say("report.doc.reporting_help"), "note"),
        *_chart(model["reporting"], say),
        duties_table(duties, say),
        *_reasons(duties, say),
    )


def duties_table(duties: list[Model], say: Words) -> Table:
    """Return when each report was due, when it was sent, and which of late, omitted, false, concealed it was."""
    rows = tuple(
        (
            say.text(one["title"]),
            "" if one["addressee"] is None else say.text(one["addressee"]["title"]),
            cells.clock(one["anchor"]["at"]),
            cells.clock(one["due_ms"]),
            say.listed(notation.clock(sent["at"]) for sent in one["sent"]) or notation.NONE,
            _outcome(one, say),
        )
        for one in duties
    )
    heads = ("duty", "to", "called", "due_at", "sent", "result")
    return Table(
        tuple(say(f"report.doc.{one}") for one in heads),
        rows,
        (4, 2.4, 1.2, 1.2, 2.2, 1.6),
        say("report.doc.reporting"),
        say("report.doc.none"),
    )


def _reasons(duties: list[Model], say: Words) -> tuple[Block, ...]:
    """Return why each class was given, duty by duty."""
    items = tuple(
        (
            Span(say(f"report_class.{reason['class']}"), tone="bad"),
            f" {say.about(say.text(one['title']), reason_words(reason, say))}",
        )
        for one in duties
        for reason in one["reasons"]
        if reason["class"]
    )
    return (Bullets(items),) if items else ()


def _chart(analysis: Model, say: Words) -> tuple[Block, ...]:
    svg = reporting_chart(analysis, say)
    if not svg:
        return ()
    duties = [one for one in analysis["duties"] if one["anchor"] is not None]
    said = say.series(say.about(say.text(one["title"]), outcome(one, say)) for one in duties)
    return (Figure(svg, say.about(say("report.doc.reporting"), said)),)


def _outcome(duty: Model, say: Words) -> Inline:
    tone = "bad" if duty["classes"] else "good" if duty["status"] == "kept" else "quiet"
    return Span(outcome(duty, say), tone=tone)
