"""Reporting to authorities: the analysis of a table, and the table of reporting clocks."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from scenarios.clock_shelf import shipped_clocks
from web.api.asking import house, judged_table, table_for, visitor
from web.errors import Refusal
from web.register.calendar import Calendars
from web.reports.clock_rows import clocks_paper
from web.reports.reporting import reporting_paper

reporting = Blueprint(
    "reporting", __name__, url_prefix="/api/v1", description="Reports to authorities"
)


@reporting.get("/tables/<table>/reporting")
def analysis(table: str) -> dict[str, Any]:
    """Show each duty to report: when due, when sent, what it said against what was so, its class."""
    found, (_, holder) = judged_table(table), table_for(table)
    now = house().now(found)
    calendar = Calendars(house().store).current()
    return reporting_paper(found, now, found.evaluation_for(holder, now), calendar.is_working)


@reporting.get("/reporting-clocks")
def clocks() -> dict[str, Any]:
    """Show the table of reporting clocks."""
    if not visitor().holders:
        raise Refusal("who_are_you")
    return clocks_paper(shipped_clocks())
