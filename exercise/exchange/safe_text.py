"""Text that other programs can take: no characters that their formats forbid, no formula, no markup by accident."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

REPLACEMENT = "\ufffd"
"""What stands where a character had to go, so that nobody takes the text for whole."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All that XML 1.0 forbids: most control characters, surrogates, U+FFFE and U+FFFF."""
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]|^[\t\r\n]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>~^&])")
_BLOCK = re.compile(r"^(?=[#+\-=|])|(?<=^\d)(?=[.)]\s)")


def plain(text: str) -> str:
    """Return *text* with what XML and JSON readers choke on replaced by U+FFFD."""
    return _FORBIDDEN.sub(REPLACEMENT, text)


def one_line(text: str) -> str:
    """Return *text* plain and on one line, without blanks around it."""
    return " ".join(plain(text).split())


def markdown(text: str) -> str:
    """Return *text* so that a reader of Markdown shows it as it is, on one line."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text))
    return _BLOCK.sub(r"\\", escaped)


def cell(text: str) -> str:
    """Return *text* so that a spreadsheet takes it for text: an apostrophe before what would be a formula."""
    kept = plain(text)
    return f"'{kept}" if _FORMULA.search(kept) else kept


def cleaned(document: Any) -> Any:
    """Return a JSON *document* with every text in it plain."""
    if isinstance(document, str):
        return plain(document)
    if isinstance(document, Mapping):
        return {plain(str(key)): cleaned(value) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [cleaned(value) for value in document]
    return document
