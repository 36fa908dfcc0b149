"""What participants answered in the survey: counted, never by name."""

from __future__ import annotations

from typing import Any

from web.reports import cells
from web.reports.document import Block, Bullets, Heading, Paragraph, Table
from web.reports.speech import Words

Model = dict[str, Any]


def survey_part(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the survey's results; nothing when none was opened."""
    survey = model["assessment"]["survey"]
    if survey is None:
        return ()
    written = [one for one in survey["questions"] if one["texts"]]
    texts: list[Block] = []
    for one in written:
        texts.append(Paragraph(say.text(one["title"])))
        texts.append(Bullets(tuple(text["text"] for text in one["texts"])))
    return (
        Heading(2, say("aar.survey")),
        Paragraph(say("aar.survey.answered", count=survey["answered"])),
        _counted(survey, say),
        *texts,
    )


def _counted(survey: Model, say: Words) -> Table:
    rows = tuple(
        (say.text(one["title"]), cells.number(one["n"]), _mean(one), _spread(one, say))
        for one in survey["questions"]
        if one["kind"] != "text"
    )
    heads = tuple(say(f"aar.survey.{one}") for one in ("question", "n", "mean", "spread"))
    return Table(heads, rows, (5, 1, 1, 3), say("aar.survey"), say("report.doc.none"))


def _mean(one: Model) -> str:
    return "" if one["mean"] is None else f"{one['mean']:.1f}"


def _spread(one: Model, say: Words) -> str:
    return say.listed(f"{_answer(each, say)}: {each['n']}" for each in one["counts"])


def _answer(counted: Model, say: Words) -> str:
    if "title" in counted:
        return say.text(counted["title"])
    value = counted["value"]
    return say(str(value)) if value in ("yes", "no") else str(value)
