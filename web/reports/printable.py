"""Printable text: what people wrote, with whatever cannot be shown as itself made visible, never dropped or obeyed."""

from __future__ import annotations

import re
from collections.abc import Collection

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x85]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff"
    "\ufdd0-\ufdef\ud800-\udfff]"
)
"""Control characters, those that turn the direction of what follows, and what stands for no character at all."""


def visible(text: str) -> str:
    """Return *text* fit for any file: one kind of line end, and ``[U+202E]`` for what would be hidden or forbidden."""
    return _UNSEEN.sub(lambda hit: _named(hit[0]), _LINE_ENDS.sub("\n", text))


def drawn_with(text: str, glyphs: Collection[int]) -> str:
    """Return *text* with ``[U+0E01]`` for every character that is not among *glyphs*."""
    unknown = {one for one in set(text) if ord(one) not in glyphs and one not in "\n\t"}
    if not unknown:
        return text
    return "".join(_named(one) if one in unknown else one for one in text)


def _named(character: str) -> str:
    return f"[U+{ord(character):04X}]"
