"""The evaluators' guide of a table, and how far its assessment has come."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from exercise.audience import EVALUATOR, FACILITATOR
from web.api.asking import house, table_for
from web.assessing.guide import guide_paper
from web.assessing.standing import standing_paper
from web.identity import Invitation

assessment = Blueprint("assessment", __name__, url_prefix="/api/v1", description="Evaluators")


@assessment.get("/tables/<table>/guide")
def guide(table: str) -> dict[str, Any]:
    """Show the evaluation guide: what is rated, by which critical tasks, from which sources."""
    found, _ = table_for(table, FACILITATOR, EVALUATOR)
    return guide_paper(found.setting)


@assessment.get("/tables/<table>/assessment")
def standing(table: str) -> dict[str, Any]:
    """Show how the assessment stands: ratings side by side, agreement, what a signature still needs."""
    found, holder = table_for(table, FACILITATOR, EVALUATOR)
    return standing_paper(found, holder)


@assessment.get("/tables/<table>/panel/links")
def links(table: str) -> dict[str, Any]:
    """Show the own link of each evaluator who was named: nobody else comes in under that name."""
    found, _ = table_for(table, FACILITATOR)
    named = found.assessment.named or ()
    exercise = found.exercise.id
    return {
        "links": {
            name: house().path_of(Invitation(EVALUATOR, exercise, None, name)) for name in named
        }
    }
