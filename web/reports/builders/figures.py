"""The charts of a report with what they show in a sentence, for those who cannot see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from web.reports import notation
from web.reports.builders.subjects import subject
from web.reports.charts import service_chart, timeline_chart
from web.reports.charts_scores import Bar, score_chart
from web.reports.document import Block, Figure, Heading, Paragraph
from web.reports.speech import Words

Model = dict[str, Any]

_TOGETHER = 13
"""How many bars of the timeline stay on one sheet of paper."""
_CHARTED = ("response", "quorum", "cadence", "escalation", "rto")


def course_figures(model: Model, say: Words) -> tuple[Block, ...]:
    """Return expected against actual and the services' course, under their headings."""
    return (
        Heading(2, say("report.doc.timeline")),
        Paragraph(say("report.doc.timeline_help"), "note"),
        *timeline_figures(model, say),
        Heading(2, say("report.doc.services")),
        Paragraph(say("report.doc.services_help"), "note"),
        service_figure(model, say),
    )


def timeline_figures(model: Model, say: Words) -> Iterator[Figure]:
    """Yield expected against actual in parts that are small enough to be kept whole on paper."""
    rows = [row for row in model["timeline"] if row["kind"] in _CHARTED]
    rows = [row for row in rows if row["verdict"] != "not_triggered"]
    verdicts = {row["verdict"]: say.named("verdict", row["verdict"]) for row in rows}
    name = say("report.doc.timeline")
    for some in shared_out(rows, _TOGETHER):
        titles = [_name(model, row, say) for row in some]
        svg = timeline_chart(some, titles, model["summary"]["duration_ms"], name, verdicts)
        yield Figure(svg, say.about(name, _tally(some, say)))


def shared_out(rows: list[Model], most: int) -> list[list[Model]]:
    """Return *rows* in order in as few parts of about the same size as hold *most* each."""
    parts = -(-len(rows) // most)
    bounds = [len(rows) * place // max(parts, 1) for place in range(parts + 1)]
    return [rows[start:end] for start, end in pairwise(bounds)]


def service_figure(model: Model, say: Words) -> Figure:
    """Return the course of the services that were not up all the time."""
    courses = [course for course in model["services"] if course["spans"]]
    titles = [say.text(course["title"]) for course in courses]
    name = say("report.doc.services")
    states = {one: say.named("service_state", one) for one in ("down", "degraded")}
    svg = service_chart(courses, titles, model["summary"]["duration_ms"], name, states)
    said = say.listed(_course(one, say) for one in courses) or say("report.doc.none")
    return Figure(svg, say.about(name, said))


def score_figures(model: Model, say: Words) -> Iterator[Block]:
    """Yield the scores by procedure, objective and role, each with its heading."""
    yield Heading(2, say("report.doc.scores"))
    conclusion = model["parts"]["c"]["conclusion"]
    for name, scored in (
        ("phases", conclusion["phases"]),
        ("objectives", model["objectives"]),
        ("roles", [one for one in model["roles"] if one["score"] is not None]),
    ):
        yield score_figure(scored, say(f"report.doc.{name}"), say)


def score_figure(scored: list[Model], name: str, say: Words) -> Figure:
    """Return scores as bars; *name* says by what."""
    bars = [
        Bar(say.text(one["title"]), one["score"], one.get("rating"), _score_words(one, say))
        for one in scored
    ]
    said = say.listed(f"{bar.title} {bar.words}" for bar in bars) or say("report.doc.none")
    return Figure(score_chart(bars, name), say.about(name, said), name)


def _score_words(one: Model, say: Words) -> str:
    if one["score"] is None:
        return say("not_exercised")
    return " ".join(each for each in (notation.percent(one["score"]), one.get("rating")) if each)


def _name(model: Model, row: Model, say: Words) -> str:
    """Return what stands beside a bar: a step by its number, a service by what was promised of it."""
    name = subject(model, row["step"], say)
    is_plain = row["kind"] in ("response", "quorum")
    return name if is_plain else f"{name} · {say.named('obligation', row['kind'])}"


def _tally(rows: list[Model], say: Words) -> str:
    counted = Counter(row["verdict"] for row in rows)
    return say.listed(f"{say.named('verdict', one)} {n}" for one, n in counted.items())


def _course(course: Model, say: Words) -> str:
    spans = say.listed(
        f"{say.named('service_state', span['state'])} "
        f"{notation.clock(span['from'])}–{notation.clock(span['to'])}"
        for span in course["spans"]
    )
    return say.text(course["title"]) + say.aside(spans)
