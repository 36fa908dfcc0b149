"""Rehearsals of drafts: the version in force against what a draft would make of it, with the same luck."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from web.api.asking import house, visitor
from web.errors import Refusal
from web.identity import clean_name
from web.payloads.rehearsals import AskDraftRehearsal
from web.rehearsing.asking import Drafted
from web.rehearsing.drafted import rehearsals_of_draft, scenarios_of
from web.rehearsing.papers import row

draft_rehearsals = Blueprint(
    "draft_rehearsals", __name__, url_prefix="/api/v1", description="Rehearsals of drafts"
)


@draft_rehearsals.get("/drafts/<draft>/rehearsals")
def of_draft(draft: str) -> dict[str, Any]:
    """List the rehearsals of a draft, and the scenarios and behaviours to rehearse it with."""
    visitor().master()
    plan = house().drafts.show(draft)["plan"]
    _, sheet = house().drafts.sheets(draft)
    return rehearsals_of_draft(house().rehearsals, house().library, plan, draft, sheet)


@draft_rehearsals.post("/drafts/<draft>/rehearsals")
@draft_rehearsals.arguments(AskDraftRehearsal)
def ask(sent: dict[str, Any], draft: str) -> tuple[dict[str, Any], int]:
    """Ask for a rehearsal of the version in force against a draft."""
    holder = visitor().master()
    base, sheet = house().drafts.sheets(draft)
    plan = house().drafts.show(draft)["plan"]
    if plan not in house().library.plan_ids():
        raise Refusal("nothing_to_compare", plan=plan)
    scenario = sent.pop("scenario")
    if all(one["id"] != scenario for one in scenarios_of(house().library, plan)):
        raise Refusal("scenario_of_other_plan", scenario=scenario, plan=plan)
    if sheet.text == base.text:
        raise Refusal("nothing_accepted")
    wanted = sent | {"plan_version": None, "compare": None}
    by = holder.name or clean_name(sent["name"])
    record = house().rehearsals.ask(scenario, wanted, by, Drafted(draft, sheet))
    return row(house().rehearsals, record), 202
