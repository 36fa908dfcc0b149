"""The summary of a year's exercises as a document: duties kept, exercises, reports, findings, revisions, coverage."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from web.covering.tables import causes_table, clauses_table
from web.register.spoken import spoken
from web.reports import cells, notation
from web.reports.document import (
    Block,
    Cell,
    Document,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Span,
    Table,
)
from web.reports.speech import Words, mark

Model = dict[str, Any]
Row = tuple[Inline | Cell, ...]

KIND = "drill-year"
_DUTY_TONES = {"kept": "good", "not_kept": "bad", "open": "fair"}
_REPORT_TONES = {"in_time": "good", "late": "bad", "overdue": "bad", "due": "fair"}
_BADGE_TONES = {"verified": "good", "partly": "fair"}
_WIDTHS = {
    "duties": (2.6, 2, 1, 1.5, 1, 2.4),
    "exercises": (1, 2.4, 1.2, 2.2, 1.7, 2, 0.9, 1.8),
}


def drill_year(model: Model, language: str) -> Document:
    """Return the summary of a year in *language*."""
    say = Words(language)
    return Document(
        kind=KIND,
        language=say.language,
        title=say("programme.doc.title", year=model["year"]),
        subtitle=say("programme.doc.as_of", day=model["day"]),
        mark=mark(),
        made=datetime.fromtimestamp(model["made_wall"] / 1000, UTC).isoformat(timespec="seconds"),
        blocks=_blocks(model, say),
        orientation="landscape",
    )


def _blocks(model: Model, say: Words) -> tuple[Block, ...]:
    return (
        _head(model, say),
        *_cautions(model, say),
        *_part("duties", _duties(model, say), say),
        *_part("exercises", _exercises(model, say), say),
        *_part("goals", _goals(model, say), say),
        *_part("not_held", _not_held(model, say), say),
        *_part("reports", _reports(model, say), say),
        *_part("findings", _findings(model, say), say),
        *_part("revisions", _revisions(model, say), say),
        *_part("causes", causes_table(model["coverage"], say), say),
        *_part("clauses", clauses_table(model["coverage"], say), say),
    )


def _part(name: str, table: Table, say: Words) -> tuple[Block, ...]:
    return (Heading(1, say(f"programme.doc.{name}")), table)


def _head(model: Model, say: Words) -> Facts:
    exercises, reports = model["exercises"], model["reports"]
    states = [one["state"] for one in model["duties"]]
    return Facts(
        (
            (say("programme.doc.held"), str(len(exercises))),
            (say("programme.doc.joint"), str(sum(one["joint"] for one in exercises))),
            (
                say("programme.doc.duties_kept"),
                say("programme.doc.of", n=states.count("kept"), total=len(states)),
            ),
            (
                say("programme.doc.reports_in_time"),
                say(
                    "programme.doc.of",
                    n=sum(one["state"] == "in_time" for one in reports),
                    total=len(reports),
                ),
            ),
            (say("programme.doc.found"), str(len(model["findings"]))),
            (say("programme.doc.revised"), str(len(model["revisions"]))),
            (say("programme.doc.handed"), model["handed"] or notation.NONE),
        )
    )


def _cautions(model: Model, say: Words) -> tuple[Block, ...]:
    """Return what a reader must know first: ratings that nobody signed, duties that nobody verified."""
    found: list[Block] = []
    if model["unsigned"]:
        words = say("programme.doc.unsigned", count=model["unsigned"])
        found.append(Paragraph(words, "callout"))
    if any(one["badge"] != "verified" for one in model["duties"]):
        found.append(Paragraph(say("programme.doc.unverified"), "note"))
    return tuple(found)


def _duties(model: Model, say: Words) -> Table:
    rows: list[Row] = [
        (
            say.text(one["title"]),
            say.text(one["rule"]),
            _badge(one["badge"], say),
            say.text(one["place"]) if one["place"] else say("programme.scope.organisation"),
            Span(
                say(f"programme.doc.duty.{one['state']}"),
                tone=_DUTY_TONES.get(one["state"], "quiet"),
            ),
            say.series(f"{each['day']} {say.text(each['title'])}" for each in one["kept_by"])
            or notation.NONE,
        )
        for one in model["duties"]
    ]
    return _table("duties", "duty rule badge scope state kept_by", rows, say)


def _exercises(model: Model, say: Words) -> Table:
    rows: list[Row] = [
        (
            cells.date(one["day"]),
            say.text(one["title"]),
            say.named("type", one["type"]) if one["type"] else notation.NONE,
            _played_by(one, say),
            _parties(one, say),
            _people(one, say),
            *_results(one, say),
        )
        for one in model["exercises"]
    ]
    heads = "day exercise type scenario parties people score rating"
    return _table("exercises", heads, rows, say)


def _played_by(one: Model, say: Words) -> str:
    plan = one["plan"]
    version = f" v{plan['version']}" if plan["version"] else ""
    scenario = say.text(one["scenario"]) if one["scenario"] else notation.NONE
    return f"{scenario}\n{say.text(plan['title'])}{version}"


def _parties(one: Model, say: Words) -> str:
    if not one["joint"]:
        return notation.NONE
    return say.listed(one["parties"]) or say("programme.joint_short")


def _people(one: Model, say: Words) -> str:
    said = (f"{say.text(each['title'])} {each['people']}" for each in one["people"])
    return say.listed(said) or notation.NONE


def _results(one: Model, say: Words) -> tuple[Inline | Cell, Inline | Cell]:
    """Return score and rating; an exercise held elsewhere has none, a rating that nobody signed says so."""
    if not one["tables"]:
        why = "outside" if one["outside"] else "unjudged"
        return notation.NONE, say(f"programme.doc.{why}")
    scores = [each["score"] for each in one["tables"]]
    score = cells.percent(scores[0]) if len(scores) == 1 else _listed_scores(scores)
    ratings = say.listed(each["rating"] or notation.NONE for each in one["tables"])
    whose = "signed" if one["signed"] else "not_signed"
    return score, ratings + say.aside(say(f"programme.doc.{whose}"))


def _listed_scores(scores: list[float | None]) -> str:
    return " / ".join(notation.NONE if one is None else notation.percent(one) for one in scores)


def _goals(model: Model, say: Words) -> Table:
    rows: list[Row] = [
        (
            cells.date(one["day"]),
            say.text(one["title"]),
            table["name"],
            say.text(goal["title"]),
            goal["kind"].upper(),
            say.verdict(goal["verdict"]),
        )
        for one in model["exercises"]
        for table in one["tables"]
        for goal in table["goals"]
    ]
    return _table("goals", "day exercise table service goal verdict", rows, say)


def _not_held(model: Model, say: Words) -> Table:
    rows: list[Row] = [
        (
            cells.date(one["day"]),
            say.text(one["title"]),
            say("programme.mark.cancelled" if one["cancelled"] else "programme.mark.missed"),
            one["reason"] or notation.NONE,
        )
        for one in model["not_held"]
    ]
    return _table("not_held", "day exercise state reason", rows, say)


def _reports(model: Model, say: Words) -> Table:
    rows: list[Row] = [
        (
            say.text(one["title"]),
            cells.date(one["day"]),
            say.text(one["duty_title"]),
            say.text(one["to"]) or notation.NONE,
            cells.date(one["due"]),
            cells.date(one["reported"]),
            Span(say(f"programme.report.{one['state']}"), tone=_REPORT_TONES[one["state"]]),
        )
        for one in model["reports"]
    ]
    return _table("reports", "exercise day duty to due reported state", rows, say)


def _findings(model: Model, say: Words) -> Table:
    rows: list[Row] = [
        (
            say.text(one["exercise"]),
            say.text(one["words"])
            if one["words"]
            else spoken(one["code"], one["title"], say.language),
            say.severity(one["severity"]),
            say.named("standing", one["standing"]),
            cells.number(one["actions"]),
            cells.number(one["open"]),
            cells.number(one["overdue"]),
        )
        for one in model["findings"]
    ]
    return _table("findings", "exercise finding severity standing actions open overdue", rows, say)


def _revisions(model: Model, say: Words) -> Table:
    rows: list[Row] = [
        (
            say.text(one["title"]),
            f"v{one['version']}",
            cells.date(one["day"]),
            cells.date(one["effective"]) if one["effective"] else notation.NONE,
            one["approved_by"] or notation.NONE,
            cells.number(one["changes"]),
            say.listed(one["findings"]) or notation.NONE,
        )
        for one in model["revisions"]
    ]
    return _table("revisions", "plan version day effective approved changes cites", rows, say)


def _badge(badge: str, say: Words) -> Span:
    return Span(say(f"programme.badge.{badge}"), tone=_BADGE_TONES.get(badge, "quiet"))


def _table(name: str, heads: str, rows: list[Row], say: Words) -> Table:
    return Table(
        tuple(say(f"programme.head.{one}") for one in heads.split()),
        tuple(rows),
        _WIDTHS.get(name, ()),
        say(f"programme.doc.{name}"),
        say("report.doc.none"),
    )
