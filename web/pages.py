"""Pages: the client's index for every address that is not the API's, the printable report, and health."""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request

from exercise.audience import FACILITATOR
from web.api.asking import house, judged_table, visitor, visitors
from web.i18n import known, words
from web.identity import Invitation
from web.reports.model import report_model
from web.reports.page import report_page

pages = Blueprint("pages", __name__)

DIST = Path(__file__).parent / "static" / "dist"


@pages.get("/healthz")
def health() -> dict[str, Any]:
    """Tell that the server works."""
    return {"ok": True, "version": house().version}


@pages.get("/reports/<table>")
def report(table: str) -> str:
    """Show the printable report of a table."""
    language = known(request.args.get("lang") or request.accept_languages.best or "zh")
    return report_page(report_model(judged_table(table), house().wall()), language)


@pages.get("/", defaults={"path": ""})
@pages.get("/<path:path>")
def index(path: str) -> Response:
    """Show the client; a page that explains itself when the client was not built."""
    if path.startswith(("api/", "static/", "socket.io")):
        return Response(json.dumps({"refused": "no_such_page"}), 404, mimetype="application/json")
    manifest = DIST / ".vite" / "manifest.json"
    if not manifest.is_file():
        return Response(_unbuilt(), 503, mimetype="text/html")
    page = Response(_index(manifest.stat().st_mtime_ns), mimetype="text/html")
    if path in ("", "demo") and house().demo is not None:
        _welcome(page)
    return page


def _welcome(page: Response) -> None:
    """Let whoever opens the demonstration be its facilitator; every link is on the page that follows."""
    if any(holder.is_master for holder in visitor().holders):
        return
    mark = visitors().mark(request)
    holder = visitors().office.admit(Invitation(FACILITATOR), None, mark)
    visitors().remember(page, request, visitors().office.write_pass(holder))


@lru_cache(maxsize=2)
def _index(_built: int) -> str:
    """Return the page that loads the bundle's first script and its styles."""
    manifest = json.loads((DIST / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    entry = manifest["index.html"]
    styles = "".join(
        f'<link rel="stylesheet" href="/static/dist/{css}">' for css in entry.get("css", [])
    )
    loads = "".join(
        f'<link rel="modulepreload" href="/static/dist/{manifest[one]["file"]}">'
        for one in entry.get("imports", [])
    )
    script = f'<script type="module" src="/static/dist/{entry["file"]}"></script>'
    return _PAGE.format(
        title="StartEx 沙盘", head=styles + loads + script, body='<div id="app"></div>'
    )


def _unbuilt() -> str:
    lines = "".join(
        f'<p lang="{language}">{escape(words(language, "page.unbuilt"))}</p>'
        for language in ("zh-CN", "en")
    )
    return _PAGE.format(title="StartEx 沙盘", head="", body=lines)


_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<link rel="icon" href="data:,">
<title>{title}</title>{head}</head>
<body>{body}</body></html>
"""
