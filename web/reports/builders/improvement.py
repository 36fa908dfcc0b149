"""Part d of a report (JR/T 0251-2022 10.5): findings, improvement actions, and what was not exercised."""

from __future__ import annotations

from typing import Any

from web.reports import cells, notation
from web.reports.builders.subjects import subject, titles_of
from web.reports.builders.tables import named_table
from web.reports.changes import change_words
from web.reports.document import Block, Bullets, Cell, Heading, Paragraph, Table
from web.reports.speech import Words

Model = dict[str, Any]
_SHOWN = 8


def improvement_part(model: Model, say: Words) -> tuple[Block, ...]:
    """Return findings, actions and what was not exercised."""
    left_out = not_exercised(model, say)
    return (
        Heading(2, say("report.doc.findings")),
        findings_table(model, say),
        Heading(2, say("report.doc.actions")),
        actions_table(model, say),
        Heading(2, say("report.doc.not_exercised")),
        Bullets(left_out) if left_out else Paragraph(say("report.doc.none")),
    )


def findings_table(model: Model, say: Words) -> Table:
    """Return the findings about what was done or left undone."""
    rows = tuple(
        (
            Cell(str(one["number"] + 1), one["number"] + 1, "number"),
            finding_words(one, say),
            "\n".join((subject(model, one["step"], say), *wrong_facts(one, say))),
            say.severity(one["severity"]),
            say.named("register.class", one["finding_class"]),
            ", ".join(f"#{seq}" for seq in one["evidence"][:_SHOWN]),
        )
        for one in done_or_undone(model)
    )
    heads = ("number", "finding", "step", "severity", "class", "evidence")
    return named_table(heads, rows, (0.8, 2.5, 4.6, 1.2, 1.4, 1.8), "findings", say)


def actions_table(model: Model, say: Words) -> Table:
    """Return the improvement actions, each to its finding."""
    titles = titles_of(model, say)
    rows = tuple(
        (
            Cell(str(one["finding"] + 1), one["finding"] + 1, "number"),
            _about(model, one, say),
            say.named("element", one["element"]),
            say.text(one["owner_title"]),
            cells.date(one["due"]) if one["due"] else _days(one, say),
            change_words(one["change"], titles, say),
        )
        for one in model["parts"]["d"]["actions"]
        if one["code"] != "not_exercised"
    )
    heads = ("number", "subject", "element", "owner", "due", "change")
    return named_table(heads, rows, (0.8, 4, 1.4, 1.8, 1.5, 3.5), "actions", say)


def _about(model: Model, action: Model, say: Words) -> str:
    """Return what an action is about, and, where people worded it, what it asks for."""
    about = f"{say.named('finding', action['code'])} · {subject(model, action['step'], say)}"
    return f"{about}\n{say.text(action['words'])}" if action["words"] else about


def _days(action: Model, say: Words) -> str:
    return say("report.doc.days", days=action["due_in_days"])


def not_exercised(model: Model, say: Words) -> tuple[str, ...]:
    """Return each step or service of which something was not exercised, with what that is."""
    kinds: dict[str, list[str]] = {}
    for one in model["not_exercised"]:
        kinds.setdefault(one["id"].rpartition(".")[0], []).append(
            say.named("obligation", one["kind"])
        )
    return tuple(
        say.about(subject(model, name, say), say.listed(dict.fromkeys(left)))
        for name, left in kinds.items()
    )


def done_or_undone(model: Model) -> list[Model]:
    """Return the findings without those that say only that something was never called for."""
    return [one for one in model["parts"]["d"]["findings"] if one["code"] != "not_exercised"]


def finding_words(one: Model, say: Words) -> str:
    """Return what kind of failure a finding is, reports with their class."""
    words = say.named("finding", one["code"])
    kind = one.get("class")
    return words + say.aside(say(f"report_class.{kind}")) if kind else words


def wrong_facts(finding: Model, say: Words) -> list[str]:
    """Return what was said of each field and what was so, the time of the report before it."""
    return [
        f"{notation.clock(one['at'])} " + say.about(say.text(one["title"]), _said_and_so(one, say))
        for one in finding["facts"]
    ]


def proof_lines(finding: Model, say: Words) -> list[str]:
    """Return the lines of the journal on which a finding stands: when, who, what."""
    return [f"{notation.clock(one['at'])} {_proof(one, say)}" for one in finding["proof"]]


def line_words(one: Model, say: Words) -> tuple[str, str]:
    """Return a line of the journal in words: who (nobody: nothing), and what was done or happened."""
    title = say.text(one["title"])
    if one["code"] == "service_changed":
        title = say.about(title, say.named("service_state", one["to"]))
    if one.get("option_title"):
        title = say.about(title, say.text(one["option_title"]))
    if not one["by_title"]:
        return "", title
    person = say("report.doc.simulated") if one["simulated"] else one["person"]
    return say.text(one["by_title"]) + (say.aside(person) if person else ""), title


def _proof(one: Model, say: Words) -> str:
    who, what = line_words(one, say)
    return say.about(who, what) if who else what


def _said_and_so(fact: Model, say: Words) -> str:
    said, truth = (_said(fact[one], say) for one in ("said", "truth"))
    return say("report.doc.said_and_so", said=said, truth=truth)


def _said(texts: list[dict[str, str]], say: Words) -> str:
    return say.listed(say.text(one) for one in texts) or say("report.doc.nothing_said")
