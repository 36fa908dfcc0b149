"""Exports: a table, or all tables of an exercise, as files of other programs' formats."""

from __future__ import annotations

from flask import Response, request
from flask_smorest import Blueprint

from exercise.audience import EVALUATOR, FACILITATOR
from web.api.asking import house, table_for, visitor
from web.errors import Refusal
from web.exporting import FORMATS, Format, Source, file_name, register_of, source_of
from web.i18n import known
from web.identity import Pass
from web.table import Table

exports = Blueprint("exports", __name__, url_prefix="/api/v1", description="Exports")


@exports.get("/tables/<table>/export/<kind>")
def one_table(table: str, kind: str) -> Response:
    """Download a table in another program's format."""
    found, holder = table_for(table, FACILITATOR, EVALUATOR)
    return _file([_source(found, holder, _format(kind))], kind)


@exports.get("/exercises/<exercise>/export/<kind>")
def whole_exercise(exercise: str, kind: str) -> Response:
    """Download all tables of an exercise in one file of another program's format."""
    found = house().exercise(exercise)
    holder = visitor().for_exercise(exercise, FACILITATOR, EVALUATOR)
    tables = [one for one in house().tables_of(found.id) if holder.covers(found.id, one.id)]
    chosen = _format(kind)
    if chosen.is_single and len(tables) > 1:
        raise Refusal("one_table", format=kind)
    return _file([_source(one, holder, chosen) for one in tables], kind)


def _format(kind: str) -> Format:
    if kind not in FORMATS:
        raise Refusal("no_such_format", format=kind)
    return FORMATS[kind]


def _source(table: Table, holder: Pass, chosen: Format) -> Source:
    """Return *table* as *holder* may see it; raises Refusal ``still_blind`` when *chosen* tells everything."""
    if chosen.is_whole and table.is_blind(holder):
        raise Refusal("still_blind")
    secret, language = house().config.secret().encode(), _language()
    register = register_of(house().store, table.exercise.id, language)
    return source_of(table, table.entries_for(holder), language, secret, register)


def _language() -> str:
    return known(request.args.get("lang") or request.accept_languages.best or "zh")


def _file(sources: list[Source], kind: str) -> Response:
    written = FORMATS[kind].write(sources).encode("utf-8", "surrogatepass")
    name = file_name(sources, kind)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(written, mimetype=FORMATS[kind].mimetype, headers=headers)
