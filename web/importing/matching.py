"""Which plans came from a file: by its own id in there, else by its name."""

from __future__ import annotations

from typing import Any

from exercise.script_paper import text_paper
from scenarios.exchange.imported import ImportedPlan
from scenarios.plan import Plan
from web.errors import Refusal
from web.house import House
from web.planning.papers import ALIVE


def plans_from(house: House, imported: ImportedPlan) -> list[dict[str, Any]]:
    """Return the plans with a version that came from the same file, so that it can be read again into them."""
    found = []
    for name in house.library.plan_ids():
        plan = _plan(house, name)
        if plan is None or plan.imported is None or plan.imported.format != imported.format:
            continue
        is_same_id = imported.id is not None and plan.imported.id == imported.id
        if is_same_id or (imported.id is None and plan.imported.name == imported.name):
            same = plan.imported.digest == imported.digest
            row = {"plan": plan.id, "version": plan.version, "title": text_paper(plan.title)}
            found.append({**row, "unchanged": same})
    return found


def free_id(house: House, wanted: str) -> str:
    """Return *wanted* as the id of a new plan, with a number where a plan or a draft has it."""
    name, number = wanted, 2
    while is_taken(house, name):
        name, number = f"{wanted}-{number}", number + 1
    return name


def is_taken(house: House, plan: str) -> bool:
    """Whether there is a plan called so, or a draft that may become one."""
    plans = house.store.plans
    return bool(plans.versions(plan)) or any(one.state in ALIVE for one in plans.drafts(plan))


def _plan(house: House, name: str) -> Plan | None:
    try:
        document = house.library.plan_sheet(name).document
    except Refusal:
        return None
    return document if isinstance(document, Plan) else None
