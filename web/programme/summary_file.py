"""The summary of a year as a file: Word, PDF, workbook, page or the model itself as JSON."""

from __future__ import annotations

import json
from typing import Any

from web.errors import Refusal
from web.reports.builders.drill_year import drill_year
from web.reports.files import FORMATS
from web.reports.speech import Words, mark

Model = dict[str, Any]


def check_format(ending: str) -> None:
    """Raise Refusal ``no_such_format`` unless *ending* is one of those in which reports are drawn."""
    if ending not in FORMATS:
        raise Refusal("no_such_format", format=ending)


def summary_file(model: Model, ending: str, language: str) -> bytes:
    """Return *model* as a file with *ending*, one of FORMATS, in *language*."""
    draw = FORMATS[ending].draw
    if draw is None:
        return (json.dumps(model, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
    return draw(drill_year(model, language))


def summary_name(model: Model, ending: str, language: str) -> str:
    """Return what the file is called: marked, with its year."""
    title = Words(language)("programme.doc.title", year=model["year"])
    return f"{mark()} {title}.{ending}".replace(" ", "-")
