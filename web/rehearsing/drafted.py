"""A draft rehearsed against the version in force: what can be asked for, and what was found already."""

from __future__ import annotations

from typing import Any

from exercise.script_paper import text_paper
from scenarios.reader import Sheet
from scenarios.scenario import Scenario
from web.library import Library
from web.rehearsing.papers import behaviour_rows, row
from web.rehearsing.rehearsals import Rehearsals

Paper = dict[str, Any]


def rehearsals_of_draft(
    rehearsals: Rehearsals, library: Library, plan: str, draft: str, sheet: Sheet
) -> Paper:
    """Return the rehearsals of *draft* of *plan*, the newest first, and what can be rehearsed.

    One is ``stale`` when *sheet*, what the draft makes of the plan now, is not what was played.
    """
    return {
        "rehearsals": [
            row(rehearsals, one) | {"stale": one.compared["plan_digest"] != sheet.digest}
            for one in rehearsals.of_draft(plan, draft)
        ],
        "scenarios": scenarios_of(library, plan),
        "behaviours": behaviour_rows(library),
    }


def scenarios_of(library: Library, plan: str) -> list[Paper]:
    """Return the scenarios that play *plan* and have no errors, with their titles."""
    found = []
    for name in library.scenario_ids():
        document = library.scenario_sheet(name).document
        if isinstance(document, Scenario) and document.plan == plan:
            found.append({"id": name, "title": text_paper(document.title)})
    return found
