"""One table: snapshot, judgement, review, report, journal."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from engine.recording import DocumentText, write_lines
from exercise.audience import EVALUATOR, FACILITATOR
from web.api.asking import house, judged_table, table_for
from web.errors import Refusal
from web.i18n import known
from web.reports.composing import composed
from web.reports.document_paper import document_paper
from web.reports.kinds import KINDS, build
from web.reports.model import light
from web.reports.review import review_paper

tables = Blueprint("tables", __name__, url_prefix="/api/v1", description="Tables")


@tables.get("/tables/<table>/snapshot")
def snapshot(table: str) -> dict[str, Any]:
    """Show what the visitor's screen shows now."""
    found, holder = table_for(table)
    return house().snapshot(found, holder, holder.audience)


@tables.get("/tables/<table>/evaluation")
def evaluation(table: str) -> dict[str, Any]:
    """Show the judgement."""
    found = judged_table(table)
    return found.evaluation_for(table_for(table)[1], house().now(found))


@tables.get("/tables/<table>/review")
def review(table: str) -> dict[str, Any]:
    """Show the scored timeline, the services' course and the log."""
    found = judged_table(table)
    return review_paper(found, table_for(table)[1])


@tables.get("/tables/<table>/report")
def report(table: str) -> dict[str, Any]:
    """Show the report model."""
    found = judged_table(table)
    return light(composed(house(), found, table_for(table)[1]))


@tables.get("/tables/<table>/report/<kind>")
def report_document(table: str, kind: str) -> dict[str, Any]:
    """Show one kind of report as a document in one language."""
    found = judged_table(table)
    language = known(request.args.get("lang") or request.accept_languages.best or "zh")
    if kind not in KINDS:
        raise Refusal("no_such_kind", kind=kind, known=", ".join(KINDS))
    model = composed(house(), found, table_for(table)[1])
    return document_paper(build(kind, model, language))


@tables.get("/tables/<table>/journal")
def journal(table: str) -> Response:
    """Download the journal as JSON Lines, hash-chained."""
    found, holder = table_for(table, FACILITATOR, EVALUATOR)
    if found.is_blind(holder):
        raise Refusal("still_blind")
    name = f"{found.exercise.id}-{found.id}.jsonl"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    refs, texts = found.documents.refs, found.documents.texts
    documents = (
        DocumentText("plan", refs.plan_digest, texts["plan"]),
        DocumentText("scenario", refs.scenario_digest, texts["scenario"]),
    )
    lines = write_lines(documents, found.exercise.seed, list(found.entries), found.exercise.rules)
    return Response(lines, mimetype="application/jsonl", headers=headers)
