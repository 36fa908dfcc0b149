"""Ratings in reports: which rating stands of a subject, and what P, S, M and U mean."""

from __future__ import annotations

from typing import Any

from exercise.assessment.agreement import SCALE
from web.reports import notation
from web.reports.document import Inline, Span, Table
from web.reports.speech import Words

Model = dict[str, Any]


def standing_rating(model: Model, subject: str, automatic: str | None) -> tuple[str | None, str]:
    """Return the rating that stands of *subject* and whose it is: ``lead``, ``agreed``, ``open``, ``automatic``."""
    standing = model["assessment"]["standing"].get(subject)
    if standing is None:
        return automatic, "automatic"
    return standing["rating"], standing["source"]


def rating_pairs(
    scored: Model, rating: str | None, whose: str, say: Words
) -> tuple[tuple[str, Inline], ...]:
    """Return the rating that stands, and the automatic one with its score where evaluators settled another."""
    score = f" {notation.percent(scored['score'])}"
    if whose == "automatic":
        return ((say("aar.rating.automatic"), (say.rating(rating), score)),)
    return (
        (say(f"aar.rating.{whose}"), say.rating(rating)),
        (say("eeg.automatic"), (say.rating(scored["rating"]), score)),
    )


def rating_row(rating: str | None) -> tuple[str, ...]:
    """Return a cross under the letter of *rating*: the cells of the columns P, S, M, U."""
    return tuple("●" if one == rating else "" for one in SCALE)


def definitions(say: Words) -> Table:
    """Return what the four ratings mean, with the second label that Chinese practice uses."""
    rows = tuple(
        (
            Span(one, strong=True),
            f"{say(f'rating.{one}')}\n{say(f'rating.label.{one}')}",
            say(f"rating.help.{one}"),
        )
        for one in SCALE
    )
    heads = (say("report.doc.rating"), say("eeg.name"), say("eeg.definition"))
    return Table(heads, rows, (0.8, 2.6, 6), say("rating.definitions"))


def given_ratings(model: Model, subject: str, say: Words) -> str:
    """Return who of the evaluators rated *subject* how; a dash when nobody did."""
    said = [f"{one['by']} {one['rating']}" for one in model["ratings"] if one["subject"] == subject]
    return say.listed(said) or notation.NONE
