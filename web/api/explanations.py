"""Why a table was judged as it was: explanations, moments, what a rating hangs on, other rules."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_smorest import Blueprint

from web.api.asking import house, judged_table, table_for
from web.errors import Refusal
from web.explaining.explanations import Explanations
from web.explaining.rules import reevaluation_paper, sensitivity_paper
from web.explaining.telling import moments_paper
from web.table import Table

explanations = Blueprint(
    "explanations", __name__, url_prefix="/api/v1", description="Explained judgement"
)


@explanations.get("/tables/<table>/explanations")
def every(table: str) -> dict[str, Any]:
    """Explain every verdict."""
    found, evaluation = _judged(table)
    explained = Explanations(found, evaluation).all()
    return {"rules": evaluation["rules"], "explanations": explained}


@explanations.get("/tables/<table>/explanations/<obligation>")
def one(table: str, obligation: str) -> dict[str, Any]:
    """Explain one verdict, with the lines that prove it."""
    explained = Explanations(*_judged(table))
    if obligation not in explained:
        raise Refusal("no_such_obligation", obligation=obligation)
    return explained.of(obligation)


@explanations.get("/tables/<table>/moments")
def moments(table: str) -> dict[str, Any]:
    """Show the headline and the three best and three worst moments."""
    return moments_paper(*_judged(table))


@explanations.get("/tables/<table>/sensitivity")
def sensitivity(table: str) -> dict[str, Any]:
    """Show which ratings hang on the rules for late answers."""
    return sensitivity_paper(judged_table(table))


@explanations.get("/tables/<table>/reevaluation")
def reevaluation(table: str) -> dict[str, Any]:
    """Judge the table by other rules, side by side with its own."""
    return reevaluation_paper(judged_table(table), request.args.get("rules"))


def _judged(table: str) -> tuple[Table, dict[str, Any]]:
    found = judged_table(table)
    _, holder = table_for(table)
    return found, found.evaluation_for(holder, house().now(found))
