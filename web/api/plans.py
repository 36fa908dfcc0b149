"""The library of plans: their versions, people and dates, a new plan; for facilitators of the server."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from web.api.asking import house, visitor
from web.i18n import known
from web.library import plan_of
from web.payloads.plans import NewPlan, PlanCardChange, Restore
from web.planning.beginning import begin_plan, restore
from web.planning.card import change_card
from web.planning.comparing import redline_between
from web.planning.exporting import Wanted, plan_file_answer, redline_answer
from web.planning.page import plan_page
from web.planning.rows import plan_rows
from web.planning.whole import whole_plan

plans = Blueprint("plans", __name__, url_prefix="/api/v1", description="Plans and their versions")


@plans.get("/plans")
def everything() -> dict[str, Any]:
    """List every plan, also those that have a draft alone."""
    visitor().master()
    return {"plans": plan_rows(house())}


@plans.post("/plans")
@plans.arguments(NewPlan)
def begin(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Begin a plan: a draft of its first version with the six chapters and nobody's numbers."""
    holder = visitor().master()
    draft = begin_plan(house(), sent, holder)
    return {"plan": draft.plan, "draft": draft.id}, 201


@plans.get("/plans/<plan>")
def plan(plan: str) -> dict[str, Any]:
    """Show a plan's versions, drafts, people and dates."""
    visitor().master()
    return plan_page(house(), plan)


@plans.patch("/plans/<plan>")
@plans.arguments(PlanCardChange)
def change(sent: dict[str, Any], plan: str) -> dict[str, Any]:
    """Say who owns a plan, when it is to be reviewed, whether it is put away."""
    visitor().master()
    return change_card(house(), plan, sent)


@plans.get("/plans/<plan>/versions/newest")
def newest(plan: str) -> dict[str, Any]:
    """Show the newest published version of a plan."""
    return version(plan, None)


@plans.get("/plans/<plan>/versions/<int:version>")
def version(plan: str, version: int | None) -> dict[str, Any]:
    """Show one published version of a plan."""
    visitor().master()
    sheet = house().library.plan_sheet(plan, version)
    return {**whole_plan(plan_of(sheet)), "digest": sheet.digest}


@plans.get("/plans/<plan>/versions/<int:version>.yaml")
def version_text(plan: str, version: int) -> Response:
    """Download one published version of a plan as its owner wrote it."""
    visitor().master()
    return plan_file_answer(house(), plan, version, "yaml", None)


@plans.get("/plans/<plan>/versions/<int:version>/export")
def export(plan: str, version: int) -> Response:
    """Download one published version of a plan in a format, in a language."""
    visitor().master()
    return plan_file_answer(
        house(), plan, version, request.args.get("format", "yaml"), request.args.get("lang")
    )


@plans.get("/plans/<plan>/redline")
def between(plan: str) -> dict[str, Any]:
    """Compare two versions of a plan, or a version with a draft (``draft:<id>``)."""
    visitor().master()
    return redline_between(house(), plan, request.args.get("from", ""), request.args.get("to", ""))


@plans.get("/plans/<plan>/redline/export")
def redline_file(plan: str) -> Response:
    """Download the redline between two versions of a plan, or a version and a draft."""
    visitor().master()
    asked = request.args
    wanted = Wanted(asked.get("format", "pdf"), known(asked.get("lang") or "zh"))
    return redline_answer(house(), plan, (asked.get("from", ""), asked.get("to", "")), wanted)


@plans.post("/plans/<plan>/restore")
@plans.arguments(Restore)
def go_back(sent: dict[str, Any], plan: str) -> tuple[dict[str, Any], int]:
    """Begin a draft that leads from the newest version back to an earlier one."""
    holder = visitor().master()
    draft = restore(house(), plan, sent["version"], sent["name"], holder)
    return {"plan": plan, "draft": draft.id, "base": draft.base}, 201
