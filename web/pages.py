"""Pages: the client's index for every address that is not the API's, the printable report, and health."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BareResponse

from exercise.audience import FACILITATOR
from web import bundle
from web.api.asking import house, judged_table, table_for, visitor, visitors
from web.i18n import known
from web.identity import Invitation
from web.nearness import is_own_machine
from web.reports.composing import composed
from web.reports.files import kind_for
from web.reports.page import report_page

pages = Blueprint("pages", __name__)


@pages.get("/healthz")
def health() -> dict[str, Any]:
    """Tell that the server works."""
    return {"ok": True, "version": house().version}


@pages.get("/reports/<table>")
def report(table: str) -> str:
    """Show the printable report of a table."""
    language = known(request.args.get("lang") or request.accept_languages.best or "zh")
    model = composed(house(), judged_table(table), table_for(table)[1])
    return report_page(model, language, kind=kind_for("html", request.args.get("kind")))


@pages.get("/", defaults={"path": ""})
@pages.get("/<path:path>")
def index(path: str) -> BareResponse:
    """Show the client; a page that explains itself when the client was not built."""
    if path.startswith(("api/", "static/", "socket.io")):
        return Response(json.dumps({"refused": "no_such_page"}), 404, mimetype="application/json")
    if path in ("", "demo") and house().demo is not None:
        return _demonstration(path)
    return _client()


def _client() -> Response:
    if not bundle.is_built():
        return Response(bundle.unbuilt(), 503, mimetype="text/html")
    return Response(bundle.index(), mimetype="text/html")


def _demonstration(path: str) -> BareResponse:
    """Let who sits at this machine be the demonstration's facilitator; others come in by a link or a code."""
    if any(holder.is_master for holder in visitor().holders):
        return _client()
    if not is_own_machine(request):
        return redirect("/") if path else _client()
    page = _client()
    mark = visitors().mark(request)
    holder = visitors().office.admit(Invitation(FACILITATOR), None, mark)
    visitors().remember(page, request, visitors().office.write_pass(holder))
    return page
