"""The improvement plan as a matrix: one row an action, in the columns that HSEEP gives it."""

from __future__ import annotations

from typing import Any

from web.i18n import has_words
from web.reports import cells
from web.reports.builders.improvement import finding_words
from web.reports.builders.subjects import subject, titles_of
from web.reports.changes import change_words
from web.reports.document import Cell, Table
from web.reports.speech import Words

Model = dict[str, Any]


def improvement_plan(model: Model, say: Words) -> Table:
    """Return capability, issue, corrective action, element, who answers for it, start and completion."""
    capabilities = capability_of(model, say)
    rows = tuple(
        (
            capabilities.get(one["step"], ""),
            f"{finding_words(one, say)} · {subject(model, one['step'], say)}",
            corrective(model, one, say),
            say.named("element", one["element"]),
            say.text(one["owner_title"]),
            Cell(""),
            cells.date(one["start"]),
            cells.date(one["due"]),
        )
        for one in actions_of(model)
    )
    heads = (
        "capability",
        "issue",
        "action",
        "element",
        "responsible",
        "contact",
        "start",
        "completion",
    )
    widths = (2.2, 2.5, 2.8, 1.7, 2.2, 1, 1.6, 1.6)
    return Table(
        tuple(say(f"aar.matrix.{one}") for one in heads),
        rows,
        widths,
        say("aar.appendix_a"),
        say("report.doc.none"),
    )


def actions_of(model: Model) -> list[Model]:
    """Return the actions that answer something that was done or left undone."""
    return [one for one in model["parts"]["d"]["actions"] if one["code"] != "not_exercised"]


def corrective(model: Model, action: Model, say: Words) -> str:
    """Return what an action asks for, with the change of the plan that it proposes."""
    if action["words"]:
        return say.text(action["words"])
    key, step = f"remedy.{action['code']}", subject(model, action["step"], say)
    known = key if has_words(say.language, key) else f"remedy.element.{action['element']}"
    said = say(known, step=step)
    if action["change"] is None:
        return said
    return f"{said}\n{change_words(action['change'], titles_of(model, say), say)}"


def capability_of(model: Model, say: Words) -> dict[str, str]:
    """Return the capability that each step belongs to, by its objective."""
    return {
        step: say.text(one["capability"]) or say.text(one["title"])
        for one in model["objectives"]
        for step in one["steps"]
    }
