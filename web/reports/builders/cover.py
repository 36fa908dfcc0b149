"""What stands at the head of a report: what was exercised, when, by whom, with what result."""

from __future__ import annotations

from typing import Any

from web.reports import notation
from web.reports.builders.ratings import standing_rating
from web.reports.document import Block, Facts, Inline, Paragraph, Table
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
            (say("report.doc.rating"), whole_rating(model, say)),
            (say("report.doc.made"), notation.wall(model["made_wall"], scenario["story_start"])),
        )
    )


def whole_rating(model: Model, say: Words) -> Inline:
    """Return the rating of the whole that stands, whose it is, and the automatic one where people settled another."""
    automatic = model["summary"]["rating"]
    rating, whose = standing_rating(model, "whole", automatic)
    if whose == "automatic":
        return say.rating(rating)
    by_rules = say.about(say("eeg.automatic"), automatic or notation.NONE)
    return (say.rating(rating), f" · {say(f'aar.whose.{whose}')}" + say.aside(by_rules))


def cautions(model: Model, say: Words) -> tuple[Block, ...]:
    """Return what a reader must know before reading verdicts; nothing when there is nothing."""
    if not model["summary"]["compressed"]:
        return ()
    return (Paragraph(say("report.doc.compressed"), "callout"),)


def participants(model: Model, say: Words) -> Table:
    """Return who sat in which seat."""
    rows = tuple((say.text(one["title"]), say.listed(one["people"])) for one in model["people"])
    heads = (say("report.doc.role"), say("report.doc.people"))
    return Table(heads, rows, (1, 2), empty=say(_without_names(model)))


def _without_names(model: Model) -> str:
    """Return what is said where no person is named: simulated colleagues, acts without names, or nobody at all."""
    seats = model["overview"]["seats"]
    if any(one["simulated"] for one in seats):
        return "report.doc.nobody"
    return "report.doc.unnamed" if any(one["acts"] for one in seats) else "report.doc.none"
