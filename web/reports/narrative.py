"""The narrative of a report: what is drafted from the facts, in both languages, and what a person wrote instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercise.assessment.assessment import Assessment, judge_of
from web.i18n import LANGUAGES
from web.reports.drafting import PARTS, draft, objective_draft
from web.reports.speech import Words

Model = dict[str, Any]
OBJECTIVE = "objective:"


def narrative(model: Model, assessment: Assessment) -> list[Model]:
    """Return every part in the order of the report: its draft and, where somebody wrote, the words in force.

    ``{"part", "texts": {"zh": {"draft", "text", "by", "wall"}, "en": …}}``; *text* is None for the draft.
    """
    return [
        {"part": part, "texts": {say.short: _text(model, part, say, assessment) for say in _both()}}
        for part in parts_of(model)
    ]


def parts_of(model: Model) -> list[str]:
    """Return the names of all parts: those of every report and one for each objective."""
    return [*PARTS, *(f"{OBJECTIVE}{one['id']}" for one in model["objectives"])]


def told(model: Model, part: str, say: Words) -> list[str]:
    """Return the paragraphs of *part* that stand in the report: what a person wrote, else the draft."""
    for one in model["narrative"]:
        if one["part"] == part:
            text = one["texts"][say.short]
            return _paragraphs(text["draft"] if text["text"] is None else text["text"])
    return []


def is_written(model: Model, part: str, say: Words) -> bool:
    """Whether a person wrote *part* in this language."""
    written = (one["texts"][say.short]["text"] for one in model["narrative"] if one["part"] == part)
    return any(text is not None for text in written)


def is_drafted(model: Model, say: Words) -> bool:
    """Whether every part in this language is as the program drafted it."""
    return all(one["texts"][say.short]["text"] is None for one in model["narrative"])


def _text(model: Model, part: str, say: Words, assessment: Assessment) -> Model:
    written = assessment.narrative.get((part, say.short))
    named = part.removeprefix(OBJECTIVE)
    drafted = draft(model, part, say) if part in PARTS else objective_draft(model, named, say)
    return {
        "draft": drafted,
        "text": None if written is None else written.text,
        "by": None if written is None else judge_of(written.by),
        "wall": None if written is None else written.wall,
    }


def _both() -> Iterable[Words]:
    return (Words(language) for language in LANGUAGES)


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n\n") if one.strip()]
