"""A version of a plan as a file: as its owner wrote it, to read, to hand out."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from web.errors import Refusal
from web.house import House


def plan_file_answer(
    house: House, plan: str, version: int, ending: str, language: str | None
) -> Response:
    """Return a version of *plan* as a file with *ending* in *language*; raises Refusal."""
    sheet = house.library.plan_sheet(plan, version)
    if ending != "yaml":
        raise Refusal("no_such_format", format=ending)
    return _answer(sheet.text.encode("utf-8"), "application/yaml", f"{plan}-v{version}.yaml")


def _answer(content: bytes, mimetype: str, name: str) -> Response:
    plain = name.encode("ascii", "replace").decode("ascii").replace("?", "_")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": disposition})
