"""The executive brief: one page for those who decide, nothing that is not needed for it."""

from __future__ import annotations

import re
from typing import Any

from web.reports import notation
from web.reports.builders.cover import whole_rating
from web.reports.builders.figures import score_figure
from web.reports.builders.matrix import actions_of, corrective
from web.reports.builders.moments import moments_part
from web.reports.builders.ratings import standing_rating
from web.reports.document import Block, Bullets, Facts, Heading, Paragraph, Table
from web.reports.narrative import is_written, told
from web.reports.speech import Words
from web.reports.standing import tally, tightest_outage
from web.reports.widths import width

Model = dict[str, Any]
_MOST = 3
_ROOM = 520
"""How many letters of the executive summary leave room on the page for the rest."""
_CAUTION = 130
"""How many letters' room a caution about the clock takes."""
_PARAGRAPHS = 2
_SENTENCE = re.compile(r".*?(?:[.!?]+(?=\s|$)|[。！？]+|$)\s*", re.DOTALL)
_OBJECTIVES = 8


def brief_blocks(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the whole brief."""
    return (
        _result(model, say),
        *_caution(model, say),
        *(Paragraph(one) for one in _lead(model, say)),
        Heading(2, say("brief.objectives")),
        _objectives(model, say),
        score_figure(model["parts"]["c"]["conclusion"]["phases"], say("report.doc.phases"), say),
        *moments_part(model, say),
        Heading(2, say("brief.decide")),
        _actions(model, say),
        Paragraph(say("brief.more"), "note"),
    )


def _caution(model: Model, say: Words) -> tuple[Block, ...]:
    """Return, in small letters, what a reader must know of the clock; nothing when there is nothing."""
    if not model["summary"]["compressed"]:
        return ()
    return (Paragraph(say("report.doc.compressed"), "note"),)


def _result(model: Model, say: Words) -> Facts:
    counted = tally(model["obligations"])
    effect = model["parts"]["b"]["effect"]
    return Facts(
        (
            (say("report.doc.rating"), whole_rating(model, say)),
            (say("report.doc.score"), notation.percent(model["summary"]["score"])),
            (say("brief.duties"), f"{counted['met']} / {counted['total']}"),
            (say("brief.missed"), str(counted["failed"])),
            (say("brief.outage"), _outage(model, say)),
            (say("report.doc.first_report"), notation.length(effect["first_report_after_ms"])),
        )
    )


def _outage(model: Model, say: Words) -> str:
    worst = tightest_outage(model)
    if worst is None:
        return notation.NONE
    return (
        f"{notation.length(worst['longest_ms'])} / RTO {notation.length(worst['rto_ms'])}"
        + say.aside(say.text(worst["title"]))
    )


def _lead(model: Model, say: Words) -> list[str]:
    """Return as much of the executive summary as leaves room for the rest: whole sentences, at least a part of one."""
    room = _ROOM - (_CAUTION if model["summary"]["compressed"] else 0)
    lines: list[str] = []
    first = 0 if is_written(model, "executive_summary", say) else 1
    for paragraph in told(model, "executive_summary", say)[first:]:
        taken = _sentences(paragraph, room)
        if not taken and lines:
            break
        lines.append(taken or _beginning(paragraph, room))
        room -= _width(lines[-1])
        if len(lines[-1]) < len(paragraph) or len(lines) == _PARAGRAPHS:
            break
    return lines


def _sentences(paragraph: str, room: int) -> str:
    """Return the whole sentences at the beginning of *paragraph* that fit into *room* letters."""
    taken = ""
    for sentence in _SENTENCE.findall(paragraph):
        if _width(taken + sentence) > room:
            break
        taken += sentence
    return taken.strip()


def _beginning(words: str, room: int) -> str:
    while _width(words) > room:
        words = words[: len(words) * room // _width(words)]
    return words + "…"


def _width(words: str) -> int:
    """Return how many letters wide *words* are; a Chinese character is as wide as two, a w nearly so."""
    return round(2 * width(words.replace("\n", " ")))


def _objectives(model: Model, say: Words) -> Table:
    rows = []
    for one in model["objectives"][:_OBJECTIVES]:
        rating, _ = standing_rating(model, f"objective:{one['id']}", one["rating"])
        rows.append((say.text(one["title"]), notation.percent(one["score"]), say.rating(rating)))
    heads = tuple(say(f"report.doc.{one}") for one in ("name", "score", "rating"))
    return Table(heads, tuple(rows), (4, 0.8, 2.6), "", say("report.doc.none"))


def _actions(model: Model, say: Words) -> Bullets:
    items = []
    for one in actions_of(model)[:_MOST]:
        said = corrective(model, one, say).partition("\n")[0]
        by = say.listed(each for each in (say.text(one["owner_title"]), one["due"] or "") if each)
        items.append(said + say.aside(by))
    return Bullets(tuple(items) or (say("narrative.no_actions"),))
