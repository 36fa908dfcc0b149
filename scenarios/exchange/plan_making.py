"""An imported plan made into one of ours: nobody is assigned who is not named, and no limit stands unconfirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from scenarios.exchange.imported import (
    HEADED,
    ORDERED,
    ImportedPlan,
    ImportedProcedure,
    ImportedStep,
)
from scenarios.exchange.naming import Names, slug
from scenarios.origin import UNASSIGNED, Hint
from scenarios.plan import SECTIONS

Paper = dict[str, Any]

MOST_HINT_WORDS = 200


def plan_paper_of(
    plan: ImportedPlan, unassigned: Mapping[str, str], name: str | None = None
) -> Paper:
    """Return *plan* as the mapping that an author would write; *unassigned* is what the role of nobody is called.

    Without *name* the plan's id is made of its title. Steps keep where they stood in the file, and what its words
    only suggest stands there as hints.
    """
    names = _named(plan)
    ids = {step.key: names.step[step.key] for step in plan.steps()}
    paper: Paper = {
        "format": "startex/plan@1",
        "id": name or plan_id(plan),
        "version": 1,
        "title": plan.title,
    }
    imported: Paper = {"format": plan.format, "name": plan.name, "digest": plan.digest}
    if plan.id:
        imported["id"] = plan.id
    sections = {key: plan.sections[key] for key in SECTIONS if plan.sections.get(key)}
    procedures = [
        _procedure(procedure, names, ids) for procedure in plan.procedures if procedure.steps
    ]
    return {
        **paper,
        "imported": imported,
        **({"sections": sections} if sections else {}),
        "roles": [{"id": UNASSIGNED, "title": dict(unassigned)}, *_roles(plan, names)],
        "actions": [_action(step, names) for step in plan.steps()],
        "procedures": procedures,
    }


def plan_id(plan: ImportedPlan) -> str:
    """Return the id that a plan gets: of its title's Latin words, else of its file's name, else of its digest."""
    digest = plan.digest.rpartition(":")[2][:8] or "0"
    return slug(plan.title) or slug(plan.name.rsplit(".", 1)[0]) or f"plan-{digest}"


class _Given:
    """The ids that were given to procedures, steps, actions and roles, by what they belong to."""

    def __init__(self) -> None:
        self.procedure: dict[tuple[str, ...], str] = {}
        self.step: dict[str, str] = {}
        self.action: dict[str, str] = {}
        self.role: dict[str, str] = {}
        self.option: dict[tuple[str, str], str] = {}


def _named(plan: ImportedPlan) -> _Given:
    given = _Given()
    procedures, steps, actions = Names(), Names(), Names()
    roles = Names((UNASSIGNED,))
    for number, procedure in enumerate(plan.procedures, start=1):
        name = procedures.give(procedure.title, f"p{number}")
        given.procedure[_key(procedure)] = name
        for place, step in enumerate(procedure.steps, start=1):
            given.step[step.key] = steps.give(step.title, f"{name}-{place}")
            given.action[step.key] = actions.give(step.title, f"do-{name}-{place}")
            options = Names()
            for index, option in enumerate(step.options, start=1):
                given.option[step.key, option.id] = options.give(option.id, f"option-{index}")
    for number, role in enumerate(plan.roles, start=1):
        given.role[role.title] = roles.give(role.title, f"role-{number}")
    return given


def _key(procedure: ImportedProcedure) -> tuple[str, ...]:
    return (*procedure.heading, procedure.title, str(procedure.line))


def _roles(plan: ImportedPlan, names: _Given) -> list[Paper]:
    papers: list[Paper] = []
    for role in plan.roles:
        paper: Paper = {"id": names.role[role.title], "title": role.title}
        papers.append({**paper, "duties": role.duties} if role.duties else paper)
    return papers


def _action(step: ImportedStep, names: _Given) -> Paper:
    paper: Paper = {"id": names.action[step.key], "kind": step.kind, "title": step.title}
    if step.options:
        paper["options"] = [
            {"id": names.option[step.key, option.id], "title": option.title}
            for option in step.options
        ]
    return paper


def _procedure(procedure: ImportedProcedure, names: _Given, ids: Mapping[str, str]) -> Paper:
    name = names.procedure[_key(procedure)]
    return {
        "id": name,
        "title": procedure.title or name,
        "phase": procedure.phase,
        "steps": [
            _step(step, names, ids, _before(procedure.steps, place))
            for place, step in enumerate(procedure.steps)
        ],
    }


def _before(steps: Sequence[ImportedStep], place: int) -> ImportedStep | None:
    """Return the step before the one at *place* in the same numbered list: it may be what calls for it."""
    step = steps[place]
    if step.shape not in (ORDERED, HEADED):
        return None
    for other in reversed(steps[:place]):
        if other.depth < step.depth:
            return None
        if other.depth == step.depth:
            return other if other.shape == step.shape else None
    return None


def _step(
    step: ImportedStep, names: _Given, ids: Mapping[str, str], before: ImportedStep | None
) -> Paper:
    by = [names.role[title] for title in step.roles if title in names.role]
    paper: Paper = {
        "id": ids[step.key],
        "title": step.title,
        "does": names.action[step.key],
        "by": by or [UNASSIGNED],
    }
    if step.when is not None:
        paper["when"] = _condition(step.when, names, ids)
    if step.after:
        paper["after"] = [ids[key] for key in step.after if key in ids]
    if step.notes:
        paper["notes"] = step.notes
    return {**paper, "origin": _origin(step, names, ids, before, bool(by))}


def _origin(
    step: ImportedStep,
    names: _Given,
    ids: Mapping[str, str],
    before: ImportedStep | None,
    is_owned: bool,
) -> Paper:
    hints = list(step.hints)
    if not is_owned:
        known = [title for title in step.mentioned if title in names.role]
        hints += [Hint("by", names.role[title], title, step.lines[0]) for title in known]
    if before is not None and step.when is None:
        hints.append(Hint("after", ids[before.key], before.title, before.lines[0]))
    paper: Paper = {"lines": list(step.lines)}
    if step.heading:
        paper["heading"] = list(step.heading)
    if step.id:
        paper["id"] = step.id
    paper["words"] = step.title
    if hints:
        paper["hints"] = [_hint(hint) for hint in hints]
    return paper


def _hint(hint: Hint) -> Paper:
    hint = replace(hint, words=" ".join(hint.words.split())[:MOST_HINT_WORDS])
    paper: Paper = {"key": hint.key, "value": hint.value, "words": hint.words}
    if hint.line is not None:
        paper["line"] = hint.line
    return {**paper, "hard": True} if hint.hard else paper


def _condition(when: Mapping[str, object], names: _Given, ids: Mapping[str, str]) -> Paper:
    """Return an imported condition, which speaks of keys, with the ids in their place."""
    match when:
        case {"done": str(key)}:
            return {"done": ids[key]}
        case {"did": str(key), "option": str(option), **rest}:
            return {"did": names.action[key], "option": names.option[key, option], **rest}
        case {"all": list(parts)}:
            return {"all": [_condition(part, names, ids) for part in parts]}
        case {"any": list(parts)}:
            return {"any": [_condition(part, names, ids) for part in parts]}
    return dict(when)
