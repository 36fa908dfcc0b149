"""Reports as files: a table's report of any kind, in any format, for whoever may see its judgement."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Response, request, send_file

from web.api.asking import house, judged_table, table_for
from web.aside import aside
from web.i18n import known
from web.reports.composing import composed
from web.reports.files import FORMATS, file_name, kind_for, report_file

report_files = Blueprint("report_files", __name__)

_INSIDE = "inside"


@report_files.get("/reports/<table>.<any(pdf, docx, xlsx, html, json):ending>")
def file_of_report(table: str, ending: str) -> Response:
    """Download the report of a table; with ``inside`` the browser shows it if it can."""
    kind = kind_for(ending, request.args.get("kind"))
    language = known(request.args.get("lang") or request.accept_languages.best or "zh")
    found = judged_table(table)
    model = composed(house(), found, table_for(table)[1])
    drawn = aside(report_file, model, ending, kind, language)
    answer = send_file(
        BytesIO(drawn),
        mimetype=FORMATS[ending].mimetype,
        as_attachment=_INSIDE not in request.args,
        download_name=file_name(model, ending, kind, language),
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
