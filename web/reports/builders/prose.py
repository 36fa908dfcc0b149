"""The narrative in a report: the paragraphs in force, and a note where they are a draft that nobody edited."""

from __future__ import annotations

from typing import Any

from web.reports.document import Block, Paragraph
from web.reports.narrative import is_drafted, told
from web.reports.speech import Words

Model = dict[str, Any]


def prose(model: Model, part: str, say: Words) -> tuple[Block, ...]:
    """Return the paragraphs of *part* of the narrative."""
    return tuple(Paragraph(one) for one in told(model, part, say))


def draft_note(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the note that the narrative is drafted by rule; nothing when somebody wrote of it, or it is signed."""
    if model["assessment"]["signature"] is not None or not is_drafted(model, say):
        return ()
    return (Paragraph(say("narrative.is_draft"), "note"),)
