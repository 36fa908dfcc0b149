"""Typesetting: Typst with our own fonts and nobody else's; what is set comes in as data and is never read as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from web.errors import Refusal
from web.reports.glyphs import drawable
from web.reports.printable import drawn_with, visible

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
FAMILY = "Noto Sans SC"
_TEMPLATES = Path(__file__).parent / "typst"
_ACCESSIBLE = ["ua-1"]
_SIZE = re.compile(r"<svg\b[^>]*\bviewBox=[\"'][-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)")
_OUTER = re.compile(r"<svg\b[^>]*>")
_FAMILY = re.compile(r"""\sfont-family=("[^"]*"|'[^']*')""")

Format = Literal["pdf", "png"]


def typeset(
    template: str, paper: Mapping[str, Any], format: Format, *, made: int = 0, ppi: float = 144
) -> bytes:
    """Return what *template* makes of *paper*; *made* is the file's own date in seconds since 1970.

    Raises Refusal ``no_fonts`` when the build has not brought them.
    """
    data = json.dumps(paper, ensure_ascii=False)
    compiler = typst.Compiler(
        input=str(_TEMPLATES / template),
        root=str(_TEMPLATES),
        font_paths=_fonts(FONTS),
        ignore_system_fonts=True,
        sys_inputs={"paper": data},
    )
    if format == "png":
        pages = compiler.compile(format="png", ppi=ppi)
        return pages if isinstance(pages, bytes) else (pages or [b""])[0]
    return _pdf(compiler, made)


def _pdf(compiler: typst.Compiler, made: int) -> bytes:
    """Return an accessible PDF; a plain one when a text asks for marks that no font can put together."""
    try:
        done = compiler.compile(format="pdf", pdf_standards=_ACCESSIBLE, timestamp=made)  # type: ignore[arg-type]
    except typst.TypstError as fault:
        if "PDF/UA" not in str(fault):
            raise
        done = compiler.compile(format="pdf", timestamp=made)
    assert isinstance(done, bytes)  # noqa: S101
    return done


def typeset_text(text: str) -> str:
    """Return *text* as it can be printed: what no font of ours draws is shown by its number."""
    return drawn_with(visible(text), _glyphs(FONTS)).replace("\t", "    ")


def typeset_picture(svg: str) -> str:
    """Return a chart whose texts are drawn with our font."""
    return _OUTER.sub(_with_our_font, typeset_text(svg), count=1)


def _with_our_font(outer: re.Match[str]) -> str:
    return _FAMILY.sub("", outer[0]).replace("<svg", f'<svg font-family="{FAMILY}"', 1)


def picture_width(svg: str) -> float | None:
    """Return how many pixels wide a chart was meant to be, None when it does not say."""
    found = _SIZE.search(svg)
    return float(found[1]) if found else None


@cache
def _files(folder: Path) -> tuple[Path, ...]:
    found = tuple(sorted(folder.glob("*.ttf")))
    if not found:
        raise Refusal("no_fonts")
    return found


@cache
def _glyphs(folder: Path) -> frozenset[int]:
    return drawable(_files(folder))


@cache
def _fonts(folder: Path) -> typst.Fonts:
    _files(folder)
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
