"""The tables of one exercise beside each other in a report, as a chart and in numbers."""

from __future__ import annotations

from typing import Any

from web.reports import cells
from web.reports.builders.figures import score_figure
from web.reports.document import Block, Cell, Heading, Inline, Table
from web.reports.speech import Words

Model = dict[str, Any]
HEADS = ("table", "score", "rating", "total", "met", "short", "failed", "down", "findings")
WIDTHS = (1.6, 1, 2.6, 1, 1, 1.2, 1.4, 1.2, 1)


def tables_part(model: Model, say: Words) -> tuple[Block, ...]:
    """Return how the tables stand; nothing when there is one."""
    if not model["tables"]:
        return ()
    name = say("report.doc.tables")
    scored = [{**one, "title": {"": one["name"]}} for one in model["tables"]]
    heads = tuple(say(f"workbook.head.{one}") for one in HEADS)
    return (
        Heading(2, name),
        score_figure(scored, name, say),
        Table(heads, tuple(table_rows(model, say)), WIDTHS, name),
    )


def table_rows(model: Model, say: Words) -> list[tuple[Inline | Cell, ...]]:
    """Return a row for each table: score, rating, duties, longest outage, findings."""
    return [
        (
            one["name"],
            cells.percent(one["score"]),
            say.rating(one["rating"]),
            cells.number(one["tally"]["total"]),
            cells.number(one["tally"]["met"]),
            cells.number(one["tally"]["short"]),
            cells.number(one["tally"]["failed"]),
            cells.length(one["down_ms"]),
            cells.number(one["findings"]),
        )
        for one in model["tables"]
    ]
