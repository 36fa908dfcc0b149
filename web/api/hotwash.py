"""The hot wash: its board for everybody in the room, the survey's results for those who lead and evaluate."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from exercise.audience import EVALUATOR, FACILITATOR
from scenarios.shelf import Shelf
from web.api.asking import house, table_for
from web.errors import Refusal
from web.hotwash.board import board_paper
from web.hotwash.results import survey_page, survey_paper
from web.hotwash.survey_csv import survey_csv

hotwash = Blueprint("hotwash", __name__, url_prefix="/api/v1", description="Hot wash")


@hotwash.get("/tables/<table>/hotwash")
def board(table: str) -> dict[str, Any]:
    """Show headline, moments and topics, as far as the visitor may see them."""
    found, holder = table_for(table)
    return board_paper(found, holder, house().now(found))


@hotwash.get("/tables/<table>/survey")
def survey(table: str) -> dict[str, Any]:
    """Show the survey's results so far, and the questions to begin with."""
    found, _ = table_for(table, FACILITATOR, EVALUATOR)
    return survey_page(found, Shelf())


@hotwash.get("/tables/<table>/survey.csv")
def survey_download(table: str) -> Response:
    """Download the survey's results."""
    found, _ = table_for(table, FACILITATOR, EVALUATOR)
    results = survey_paper(found)
    if results is None:
        raise Refusal("no_such_survey")
    text = survey_csv(found, results, request.args.get("lang", "zh"))
    headers = {"Content-Disposition": f'attachment; filename="survey-{found.id}.csv"'}
    return Response(text, mimetype="text/csv", headers=headers)
