"""The tables of coverage: steps, services, measures, roles, clauses and causes, for spreadsheets and reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from web.reports import cells
from web.reports.document import Cell, Inline, Table
from web.reports.speech import Words

Paper = Mapping[str, Any]
Row = tuple[Inline | Cell, ...]


def steps_table(paper: Paper, say: Words) -> Table:
    """Return every step of a plan's coverage."""
    heads = "procedure step name role standing times last days verdict who version changed clause"
    roles = _titles(paper["roles"], say)
    rows: list[Row] = [
        (
            say.text(procedure["title"]),
            step["id"],
            say.text(step["title"]),
            say.listed(roles.get(role, role) for role in step["by"]),
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
    roles = _titles(paper["roles"], say)
    rows: list[Row] = [
        (
            one["id"],
            say.text(one["title"]),
            cells.number(one["times"]),
            cells.date(one["last"]),
            say.listed(one["people"]),
            cells.number(one["simulated"]),
            cells.number(one["absent"]["times"]),
            say.series(
                f"{roles.get(each['id'], each['id'])} {each['times']}" for each in one["deputies"]
            ),
        )
        for one in paper["roles"]
    ]
    return _table("roles", heads, rows, say)


def clauses_table(paper: Paper, say: Words) -> Table:
    """Return every clause, those that nothing covers first in each rule."""
    heads = "rule clause says verified standing steps lacking last verdict"
    plans = _titles(paper.get("plans", ()), say)
    rows: list[Row] = [
        (
            say.text(rule["title"]),
            say.text(one["number"]) or one["id"],
            say.text(one["says"]),
            say(f"reporting.verified.{one['verification']}"),
            say(f"coverage.clause.{one['standing']}"),
            _steps(one["steps"], plans, say),
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
    plans = _titles(paper["plans"], say)
    scenarios = {name: say.text(title) for name, title in paper["scenarios"].items()}
    rows: list[Row] = [
        (
            say(f"cause.{one['cause']}"),
            say("coverage.asked") if one["asked"] else "",
            cells.number(one["times"]),
            cells.date(one["last"]),
            say.listed(f"{year} × {count}" for year, count in sorted(one["years"].items())),
            say.listed(plans.get(name, name) for name in one["plans"]),
            say.listed(scenarios[name] for name in one["scenarios"]),
        )
        for one in paper["causes"]
    ]
    return _table("causes", heads, rows, say)


def _titles(papers: Iterable[Paper], say: Words) -> Mapping[str, str]:
    """Return what each of *papers* is called, by its id."""
    return {one["id"]: say.text(one["title"]) for one in papers}


def _steps(steps: Iterable[Paper], plans: Mapping[str, str], say: Words) -> str:
    """Return the ids of *steps*, of each plan together; where *plans* are told apart, under its title."""
    found: dict[str, list[str]] = {}
    for step in steps:
        found.setdefault(step["plan"], []).append(step["id"])
    rows = ((plans.get(plan), say.listed(ids)) for plan, ids in found.items())
    return say.series(ids if title is None else say.about(title, ids) for title, ids in rows)


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
