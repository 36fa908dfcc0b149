"""What was understood of a file and what is missing, beside its own lines, before anything is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exercise.script_paper import text_paper
from scenarios.exchange.imported import ImportedStep
from scenarios.exchange.lacking import CODES, asked, counted, lacks
from scenarios.origin import ASKED, UNASSIGNED, Hint, Origin
from scenarios.plan import Plan
from scenarios.procedure import Procedure, Step
from web.house import House
from web.importing.matching import plans_from
from web.importing.shelf import Upload, notice_paper
from web.library_rows import problem_row

Paper = dict[str, Any]

MOST_LINES = 6_000
_MOST_TEXT = 1_200


def preview(house: House, upload: Upload) -> Paper:
    """Return the preview of *upload*; nothing is kept."""
    imported, plan = upload.imported, upload.plan
    steps = imported.steps()
    return {
        "id": upload.id,
        "name": imported.name,
        "format": imported.format,
        "digest": imported.digest,
        "title": imported.title,
        "language": imported.language,
        "attack": imported.is_attack,
        "plan": None if plan is None else plan.id,
        "counts": {
            "procedures": len(imported.procedures),
            "steps": len(steps),
            "roles": len(imported.roles),
            "hints": 0 if plan is None else _hints(plan),
        },
        "sections": [
            {"key": key, "letters": len(text), "text": text[:_MOST_TEXT]}
            for key, text in imported.sections.items()
        ],
        "roles": [
            {"title": role.title, "duties": role.duties, "line": role.line}
            for role in imported.roles
        ],
        "procedures": [] if plan is None else _procedures(plan, steps),
        "lacking": None if plan is None else lacking_paper(plan),
        "notices": [notice_paper(one) for one in imported.notices],
        "problems": [problem_row(one) for one in upload.sheet.problems if one.is_error],
        "source": list(imported.source[:MOST_LINES]),
        "known": plans_from(house, imported),
    }


def lacking_paper(plan: Plan) -> list[Paper]:
    """Return of each thing that steps are asked for: of how many, and how many lack it."""
    all_asked, missing = asked(plan), counted(lacks(plan))
    return [
        {"what": what, "code": CODES[what], "asked": all_asked[what], "lacking": missing[what]}
        for what in ASKED
    ]


def hint_paper(hint: Hint) -> Paper:
    """Return what the file's words suggest, with those words."""
    return {
        "key": hint.key,
        "value": hint.value,
        "words": hint.words,
        "line": hint.line,
        "hard": hint.hard,
    }


def origin_paper(origin: Origin | None) -> Paper | None:
    """Return where a step stood in its file."""
    if origin is None:
        return None
    return {
        "lines": list(origin.lines),
        "heading": list(origin.heading),
        "id": origin.id,
        "hints": [hint_paper(one) for one in origin.hints],
        "settled": list(origin.settled),
    }


def _hints(plan: Plan) -> int:
    """Return how many suggestions stand with the steps of *plan*."""
    return sum(len(step.origin.hints) for step in plan.steps() if step.origin is not None)


def _procedures(plan: Plan, steps: tuple[ImportedStep, ...]) -> list[Paper]:
    shapes = iter(step.shape for step in steps)
    missing: dict[str, list[str]] = {}
    for lack in lacks(plan):
        missing.setdefault(lack.step, []).append(lack.what)
    titles = {role.id: role.title.read("") for role in plan.roles if role.id != UNASSIGNED}
    return [_procedure(one, shapes, missing, titles) for one in plan.procedures]


def _procedure(
    procedure: Procedure,
    shapes: Iterator[str],
    missing: Mapping[str, list[str]],
    titles: Mapping[str, str],
) -> Paper:
    return {
        "id": procedure.id,
        "title": text_paper(procedure.title),
        "phase": procedure.phase,
        "steps": [_step(s, next(shapes), missing.get(s.id, []), titles) for s in procedure.steps],
    }


def _step(step: Step, shape: str, missing: list[str], titles: Mapping[str, str]) -> Paper:
    return {
        "id": step.id,
        "title": text_paper(step.title),
        "shape": shape,
        "by": [titles[role] for role in step.by if role in titles],
        "after": list(step.after),
        "lacks": missing,
        "origin": origin_paper(step.origin),
    }
