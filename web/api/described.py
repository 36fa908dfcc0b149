"""The interface's description as a page: every path with what it does, without anything from elsewhere."""

from __future__ import annotations

from html import escape
from typing import Any

from flask import Response
from flask_smorest import Api, Blueprint

_METHODS = ("get", "post", "patch", "put", "delete")
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "td,th{text-align:start;padding:.25rem .8rem .25rem 0;vertical-align:top}code{white-space:nowrap}"
)


def describe(api: Api) -> Blueprint:
    """Return the blueprint of the page that describes *api*."""
    described = Blueprint("described", __name__, url_prefix="/api/v1")

    @described.get("/docs")
    def docs() -> Response:
        """Show every path of the interface."""
        return Response(_page(api.spec.to_dict()), mimetype="text/html")

    return described


def _page(spec: dict[str, Any]) -> str:
    rows = "".join(
        _row(method, path, operations[method])
        for path, operations in sorted(spec["paths"].items())
        for method in _METHODS
        if method in operations
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>StartEx API</title>'
        f'<link rel="icon" href="data:,"><style>{_STYLE}</style></head><body><main><h1>StartEx API</h1>'
        '<p><a href="/api/v1/openapi.json">openapi.json</a></p><table><thead><tr><th>Method</th><th>Path</th>'
        f"<th>What it does</th></tr></thead><tbody>{rows}</tbody></table></main></body></html>"
    )


def _row(method: str, path: str, operation: dict[str, Any]) -> str:
    summary = escape(str(operation.get("summary", "")))
    return (
        f"<tr><td>{method.upper()}</td><td><code>{escape(path)}</code></td><td>{summary}</td></tr>"
    )
