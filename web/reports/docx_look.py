"""The look of Word files: styles with a Chinese font, the page, the mark in its head, the page's number in its foot."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from web.i18n import known, words
from web.reports.document import LANDSCAPE, Document
from web.reports.docx_parts import bordered, shaded
from web.reports.printable import visible

LATIN, CHINESE = "Arial", "Microsoft YaHei"
SMALL_STYLE, LINES_STYLE = "Report Note", "Report Line"
CELL_STYLE, SMALL_CELL_STYLE = "Report Cell", "Report Small Cell"
CELL_SIZE, SMALL_CELL_SIZE = 9.0, 7.5
STYLES = {
    "body": "Normal",
    "lead": "Report Lead",
    "note": SMALL_STYLE,
    "callout": "Report Callout",
    "quote": "Quote",
}
"""Word's style for each style of a paragraph."""

_INK, _SOFT, _MARK = RGBColor(0x16, 0x20, 0x2E), RGBColor(0x56, 0x61, 0x74), RGBColor(0x5C, 0x3D, 0)
_A4 = (210, 297)
_EDGE = 18
_INCH = 25.4
_SIZES = {"Title": 20, "Subtitle": 11, "Heading 1": 14, "Heading 2": 11.5, "Heading 3": 10.5}
_OWN = {
    "Report Lead": 12,
    SMALL_STYLE: 8.5,
    "Report Callout": 10,
    LINES_STYLE: 8,
    CELL_STYLE: CELL_SIZE,
    SMALL_CELL_STYLE: SMALL_CELL_SIZE,
}


def text_width(document: Document | None) -> float:
    """Return how many inches a line of *document* has; of an upright page for None."""
    is_landscape = document is not None and document.orientation == LANDSCAPE
    return (_A4[is_landscape] - 2 * _EDGE) / _INCH


_ONE_PAGE = "brief"
"""The kind of report that has to stay on one page: its spaces are smaller."""


def dress(file: WordFile, document: Document) -> None:
    """Give an empty *file* the page, styles, properties, head and foot of *document*."""
    _set_styles(file, known(document.language))
    _set_page(file, document)
    if document.kind == _ONE_PAGE:
        _tighten(file)
    _set_properties(file, document)
    _write_head(file, document)
    _write_foot(file, document)


def _set_styles(file: WordFile, language: str) -> None:
    styles = file.styles
    for name, size in _OWN.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(size)
    for style in styles:
        if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER):
            _set_font(style, language)
    for name, size in _SIZES.items():
        styles[name].font.size = Pt(size)
        styles[name].font.italic = False
    styles["Normal"].font.size = Pt(10)
    styles["Normal"].paragraph_format.space_after = Pt(5)
    styles["Caption"].font.size = Pt(9)
    for name in (CELL_STYLE, SMALL_CELL_STYLE):
        styles[name].paragraph_format.space_after = Pt(1)
    styles["Quote"].font.italic = False
    for name in ("Subtitle", SMALL_STYLE):
        styles[name].font.color.rgb = _SOFT
    shaded(styles["Report Callout"].element.get_or_add_pPr(), "EEF2F7")
    _set_default_font(file, language)


def _tighten(file: WordFile) -> None:
    """Let as much as possible stand on one page: smaller letters, edges and spaces."""
    for name, size, before, after in (
        ("Title", 17, 0, 2),
        ("Subtitle", 10, 0, 4),
        ("Heading 1", 12, 8, 3),
        ("Heading 2", 10.5, 6, 2),
        ("Normal", 9, 0, 2),
        ("Caption", 8.5, 4, 2),
        ("List Bullet", 9, 0, 1),
    ):
        style = file.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        style.paragraph_format.line_spacing = 1.0
    section = file.sections[0]
    section.top_margin, section.bottom_margin = Mm(20), Mm(16)
    section.header_distance = section.footer_distance = Mm(8)


def _set_font(style: Any, language: str) -> None:
    style.font.name = LATIN
    properties = style.element.get_or_add_rPr()
    _name_fonts(properties.get_or_add_rFonts())
    _set_language(properties, language)
    if style.name.startswith(("Heading", "Title", "Subtitle", "Caption", "Quote")):
        style.font.color.rgb = _INK


def _set_default_font(file: WordFile, language: str) -> None:
    """Let what has no style of its own have the font too."""
    defaults = file.styles.element.find(qn("w:docDefaults"))
    for properties in defaults.iter(qn("w:rPr")):
        fonts = properties.find(qn("w:rFonts"))
        if fonts is not None:
            _name_fonts(fonts)
        _set_language(properties, language)


def _name_fonts(fonts: Any) -> None:
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script, font in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", CHINESE), ("cs", LATIN)):
        fonts.set(qn(f"w:{script}"), font)


def _set_language(properties: Any, language: str) -> None:
    found = properties.find(qn("w:lang"))
    if found is None:
        found = OxmlElement("w:lang")
        properties.append(found)
    found.set(qn("w:val"), "en-GB" if language == "en" else language)
    found.set(qn("w:eastAsia"), "zh-CN")


def _set_page(file: WordFile, document: Document) -> None:
    section = file.sections[0]
    is_landscape = document.orientation == LANDSCAPE
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(_A4[is_landscape]), Mm(_A4[not is_landscape])
    section.left_margin = section.right_margin = Mm(_EDGE)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    section.header_distance = section.footer_distance = Mm(10)


def _set_properties(file: WordFile, document: Document) -> None:
    made = datetime.fromisoformat(document.made).astimezone(UTC).replace(tzinfo=None)
    properties = file.core_properties
    properties.author = properties.last_modified_by = "StartEx"
    properties.title = visible(document.title)[:255]
    properties.subject = visible(document.subtitle)[:255]
    properties.keywords = visible(document.mark)[:255]
    properties.comments = ""
    properties.language = known(document.language)
    properties.created = properties.modified = made
    properties.revision = 1


def _write_head(file: WordFile, document: Document) -> None:
    paragraph = file.sections[0].header.paragraphs[0]
    run = paragraph.add_run(visible(document.mark))
    run.bold = True
    run.font.color.rgb = _MARK
    run.font.size = Pt(9)
    bordered(paragraph, "bottom")


def _write_foot(file: WordFile, document: Document) -> None:
    foot = file.sections[0].footer.paragraphs[0]
    said = words(known(document.language), "file.page", number="\x00", total="\x01")
    for part in said.replace("\x00", "\n\x00\n").replace("\x01", "\n\x01\n").split("\n"):
        _write_number(foot, part)
    if document.subtitle:
        foot.add_run(f" · {visible(document.subtitle)}")
    for run in foot.runs:
        run.font.size = Pt(8)


def _write_number(foot: WordParagraph, part: str) -> None:
    field = {"\x00": "PAGE", "\x01": "NUMPAGES"}.get(part)
    if field is None:
        foot.add_run(part)
        return
    for kind in ("begin", field, "separate", "1", "end"):
        run = foot.add_run()
        if kind == "1":
            run.text = "1"
        elif kind == field:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {field} "
            run._r.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
