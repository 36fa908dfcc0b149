"""The client's bundle as Vite left it: the page that loads it, and the fonts that other pages borrow."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from web.i18n import words

DIST = Path(__file__).parent / "static" / "dist"
_MANIFEST = DIST / ".vite" / "manifest.json"
_ADDRESS = "/static/dist/"
_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
_FILE = re.compile(r"url\([\"']?([^\"')]+)")
_RANGES = re.compile(r"unicode-range:([^;}]+)")
_RANGE = re.compile(r"U\+([0-9A-Fa-f?]+)(?:-([0-9A-Fa-f]+))?", re.IGNORECASE)
_TITLE = "StartEx 沙盘"
_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<link rel="icon" href="data:,">
<title>{title}</title>{head}</head>
<body>{body}</body></html>
"""


def is_built() -> bool:
    """Whether there is a bundle."""
    return _MANIFEST.is_file()


def index() -> str:
    """Return the page that loads the bundle."""
    return _index(_MANIFEST.stat().st_mtime_ns)


def fonts(shown: str, is_served: bool = True) -> str:
    """Return what a page's head needs to draw the text *shown* in the bundle's fonts; nothing without a bundle.

    The files are asked for at once: a page that is printed as soon as it is there has all its characters.
    What is not served has them inside.
    """
    faces = _needed(shown) if is_built() else ()
    if not is_served:
        return f"<style>{''.join(_embedded(face) for face in faces)}</style>" if faces else ""
    loads = (
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{escape(face.file)}">'
        for face in faces
    )
    return f"{''.join(loads)}<style>{''.join(face.rule for face in faces)}</style>"


def unbuilt() -> str:
    """Return the page that explains that there is no bundle, in both languages."""
    lines = "".join(
        f'<p lang="{language}">{escape(words(language, "page.unbuilt"))}</p>'
        for language in ("zh-CN", "en")
    )
    return _PAGE.format(title=_TITLE, head="", body=lines)


@lru_cache(maxsize=1)
def _index(_built: int) -> str:
    manifest = _manifest()
    entry = manifest["index.html"]
    styles = (f'<link rel="stylesheet" href="/static/dist/{css}">' for css in entry.get("css", ()))
    loads = (
        f'<link rel="modulepreload" href="/static/dist/{manifest[one]["file"]}">'
        for one in entry.get("imports", ())
    )
    script = f'<script type="module" src="/static/dist/{entry["file"]}"></script>'
    head = "".join((*styles, *loads, script))
    return _PAGE.format(title=_TITLE, head=head, body='<div id="app"></div>')


@dataclass(frozen=True, slots=True)
class _Face:
    """One file of a font: its rule, its address, and the characters that it *covers*."""

    rule: str
    file: str
    covers: frozenset[int]


def _needed(shown: str) -> tuple[_Face, ...]:
    needed = {ord(character) for character in shown}
    faces = _faces(_MANIFEST.stat().st_mtime_ns)
    return tuple(face for face in faces if not needed.isdisjoint(face.covers))


def _embedded(face: _Face) -> str:
    """Return the rule of *face* with its file inside."""
    path = DIST / face.file.removeprefix(_ADDRESS)
    written = b64encode(path.read_bytes()).decode("ascii")
    return face.rule.replace(face.file, f"data:font/woff2;base64,{written}")


@lru_cache(maxsize=1)
def _faces(_built: int) -> tuple[_Face, ...]:
    sheets = _manifest()["index.html"].get("css", ())
    texts = ((DIST / sheet).read_text(encoding="utf-8") for sheet in sheets)
    return tuple(_face(rule) for text in texts for rule in _FONT.findall(text))


def _face(rule: str) -> _Face:
    file, ranges = _FILE.search(rule), _RANGES.search(rule)
    covers: set[int] = set()
    for first, last in _RANGE.findall(ranges[1] if ranges else "U+0-FFFF"):
        least, most = first.replace("?", "0"), last or first.replace("?", "F")
        covers.update(range(int(least, 16), int(most, 16) + 1))
    rule = rule.replace("font-display:swap", "font-display:block")
    return _Face(rule, file[1] if file else "", frozenset(covers))


def _manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_MANIFEST.read_text(encoding="utf-8"))
    return found
