"""The four parts of the report page, a to d of JR/T 0251-2022 10.5, as HTML."""

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
        )
        + html.heading(say("report.doc.scope"))
        + html.table([say(f"report.doc.{head}") for head in heads], scope, none)
        + html.heading(say("report.doc.loss"))
        + html.table([say("report.doc.kind"), say("report.doc.total")], loss, none)
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
            html.text(
                "、".join(say.text(to) for to in one["to"])
                if say.language.startswith("zh")
                else ", ".join(say.text(to) for to in one["to"])
            ),
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
        + html.table([time, by, deed, verdict], measures, none)
        + html.heading(say("report.doc.reports"))
        + html.table(
            [time, by, deed, say("report.doc.to"), verdict, say("report.doc.facts")], reports, none
        )
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
        )
        + html.heading(say("report.doc.effect"))
        + html.facts(
            [
                (
                    say("report.doc.restored"),
                    html.text(f"{effect['services_restored']} / {effect['services_total']}"),
                ),
                (say("report.doc.report_count"), html.text(effect["reports"])),
                (say("report.doc.first_report"), html.text(html.clock(effect["first_report_ms"]))),
                (say("report.doc.longest_gap"), html.text(html.length(effect["longest_gap_ms"]))),
            ]
        )
    )


def verdict_part(model: Part, say: Words) -> str:
    """Return part c: causes and conclusion, by phase, objective and role."""
    part = model["parts"]["c"]
    causes = [
        [html.text(say.named("truth", one["truth"])), html.text(_value(one["value"]))]
        for one in part["causes"]
    ]
    failures = [
        [html.text(one["id"]), html.text(say.text(one["title"])), say.verdict(one["verdict"])]
        for one in part["conclusion"]["critical_failures"]
    ]
    none = say("report.doc.none")
    return (
        html.heading(say("report.doc.causes"))
        + html.table([say("report.doc.kind"), say("report.doc.value")], causes, none)
        + html.heading(say("report.doc.conclusion"))
        + f"<p>{say.rating(part['conclusion']['rating'])}</p>"
        + html.heading(say("report.doc.failures"))
        + html.table(
            [say("report.doc.obligation"), say("report.doc.step"), say("report.doc.verdict")],
            failures,
            none,
        )
        + _scores(say("report.doc.phases"), part["conclusion"]["phases"], say)
        + _scores(say("report.doc.objectives"), model["objectives"], say)
        + _scores(
            say("report.doc.roles"),
            [one for one in model["roles"] if one["score"] is not None],
            say,
        )
        + _observations(model, say)
    )


def improvement_part(model: Part, say: Words) -> str:
    """Return part d: findings, improvement actions, what was not exercised."""
    part = model["parts"]["d"]
    findings = [
        [
            html.text(one["number"] + 1),
            html.text(say.named("finding", one["code"])),
            html.text(f"{one['step']} {say.text(one['title'])}"),
            html.badge(
                say.named("severity", one["severity"]),
                "bad" if one["severity"] in ("critical", "high") else "fair",
            ),
            html.text(", ".join(f"#{seq}" for seq in one["evidence"][:8])),
        ]
        for one in part["findings"]
        if one["code"] != "not_exercised"
    ]
    actions = [
        [
            html.text(one["finding"] + 1),
            html.text(say.named("finding", one["code"]) + " · " + say.text(one["step_title"])),
            html.text(say.named("element", one["element"])),
            html.text(say.text(one["owner_title"])),
            html.text(say("report.doc.days", days=one["due_in_days"])),
            html.text(_change(one["change"])),
        ]
        for one in part["actions"]
        if one["code"] != "not_exercised"
    ]
    left_out = "; ".join(
        dict.fromkeys(f"{one['id']} {say.text(one['title'])}" for one in model["not_exercised"])
    )
    heads = [
        say(f"report.doc.{one}") for one in ("number", "finding", "step", "severity", "evidence")
    ]
    action_heads = [
        say(f"report.doc.{one}")
        for one in ("number", "subject", "element", "owner", "due", "change")
    ]
    none = say("report.doc.none")
    return (
        html.heading(say("report.doc.findings"))
        + html.table(heads, findings, none)
        + html.heading(say("report.doc.actions"))
        + html.table(action_heads, actions, none)
        + html.heading(say("report.doc.not_exercised"))
        + html.paragraph(left_out or none)
    )


def _scores(title: str, scored: list[Part], say: Words) -> str:
    rows = [
        [
            html.text(say.text(one["title"])),
            html.percent(one["score"]),
            say.rating(one.get("rating")),
        ]
        for one in scored
    ]
    heads = [say("report.doc.name"), say("report.doc.score"), say("report.doc.rating")]
    return html.heading(title) + html.table(heads, rows, say("report.doc.none"))


def _observations(model: Part, say: Words) -> str:
    rows = [
        [html.clock(one["at"]), html.text(one["by"]), html.text(one["text"])]
        for one in model["notes"]
    ]
    heads = [say("report.doc.time"), say("report.doc.by"), say("report.doc.note")]
    return html.heading(say("report.doc.notes")) + html.table(heads, rows, say("report.doc.none"))


def _happening(one: Part, say: Words) -> str:
    if one["code"] == "service_changed":
        return f"{say.text(one['title'])}: {say.named('service_state', one['numbers']['to'])}"
    return say.text(one["title"])


def _who(one: Part, say: Words) -> str:
    person = say("report.doc.simulated") if one["simulated"] else one["person"]
    return html.text(say.text(one["by_title"]) + (f" ({person})" if person else ""))


def _deed(one: Part, say: Words) -> str:
    option = say.text(one["option_title"]) if one["option_title"] else one["option"]
    return say.text(one["title"]) + (f": {option}" if option else "")


def _kept(met: bool | None, say: Words) -> str:
    if met is None:
        return "–"
    return (
        html.badge(say("report.doc.yes"), "good")
        if met
        else html.badge(say("report.doc.no"), "bad")
    )


def _value(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def _change(change: Part | None) -> str:
    if change is None:
        return "–"
    return f"{change['step']}.{change['field']}: {_value(change['old'])} → {_value(change['new'])}"
