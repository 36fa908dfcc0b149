"""Judging over REST, for pages without a socket: the same commands as the socket's events."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_smorest import Blueprint

from exercise.assessment.signing import check_signatures
from exercise.audience import EVALUATOR, FACILITATOR, PARTICIPANT
from web.api.asking import house, table_for
from web.errors import Refusal
from web.judging import answer, judge, own_answer

judging = Blueprint("judging", __name__, url_prefix="/api/v1", description="Judging")


@judging.post("/tables/<table>/judge")
def ask(table: str) -> dict[str, Any]:
    """Take one command of judging, named by ``do``."""
    found, holder = table_for(table, FACILITATOR, EVALUATOR)
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict) or not isinstance(sent.get("do"), str):
        raise Refusal("malformed", where="do")
    return judge(house(), found, holder, sent.pop("do"), sent)


@judging.get("/tables/<table>/survey/mine")
def mine(table: str) -> dict[str, Any]:
    """Show what the visitor answered to the survey."""
    found, holder = table_for(table, PARTICIPANT)
    return {"mine": own_answer(house(), found, holder)}


@judging.post("/tables/<table>/survey")
def survey(table: str) -> dict[str, Any]:
    """Answer the survey."""
    found, holder = table_for(table, PARTICIPANT)
    return answer(house(), found, holder, request.get_json(silent=True))


@judging.get("/tables/<table>/signatures")
def signatures(table: str) -> dict[str, Any]:
    """Check every signature of the evaluation against the journal."""
    found, _ = table_for(table, FACILITATOR, EVALUATOR)
    return {
        "signatures": [
            {"seq": one.seq, "through": one.through, "hash": one.hash, "holds": one.holds}
            for one in check_signatures(found.entries)
        ]
    }
