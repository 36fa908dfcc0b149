"""Scenarios and plans as the library lists them."""

from __future__ import annotations

from typing import Any

from engine.store.store import Store
from exercise.screen import wall_ms
from exercise.script_paper import inject_paper, text_paper
from scenarios.plan import Plan
from scenarios.problem import Problem
from scenarios.reader import Sheet
from scenarios.scenario import Scenario
from web.i18n import has_words, words
from web.library import Library

Row = dict[str, Any]


def scenario_row(library: Library, scenario: str) -> Row:
    """Return a scenario's row; one that cannot be read shows its id and its problems."""
    sheet = library.scenario_sheet(scenario)
    found = sheet.document if isinstance(sheet.document, Scenario) else sheet.draft
    errors = sum(1 for problem in sheet.problems if problem.is_error)
    row: Row = {
        "id": scenario,
        "title": {"": scenario},
        "digest": sheet.digest,
        "problems": errors,
        "warnings": len(sheet.problems) - errors,
    }
    return row | _told(library, found) if isinstance(found, Scenario) else row


def scenario_page(library: Library, scenario: str) -> Row:
    """Return a scenario with everything that a facilitator may know before an exercise."""
    row = scenario_row(library, scenario)
    sheet = library.scenario_sheet(scenario)
    row["check"] = [problem_row(problem) for problem in sheet.problems]
    found = sheet.document if isinstance(sheet.document, Scenario) else sheet.draft
    if not isinstance(found, Scenario):
        return row
    return row | {
        "briefing": text_paper(found.briefing),
        "story_start": found.story_start.isoformat(),
        "actors": [{"id": one.id, "title": text_paper(one.title)} for one in found.actors],
        "objectives": [
            {
                "id": one.id,
                "title": text_paper(one.title),
                "steps": list(one.steps),
                "capability": text_paper(one.capability),
                "target": text_paper(one.target),
                "sources": list(one.sources),
            }
            for one in found.objectives
        ],
        "seat_list": _seats(library, found),
        "injects": [
            {**inject_paper(inject), "order": order} for order, inject in enumerate(found.injects)
        ],
    }


def plan_row(store: Store, library: Library, plan: str) -> Row:
    """Return a plan's row with its published versions, the newest first."""
    versions = library.versions(plan)
    open_drafts = [draft for draft in store.plans.drafts(plan) if draft.state == "open"]
    row: Row = {
        "id": plan,
        "title": {"": plan},
        "newest": versions[0].version,
        "versions": [
            {
                "version": one.version,
                "digest": one.digest,
                "published_by": one.published_by,
                "published_wall": wall_ms(one.published),
            }
            for one in versions
        ],
        "drafts": len(open_drafts),
    }
    return row | library.gist(versions[0].digest)


def problem_row(problem: Problem) -> Row:
    """Return a problem of a document as the check list shows it."""
    key = f"problem.{problem.code}"
    numbers = {name: _plain(value) for name, value in problem.params.items()}
    return {
        "severity": problem.severity,
        "code": problem.code,
        "where": " ".join(problem.subject) if problem.subject else "",
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.column or None,
        "numbers": numbers | ({"hint": problem.hint} if problem.hint else {}),
        "words": words("en", key, **numbers) if has_words("en", key) else problem.code,
    }


def _told(library: Library, scenario: Scenario) -> Row:
    return {
        "title": text_paper(scenario.title),
        "summary": text_paper(scenario.summary),
        "plan": scenario.plan,
        "plan_title": _plan_title(library, scenario.plan),
        "type": scenario.type,
        "causes": list(scenario.causes),
        "duration_ms": scenario.duration,
        "injects": len(scenario.injects),
        "seats": len(scenario.seats),
        "objectives": len(scenario.objectives),
    }


def _plan_title(library: Library, plan: str) -> Row:
    found = _plan(library, plan)
    return {"": plan} if found is None else text_paper(found.title)


def _plan(library: Library, plan: str) -> Plan | None:
    if plan not in library.plan_ids():
        return None
    sheet: Sheet = library.plan_sheet(plan)
    return sheet.document if isinstance(sheet.document, Plan) else None


def _seats(library: Library, scenario: Scenario) -> list[Row]:
    plan = _plan(library, scenario.plan)
    titles = {} if plan is None else {role.id: text_paper(role.title) for role in plan.roles}
    return [
        {"role": seat.role, "title": titles.get(seat.role, {"": seat.role}), "places": seat.most}
        for seat in scenario.seats
    ]


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(one) for one in value)
    return str(value)
