"""Compression of the bundle's files: each is packed once; answers with anybody's data are never packed."""

from __future__ import annotations

import gzip
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, request

_FOLDER = "/static/dist/"
_KINDS = frozenset(("text/javascript", "application/javascript", "text/css", "image/svg+xml"))
_SMALLEST = 1024


def compress(app: Flask) -> None:
    """Let *app* send the bundle's scripts and styles packed to browsers that can unpack them."""

    @app.after_request
    def pack(response: Response) -> Response:
        if not request.path.startswith(_FOLDER) or response.mimetype not in _KINDS:
            return response
        response.vary.add("Accept-Encoding")
        takes_it = request.accept_encodings.quality("gzip") > 0
        if response.status_code == HTTPStatus.OK and takes_it:
            _pack(response, Path(app.static_folder or "") / request.path.removeprefix("/static/"))
        return response


def _pack(response: Response, path: Path) -> None:
    packed = _packed(path, path.stat().st_mtime_ns)
    if packed is None:
        return
    response.direct_passthrough = False
    response.set_data(packed)
    response.headers["Content-Encoding"] = "gzip"
    del response.headers["ETag"]  # it names the unpacked file


@lru_cache(maxsize=256)
def _packed(path: Path, _changed: int) -> bytes | None:
    data = path.read_bytes()
    return gzip.compress(data, 6, mtime=0) if len(data) >= _SMALLEST else None
