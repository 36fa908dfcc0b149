"""Security headers of every answer: what a page may load, and that nobody may frame it."""

from __future__ import annotations

from flask import Flask, Response, request

_POLICY = (
    "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; connect-src 'self' ws: wss:; img-src 'self' data:; font-src 'self' data:;"
    " style-src 'self' 'unsafe-inline'"  # charts and progress bars set widths in style attributes
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_FOR_EVER = "public, max-age=31536000, immutable"


def secure(app: Flask) -> None:
    """Let every answer of *app* carry the headers; answers of the API are never kept by caches."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/static/dist/assets/"):
            response.headers["Cache-Control"] = _FOR_EVER
        elif not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
