"""The summary report in the four parts of JR/T 0251-2022 10.5 a-d."""

from __future__ import annotations

from typing import Any

from web.reports.builders.archive import archive_part
from web.reports.builders.compared import tables_part
from web.reports.builders.course import course_part
from web.reports.builders.cover import cautions, heading_facts, participants
from web.reports.builders.figures import course_figures, score_figures
from web.reports.builders.handling import handling_part
from web.reports.builders.improvement import improvement_part
from web.reports.builders.prose import draft_note, prose
from web.reports.builders.reporting import reporting_part
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
        *draft_note(model, say),
        *prose(model, "executive_summary", say),
        Heading(1, say("report.doc.part_a"), "a"),
        *prose(model, "overview", say),
        *course_part(parts["a"], say),
        *course_figures(model, say),
        Heading(1, say("report.doc.part_b"), "b"),
        *prose(model, "handling", say),
        *handling_part(parts["b"], say),
        *reporting_part(model, say),
        Heading(1, say("report.doc.part_c"), "c"),
        *prose(model, "causes", say),
        *prose(model, "conclusion", say),
        *verdict_part(model, say),
        *score_figures(model, say),
        *tables_part(model, say),
        Heading(1, say("report.doc.part_d"), "d"),
        *prose(model, "prevention", say),
        *improvement_part(model, say),
        Heading(1, say("aar.archive"), "archive"),
        *archive_part(model, say),
    )
