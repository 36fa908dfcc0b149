"""The tables of coverage: steps, services, measures, roles, clauses and causes, for spreadsheets and reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.reports import cells
from web.reports.document import Cell, Inline, Table
from web.reports.speech import Words

Paper = Mapping[str, Any]
Row = tuple[Inline | Cell, ...]


def steps_table(paper: Paper, say: Words) -> Table:
    """Return every step of a plan's coverage."""
    heads = "procedure step name role standing times last days verdict who version changed clause"
    rows: list[Row] = [
        (
            say.text(procedure["title"]),
            step["id"],
            say.text(step["title"]),
            say.listed(step["by"]),
            say(f"coverage.standing.{step['standing']}"),
            cells.number(step["times"]),
            cells.date(step["last"]),
            cells.number(step["days_ago"]),
            say.verdict(step["verdict"]),
            say(f"coverage.who.{step['who']}") if step["who"] else "",
            cells.number(step["version"]),
            say.listed(step["changed"]),
            say.series(step["clause"]),
        )
        for procedure in paper["procedures"]
        for step in procedure["steps"]
    ]
    return _table("steps", heads, rows, say)


def services_table(paper: Paper, say: Words) -> Table:
    """Return every service of a plan's coverage."""
    heads = "service name rto times last outages met missed longest"
    rows: list[Row] = [
        (
            one["id"],
            say.text(one["title"]),
            cells.length(one["rto_ms"]),
            cells.number(one["times"]),
            cells.date(one["last"]),
            cells.number(one["outages"]),
            cells.number(one["met"]),
            cells.number(one["missed"]),
            cells.length(one["longest_ms"]),
        )
        for one in paper["services"]
    ]
    return _table("services", heads, rows, say)


def recoveries_table(paper: Paper, say: Words) -> Table:
    """Return every measure of a plan's coverage."""
    heads = "recovery name times last tries succeeded failed unfinished took"
    rows: list[Row] = [
        (
            one["id"],
            say.text(one["title"]),
            cells.number(one["times"]),
            cells.date(one["last"]),
            *(cells.number(one[key]) for key in ("tries", "succeeded", "failed", "unfinished")),
            cells.length(None if one["took"] is None else round(one["took"]["median"])),
        )
        for one in paper["recoveries"]
    ]
    return _table("recoveries", heads, rows, say)


def roles_table(paper: Paper, say: Words) -> Table:
    """Return every role of a plan's coverage, with how often each deputy answered for it."""
    heads = "role name times last people simulated absent deputies"
    rows: list[Row] = [
        (
            one["id"],
            say.text(one["title"]),
            cells.number(one["times"]),
            cells.date(one["last"]),
            say.listed(one["people"]),
            cells.number(one["simulated"]),
            cells.number(one["absent"]["times"]),
            say.series(f"{each['id']} {each['times']}" for each in one["deputies"]),
        )
        for one in paper["roles"]
    ]
    return _table("roles", heads, rows, say)


def clauses_table(paper: Paper, say: Words) -> Table:
    """Return every clause, those that nothing covers first in each rule."""
    heads = "rule clause says verified standing steps lacking last verdict"
    rows: list[Row] = [
        (
            say.text(rule["title"]),
            one["id"],
            say.text(one["says"]),
            say(f"reporting.verified.{one['verification']}"),
            say(f"coverage.clause.{one['standing']}"),
            say.listed(f"{step['plan']} {step['id']}" for step in one["steps"]),
            say.listed(lacking_words(each, say) for each in one["lacking"]),
            cells.date(one["last"]),
            say.verdict(one["verdict"]),
        )
        for rule in paper["clauses"]["rules"]
        for one in rule["clauses"]
    ]
    return _table("clauses", heads, rows, say)


def causes_table(paper: Paper, say: Words) -> Table:
    """Return every cause with how often exercises began with it."""
    heads = "cause asked times last years plans scenarios"
    rows: list[Row] = [
        (
            say(f"cause.{one['cause']}"),
            say("coverage.asked") if one["asked"] else "",
            cells.number(one["times"]),
            cells.date(one["last"]),
            say.listed(f"{year} × {count}" for year, count in sorted(one["years"].items())),
            say.listed(one["plans"]),
            say.listed(one["scenarios"]),
        )
        for one in paper["causes"]
    ]
    return _table("causes", heads, rows, say)


def lacking_words(lacking: str, say: Words) -> str:
    """Return what a clause still asks for: a cause, a switchover, or a plan's section."""
    plan, slash, section = lacking.partition("/")
    if slash:
        return f"{plan} {say(f'section.{section}')}"
    return say("coverage.switchover") if lacking == "switchover" else say(f"cause.{lacking}")


def _table(name: str, heads: str, rows: list[Row], say: Words) -> Table:
    return Table(
        tuple(say(f"coverage.column.{one}") for one in heads.split()),
        tuple(rows),
        caption=say(f"coverage.{name}"),
        empty=say("coverage.none"),
    )
