"""A report as a document: what is said in which order, in one language and without a look; renderers draw it.

Builders (one per kind of report) make a Document of a report model; `page`, `pdf`, `docx` and `xlsx` draw any Document.
All texts are plain text: a renderer must show ``<b>``, ``#set``, ``*x*`` and ``=1+1`` as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TONES = ("good", "fair", "bad", "quiet")
LANDSCAPE, PORTRAIT = "landscape", "portrait"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of plain text; *tone* makes it a badge in one of TONES; *link* is an address or ``#anchor``."""

    text: str
    strong: bool = False
    tone: str | None = None
    link: str | None = None


Inline = str | Span | tuple[str | Span, ...]
"""What stands in a line: plain text, a span, or several in a row. A newline in a text is a new line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; *value* is its number for spreadsheets.

    *kind* says what the number is: ``number``, ``percent`` (0 to 1), ``ms`` (a length or exercise time), ``date``
    (an ISO date in *text*).
    """

    text: Inline
    value: float | None = None
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of *level* 1 to 3; *anchor* is its id for links inside the document."""

    level: int
    text: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; *style* is ``body``, ``lead`` (large), ``note`` (small), ``callout`` (set apart) or ``quote``."""

    text: Inline
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; *ordered* numbers it."""

    items: tuple[Inline, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values in two columns."""

    pairs: tuple[tuple[str, Inline], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head row.

    *widths* are shares of the width, equal when empty; *empty* is said when there are no rows; *caption* names the
    table for a screen reader and a worksheet.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Inline | Cell, ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as a whole SVG document; *alt* says in a sentence what it shows."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on by hand, with what they are for: a form that is printed."""

    label: str
    count: int = 3


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heading | Paragraph | Bullets | Facts | Table | Figure | Lines | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report in *language* (of web.i18n.LANGUAGES); *mark* stands on every page in every format.

    *about* are lines for the cover and the file's own properties (exercise, table, made when); *made* is ISO 8601 UTC.
    """

    kind: str
    language: str
    title: str
    subtitle: str
    mark: str
    made: str
    blocks: tuple[Block, ...]
    orientation: str = PORTRAIT


def plain(inline: Inline) -> str:
    """Return the text of *inline* without its look."""
    return "".join(span.text for span in spans(inline))


def spans(inline: Inline) -> Iterator[Span]:
    """Yield the spans of *inline*."""
    for one in inline if isinstance(inline, tuple) else (inline,):
        yield one if isinstance(one, Span) else Span(one)


def cell(content: Inline | Cell) -> Cell:
    """Return *content* as a cell."""
    return content if isinstance(content, Cell) else Cell(content)
