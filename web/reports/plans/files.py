"""A version of a plan as a file: Markdown, Word file or PDF, in one language."""

from __future__ import annotations

from web.errors import Refusal
from web.reports.files import FORMATS, plain_name
from web.reports.markdown import markdown
from web.reports.plans.document import Edition, plan_document

MARKDOWN = "text/markdown"
_DRAWN = ("docx", "pdf")


def plan_file(edition: Edition, ending: str, language: str) -> tuple[bytes, str]:
    """Return *edition* as a file with *ending*, and its type; raises Refusal ``no_such_format``, ``no_fonts``."""
    if ending == "md":
        return markdown(plan_document(edition, language)), MARKDOWN
    draw = FORMATS[ending].draw if ending in _DRAWN else None
    if draw is None:
        raise Refusal("no_such_format", format=ending)
    return draw(plan_document(edition, language)), FORMATS[ending].mimetype


def source_name(plan: str, version: int) -> str:
    """Return what a version's Markdown is called, in downloads and in the patches that are made for it."""
    return f"{plan}-v{version}.md"


def plan_file_name(edition: Edition, ending: str, language: str) -> str:
    """Return what the file is called: the plan and its version, in *language*; Markdown as its patches call it."""
    if ending == "md":
        return source_name(edition.plan.id, edition.plan.version)
    document = plan_document(edition, language)
    return plain_name((document.title, document.subtitle), ending)
