"""The exercise evaluation guide, objective by objective: filled in from the record, or blank to be written on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exercise.assessment.agreement import SCALE
from web.reports import cells, notation
from web.reports.builders.analysis import reference
from web.reports.builders.cover import cautions
from web.reports.builders.ratings import (
    definitions,
    given_ratings,
    rating_pairs,
    standing_rating,
)
from web.reports.builders.subjects import kind_of, subject
from web.reports.builders.tables import named_table
from web.reports.document import Block, Facts, Heading, Inline, Lines, PageBreak, Paragraph, Table
from web.reports.speech import Words

Model = dict[str, Any]
_BOX = "□"
_WORST = ("violated", "missed", "very_late", "compensated", "late", "partial", "met", "waived")


def completed_blocks(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the guide with verdicts, observations and ratings."""
    return (
        *cautions(model, say),
        *_guide(model, say, is_blank=False),
        Heading(1, say("eeg.key")),
        definitions(say),
    )


def blank_blocks(model: Model, say: Words) -> tuple[Block, ...]:
    """Return the guide to be filled in by hand: without a result, with room to write."""
    return (*_guide(model, say, is_blank=True), Heading(1, say("eeg.key")), definitions(say))


def _guide(model: Model, say: Words, is_blank: bool) -> Iterator[Block]:
    yield _head(model, say, is_blank)
    if not is_blank:
        yield from _whole(model, say)
    for one in model["objectives"]:
        if is_blank:
            yield PageBreak()
        yield Heading(1, f"{one['id']} {say.text(one['title'])}", f"eeg-{one['id'].lower()}")
        yield _about(one, say)
        yield from _blank(model, one, say) if is_blank else _completed(model, one, say)


def _head(model: Model, say: Words, is_blank: bool) -> Facts:
    started, zone = model["overview"]["started_wall"], model["scenario"]["story_start"]
    date = "" if is_blank else notation.wall(started, zone)
    return Facts(
        (
            (say("aar.name"), say.text(model["exercise"]["title"])),
            (say("report.doc.table"), "" if is_blank else model["table"]["name"]),
            (say("eeg.date"), date),
            (say("eeg.venue"), ""),
            (
                say("report.doc.plan"),
                f"{say.text(model['plan']['title'])} · v{model['plan']['version']}",
            ),
            (say("aar.type"), say.named("type", model["scenario"]["type"])),
        )
    )


def _whole(model: Model, say: Words) -> Iterator[Block]:
    rating, whose = standing_rating(model, "whole", model["summary"]["rating"])
    yield Facts(
        (
            (say("whole"), (say.rating(rating), f" · {say(f'aar.whose.{whose}')}")),
            (say("eeg.evaluators"), given_ratings(model, "whole", say)),
        )
    )


def _about(one: Model, say: Words) -> Facts:
    return Facts(
        (
            (say("eeg.capability"), say.text(one["capability"]) or notation.NONE),
            (say("eeg.target"), say.text(one["target"]) or notation.NONE),
            (say("eeg.sources"), "; ".join(one["sources"]) or notation.NONE),
        )
    )


def _completed(model: Model, one: Model, say: Words) -> Iterator[Block]:
    name = f"objective:{one['id']}"
    rating, whose = standing_rating(model, name, one["rating"])
    yield Heading(2, say("eeg.tasks"))
    yield tasks_table(model, one["steps"], say)
    yield Heading(2, say("eeg.notes"))
    yield observations_table(model, one, say)
    yield Heading(2, say("eeg.rating"))
    final = model["assessment"]["final"].get(name)
    reasons = [each for each in model["ratings"] if each["subject"] == name and each["reason"]]
    yield Facts(
        (
            *rating_pairs(one, rating, whose, say),
            (say("eeg.evaluators"), given_ratings(model, name, say)),
            (say("eeg.explanation"), _reasons(final, reasons) or notation.NONE),
        )
    )


def _reasons(final: Model | None, reasons: list[Model]) -> str:
    said = [f"{one['by']}: {one['reason']}" for one in reasons]
    return "\n".join(
        ([f"{final['by']}: {final['reason']}"] if final and final["reason"] else []) + said
    )


def tasks_table(model: Model, steps: list[str], say: Words) -> Table:
    """Return the critical tasks with who, how soon, by which source, and how each was judged."""
    duties: dict[str, list[Model]] = {}
    for one in model["obligations"]:
        duties.setdefault(one["step"], []).append(one)
    rows = tuple(
        (
            subject(model, step, say),
            _who(model, step, say),
            _limit(model, step, say),
            reference(model, step, say),
            _results(duties.get(step, []), say),
            _evaluators(model, step, say),
        )
        for step in steps
        if step in model["steps"]
    )
    return Table(
        tuple(
            say(f"eeg.task.{one}") for one in ("what", "who", "limit", "source", "result", "rating")
        ),
        rows,
        (3.4, 2.4, 1.3, 2.6, 2.6, 1.3),
        say("eeg.tasks"),
        say("report.doc.none"),
    )


def observations_table(model: Model, one: Model, say: Words) -> Table:
    """Return the observations on an objective and its steps."""
    rows = tuple(
        (
            cells.clock(note["at"] if note["about_ms"] is None else note["about_ms"]),
            say(f"observation.{note['kind'] or 'neutral'}"),
            "\n".join(
                [
                    note["text"],
                    *(
                        say.about(say("aar.archive.attachment"), name)
                        for name in note["attachments"]
                    ),
                ]
            ),
            note["by"] or (say.text(note["role"]) if note["role"] else ""),
        )
        for note in model["notes"]
        if (note["step"] in one["steps"] if note["step"] else note["objective"] == one["id"])
    )
    return named_table(("time", "kind", "note", "by"), rows, (1, 1.4, 6, 2), "notes", say)


def _blank(model: Model, one: Model, say: Words) -> Iterator[Block]:
    yield Heading(2, say("eeg.tasks"))
    rows = tuple(
        (
            subject(model, step, say),
            _who(model, step, say),
            _limit(model, step, say),
            reference(model, step, say),
            "\n".join(f"{_BOX} {one}   {_BOX} {other}" for one, other in ("PS", "MU")),
        )
        for step in one["steps"]
        if step in model["steps"]
    )
    heads = tuple(say(f"eeg.task.{name}") for name in ("what", "who", "limit", "source", "rating"))
    yield Table(heads, rows, (4, 2.4, 1.3, 2.9, 1.4), say("eeg.tasks"), say("report.doc.none"))
    yield Lines(say("eeg.notes.strength"), 4)
    yield Lines(say("eeg.notes.improvement"), 4)
    yield Paragraph(
        f"{say('eeg.rating')}    " + "    ".join(f"{_BOX} {letter}" for letter in SCALE), "lead"
    )
    yield Lines(say("eeg.explanation"), 2)
    yield Lines(say("eeg.evaluator_block"), 1)


def _who(model: Model, step: str, say: Words) -> str:
    by = model["steps"][step]["by"]
    return say.listed(say.text(one["title"]) or say("everybody") for one in by)


def _limit(model: Model, step: str, say: Words) -> str:
    known = model["steps"][step]
    said = []
    if known["within_ms"] is not None:
        said.append(say.length(known["within_ms"]))
    if known["every_ms"] is not None:
        said.append(say("eeg.every", time=say.length(known["every_ms"])))
    return "\n".join(said) or notation.NONE


def _results(duties: list[Model], say: Words) -> Inline:
    """Return the worst verdict of each kind of duty of a step, with how late it was."""
    worst: dict[str, Model] = {}
    for one in duties:
        known = worst.get(one["kind"])
        if one["verdict"] in _WORST and (known is None or _rank(one) < _rank(known)):
            worst[one["kind"]] = one
    if not worst:
        return say("not_exercised")
    lines = [
        say.about(say.named("obligation", kind_of(one["id"])), _result(one, say))
        for one in worst.values()
    ]
    return "\n".join(lines)


def _result(one: Model, say: Words) -> str:
    said = say.named("verdict", one["verdict"])
    given = one.get("override", {}).get("verdict", one["verdict"])
    if given != one["verdict"]:
        return said + say.aside(say.about(say("report.doc.set_to"), say.named("verdict", given)))
    if one["margin_ms"] is None or one["verdict"] == "waived":
        return said
    key = "margin.early" if one["margin_ms"] >= 0 else "margin.late"
    return said + say.aside(say(key, time=say.length(one["margin_ms"])))


def _rank(one: Model) -> int:
    return _WORST.index(one["verdict"])


def _evaluators(model: Model, step: str, say: Words) -> str:
    return given_ratings(model, f"step:{step}", say)
