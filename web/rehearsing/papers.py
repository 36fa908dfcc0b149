"""Rehearsals on paper: rows of a list, and one with its result and the names of all that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.store.rehearsals import RehearsalRecord
from exercise.screen import wall_ms
from exercise.script_paper import text_paper
from scenarios.behaviour import PRESETS
from scenarios.plan import Plan
from scenarios.scenario import Scenario
from web.library import Library, behaviour_of, plan_of, scenario_of
from web.rehearsing.rehearsals import Rehearsals

Paper = dict[str, Any]


def row(rehearsals: Rehearsals, record: RehearsalRecord) -> Paper:
    """Return a rehearsal as a list shows it."""
    progress = rehearsals.progress(record.id)
    return {
        "id": record.id,
        "scenario": record.scenario,
        "plan": {"id": record.plan, "version": record.plan_version, "digest": record.plan_digest},
        "scenario_digest": record.scenario_digest,
        "people": record.people,
        "compared": record.compared or None,
        "runs": record.runs,
        "seed": record.seed,
        "state": record.state,
        "problem": record.problem,
        "made_wall": wall_ms(record.made),
        "made_by": record.made_by,
        "ended_wall": None if record.ended is None else wall_ms(record.ended),
        "ahead": rehearsals.ahead(record.id) if record.state == "waiting" else 0,
        "progress": None
        if progress is None
        else {"done": progress.done, "total": progress.total, "left_ms": progress.left_ms},
        "headline": record.headline or None,
    }


def whole(rehearsals: Rehearsals, library: Library, record: RehearsalRecord) -> Paper:
    """Return a rehearsal with its result and the names of what it speaks of."""
    plan = plan_of(library.by_digest(record.plan_digest))
    scenario = scenario_of(library.by_digest(record.scenario_digest))
    return {
        **row(rehearsals, record),
        "titles": {"scenario": text_paper(scenario.title), "plan": text_paper(plan.title)},
        "is_newest": library.versions(record.plan)[0].version == record.plan_version,
        "scenario_changed": library.scenario_sheet(record.scenario).digest
        != record.scenario_digest,
        "names": _names((plan, *_other_plan(library, record)), scenario),
        "procedures": [
            {
                "id": one.id,
                "title": text_paper(one.title),
                "steps": [step.id for step in one.steps],
            }
            for one in plan.procedures
        ],
        "result": rehearsals.result(record.id),
    }


def behaviour_rows(library: Library) -> list[Paper]:
    """Return the behaviours that can be chosen, with what they mean."""
    rows = []
    for name in sorted(library.behaviour_ids(), key=_place):
        sheet = library.behaviour_sheet(name)
        if not sheet.is_sound:
            continue
        found = behaviour_of(sheet)
        profile = found.of("")
        rows.append(
            {
                "id": name,
                "title": text_paper(found.title),
                "notes": text_paper(found.notes),
                "plan": found.plan,
                "measured_from": list(found.measured_from),
                "usual": {
                    chance: getattr(profile, chance)
                    for chance in ("skip", "best_option", "omit", "misstate")
                },
            }
        )
    return rows


def _place(behaviour: str) -> tuple[int, str]:
    """Put the presets first, the best first."""
    return PRESETS.index(behaviour) if behaviour in PRESETS else len(PRESETS), behaviour


def _other_plan(library: Library, record: RehearsalRecord) -> tuple[Plan, ...]:
    """Return the plan of the other side, where it is another text."""
    digest = str(record.compared.get("plan_digest", record.plan_digest))
    return () if digest == record.plan_digest else (plan_of(library.by_digest(digest)),)


def _names(plans: tuple[Plan, ...], scenario: Scenario) -> Paper:
    """Return the titles of all parts by their id, the first plan's where both have it.

    The options of actions stand under ``action:option``.
    """
    named: Paper = {"injects": {one.id: text_paper(one.title) for one in scenario.injects}}
    for plan in plans:
        for kind, titles in _titles(plan).items():
            named[kind] = titles | named.get(kind, {})
    return named


def _titles(plan: Plan) -> Mapping[str, Paper]:
    things: tuple[tuple[str, Any], ...] = (
        ("steps", plan.steps()),
        ("services", plan.services),
        ("recoveries", plan.recoveries),
        ("roles", plan.roles),
        ("actions", plan.actions),
    )
    names = {kind: {one.id: text_paper(one.title) for one in many} for kind, many in things}
    options = {
        f"{action.id}:{one.id}": text_paper(one.title)
        for action in plan.actions
        for one in action.options
    }
    return {**names, "options": options}
