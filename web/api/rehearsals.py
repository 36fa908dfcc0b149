"""Rehearsals: asked for, watched, stopped, read and forgotten by facilitators of the server."""

from __future__ import annotations

import json
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from web.api.asking import house, visitor
from web.errors import Refusal
from web.identity import clean_name
from web.payloads.rehearsals import AskRehearsal
from web.rehearsing.papers import behaviour_rows, row, whole

rehearsals = Blueprint("rehearsals", __name__, url_prefix="/api/v1", description="Rehearsals")


@rehearsals.get("/scenarios/<scenario>/rehearsals")
def of_scenario(scenario: str) -> dict[str, Any]:
    """List the rehearsals of a scenario, and how people may be taken to behave."""
    visitor().master()
    house().library.scenario_sheet(scenario)
    kept = house().rehearsals
    return {
        "rehearsals": [row(kept, one) for one in kept.of_scenario(scenario)],
        "behaviours": behaviour_rows(house().library),
    }


@rehearsals.post("/scenarios/<scenario>/rehearsals")
@rehearsals.arguments(AskRehearsal)
def ask(sent: dict[str, Any], scenario: str) -> tuple[dict[str, Any], int]:
    """Ask for a rehearsal; it is played in a process of its own as soon as none is before it."""
    holder = visitor().master()
    by = holder.name or clean_name(sent["name"])
    return row(house().rehearsals, house().rehearsals.ask(scenario, sent, by)), 202


@rehearsals.get("/rehearsals/<rehearsal>")
def show(rehearsal: str) -> dict[str, Any]:
    """Show a rehearsal with its result, if it is done."""
    visitor().master()
    found = house().rehearsals.find(rehearsal)
    return whole(house().rehearsals, house().library, found)


@rehearsals.get("/rehearsals/<rehearsal>/progress")
def progress(rehearsal: str) -> dict[str, Any]:
    """Show how far a rehearsal is."""
    visitor().master()
    return row(house().rehearsals, house().rehearsals.find(rehearsal))


@rehearsals.get("/rehearsals/<rehearsal>.json")
def download(rehearsal: str) -> Response:
    """Download the result of a rehearsal as `startex rehearse --json` prints it."""
    visitor().master()
    found = house().rehearsals.find(rehearsal)
    result = house().rehearsals.result(found.id)
    if result is None:
        raise Refusal("rehearsal_not_over")
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="rehearsal-{found.id}.json"'}
    return Response(text, mimetype="application/json", headers=headers)


@rehearsals.post("/rehearsals/<rehearsal>/cancel")
def cancel(rehearsal: str) -> dict[str, Any]:
    """Stop a rehearsal that waits or runs."""
    visitor().master()
    return row(house().rehearsals, house().rehearsals.cancel(rehearsal))


@rehearsals.delete("/rehearsals/<rehearsal>")
def forget(rehearsal: str) -> dict[str, Any]:
    """Delete a rehearsal and its result."""
    visitor().master()
    house().rehearsals.forget(rehearsal)
    return {"ok": True}
