"""Exercises: launch them, list them, show them."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from exercise.audience import FACILITATOR
from web.api.asking import house, visitor
from web.errors import Refusal
from web.exercise_paper import exercise_paper, exercise_row
from web.payloads.rest import Launch
from web.programme.planning import Planning

exercises = Blueprint("exercises", __name__, url_prefix="/api/v1", description="Exercises")


@exercises.post("/exercises")
@exercises.arguments(Launch)
def launch(sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Launch an exercise."""
    holder = visitor().master()
    planned, planning = sent.pop("planned"), Planning(house().store, house().room.source.stamp)
    if planned is not None:
        planning.check_launchable(planned)
    launched = house().launch(sent, holder.name)
    if planned is not None:
        planning.link(planned, launched.id)
    return exercise_paper(house(), launched, with_links=True), 201


@exercises.get("/exercises")
def everything() -> dict[str, Any]:
    """List the exercises that the visitor has a pass for."""
    holders = visitor().holders
    if not holders:
        raise Refusal("who_are_you")
    seen = [
        one
        for one in house().exercises()
        if any(holder.exercise in (None, one.id) for holder in holders)
    ]
    return {"exercises": [exercise_row(house(), one) for one in seen]}


@exercises.get("/exercises/<exercise>")
def exercise(exercise: str) -> dict[str, Any]:
    """Show an exercise; its links to facilitators alone."""
    found = house().exercise(exercise)
    holder = visitor().for_exercise(exercise)
    return exercise_paper(house(), found, with_links=holder.kind == FACILITATOR)
