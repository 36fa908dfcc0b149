"""From what somebody wants rehearsed to a record with pinned documents, and from that to the order for the work."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.rehearsal.order import Order, Side
from engine.rehearsal.work import Version
from engine.store.rehearsals import RehearsalRecord
from exercise.evaluation.evaluation import DocumentRefs
from exercise.setting import Setting
from scenarios.checks import check_scenario
from scenarios.reader import Sheet, read_text
from web.errors import Refusal
from web.library import Library, behaviour_of, plan_of, scenario_of
from web.rehearsing.people import People

IDEAL = "ideal"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as the other side of a comparison: its id, and the plan that it would become."""

    draft: str
    sheet: Sheet


def asked(
    library: Library,
    scenario: str,
    wanted: Mapping[str, Any],
    made: str,
    by: str | None,
    drafted: Drafted | None = None,
) -> RehearsalRecord:
    """Return the record of the rehearsal that is *wanted* (payloads.rehearsals.AskRehearsal); raises Refusal.

    With *drafted* the version is compared with that draft, played by the same people.
    """
    sheet = library.scenario_sheet(scenario)
    document = scenario_of(sheet)
    plan = library.plan_sheet(document.plan, wanted["plan_version"])
    side = _side(library, plan, wanted["people"])
    return RehearsalRecord(
        id="r-" + secrets.token_hex(5),
        scenario=scenario,
        scenario_digest=library.pin(sheet),
        plan=document.plan,
        plan_version=side["plan_version"],
        plan_digest=side["plan_digest"],
        runs=wanted["runs"],
        seed=wanted["seed"],
        made=made,
        made_by=by,
        people=side["people"],
        compared=_compared(library, document.plan, side, wanted)
        if drafted is None
        else _side(library, _fitting(drafted, sheet), wanted["people"]) | {"draft": drafted.draft},
    )


def order_of(library: Library, record: RehearsalRecord) -> Order:
    """Return the order for *record*, from the documents that it is pinned to; raises Refusal."""
    other = record.compared
    return Order(
        _played(library, record, record.plan_digest, record.people),
        record.runs,
        record.seed,
        behaviour_of(library.behaviour_sheet(IDEAL)),
        _played(library, record, str(other["plan_digest"]), other["people"]) if other else None,
        workers(),
    )


def workers() -> int:
    """Return how many processes rehearse: one core stays free for live exercises."""
    return max(1, (os.cpu_count() or 1) - 1)


def _fitting(drafted: Drafted, scenario: Sheet) -> Sheet:
    """Return the draft's sheet; raises Refusal when it cannot be used, or not for *scenario*."""
    plan = plan_of(drafted.sheet)
    checked = check_scenario(read_text(scenario.text, scenario.name), drafted.sheet)
    if not checked.is_sound:
        errors = sum(problem.is_error for problem in checked.problems)
        raise Refusal("draft_misfits", plan=plan.id, scenario=scenario.name, problems=errors)
    return drafted.sheet


def _side(library: Library, sheet: Sheet, people: Mapping[str, Any]) -> dict[str, Any]:
    document = plan_of(sheet)
    wish = People.of(people)
    behaviour = wish.sheet(library, document)
    behaviour_of(behaviour)
    return {
        "plan_version": document.version,
        "plan_digest": library.pin(sheet),
        "people": {
            "behaviour": wish.behaviour,
            "everybody": dict(wish.everybody),
            "roles": {role: dict(tuned) for role, tuned in wish.roles.items()},
            "digest": library.pin(behaviour),
        },
    }


def _compared(
    library: Library, plan: str, side: Mapping[str, Any], wanted: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the other side; what it does not say is as on the first."""
    other = wanted["compare"]
    if other is None:
        return {}
    version = other["plan_version"] or side["plan_version"]
    return _side(library, library.plan_sheet(plan, version), other["people"] or wanted["people"])


def _played(library: Library, record: RehearsalRecord, plan: str, people: Any) -> Side:
    setting = Setting(
        plan_of(library.by_digest(plan)), scenario_of(library.by_digest(record.scenario_digest))
    )
    behaviour = behaviour_of(library.by_digest(people["digest"]))
    refs = DocumentRefs(plan, record.scenario_digest)
    return Side(Version.of(setting, refs, behaviour), people["digest"])
