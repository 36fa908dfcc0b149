"""What stands at the head of a report: what was exercised, when, by whom, with what result."""

from __future__ import annotations

from typing import Any

from web.reports import notation
from web.reports.document import Block, Facts, Paragraph, Table
from web.reports.speech import Words

Model = dict[str, Any]


def heading_facts(model: Model, say: Words) -> Facts:
    """Return what was exercised, when and with what result."""
    summary, plan, scenario = model["summary"], model["plan"], model["scenario"]
    reason = summary["end_reason"]
    end = say("still_running") if reason is None else say.named("end_reason", reason)
    return Facts(
        (
            (say("report.doc.exercise"), say.text(model["exercise"]["title"])),
            (say("report.doc.table"), model["table"]["name"]),
            (say("report.doc.scenario"), say.text(scenario["title"])),
            (say("report.doc.plan"), f"{say.text(plan['title'])} · v{plan['version']}"),
            (say("report.doc.story_start"), notation.moment(scenario["story_start"])),
            (say("report.doc.length"), notation.length(summary["duration_ms"])),
            (say("report.doc.ended"), end),
            (say("report.doc.score"), notation.percent(summary["score"])),
            (say("report.doc.rating"), say.rating(summary["rating"])),
            (say("report.doc.made"), notation.wall(model["made_wall"], scenario["story_start"])),
        )
    )


def cautions(model: Model, say: Words) -> tuple[Block, ...]:
    """Return what a reader must know before reading verdicts; nothing when there is nothing."""
    if not model["summary"]["compressed"]:
        return ()
    return (Paragraph(say("report.doc.compressed"), "callout"),)


def participants(model: Model, say: Words) -> Table:
    """Return who sat in which seat."""
    rows = tuple((say.text(one["title"]), say.listed(one["people"])) for one in model["people"])
    heads = (say("report.doc.role"), say("report.doc.people"))
    return Table(heads, rows, (1, 2), empty=say("report.doc.nobody"))
