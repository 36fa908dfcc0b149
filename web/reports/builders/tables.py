"""Tables of reports by the catalogue's keys: heads, caption and what is said when there is no row."""

from __future__ import annotations

from web.reports.document import Cell, Inline, Table
from web.reports.speech import Words


def named_table(
    heads: tuple[str, ...],
    rows: tuple[tuple[Inline | Cell, ...], ...],
    widths: tuple[float, ...],
    name: str,
    say: Words,
) -> Table:
    """Return a table; *heads* and *name* are keys below ``report.doc``."""
    return Table(
        tuple(say(f"report.doc.{one}") for one in heads),
        rows,
        widths,
        say(f"report.doc.{name}"),
        say("report.doc.none"),
    )
