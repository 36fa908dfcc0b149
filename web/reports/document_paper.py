"""A report's document as JSON, for pages that draw it themselves (docs/protocol.md 5)."""

from __future__ import annotations

from typing import Any

from web.reports.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Facts,
    Figure,
    Heading,
    Inline,
    Lines,
    PageBreak,
    Paragraph,
    Span,
    Table,
    cell,
    spans,
)
from web.reports.printable import visible

Paper = dict[str, Any]


def document_paper(document: Document) -> Paper:
    """Return *document* with its blocks in order; what stands in a line is a list of spans."""
    return {
        "kind": document.kind,
        "language": document.language,
        "title": document.title,
        "subtitle": visible(document.subtitle),
        "mark": document.mark,
        "made": document.made,
        "orientation": document.orientation,
        "blocks": [_block(one) for one in document.blocks],
    }


def _block(block: Block) -> Paper:
    match block:
        case Heading(level=level, text=text, anchor=anchor):
            return {"type": "heading", "level": level, "text": text, "anchor": anchor}
        case Paragraph(text=text, style=style):
            return {"type": "paragraph", "spans": _inline(text), "style": style}
        case Bullets(items=items, ordered=is_ordered):
            return {"type": "list", "items": [_inline(one) for one in items], "ordered": is_ordered}
        case Facts(pairs=pairs):
            return {"type": "facts", "pairs": [[name, _inline(value)] for name, value in pairs]}
        case Table():
            return _table(block)
        case Figure(svg=svg, alt=alt, caption=caption):
            return {"type": "figure", "svg": svg, "alt": alt, "caption": caption}
        case Lines(label=label, count=count):
            return {"type": "lines", "label": label, "count": count}
        case PageBreak():
            return {"type": "break"}


def _table(table: Table) -> Paper:
    return {
        "type": "table",
        "heads": list(table.heads),
        "rows": [[_cell(cell(one)) for one in row] for row in table.rows],
        "widths": list(table.widths),
        "caption": table.caption,
        "empty": table.empty,
    }


def _cell(one: Cell) -> Paper:
    return {"spans": _inline(one.text), "kind": one.kind}


def _inline(content: Inline) -> list[Paper]:
    return [_span(one) for one in spans(content)]


def _span(one: Span) -> Paper:
    optional = {"strong": one.strong, "tone": one.tone, "link": one.link}
    return {"text": visible(one.text)} | {key: value for key, value in optional.items() if value}
