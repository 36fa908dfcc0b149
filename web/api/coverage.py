"""Coverage: what was exercised of a plan, and of all plans against causes and clauses; for who runs the server."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from web.api.asking import house, visitor
from web.covering.papers import plan_coverage, whole_coverage, year_of
from web.covering.sheets import FORMATS, plan_sheet, whole_sheet
from web.i18n import known

coverage = Blueprint("coverage", __name__, url_prefix="/api/v1", description="Coverage")


@coverage.get("/plans/<plan>/coverage")
def of_plan(plan: str) -> dict[str, Any]:
    """Show which steps, services, measures, roles and clauses of a plan were exercised."""
    visitor().master()
    return plan_coverage(house(), plan)


@coverage.get("/plans/<plan>/coverage.<any(csv, xlsx):ending>")
def of_plan_as_file(plan: str, ending: str) -> Response:
    """Download the coverage of a plan as a spreadsheet."""
    visitor().master()
    paper = plan_coverage(house(), plan)
    return _file(plan_sheet(paper, ending, _language(), house().room.source.stamp()), plan, ending)


@coverage.get("/coverage")
def of_all() -> dict[str, Any]:
    """Show causes and clauses over all plans, or one, by all exercises or those of a year."""
    visitor().master()
    return whole_coverage(house(), year_of(request.args.get("year")), request.args.get("plan"))


@coverage.get("/coverage.<any(csv, xlsx):ending>")
def of_all_as_file(ending: str) -> Response:
    """Download causes and clauses as a spreadsheet."""
    visitor().master()
    paper = whole_coverage(house(), year_of(request.args.get("year")), request.args.get("plan"))
    return _file(
        whole_sheet(paper, ending, _language(), house().room.source.stamp()), "all", ending
    )


def _language() -> str:
    return known(request.args.get("lang") or request.accept_languages.best or "zh")


def _file(written: bytes, name: str, ending: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="EXERCISE-coverage-{name}.{ending}"'}
    return Response(written, mimetype=FORMATS[ending], headers=headers)
