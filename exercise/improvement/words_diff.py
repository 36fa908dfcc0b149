"""What differs between two texts: word by word, in Chinese sign by sign, and line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, OUT, IN = "=", "-", "+"

_WORD = re.compile(r"[A-Za-z0-9_'’.-]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed (``=``), went out (``-``) or came in (``+``)."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a redline with its numbers in the old and the new text, None where it is not in one."""

    op: str
    old: int | None
    new: int | None
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of *old* and *new* in reading order."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(Piece(SAME, "".join(before[a:b])))
            continue
        pieces += [Piece(OUT, "".join(before[a:b]))] if b > a else []
        pieces += [Piece(IN, "".join(after[c:d]))] if d > c else []
    return tuple(pieces)


def line_diff(old: str, new: str, around: int = 3) -> tuple[Line, ...]:
    """Return the changed lines of *new* against *old*, with *around* unchanged ones on either side."""
    before, after = old.splitlines(), new.splitlines()
    lines: list[Line] = []
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(around):
        for op, a, b, c, d in group:
            if op == "equal":
                lines += [Line(" ", a + i + 1, c + i + 1, before[a + i]) for i in range(b - a)]
                continue
            lines += [Line(OUT, i + 1, None, before[i]) for i in range(a, b)]
            lines += [Line(IN, None, i + 1, after[i]) for i in range(c, d)]
    return tuple(lines)
