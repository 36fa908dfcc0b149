"""Parts of Word files for which python-docx has no call: links, bookmarks, badges, borders, numbering of lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from web.reports.anchors import is_address
from web.reports.document import Heading, Span
from web.reports.printable import visible

_TONES = {"good": "1F6B41", "fair": "8A5A00", "bad": "A1160B", "quiet": "566174"}
_LINK = "1B4F9C"
_CELL_MARGIN = "108"
"""What Word leaves free at the left of a cell's text, in twentieths of a point."""


class Anchors:
    """The bookmarks of a file: Word allows short plain names only, so they are numbered."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self._names = {anchor: f"_a{n}" for n, anchor in enumerate(sorted(anchors))}
        self._set: set[str] = set()

    def name(self, link: str) -> str | None:
        """Return the bookmark that *link* (``#anchor``) leads to, None when it leads nowhere."""
        return self._names.get(link[1:]) if link.startswith("#") else None

    def set(self, paragraph: WordParagraph, heading: Heading) -> None:
        """Put the bookmark of *heading* round its *paragraph*, the first time it is given."""
        anchor = heading.anchor
        if not anchor or anchor in self._set:
            return
        self._set.add(anchor)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(len(self._set)))
        start.set(qn("w:name"), self._names[anchor])
        paragraph.runs[0]._r.addprevious(start) if paragraph.runs else paragraph._p.append(start)
        paragraph._p.append(end)


def add_span(paragraph: WordParagraph, span: Span, anchors: Anchors) -> None:
    """Add *span* at the end of *paragraph*."""
    run = paragraph.add_run(visible(span.text))
    if span.strong or span.tone:
        run.bold = True
    if span.tone:
        run.font.color.rgb = RGBColor.from_string(_TONES.get(span.tone, _TONES["quiet"]))
    if span.link:
        _link(paragraph, run, span.link, anchors)


def _link(paragraph: WordParagraph, run: Run, link: str, anchors: Anchors) -> None:
    bookmark = anchors.name(link)
    around = OxmlElement("w:hyperlink")
    if bookmark is not None:
        around.set(qn("w:anchor"), bookmark)
    elif is_address(link):
        relation = paragraph.part.relate_to(
            visible(link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        around.set(qn("r:id"), relation)
    else:
        return
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(_LINK)
    run._r.addprevious(around)
    around.append(run._r)


def describe_picture(run: Run, alt: str) -> None:
    """Give the picture in *run* its description."""
    for properties in run._r.iter(qn("wp:docPr")):
        properties.set("descr", alt)


def bordered(paragraph: WordParagraph, *sides: str) -> None:
    """Draw a line at the *sides* of *paragraph*; ``between`` parts it from the next one that looks the same."""
    borders = _lines("w:pBdr", sides, "8A94A6")
    _put_in(paragraph._p.get_or_add_pPr(), borders)


def ruled(table: Any) -> None:
    """Draw thin lines round every cell of *table*, and let its text begin where the text above it does."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = table._tbl.tblPr
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), _CELL_MARGIN)
    indent.set(qn("w:type"), "dxa")
    layout = properties.find(qn("w:tblLayout"))
    for part in (indent, _lines("w:tblBorders", sides, "C3CBD8")):
        layout.addprevious(part)


def _lines(name: str, sides: Sequence[str], colour: str) -> Any:
    borders = OxmlElement(name)
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "2"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    return borders


def shaded(properties: Any, colour: str) -> None:
    """Give what has *properties* (of a paragraph, style or cell) a ground of *colour*."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    _put_in(properties, shade)


_BEFORE_BORDERS = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr")


def _put_in(properties: Any, part: Any) -> None:
    """Put *part* where the file format wants borders and grounds: behind what names a style or keeps lines together."""
    behind = {qn(f"w:{name}") for name in (*_BEFORE_BORDERS, "pBdr", "tcW", "gridSpan")}
    place = 0
    for n, child in enumerate(properties, 1):
        if child.tag in behind:
            place = n
    properties.insert(place, part)


def own_numbering(file: WordFile, items: Sequence[WordParagraph]) -> None:
    """Let *items* be numbered from 1, whatever list came before."""
    numbering = file.part.numbering_part.numbering_definitions._numbering
    style = file.styles["List Number"].element
    used = style.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(used).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(0).add_startOverride(1)
    for item in items:
        properties = item._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number.numId
