"""The client's bundle as Vite left it: the page that loads it, and the fonts that other pages borrow."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from web.i18n import words

DIST = Path(__file__).parent / "static" / "dist"
_MANIFEST = DIST / ".vite" / "manifest.json"
_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
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


def fonts() -> str:
    """Return the rules for the bundle's fonts as a style sheet; an empty one without a bundle."""
    return _fonts(_MANIFEST.stat().st_mtime_ns) if is_built() else ""


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


@lru_cache(maxsize=1)
def _fonts(_built: int) -> str:
    sheets = _manifest()["index.html"].get("css", ())
    texts = ((DIST / sheet).read_text(encoding="utf-8") for sheet in sheets)
    return "".join(rule for text in texts for rule in _FONT.findall(text))


def _manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_MANIFEST.read_text(encoding="utf-8"))
    return found
