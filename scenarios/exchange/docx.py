"""A Word plan, read into blocks: headings, lists by style or numbering, tables, checkboxes; only the file is opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.exchange.blocks import HEADING, ITEM, TABLE, TEXT, Block, Outline
from scenarios.exchange.imported import Notice, refused

MOST_FILES = 2_000
MOST_UNPACKED = 60_000_000
MOST_BLOCKS = 20_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:heading|标题)\s*(\d)$", re.IGNORECASE)
_LIST = re.compile(r"^list (bullet|number|paragraph)(?: (\d))?$", re.IGNORECASE)
_BOX = re.compile(r"^([☐☑☒□■✓✔])\s*")
_COUNTED_IN_CHINESE = ("chinese", "ideograph", "taiwanese", "japaneseCounting")
_LONGEST_HEADING = 40
_BODY_LEVEL = 9
_MOST_PARENTS = 6
_PICTURES = ("drawing", "pict", "object")


@dataclass(slots=True)
class _Sheet:
    """The document as it is read: lists by their numbering, lines written so far."""

    formats: Mapping[tuple[str, int], str]
    styles: Mapping[str, str]
    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    title: str = ""

    def write(self, line: str) -> int:
        """Add *line* to the text beside the plan and return its number."""
        self.lines.append(line)
        return len(self.lines)


def outline(content: bytes) -> tuple[Outline, tuple[Notice, ...]]:
    """Return the blocks of a Word file and what was left out; raises ImportRefused when it is no such file."""
    document = _opened(content)
    try:
        sheet = _read(document)
    except (ValueError, TypeError, AttributeError, KeyError) as error:  # a damaged file
        raise refused("import_not_docx") from error
    return Outline(tuple(sheet.blocks), tuple(sheet.lines), sheet.title), tuple(sheet.notices)


def _read(document: Any) -> _Sheet:
    sheet = _Sheet(_formats(document), _styles(document))
    for element in _body(document.element.body):
        if len(sheet.blocks) > MOST_BLOCKS:
            raise refused("import_too_long", most=MOST_BLOCKS)
        if element.tag == f"{_W}p":
            _paragraph(sheet, element)
        else:
            _table(sheet, element)
    return sheet


def _opened(content: bytes) -> Any:
    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            infos = packed.infolist()
            is_large = sum(info.file_size for info in infos) > MOST_UNPACKED
            if len(infos) > MOST_FILES or is_large:
                raise refused("import_unpacked_too_large")
        return Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise refused("import_not_docx") from error
    except SyntaxError as error:  # what the parser of XML raises
        raise refused("import_not_docx") from error


def _body(body: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in their order, those inside content controls too."""
    for element in body:
        if element.tag in (f"{_W}p", f"{_W}tbl"):
            yield element
        elif element.tag == f"{_W}sdt":
            for content in element.findall(f"{_W}sdtContent"):
                yield from _body(content)


def _paragraph(sheet: _Sheet, element: Any) -> None:
    words = _text(element)
    if any(next(element.iter(f"{_W}{tag}"), None) is not None for tag in _PICTURES):
        sheet.notices.append(Notice("picture_skipped", line=len(sheet.lines) + 1))
    if not words.strip():
        return
    style = _style_of(element, sheet.styles)
    line = sheet.write(words.replace("\n", " "))
    words = words.strip()
    if style.casefold() in ("title", "标题"):
        sheet.title = sheet.title or words
        return
    mark, depth, counting = _list_of(element, style, sheet.formats)
    if level := _level(element, style, words, depth, counting):
        sheet.blocks.append(Block(HEADING, words, (line, line), words, depth=level))
        return
    box = _BOX.match(words)
    if mark and box:
        words, mark = words[box.end() :], "checkbox"
    ticked = box is not None and box[1] not in "☐□"
    kind = ITEM if mark else TEXT
    block = Block(
        kind, words, (line, line), words, depth if mark else 0, mark, _lead(element), ticked
    )
    sheet.blocks.append(block)


def _table(sheet: _Sheet, element: Any) -> None:
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for row in element.findall(f"{_W}tr"):
        cells = [
            " ".join(filter(None, (_text(p).strip() for p in cell.iter(f"{_W}p"))))
            for cell in row.findall(f"{_W}tc")
        ]
        rows.append(tuple(cells))
        lines.append(sheet.write("| " + " | ".join(cells) + " |"))
    if rows:
        raw = sheet.lines[lines[0] - 1 : lines[-1]]
        rule = "|" + " --- |" * len(rows[0])
        text = "\n".join([raw[0], rule, *raw[1:]])
        block = Block(
            TABLE, "", (lines[0], lines[-1]), text, rows=tuple(rows), row_lines=tuple(lines)
        )
        sheet.blocks.append(block)


def _text(element: Any) -> str:
    """Return the words of a paragraph as they stand after all accepted changes."""
    parts: list[str] = []
    for node in element.iter():
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab" and node.getparent().tag == f"{_W}r":
            parts.append("\t")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif node.tag == f"{_W}sym" and node.get(f"{_W}char", "").upper() in ("F0A8", "F06F"):
            parts.append("☐")
        elif node.tag == f"{_W}sym" and node.get(f"{_W}char", "").upper() in ("F0FE", "F052"):
            parts.append("☑")
    return "".join(parts)


def _lead(element: Any) -> str:
    """Return the words of the bold runs that a paragraph begins with."""
    parts: list[str] = []
    for run in element.findall(f"{_W}r"):
        text = _text(run)
        bold = run.find(f"{_W}rPr/{_W}b")
        if text.strip() and (bold is None or bold.get(f"{_W}val") in ("0", "false")):
            break
        parts.append(text)
    return "".join(parts).strip()


def _styles(document: Any) -> Mapping[str, str]:
    """Return by its id what each style is called; one made from a heading's goes by that heading's name."""
    found: dict[str, str] = {}
    for style in document.styles:
        name, parent = str(style.name or ""), style
        for _ in range(_MOST_PARENTS):
            if parent is None or _HEADING.match(str(parent.name or "")):
                break
            parent = getattr(parent, "base_style", None)
        found[style.style_id] = name if parent is None else str(parent.name or name)
    return found


def _style_of(element: Any, styles: Mapping[str, str]) -> str:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else styles.get(style.get(f"{_W}val"), "")


def _level(element: Any, style: str, words: str, depth: int, counting: str) -> int:
    """Return the level of a heading: by its style or outline, or a short line numbered 一、; 0 where it is none."""
    if match := _HEADING.match(style):
        return int(match[1])
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    if outline is not None and int(outline.get(f"{_W}val")) < _BODY_LEVEL:
        return int(outline.get(f"{_W}val")) + 1
    is_short = len(words) <= _LONGEST_HEADING and not words.endswith(("。", "；", ";", "."))
    return depth if depth and is_short and counting.startswith(_COUNTED_IN_CHINESE) else 0


def _list_of(
    element: Any, style: str, formats: Mapping[tuple[str, int], str]
) -> tuple[str, int, str]:
    """Return mark, depth and way of counting of a list's paragraph, by its own numbering or by its style."""
    numbering = element.find(f"{_W}pPr/{_W}numPr")
    match = _LIST.match(style)
    if numbering is not None:
        number, level = numbering.find(f"{_W}numId"), numbering.find(f"{_W}ilvl")
        depth = int(level.get(f"{_W}val")) if level is not None else 0
        name = number.get(f"{_W}val") if number is not None else "0"
        if name != "0":
            counting = formats.get((name, depth), "decimal")
            return _mark(counting), depth + 1, counting
    if match and match[1].lower() != "paragraph":
        mark = "bullet" if match[1].lower() == "bullet" else "ordered"
        return mark, int(match[2] or 1), ""
    return "", 0, ""


def _mark(format: str) -> str:
    return "bullet" if format in ("bullet", "none") else "ordered"


def _formats(document: Any) -> Mapping[tuple[str, int], str]:
    """Return by number and level how the lists of *document* are numbered."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    levels: dict[str, dict[int, str]] = {}
    for abstract in root.findall(f"{_W}abstractNum"):
        kinds: dict[int, str] = {}
        for level in abstract.findall(f"{_W}lvl"):
            kind = level.find(f"{_W}numFmt")
            kinds[int(level.get(f"{_W}ilvl"))] = kind.get(f"{_W}val") if kind is not None else ""
        levels[abstract.get(f"{_W}abstractNumId")] = kinds
    found: dict[tuple[str, int], str] = {}
    for number in root.findall(f"{_W}num"):
        abstract = number.find(f"{_W}abstractNumId")
        for level, kind in levels.get(abstract.get(f"{_W}val"), {}).items():
            found[(number.get(f"{_W}numId"), level)] = kind
    return found
