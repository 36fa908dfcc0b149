"""Cross-checks: a plan by itself, a scenario against its plan, responses against both.

Each takes a Sheet and returns it with what was found; a document that could only be read in part is
checked as far as it goes, so that an author sees everything at once.
"""

from __future__ import annotations

from scenarios.behaviour import Behaviour
from scenarios.checks import answers, behaviours, cast, doubles, parts, references, script, steps
from scenarios.checks.names import all_names, plan_names
from scenarios.checks.possible import Possible
from scenarios.plan import Plan
from scenarios.problem import Problem
from scenarios.reader import Sheet
from scenarios.responses import Responses
from scenarios.scenario import Scenario


def check_plan(sheet: Sheet) -> Sheet:
    """Return the *sheet* of a plan with everything that is wrong in it."""
    plan = sheet.draft
    if not isinstance(plan, Plan):
        return sheet
    names = plan_names(plan, sheet.is_sound)
    found: list[Problem] = [
        *doubles.in_plan(sheet, plan),
        *references.dangling(sheet, references.in_plan(plan, names), names),
        *steps.in_plan(sheet, plan),
        *parts.in_plan(sheet, plan),
        *script.steps_that_never_happen(sheet, plan),
        *doubles.missing_sections(sheet, plan),
        *doubles.missing_languages(sheet),
    ]
    return sheet.with_problems(tuple(found))


def check_scenario(sheet: Sheet, plan_sheet: Sheet | None) -> Sheet:
    """Return the *sheet* of a scenario with everything that is wrong in it, by itself and with its plan."""
    scenario = sheet.draft
    if not isinstance(scenario, Scenario):
        return sheet
    found: list[Problem] = [
        *doubles.in_scenario(sheet, scenario),
        *doubles.missing_languages(sheet),
    ]
    plan = plan_sheet.draft if plan_sheet is not None else None
    if isinstance(plan, Plan) and plan_sheet is not None:
        names = all_names(plan, scenario, sheet.is_sound and plan_sheet.is_sound)
        found += references.dangling(sheet, references.in_scenario(scenario), names)
        possible = Possible(plan, scenario)
        found += script.in_scenario(sheet, plan, scenario, possible)
        found += cast.in_scenario(sheet, plan, scenario, possible)
    return sheet.with_problems(tuple(found))


def check_responses(sheet: Sheet, plan_sheet: Sheet | None, scenario_sheet: Sheet | None) -> Sheet:
    """Return the *sheet* of responses with everything that is wrong in it, given what they respond to."""
    responses = sheet.draft
    plan = plan_sheet.draft if plan_sheet is not None else None
    scenario = scenario_sheet.draft if scenario_sheet is not None else None
    if not (
        isinstance(responses, Responses)
        and isinstance(plan, Plan)
        and isinstance(scenario, Scenario)
    ):
        return sheet
    names = all_names(plan, scenario, is_whole=False)
    found = answers.in_responses(sheet, responses, plan, scenario, names)
    return sheet.with_problems(tuple(found))


def check_behaviour(sheet: Sheet, plan_sheet: Sheet | None) -> Sheet:
    """Return the *sheet* of a behaviour with the names in it that the plan, where there is one, does not know."""
    behaviour = sheet.draft
    if not isinstance(behaviour, Behaviour):
        return sheet
    found = list(doubles.missing_languages(sheet))
    plan = plan_sheet.draft if plan_sheet is not None else None
    if isinstance(plan, Plan) and plan_sheet is not None:
        names = plan_names(plan, plan_sheet.is_sound)
        found += references.dangling(sheet, behaviours.references(behaviour, names), names)
    return sheet.with_problems(tuple(found))
