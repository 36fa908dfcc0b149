"""Who took part: the seats with their people and simulated colleagues, the evaluators."""

from __future__ import annotations

from typing import Any

from web.reports.document import Table
from web.reports.speech import Words

Model = dict[str, Any]


def participants_table(model: Model, say: Words) -> Table:
    """Return every seat, who sat in it, and whether a simulated colleague played it."""
    rows = tuple(
        (say.text(one["title"]), say.listed(one["people"]), _manner(one, say))
        for one in model["overview"]["seats"]
    )
    heads = (say("report.doc.role"), say("report.doc.people"), say("aar.manner"))
    return Table(heads, rows, (3, 3, 2), say("aar.appendix_b"), say("report.doc.none"))


def panel_table(model: Model, say: Words) -> Table:
    """Return the evaluators and what each did."""
    people = model["assessment"]
    signed = {one["by"] for one in people["history"] if one["what"] == "guide_signed"}
    rows = tuple(
        (
            one + (say.aside(say("aar.lead")) if one == people["lead"] else ""),
            str(sum(given["by"] == one for given in model["ratings"])),
            str(sum(note["by"] == one for note in model["notes"])),
            say.kept(one in signed),
        )
        for one in people["panel"]
    )
    heads = tuple(say(f"aar.panel.{one}") for one in ("name", "rated", "observed", "signed"))
    return Table(heads, rows, (3, 1, 1, 1), say("aar.panel"), say("aar.no_panel"))


def takes_part(seat: Model) -> bool:
    """Whether somebody played *seat*: a person, a simulated colleague, or whoever acted for it."""
    return bool(seat["people"] or seat["simulated"] or seat["acts"])


def _manner(seat: Model, say: Words) -> str:
    if seat["people"]:
        return say("aar.manner.people")
    if seat["simulated"]:
        return say("report.doc.simulated")
    return say("aar.manner.unnamed") if seat["acts"] else say("aar.manner.empty")
