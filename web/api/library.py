"""The library: scenarios with their check results, and plans in short; for facilitators of the server."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from web.api.asking import house, visitor
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
