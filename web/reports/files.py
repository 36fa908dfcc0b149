"""Report files: a report model as HTML, PDF, Word file, workbook or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from web.errors import Refusal
from web.reports.document import Document
from web.reports.kinds import KINDS, build, title_of
from web.reports.printable import visible
from web.reports.speech import Words

Model = dict[str, Any]

_OFFICE = "application/vnd.openxmlformats-officedocument"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_LONGEST_NAME = 60


def _html(document: Document) -> bytes:
    from web.reports.page import draw

    return draw(document, is_served=False).encode("utf-8", "replace")


def _pdf(document: Document) -> bytes:
    from web.reports.pdf import pdf

    return pdf(document)


def _docx(document: Document) -> bytes:
    from web.reports.docx import docx

    return docx(document)


def _xlsx(document: Document) -> bytes:
    from web.reports.xlsx import xlsx

    return xlsx(document)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files: its type on the web, what draws a document in it, and the kind it has when none is named."""

    mimetype: str
    draw: Callable[[Document], bytes] | None
    usual_kind: str = "summary"


FORMATS: Mapping[str, Format] = {
    "html": Format("text/html", _html),
    "pdf": Format("application/pdf", _pdf),
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", _docx),
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", _xlsx, "workbook"),
    "json": Format("application/json", None),
}
"""Every format by the ending of its files; JSON is the model itself. The libraries are loaded when they are needed."""


def kind_for(ending: str, kind: str | None) -> str:
    """Return the kind of report for a file with *ending*; raises Refusal ``no_such_format`` or ``no_such_kind``."""
    if ending not in FORMATS:
        raise Refusal("no_such_format", format=ending)
    chosen = kind or FORMATS[ending].usual_kind
    if chosen not in KINDS:
        raise Refusal("no_such_kind", kind=chosen, known=", ".join(KINDS))
    return chosen


def report_file(model: Model, ending: str, kind: str, language: str) -> bytes:
    """Return *model* as a file with *ending*, one of FORMATS, in *language*; raises Refusal ``no_fonts``."""
    draw = FORMATS[ending].draw
    if draw is None:
        text = json.dumps(model, ensure_ascii=False, indent=2) + "\n"
        return text.encode("utf-8", "replace")
    return draw(build(kind, model, language))


def file_name(model: Model, ending: str, kind: str, language: str) -> str:
    """Return what the file is called: the exercise, the table and the kind of report, in *language*."""
    say = Words(language)
    parts = (say.text(model["exercise"]["title"]), model["table"]["name"], title_of(kind, say))
    return plain_name(parts, ending)


def plain_name(parts: Iterable[str], ending: str) -> str:
    """Return a file name of *parts* with nothing in it that a file system refuses."""
    plain = "-".join(
        _NOT_IN_NAMES.sub("-", visible(part))[:_LONGEST_NAME].strip("-.") for part in parts
    )
    return f"{plain}.{ending}"
