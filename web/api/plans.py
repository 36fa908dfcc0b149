"""The library of plans: their versions, people and dates, a new plan; for facilitators of the server."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from exercise.plan_paper import plan_paper
from web.api.asking import house, visitor
from web.library import plan_of
from web.payloads.plans import NewPlan, PlanCardChange
from web.planning.beginning import begin_plan
from web.planning.card import change_card
from web.planning.page import plan_page
from web.planning.rows import plan_rows

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


@plans.get("/plans/<plan>/versions/<int:version>")
def version(plan: str, version: int) -> dict[str, Any]:
    """Show one published version of a plan."""
    visitor().master()
    sheet = house().library.plan_sheet(plan, version)
    return {**plan_paper(plan_of(sheet)), "digest": sheet.digest}


@plans.get("/plans/<plan>/versions/<int:version>.yaml")
def version_text(plan: str, version: int) -> Response:
    """Download one published version of a plan as its owner wrote it."""
    visitor().master()
    sheet = house().library.plan_sheet(plan, version)
    name = f"{plan}-v{version}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(sheet.text, mimetype="application/yaml", headers=headers)
