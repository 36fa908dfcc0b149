"""The printable report page: the model in words, one language at a time, marked as an exercise on every sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from web import bundle
from web.i18n import words
from web.reports import html
from web.reports.charts import service_chart, timeline_chart
from web.reports.page_judgement import improvement_part, verdict_part
from web.reports.page_parts import course_part, handling_part
from web.reports.speech import Words
from web.reports.style import STYLE

Model = dict[str, Any]

_TOGETHER = 15
"""How many bars of the timeline stay on one sheet of paper."""
_CHARTED = ("response", "quorum", "cadence", "escalation", "rto")


def report_page(model: Model, language: str, is_served: bool = True) -> str:
    """Return the whole page of *model* in *language*, one of web.i18n.LANGUAGES.

    What is not served stands alone: with its fonts inside and without a way to the other language.
    """
    say = Words(language)
    title = f"{say('report.doc.title')} · {say.text(model['exercise']['title'])}"
    parts = model["parts"]
    body = "".join(
        (
            _cover(model, say),
            html.section(say("report.doc.part_a"), course_part(parts["a"], say), anchor="a"),
            _charts(model, say),
            html.section(say("report.doc.part_b"), handling_part(parts["b"], say), anchor="b"),
            html.section(say("report.doc.part_c"), verdict_part(model, say), anchor="c"),
            html.section(say("report.doc.part_d"), improvement_part(model, say), anchor="d"),
        )
    )
    mark = html.text(f"{words('zh-CN', 'report.doc.mark')} {words('en', 'report.doc.mark')}")
    sheet = (
        '<table class="sheet" role="presentation">'
        f'<thead><tr><td><header class="mark">{mark}</header></td></tr></thead>'
        f"<tbody><tr><td>{_way_over(say) if is_served else ''}<main>{body}</main></td></tr></tbody>"
        "</table>"
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{html.text(title)}</title>'
        f"{bundle.fonts(sheet, is_served)}<style>{STYLE}</style></head>"
        f"<body>{sheet}</body></html>"
    )


def _way_over(say: Words) -> str:
    other = "en" if say.language.startswith("zh") else "zh"
    name = html.text(say("report.doc.other_language"))
    return f'<nav><a href="?lang={other}" hreflang="{other}">{name}</a></nav>'


def _cover(model: Model, say: Words) -> str:
    summary = model["summary"]
    plan, scenario = model["plan"], model["scenario"]
    made = datetime.fromtimestamp(model["made_wall"] / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")
    rating = html.text("–")
    if summary["rating"]:
        rating = html.badge(
            f"{summary['rating']} · {say('rating.' + summary['rating'])}", _TONES[summary["rating"]]
        )
    reason = summary["end_reason"]
    end = say("still_running") if reason is None else say(f"end_reason.{reason}")
    pairs = [
        (say("report.doc.exercise"), html.text(say.text(model["exercise"]["title"]))),
        (say("report.doc.table"), html.text(model["table"]["name"])),
        (say("report.doc.scenario"), html.text(say.text(scenario["title"]))),
        (say("report.doc.plan"), html.text(f"{say.text(plan['title'])} · v{plan['version']}")),
        (say("report.doc.story_start"), html.text(html.moment(scenario["story_start"]))),
        (say("report.doc.length"), html.text(html.length(summary["duration_ms"]))),
        (say("report.doc.ended"), html.text(end)),
        (say("report.doc.score"), html.text(html.percent(summary["score"]))),
        (say("report.doc.rating"), rating),
        (say("report.doc.made"), html.text(made)),
    ]
    people = [
        [html.text(say.text(one["title"])), html.text(say.listed(one["people"]))]
        for one in model["people"]
    ]
    note = html.paragraph(say("report.doc.compressed")) if summary["compressed"] else ""
    heads = [say("report.doc.role"), say("report.doc.people")]
    return (
        f"<h1>{html.text(say('report.doc.title'))}</h1>{html.facts(pairs)}{note}"
        f"{html.table(heads, people, say('report.doc.nobody'), free=(1,))}"
    )


def _charts(model: Model, say: Words) -> str:
    length_ms = model["summary"]["duration_ms"]
    rows = [row for row in model["timeline"] if row["kind"] in _CHARTED]
    courses = [course for course in model["services"] if course["spans"]]
    names = [say.text(course["title"]) for course in courses]
    timeline = say("report.doc.timeline")
    services = say("report.doc.services")
    return html.section(
        timeline,
        html.paragraph(say("report.doc.timeline_help")),
        *(
            html.figure(
                timeline_chart(some, [_name(row, say) for row in some], length_ms, timeline)
            )
            for some in _shared_out(rows)
        ),
    ) + html.section(
        services,
        html.paragraph(say("report.doc.services_help")),
        html.figure(service_chart(courses, names, length_ms, services)),
    )


def _shared_out(rows: list[Model]) -> list[list[Model]]:
    """Return *rows* in parts that are small enough to be kept whole on paper."""
    return [rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER)]


def _name(row: Model, say: Words) -> str:
    """Return what stands beside a bar: a step by its number, a service by what was promised of it."""
    title = say.text(row["title"])
    if row["lane"] == "services":
        return f"{title} · {say.named('obligation', row['kind'])}"
    return f"{row['step']} {title}"


_TONES = {"P": "good", "S": "good", "M": "fair", "U": "bad"}
