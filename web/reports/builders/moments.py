"""The best and the worst moments of an exercise in a report: when, what, and why it counts."""

from __future__ import annotations

from typing import Any

from web.reports import notation
from web.reports.builders.subjects import subject
from web.reports.document import Block, Bullets, Heading, Paragraph
from web.reports.speech import Words

Model = dict[str, Any]


def moments_part(model: Model, say: Words, level: int = 2) -> tuple[Block, ...]:
    """Return the best moments and the worst, each a line."""
    return (
        *_group("best", model, say, level),
        *_group("worst", model, say, level),
    )


def _group(name: str, model: Model, say: Words, level: int) -> tuple[Block, ...]:
    found = model["moments"][name]
    lines = Bullets(tuple(_line(one, model, say) for one in found))
    none = Paragraph(say("report.doc.none"), "note")
    return (Heading(level, say(f"brief.{name}")), lines if found else none)


def _line(one: Model, model: Model, say: Words) -> str:
    what = say.listed(subject(model, each, say) for each in one["subjects"])
    return f"{notation.clock(one['at_ms'])} " + say.about(what, say.named("why", one["why"]))
