"""Comparison of the tables of an exercise, and of the exercises of a plan."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from exercise.audience import EVALUATOR, FACILITATOR
from web.api.asking import house, visitor
from web.comparison import comparison_paper, history_paper
from web.errors import Refusal

comparison = Blueprint("comparison", __name__, url_prefix="/api/v1", description="Comparison")
_MAY_COMPARE = (FACILITATOR, EVALUATOR)


@comparison.get("/exercises/<exercise>/comparison")
def tables(exercise: str) -> dict[str, Any]:
    """Compare the tables of an exercise."""
    found = house().exercise(exercise)
    holder = visitor().for_exercise(exercise, *_MAY_COMPARE)
    seen = [one for one in house().tables_of(exercise) if holder.covers(exercise, one.id)]
    return comparison_paper(house(), found, seen)


@comparison.get("/plans/<plan>/history")
def history(plan: str) -> dict[str, Any]:
    """Show how a plan fared over all the exercises that the visitor may see."""
    holders = [one for one in visitor().holders if one.kind in _MAY_COMPARE and not one.table]
    if not holders:
        raise Refusal("not_yours" if visitor().holders else "who_are_you")
    seen = [
        one
        for one in house().exercises()
        if any(holder.exercise in (None, one.id) for holder in holders)
    ]
    return history_paper(house(), plan, seen)
