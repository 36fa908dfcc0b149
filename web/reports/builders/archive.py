"""What is archived with a report (JR/T 0251-2022 10.5, last line): the record, its digests, who signed it."""

from __future__ import annotations

from typing import Any

from web.reports import notation
from web.reports.builders.subjects import rated
from web.reports.document import Block, Facts, Heading, Lines, Paragraph, Table
from web.reports.speech import Words

Model = dict[str, Any]


def archive_part(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the archive statement: what is kept, by which digests it is known, who answers for it."""
    return (
        Paragraph(say("aar.archive.statement")),
        archived(model, say),
        Heading(2, say("aar.signature")),
        *signature(model, say),
        Lines(say("aar.archive.signed_by_hand"), 2),
    )


def archived(model: Model, say: Words) -> Table:
    """Return the documents and records that belong to the exercise, with their digests."""
    archive, plan = model["archive"], model["plan"]
    rows = [
        (
            say("report.doc.plan"),
            f"{say.text(plan['title'])} · v{plan['version']}",
            model["digests"]["plan"],
        ),
        (
            say("report.doc.scenario"),
            say.text(model["scenario"]["title"]),
            model["digests"]["scenario"],
        ),
        (
            say("aar.archive.journal"),
            say("aar.archive.entries", count=archive["entries"]),
            archive["hash"] or notation.NONE,
        ),
        *(
            (say("aar.archive.attachment"), one["name"], one["digest"])
            for one in archive["attachments"]
        ),
    ]
    heads = tuple(say(f"aar.archive.{one}") for one in ("what", "which", "digest"))
    return Table(heads, tuple(rows), (1.2, 2.4, 4), say("aar.archive"))


def signature(model: Model, say: Words) -> tuple[Block, ...]:
    """Return who evaluated, who signed when, by which hash, and whether it still holds."""
    people = model["assessment"]
    signed = people["signature"]
    pairs = [
        (say("aar.panel"), say.listed(people["panel"]) or notation.NONE),
        (say("aar.lead"), people["lead"] or notation.NONE),
        (say("aar.rules"), model["rules"]),
    ]
    if signed is None:
        return (Facts(tuple(pairs)), Paragraph(say("aar.unsigned"), "callout"))
    holds = say("aar.holds") if signed["holds"] else say("aar.broken")
    pairs += [
        (say("aar.signed_by"), signed["by"]),
        (say("aar.signed_at"), notation.stamped(signed["wall"], model["scenario"]["story_start"])),
        (say("aar.hash"), signed["hash"]),
        (say("aar.check"), holds if signed["holds"] is not None else notation.NONE),
    ]
    if signed["comment"]:
        pairs.append((say("aar.comment"), signed["comment"]))
    return (Facts(tuple(pairs)),)


def final_ratings(model: Model, say: Words) -> Table:
    """Return the ratings that the lead evaluator settled, each with its reason."""
    rows = tuple(
        (rated(model, subject, say), say.rating(one["rating"]), one["by"], one["reason"] or "")
        for subject, one in model["assessment"]["final"].items()
    )
    heads = tuple(say(f"report.doc.{one}") for one in ("subject", "rating", "by", "reason"))
    return Table(heads, rows, (3, 3, 2, 4), say("aar.final"), say("report.doc.none"))
