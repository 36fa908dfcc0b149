"""Verdicts that people set, in reports: beside the automatic ones, with reasons, and what they change in the whole."""

from __future__ import annotations

from typing import Any

from web.reports import notation
from web.reports.builders.subjects import subject
from web.reports.document import Block, Facts, Heading, Inline, Table
from web.reports.speech import Words

Model = dict[str, Any]


def corrected_part(model: Model, say: Words) -> tuple[Block, ...]:
    """Return people's verdicts with what the exercise comes to by them; nothing where nobody set one."""
    found = model["corrected"]
    if found is None:
        return ()
    return (
        Heading(2, say("report.doc.corrected")),
        Facts(
            (
                (say("eeg.automatic"), _result(model["summary"], say)),
                (say("explain.page.adjusted"), _result(found, say)),
            )
        ),
        _table(model, found["verdicts"], say),
    )


def _result(scored: Model, say: Words) -> Inline:
    return (say.rating(scored["rating"]), f" {notation.percent(scored['score'])}")


def _table(model: Model, verdicts: list[Model], say: Words) -> Table:
    rows = tuple(
        (
            subject(model, one["step"], say),
            say.named("obligation", one["kind"]),
            say.verdict(one["automatic"]),
            say.verdict(one["verdict"]),
            one["by"] or notation.NONE,
            one["reason"] or "",
        )
        for one in verdicts
    )
    heads = (
        say("report.doc.step"),
        say("report.doc.obligation"),
        say("eeg.task.result"),
        say("report.doc.set_to"),
        say("report.doc.by"),
        say("report.doc.reason"),
    )
    widths = (3.2, 1.4, 1.6, 1.6, 1.6, 3.6)
    return Table(heads, rows, widths, say("report.doc.corrected"), say("report.doc.none"))
