"""Makes a plan of a text document's outline: sections, roles, procedures, steps, and all there is to say about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from scenarios.exchange.blocks import CODE, HEADING, ITEM, QUOTE, TABLE, Block, Outline
from scenarios.exchange.chapters import Chapter, chapters, listed, title_of
from scenarios.exchange.columns import columns, is_of_roles
from scenarios.exchange.headings import is_story, phase_of
from scenarios.exchange.imported import (
    MOST_STEPS,
    ImportedPlan,
    ImportedProcedure,
    ImportedStep,
    Notice,
    refused,
)
from scenarios.exchange.numbering import numbered
from scenarios.exchange.people import People, headed_role
from scenarios.exchange.step_reading import Reading, as_text, read_roles, read_steps
from scenarios.exchange.time_words import times_in
from scenarios.exchange.wording import language_of, readable

MOST_SECTION = 60_000
MOST_TIMES = 60
MOST_LINES_TOLD = 20

_PLACEHOLDER = re.compile(r"\{\{[^{}\n]{1,60}\}\}|\bTODO\b|\bTBD\b|待定|待补充|×{2,}|[Xx]{3,}")


def understood(
    outline: Outline, notices: Iterable[Notice], format: str, name: str, digest: str
) -> ImportedPlan:
    """Return the plan that the *outline* of a file holds; raises ImportRefused when it is too large or empty."""
    if not outline.blocks:
        raise refused("import_empty")
    outline = replace(outline, blocks=numbered(outline.blocks))
    title, heading = title_of(outline, name.rsplit(".", 1)[0])
    parts = chapters(outline.blocks, heading)
    people = People()
    read_roles([block for part in parts for block in part.blocks], people)
    for block in outline.blocks:
        if block.kind == HEADING and (role := headed_role(block.words)):
            people.add(role, line=block.lines[0])
    readings = [(part, read_steps(part, people)) for part in parts]
    procedures = _procedures(readings)
    told = [
        *notices,
        *(notice for _, reading in readings for notice in reading.notices),
        *_placeholders(outline.source),
        *_times_in_text(readings),
        *_stories(parts),
    ]
    return ImportedPlan(
        format=format,
        name=name,
        digest=digest,
        title=readable(" ".join(title.split()))[:200] or name,
        language=language_of(block.words for block in outline.blocks),
        sections=_sections(readings),
        roles=tuple(people.roles.values()),
        procedures=procedures,
        notices=gathered(told),
        source=outline.source,
    )


def gathered(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return *notices* in order of lines, those that say the same as one, with how many and their first lines."""
    alike: dict[tuple[str, str], list[Notice]] = {}
    for notice in notices:
        alike.setdefault((notice.code, repr(sorted(notice.numbers.items()))), []).append(notice)
    found = []
    for same in alike.values():
        lines = sorted(one.line for one in same if one.line is not None)
        extra = {"count": len(same), "lines": lines[:MOST_LINES_TOLD]} if len(same) > 1 else {}
        first = lines[0] if lines else None
        found.append(replace(same[0], numbers={**same[0].numbers, **extra}, line=first))
    return tuple(sorted(found, key=lambda one: (one.line or 0, one.code)))


def _procedures(readings: Sequence[tuple[Chapter, Reading]]) -> tuple[ImportedProcedure, ...]:
    found: list[ImportedProcedure] = []
    number = 0
    for chapter, reading in readings:
        if not reading.steps:
            continue
        steps: list[ImportedStep] = []
        for step in reading.steps:
            number += 1
            steps.append(
                replace(step, key=f"s{number}", title=readable(step.title) or f"#{number}")
            )
        procedure = ImportedProcedure(
            title=readable(chapter.title),
            phase=phase_of(chapter.headings),
            steps=tuple(steps),
            line=chapter.line,
            heading=chapter.headings,
        )
        found.append(procedure)
    if number > MOST_STEPS:
        raise refused("import_too_many_steps", steps=number, most=MOST_STEPS)
    return tuple(found)


def _sections(readings: Sequence[tuple[Chapter, Reading]]) -> Mapping[str, str]:
    """Return the text of each section: what stands under its headings and is no step."""
    parts: dict[str, list[str]] = {}
    for chapter, reading in readings:
        texts: dict[str, list[str]] = {}
        for block in reading.text:
            section = "organisation" if _lists_roles(block) else chapter.guess.section
            texts.setdefault(section, []).append(as_text(block))
        for section, pieces in texts.items():
            head = [f"### {chapter.title}"] if chapter.title else []
            parts.setdefault(section, []).append("\n\n".join([*head, _joined(pieces)]))
    return {
        section: readable("\n\n".join(pieces)).strip()[:MOST_SECTION]
        for section, pieces in parts.items()
    }


def _joined(pieces: Sequence[str]) -> str:
    """Return *pieces* one below the other, items of a list without a line between them."""
    text = ""
    for piece in pieces:
        is_item = re.match(r"\s*(?:- |1\. )", piece) is not None
        follows_item = re.search(r"(?:^|\n)\s*(?:- |1\. )[^\n]*$", text) is not None
        text += ("\n" if is_item and follows_item else "\n\n" if text else "") + piece
    return text


def _lists_roles(block: Block) -> bool:
    return block.kind == TABLE and bool(block.rows) and is_of_roles(columns(block.rows[0]))


def _placeholders(source: Sequence[str]) -> Iterable[Notice]:
    for number, line in enumerate(source, start=1):
        if _PLACEHOLDER.search(line):
            yield Notice("placeholder", {}, number)


def _times_in_text(readings: Sequence[tuple[Chapter, Reading]]) -> Iterable[Notice]:
    """Yield the times that stand in no step, outside of stories, so that nobody has to look for them."""
    found: list[Notice] = []
    for chapter, reading in readings:
        for block in () if is_story(chapter.headings) else reading.text:
            if block.kind in (CODE, QUOTE, HEADING):
                continue
            text = block.words or block.raw
            found += [
                Notice("time_in_text", {"words": one.words}, block.lines[0])
                for one in times_in(text)
            ]
    return found[:MOST_TIMES]


def _stories(parts: Sequence[Chapter]) -> Iterable[Notice]:
    for part in parts:
        if is_story(part.headings) and (part.blocks and listed(part.blocks, ITEM)):
            yield Notice("story_skipped", {"heading": part.title}, part.line)
