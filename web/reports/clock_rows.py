"""The table of reporting clocks as JSON, rows with their addressees and anchors by title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercise.script_paper import text_paper
from scenarios.reporting_clock import Limit, ReportingClock, ReportingClocks, Span
from scenarios.text import Text

Paper = dict[str, Any]


def clocks_paper(clocks: ReportingClocks) -> Paper:
    """Return the table of reporting clocks as JSON."""
    return {
        "id": clocks.id,
        "version": clocks.version,
        "as_of": clocks.as_of.isoformat(),
        "title": text_paper(clocks.title),
        "notes": text_paper(clocks.notes),
        "clocks": [clock_paper(clocks, one) for one in clocks.clocks],
    }


def clock_paper(clocks: ReportingClocks, row: ReportingClock) -> Paper:
    """Return one row of the table, its anchors and addressees by title."""
    return {
        "id": row.id,
        "title": text_paper(row.title),
        "addressees": [_addressee(clocks, one) for one in row.addressees],
        "actors": [a for one in clocks.addressees if one.id in row.addressees for a in one.actors],
        "anchor": [_anchor_title(clocks, one) for one in row.anchor],
        "seen_by": _seen_by(clocks, row),
        "first": span_paper(row.first),
        "at_latest": _limit(clocks, row.at_latest),
        "cadence": span_paper(row.cadence),
        "until": None if row.until is None else _anchor_title(clocks, row.until),
        "final": _limit(clocks, row.final),
        "form": text_paper(row.form),
        "phone_first": row.phone_first,
        "scope": text_paper(row.scope),
        "notes": text_paper(row.notes),
        "verification": row.verification,
        "enabled": row.enabled,
        "judges": row.may_judge,
        "in_force_from": None if row.in_force_from is None else row.in_force_from.isoformat(),
        "superseded_by": row.superseded_by,
        "to_fill": list(row.to_fill),
        "doubtful": list(row.doubtful),
        "conditional": list(row.conditional),
        "source": [
            {
                "title": text_paper(one.title),
                "clause": text_paper(one.clause),
                "says": text_paper(one.says),
            }
            for one in row.source
        ],
    }


def span_paper(span: Span | None) -> Paper | None:
    """Return a limit as its amount and unit."""
    return None if span is None else {"unit": span.unit, "amount": span.amount}


def _limit(clocks: ReportingClocks, limit: Limit | None) -> Paper | None:
    if limit is None:
        return None
    return {"within": span_paper(limit.within), "since": _anchor_title(clocks, limit.since)}


def _anchor_title(clocks: ReportingClocks, anchor: str) -> dict[str, str]:
    row = clocks.anchor(anchor)
    return {"": anchor} if row is None else text_paper(row.title)


def _seen_by(clocks: ReportingClocks, row: ReportingClock) -> list[str]:
    """Return the signals and actions by which a journal shows the row's anchors."""
    anchors = (one for one in clocks.anchors if one.id in row.anchor)
    return [name for one in anchors for name in (*one.signals, *one.actions)]


def _addressee(clocks: ReportingClocks, addressee: str) -> dict[str, str]:
    found: Iterable[Text] = (one.title for one in clocks.addressees if one.id == addressee)
    return text_paper(next(iter(found), Text.plain(addressee)))
