"""The printable page: any report in HTML, one language at a time, marked as an exercise on every sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from web import bundle
from web.reports import html
from web.reports.document import Document, Figure, Heading, Table
from web.reports.kinds import build
from web.reports.speech import Words
from web.reports.style import STYLE

Model = dict[str, Any]


def report_page(model: Model, language: str, is_served: bool = True, kind: str = "summary") -> str:
    """Return the report of *kind* of *model* in *language*, one of web.i18n.LANGUAGES, as a page.

    What is not served stands alone: with its fonts inside and without a way to the other language.
    """
    return draw(build(kind, model, language), is_served)


def draw(document: Document, is_served: bool = True) -> str:
    """Return *document* as a whole HTML page."""
    say = Words(document.language)
    mark = html.text(document.mark)
    body = "".join(_blocks(document))
    sheet = (
        f'<table class="sheet {html.text(document.orientation)}" role="presentation">'
        f'<thead><tr><td><header class="mark">{mark}</header></td></tr></thead>'
        f"<tbody><tr><td>{_way_over(document, say) if is_served else ''}"
        f"<main>{_title(document)}{body}</main></td></tr></tbody></table>"
    )
    title = " · ".join(one for one in (document.title, document.subtitle) if one)
    return (
        f'<!doctype html><html lang="{html.text(document.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{html.text(title)}</title>'
        f"{bundle.fonts(sheet, is_served)}<style>{STYLE}</style></head>"
        f"<body>{sheet}</body></html>"
    )


def _blocks(document: Document) -> Iterator[str]:
    above = ""
    for block in document.blocks:
        echoes = isinstance(block, Table | Figure) and block.caption == above != ""
        yield html.block(block, echoes)
        above = block.text if isinstance(block, Heading) else ""


def _title(document: Document) -> str:
    below = f'<p class="lead">{html.text(document.subtitle)}</p>' if document.subtitle else ""
    return f"<h1>{html.text(document.title)}</h1>{below}"


def _way_over(document: Document, say: Words) -> str:
    other = "en" if say.short == "zh" else "zh"
    name = html.text(say("report.doc.other_language"))
    kind = html.text(document.kind)
    return (
        f'<nav><a href="?kind={kind}&amp;lang={other}" hreflang="{other}" lang="{other}">'
        f"{name}</a></nav>"
    )
