"""The summary report in the four parts of JR/T 0251-2022 10.5 a-d."""

from __future__ import annotations

from typing import Any

from web.reports.builders.course import course_part
from web.reports.builders.cover import cautions, heading_facts, participants
from web.reports.builders.figures import course_figures
from web.reports.builders.handling import handling_part
from web.reports.builders.improvement import improvement_part
from web.reports.builders.verdicts import verdict_part
from web.reports.document import Block, Heading
from web.reports.speech import Words

Model = dict[str, Any]


def summary_blocks(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the whole report."""
    parts = model["parts"]
    return (
        heading_facts(model, say),
        *cautions(model, say),
        participants(model, say),
        Heading(1, say("report.doc.part_a"), "a"),
        *course_part(parts["a"], say),
        *course_figures(model, say),
        Heading(1, say("report.doc.part_b"), "b"),
        *handling_part(parts["b"], say),
        Heading(1, say("report.doc.part_c"), "c"),
        *verdict_part(model, say),
        Heading(1, say("report.doc.part_d"), "d"),
        *improvement_part(model, say),
    )
