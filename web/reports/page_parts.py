"""Parts a and b of the report page (JR/T 0251-2022 10.5): what happened, and how it was handled, as HTML."""

from __future__ import annotations

from typing import Any

from web.reports import html
from web.reports.speech import Words

Part = dict[str, Any]


def course_part(part: Part, say: Words) -> str:
    """Return part a: the course of events, their scope, the loss."""
    course = [
        [
            html.clock(one["at"]),
            html.text(html.moment(one["story"])),
            html.text(_happening(one, say)),
        ]
        for one in part["course"]
    ]
    scope = [
        [
            html.text(say.text(one["title"])),
            html.length(one["down_ms"]),
            html.length(one["rto_ms"]),
            _kept(one["rto_met"], say),
            html.length(one["lost_ms"]),
            _kept(one["rpo_met"], say),
        ]
        for one in part["scope"]
    ]
    loss = [
        [html.text(say.named("impact", kind)), html.text(f"{total:,.0f}")]
        for kind, total in part["loss"].items()
    ]
    none = say("report.doc.none")
    heads = ("service", "down", "rto", "rto_met", "lost", "rpo_met")
    return (
        html.heading(say("report.doc.course"))
        + html.table(
            [say("report.doc.time"), say("report.doc.story"), say("report.doc.happening")],
            course,
            none,
            tight=(0, 1),
            free=(2,),
        )
        + html.heading(say("report.doc.scope"))
        + html.table(
            [say(f"report.doc.{head}") for head in heads], scope, none, tight=(1, 2, 3, 4, 5)
        )
        + html.heading(say("report.doc.loss"))
        + html.table([say("report.doc.kind"), say("report.doc.total")], loss, none, tight=(1,))
    )


def handling_part(part: Part, say: Words) -> str:
    """Return part b: measures, regulator reports with their effect, recoveries."""
    measures = [
        [
            html.clock(one["at"]),
            _who(one, say),
            html.text(_deed(one, say)),
            say.verdict(one["verdict"]),
        ]
        for one in part["measures"]
    ]
    reports = [
        [
            html.clock(one["at"]),
            _who(one, say),
            html.text(_deed(one, say)),
            html.text(say.listed(say.text(to) for to in one["to"])),
            say.verdict(one["verdict"]),
            html.percent(one["facts_score"]),
        ]
        for one in part["reports"]
    ]
    recoveries = [
        [
            html.text(say.text(one["title"])),
            html.clock(one["from"]),
            html.clock(one["to"]),
            html.text(say.named("recovery", one["state"])),
        ]
        for one in part["recoveries"]
    ]
    effect = part["effect"]
    none = say("report.doc.none")
    time, by, deed, verdict = (
        say(f"report.doc.{one}") for one in ("time", "by", "deed", "verdict")
    )
    return (
        html.heading(say("report.doc.measures"))
        + html.table([time, by, deed, verdict], measures, none, tight=(0, 3), free=(2,))
        + html.heading(say("report.doc.reports"))
        + html.table(
            [time, by, deed, say("report.doc.to"), verdict, say("report.doc.facts")],
            reports,
            none,
            tight=(0, 4, 5),
        )
        + "".join(_filled(one, say) for one in part["reports"])
        + html.heading(say("report.doc.recoveries"))
        + html.table(
            [
                say("report.doc.measure"),
                say("report.doc.from"),
                say("report.doc.until"),
                say("report.doc.state"),
            ],
            recoveries,
            none,
            tight=(1, 2, 3),
        )
        + html.heading(say("report.doc.effect"))
        + html.facts(
            [
                (
                    say("report.doc.restored"),
                    html.text(f"{effect['services_restored']} / {effect['services_total']}"),
                ),
                (say("report.doc.report_count"), html.text(effect["reports"])),
                (
                    say("report.doc.first_report"),
                    html.text(html.length(effect["first_report_after_ms"])),
                ),
                (say("report.doc.longest_gap"), html.text(html.length(effect["longest_gap_ms"]))),
            ]
        )
    )


def _happening(one: Part, say: Words) -> str:
    if one["code"] == "service_changed":
        return say.about(say.text(one["title"]), say.named("service_state", one["numbers"]["to"]))
    return say.text(one["title"])


def _who(one: Part, say: Words) -> str:
    person = say("report.doc.simulated") if one["simulated"] else one["person"]
    return html.text(say.text(one["by_title"]) + (say.aside(person) if person else ""))


def _deed(one: Part, say: Words) -> str:
    option = say.text(one["option_title"]) if one["option_title"] else one["option"]
    return say.about(say.text(one["title"]), option) if option else say.text(one["title"])


def _filled(report: Part, say: Words) -> str:
    """Return what a report's form said; nothing for one without a form."""
    said = [
        (say.text(one["title"]), html.text(say.listed(say.text(text) for text in one["said"])))
        for one in report["fields"]
        if one["said"]
    ]
    title = f"{html.clock(report['at'])} {say.text(report['title'])}"
    return html.subheading(title) + html.facts(said) if said else ""


def _kept(met: bool | None, say: Words) -> str:
    if met is None:
        return "–"
    return (
        html.badge(say("report.doc.yes"), "good")
        if met
        else html.badge(say("report.doc.no"), "bad")
    )
