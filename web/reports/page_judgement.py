"""Parts c and d of the report page (JR/T 0251-2022 10.5): causes, conclusion and improvement, as HTML."""

from __future__ import annotations

from collections import Counter
from typing import Any

from web.reports import html
from web.reports.changes import change_words
from web.reports.speech import Words

Part = dict[str, Any]


def verdict_part(model: Part, say: Words) -> str:
    """Return part c: causes and conclusion, by phase, objective and role."""
    part = model["parts"]["c"]
    causes = [
        [html.text(_cause(one, say)), html.text(say.listed(say.text(said) for said in one["said"]))]
        for one in part["causes"]
    ]
    none = say("report.doc.none")
    return (
        html.heading(say("report.doc.causes"))
        + html.table([say("report.doc.kind"), say("report.doc.value")], causes, none)
        + html.heading(say("report.doc.conclusion"))
        + f"<p>{say.rating(part['conclusion']['rating'])}</p>"
        + html.heading(say("report.doc.failures"))
        + _failures(model, say)
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
    return (
        html.heading(say("report.doc.findings"))
        + _findings(model, say)
        + html.heading(say("report.doc.actions"))
        + _actions(model, say)
        + html.heading(say("report.doc.not_exercised"))
        + (html.points(_left_out(model, say)) or html.paragraph(say("report.doc.none")))
    )


def _cause(one: Part, say: Words) -> str:
    name = say.named("truth", one["truth"])
    return name if name != one["truth"] else say.text(one["title"]) or name


def _failures(model: Part, say: Words) -> str:
    failed = Counter(
        (one["step"], _kind(one["id"]), one["verdict"])
        for one in model["parts"]["c"]["conclusion"]["critical_failures"]
    )
    rows = [
        [
            html.text(_subject(model, step, say)),
            html.text(say.named("obligation", kind)),
            say.verdict(verdict) + (f" ×{times}" if times > 1 else ""),
        ]
        for (step, kind, verdict), times in failed.items()
    ]
    heads = [say(f"report.doc.{one}") for one in ("step", "obligation", "verdict")]
    return html.table(heads, rows, say("report.doc.none"), tight=(1, 2))


def _findings(model: Part, say: Words) -> str:
    rows = [
        [
            html.text(one["number"] + 1),
            html.text(_finding(one, say)),
            html.text(_subject(model, one["step"], say)) + _facts(one, say),
            html.badge(
                say.named("severity", one["severity"]),
                "bad" if one["severity"] in ("critical", "high") else "fair",
            ),
            html.text(", ".join(f"#{seq}" for seq in one["evidence"][:8])),
        ]
        for one in model["parts"]["d"]["findings"]
        if one["code"] != "not_exercised"
    ]
    heads = [
        say(f"report.doc.{one}") for one in ("number", "finding", "step", "severity", "evidence")
    ]
    return html.table(heads, rows, say("report.doc.none"), tight=(0, 3), free=(2,))


def _finding(one: Part, say: Words) -> str:
    words = say.named("finding", one["code"])
    kind = one.get("class")
    return words + say.aside(say(f"report_class.{kind}")) if kind else words


def _facts(finding: Part, say: Words) -> str:
    """Return what was said of each field and what was so, the time of the report before it."""
    return html.points(
        f"{html.clock(one['at'])} " + say.about(say.text(one["title"]), _said_and_so(one, say))
        for one in finding["facts"]
    )


def _said_and_so(fact: Part, say: Words) -> str:
    said, truth = (_said(fact[one], say) for one in ("said", "truth"))
    return say("report.doc.said_and_so", said=said, truth=truth)


def _said(texts: list[dict[str, str]], say: Words) -> str:
    return say.listed(say.text(one) for one in texts) or say("report.doc.nothing_said")


def _actions(model: Part, say: Words) -> str:
    titles = {one: say.text(title) for one, title in model["subjects"].items()}
    titles |= {role["id"]: say.text(role["title"]) for role in model["roles"]}
    rows = [
        [
            html.text(one["finding"] + 1),
            html.text(f"{say.named('finding', one['code'])} · {_subject(model, one['step'], say)}"),
            html.text(say.named("element", one["element"])),
            html.text(say.text(one["owner_title"])),
            html.text(say("report.doc.days", days=one["due_in_days"])),
            html.text(change_words(one["change"], titles, say)),
        ]
        for one in model["parts"]["d"]["actions"]
        if one["code"] != "not_exercised"
    ]
    heads = [
        say(f"report.doc.{one}")
        for one in ("number", "subject", "element", "owner", "due", "change")
    ]
    return html.table(heads, rows, say("report.doc.none"), tight=(0, 2, 4), wide=(1,))


def _left_out(model: Part, say: Words) -> list[str]:
    """Return each step or service of which something was not exercised, with what that is."""
    kinds: dict[str, list[str]] = {}
    for one in model["not_exercised"]:
        kinds.setdefault(one["id"].rpartition(".")[0], []).append(
            say.named("obligation", one["kind"])
        )
    return [
        say.about(_subject(model, subject, say), say.listed(dict.fromkeys(left)))
        for subject, left in kinds.items()
    ]


def _subject(model: Part, subject: str, say: Words) -> str:
    """Return a step by its number and title, a service by its title."""
    title = say.text(model["subjects"].get(subject, {})) or subject
    is_service = any(service["id"] == subject for service in model["services"])
    return title if is_service else f"{subject} {title}"


def _kind(obligation: str) -> str:
    return obligation.partition("#")[0].rpartition(".")[2]


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
    return html.heading(title) + html.table(heads, rows, say("report.doc.none"), tight=(1, 2))


def _observations(model: Part, say: Words) -> str:
    rows = [
        [html.clock(one["at"]), html.text(one["by"]), html.text(one["text"])]
        for one in model["notes"]
    ]
    heads = [say("report.doc.time"), say("report.doc.by"), say("report.doc.note")]
    table = html.table(heads, rows, say("report.doc.none"), tight=(0,), free=(1, 2))
    return html.heading(say("report.doc.notes")) + table
