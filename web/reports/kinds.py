"""The kinds of report, and the builder of each: a report model becomes a document in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from web.i18n import known
from web.reports.builders.aar import aar_blocks
from web.reports.builders.brief import brief_blocks
from web.reports.builders.eeg import blank_blocks, completed_blocks
from web.reports.builders.summary import summary_blocks
from web.reports.builders.workbook import workbook_blocks
from web.reports.document import LANDSCAPE, PORTRAIT, Block, Document
from web.reports.speech import Words, mark

Model = dict[str, Any]
Builder = Callable[[Model, Words], tuple[Block, ...]]

KINDS = ("summary", "aar", "eeg", "eeg-blank", "brief", "workbook")
"""Every kind: JR/T 0251 summary, AAR/IP, evaluation guide filled in and blank, one-page brief, data workbook."""

_BUILDERS: Mapping[str, Builder] = {
    "summary": summary_blocks,
    "aar": aar_blocks,
    "eeg": completed_blocks,
    "eeg-blank": blank_blocks,
    "brief": brief_blocks,
    "workbook": workbook_blocks,
}
_LANDSCAPE = ("workbook",)


def build(kind: str, model: Model, language: str) -> Document:
    """Return the report of *kind* of *model* in *language*; raises KeyError for a kind that is not in KINDS."""
    say = Words(known(language))
    return Document(
        kind=kind,
        language=say.language,
        title=title_of(kind, say),
        subtitle=_subtitle(kind, model, say),
        mark=mark(),
        made=datetime.fromtimestamp(model["made_wall"] / 1000, UTC).isoformat(timespec="seconds"),
        blocks=_BUILDERS[kind](model, say),
        orientation=LANDSCAPE if kind in _LANDSCAPE else PORTRAIT,
    )


def _subtitle(kind: str, model: Model, say: Words) -> str:
    title = say.text(model["exercise"]["title"])
    return title if kind == "eeg-blank" else f"{title} · {model['table']['name']}"


def title_of(kind: str, say: Words) -> str:
    """Return the name of a kind of report, as its cover and menus have it."""
    return say(f"report.kind.{kind}")
