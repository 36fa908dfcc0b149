"""The library: scenarios with their check results, plans with their versions; for facilitators of the server."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from exercise.plan_paper import plan_paper
from web.api.asking import house, visitor
from web.library import plan_of
from web.library_rows import plan_row, scenario_page, scenario_row
from web.rehearsing.papers import behaviour_rows

library = Blueprint("library", __name__, url_prefix="/api/v1", description="Scenarios and plans")


@library.get("/library")
def everything() -> dict[str, Any]:
    """List every scenario and every plan."""
    visitor().master()
    shelf = house().library
    return {
        "scenarios": [scenario_row(shelf, one) for one in shelf.scenario_ids()],
        "plans": [plan_row(house().store, shelf, one) for one in shelf.plan_ids()],
    }


@library.get("/scenarios/<scenario>")
def scenario(scenario: str) -> dict[str, Any]:
    """Show a scenario with its injects and what its checks found."""
    visitor().master()
    return scenario_page(house().library, scenario)


@library.get("/behaviours")
def behaviours() -> dict[str, Any]:
    """List how simulated colleagues can behave."""
    visitor().master()
    return {"behaviours": behaviour_rows(house().library)}


@library.get("/plans/<plan>")
def plan(plan: str) -> dict[str, Any]:
    """Show a plan's versions and drafts."""
    visitor().master()
    row = plan_row(house().store, house().library, plan)
    return {**row, "drafts": house().drafts.list(plan)}


@library.get("/plans/<plan>/versions/<int:version>")
def version(plan: str, version: int) -> dict[str, Any]:
    """Show one published version of a plan."""
    visitor().master()
    sheet = house().library.plan_sheet(plan, version)
    return {**plan_paper(plan_of(sheet)), "digest": sheet.digest}


@library.get("/plans/<plan>/versions/<int:version>.yaml")
def version_text(plan: str, version: int) -> Response:
    """Download one published version of a plan as its owner wrote it."""
    visitor().master()
    sheet = house().library.plan_sheet(plan, version)
    name = f"{plan}-v{version}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(sheet.text, mimetype="application/yaml", headers=headers)
