"""What-ifs of a table: what may be changed, what it would have done, and those that are kept under a name."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from exercise.audience import EVALUATOR, FACILITATOR
from web.api.asking import house, table_for
from web.identity import Pass
from web.payloads.whatifs import KeepWhatIf, TryWhatIf
from web.register.people import signature
from web.table import Table
from web.whatifs.desk import Desk, record_of
from web.whatifs.offer import offer_paper

whatifs = Blueprint("whatifs", __name__, url_prefix="/api/v1", description="What-ifs")


@whatifs.get("/tables/<table>/whatif")
def offered(table: str) -> dict[str, Any]:
    """Show what really happened, what of it may be changed, and the what-ifs that are kept."""
    found, _ = _asked(table)
    return offer_paper(found) | {"kept": Desk(house(), found).listed()}


@whatifs.post("/tables/<table>/whatif")
@whatifs.arguments(TryWhatIf)
def tried(sent: dict[str, Any], table: str) -> dict[str, Any]:
    """Tell what some changes would have done; nothing is kept."""
    found, _ = _asked(table)
    return Desk(house(), found).tried(sent["changes"], sent["continue_with"])


@whatifs.post("/tables/<table>/whatifs")
@whatifs.arguments(KeepWhatIf)
def keep(sent: dict[str, Any], table: str) -> tuple[dict[str, Any], int]:
    """Keep a what-if under a name."""
    found, holder = _asked(table)
    by = signature(holder, sent["by"])
    desk = Desk(house(), found)
    return desk.keep(sent["name"].strip(), sent["changes"], sent["continue_with"], by), 201


@whatifs.get("/tables/<table>/whatifs/<whatif>")
def shown(table: str, whatif: str) -> dict[str, Any]:
    """Show a kept what-if, run again."""
    found, _ = _asked(table)
    return Desk(house(), found).shown(whatif)


@whatifs.get("/whatifs/<whatif>")
def found(whatif: str) -> dict[str, Any]:
    """Tell which table a kept what-if belongs to, by its number alone as findings cite it."""
    record = record_of(house(), whatif)
    table, _ = _asked(record.run)
    return {"id": record.id, "name": record.name, "table": table.id}


@whatifs.delete("/tables/<table>/whatifs/<whatif>")
def forget(table: str, whatif: str) -> dict[str, Any]:
    """Keep a what-if no longer."""
    found, _ = _asked(table)
    Desk(house(), found).forget(whatif)
    return {"ok": True}


def _asked(table: str) -> tuple[Table, Pass]:
    return table_for(table, FACILITATOR, EVALUATOR)
