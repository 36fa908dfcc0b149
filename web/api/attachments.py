"""Files of observations: sent by those who judge, given out to them alone, never drawn by the browser itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Response, request
from flask_smorest import Blueprint
from werkzeug.exceptions import RequestEntityTooLarge

from exercise.audience import EVALUATOR, FACILITATOR
from web.api.asking import house, table_for
from web.assessing.attachments import LARGEST, keep, kept, name_of
from web.errors import Refusal

attachments = Blueprint(
    "attachments", __name__, url_prefix="/api/v1", description="Files of observations"
)

_ROOM_FOR_THE_FORM = 64 * 1024
_SEALED = "default-src 'none'; sandbox; frame-ancestors 'none'"


@attachments.post("/tables/<table>/attachments")
def attach(table: str) -> tuple[dict[str, Any], int]:
    """Keep a file (multipart, field ``file``) that a note will name."""
    found, holder = table_for(table, FACILITATOR, EVALUATOR)
    name, content = _sent_file()
    return keep(house(), found, holder.by, name, content), 201


@attachments.get("/tables/<table>/attachments/<digest>")
def attached(table: str, digest: str) -> Response:
    """Download a file."""
    found, _ = table_for(table, FACILITATOR, EVALUATOR)
    file = kept(house(), found, digest)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name_of(found, digest), safe='')}",
        "Content-Security-Policy": _SEALED,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.content, mimetype=file.type, headers=headers)


def _sent_file() -> tuple[str, bytes]:
    """Return name and content of the one file of the request; raises Refusal."""
    request.max_content_length = LARGEST + _ROOM_FOR_THE_FORM
    try:
        file = request.files.get("file")
    except RequestEntityTooLarge as error:
        raise Refusal("attachment_too_large", most=LARGEST // 1024 // 1024) from error
    if file is None:
        raise Refusal("malformed", where="file")
    return file.filename or "", file.read(LARGEST + 1)
