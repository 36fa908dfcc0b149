"""Time travel: a table as it stood at any moment, through anybody's eyes whom the visitor may stand in for."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from web.api.asking import house, table_for
from web.payloads.travel import LookAt
from web.travelling import Look, look

travel = Blueprint("travel", __name__, url_prefix="/api/v1", description="Time travel")


@travel.get("/tables/<table>/at")
@travel.arguments(LookAt, location="query")
def at(asked: Look, table: str) -> dict[str, Any]:
    """Show what a seat's screen showed at a moment."""
    found, holder = table_for(table)
    give_way = house().room.source.give_way
    seen = look(found, holder, asked, house().now(found), give_way)
    return {"ok": True, **house().greeting(), **seen}
