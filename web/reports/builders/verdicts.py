"""Part c of a report (JR/T 0251-2022 10.5): causes, conclusion, and how it was judged."""

from __future__ import annotations

from collections import Counter
from typing import Any

from web.reports import cells, notation
from web.reports.builders.archive import final_ratings
from web.reports.builders.corrected import corrected_part
from web.reports.builders.cover import whole_rating
from web.reports.builders.ratings import standing_rating
from web.reports.builders.subjects import kind_of, rated, subject
from web.reports.builders.tables import named_table
from web.reports.document import Block, Heading, Inline, Paragraph, Table
from web.reports.speech import Words

Model = dict[str, Any]
_RATED = {"phases": "procedure", "objectives": "objective"}
"""What kind of subject evaluators rate in each list of scores; roles are rated by nobody."""


def verdict_part(model: Model, say: Words) -> tuple[Block, ...]:
    """Return causes and conclusion, by phase, objective and role, with people's ratings and observations."""
    conclusion = model["parts"]["c"]["conclusion"]
    roles = [one for one in model["roles"] if one["score"] is not None]
    return (
        Heading(2, say("report.doc.causes")),
        causes_table(model, say),
        Heading(2, say("report.doc.conclusion")),
        Paragraph(whole_rating(model, say)),
        Heading(2, say("report.doc.failures")),
        failures_table(model, say),
        *_scores(model, "phases", conclusion["phases"], say),
        *_scores(model, "objectives", model["objectives"], say),
        *_scores(model, "roles", roles, say),
        Heading(2, say("aar.final")),
        final_ratings(model, say),
        Heading(2, say("report.doc.ratings")),
        ratings_table(model, say),
        *corrected_part(model, say),
        Heading(2, say("report.doc.notes")),
        notes_table(model, say),
    )


def causes_table(model: Model, say: Words) -> Table:
    """Return what was true in the scenario."""
    rows = tuple(
        (_cause(one, say), say.listed(say.text(said) for said in one["said"]))
        for one in model["parts"]["c"]["causes"]
    )
    return named_table(("kind", "value"), rows, (1, 2), "causes", say)


def failures_table(model: Model, say: Words) -> Table:
    """Return the critical duties that were not met, each kind once."""
    failed = Counter(
        (one["step"], kind_of(one["id"]), one["verdict"])
        for one in model["parts"]["c"]["conclusion"]["critical_failures"]
    )
    rows = tuple(
        (
            subject(model, step, say),
            say.named("obligation", kind),
            (say.verdict(verdict), f" ×{times}" if times > 1 else ""),
        )
        for (step, kind, verdict), times in failed.items()
    )
    return named_table(("step", "obligation", "verdict"), rows, (4, 1.5, 2), "failures", say)


def scores_table(model: Model, name: str, scored: list[Model], say: Words) -> Table:
    """Return scores with the ratings that stand; *name* is the key of what they are by."""
    rows = tuple(
        (say.text(one["title"]), cells.percent(one["score"]), _standing(model, name, one, say))
        for one in scored
    )
    return named_table(("name", "score", "rating"), rows, (4, 1, 3), name, say)


def _standing(model: Model, name: str, one: Model, say: Words) -> Inline:
    """Return the rating that stands of what was scored, with whose it is where people gave it."""
    if name not in _RATED:
        return say.rating(one.get("rating"))
    rating, whose = standing_rating(model, f"{_RATED[name]}:{one['id']}", one["rating"])
    if whose == "automatic":
        return say.rating(rating)
    return (say.rating(rating), f" · {say(f'aar.whose.{whose}')}")


def ratings_table(model: Model, say: Words) -> Table:
    """Return the ratings that evaluators gave, with their reasons."""
    rows = tuple(
        (
            rated(model, one["subject"], say),
            say.rating(one["rating"]),
            one["by"],
            one["reason"] or "",
        )
        for one in model["ratings"]
    )
    return named_table(("subject", "rating", "by", "reason"), rows, (3, 3, 2, 4), "ratings", say)


def notes_table(model: Model, say: Words) -> Table:
    """Return the evaluators' observations."""
    rows = tuple(
        (
            cells.clock(one["at"] if one["about_ms"] is None else one["about_ms"]),
            one["by"] or (say.text(one["role"]) if one["role"] else notation.NONE),
            one["text"],
        )
        for one in model["notes"]
    )
    return named_table(("time", "by", "note"), rows, (1, 2, 6), "notes", say)


def _cause(one: Model, say: Words) -> str:
    name = say.named("truth", one["truth"])
    return name if name != one["truth"] else say.text(one["title"]) or name


def _scores(model: Model, name: str, scored: list[Model], say: Words) -> tuple[Block, ...]:
    return (Heading(2, say(f"report.doc.{name}")), scores_table(model, name, scored, say))
