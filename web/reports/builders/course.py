"""Part a of a report (JR/T 0251-2022 10.5): the course of the event, its scope and the loss."""

from __future__ import annotations

from typing import Any

from web.reports import cells, notation
from web.reports.builders.tables import named_table
from web.reports.document import Block, Heading, Table
from web.reports.speech import Words

Part = dict[str, Any]


def course_part(part: Part, say: Words) -> tuple[Block, ...]:
    """Return what happened, how far it reached and what was lost."""
    return (
        Heading(2, say("report.doc.course")),
        course_table(part, say),
        Heading(2, say("report.doc.scope")),
        scope_table(part, say),
        Heading(2, say("report.doc.loss")),
        loss_table(part, say),
    )


def course_table(part: Part, say: Words) -> Table:
    """Return the milestones in order of time."""
    heads = ("time", "story", "happening")
    rows = tuple(
        (cells.clock(one["at"]), notation.moment(one["story"]), happening(one, say))
        for one in part["course"]
    )
    return named_table(heads, rows, (1, 2, 5), "course", say)


def scope_table(part: Part, say: Words) -> Table:
    """Return every service that was hit, against what was promised of it."""
    heads = ("service", "down", "longest", "rto", "rto_met", "lost", "rpo_met")
    rows = tuple(
        (
            say.text(one["title"]),
            cells.length(one["down_ms"]),
            cells.length(one["longest_ms"]),
            cells.length(one["rto_ms"]),
            say.kept(one["rto_met"]),
            cells.length(one["lost_ms"]),
            say.kept(one["rpo_met"]),
        )
        for one in part["scope"]
    )
    return named_table(heads, rows, (4, 2, 2, 1.6, 1.6, 1.8, 1.6), "scope", say)


def loss_table(part: Part, say: Words) -> Table:
    """Return the loss by kind, over all services."""
    rows = tuple(
        (say.named("impact", kind), cells.number(total)) for kind, total in part["loss"].items()
    )
    return named_table(("kind", "total"), rows, (2, 1), "loss", say)


def happening(one: Part, say: Words) -> str:
    """Return one milestone in words."""
    if one["code"] == "service_changed":
        return say.about(say.text(one["title"]), say.named("service_state", one["numbers"]["to"]))
    return say.text(one["title"])
