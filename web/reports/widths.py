"""Widths: how much room a text takes, and how the columns of a table share theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from unicodedata import category, east_asian_width

from web.reports.document import Table, cell, plain, spans

_WIDE, _CAPITAL, _BROAD, _THIN, _OTHER = 1.0, 0.7, 0.95, 0.35, 0.57
_RUN = re.compile(r"[^\s\u200b\u2e80-\uffef\U00020000-\U0003ffff]+")
"""A word that breaks nowhere by itself; between Chinese characters a line may end anyway."""
_JOINED = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ff]")
_LONGEST_WISH, _SHORTEST_WISH = 28.0, 3.0
_LARGEST_CLAIM = 0.25
_BOLD = 1.08
_BADGE = 0.9
_SHORT_WORD = 14
_WORD = re.compile(r"[^\s\u2e80-\uffef]+|[\u2e80-\uffef]{1,4}")
CELL_EDGES = 1.3
"""What the edges of a cell take beside its text, in ems."""
BREAK = "\u200b"
"""Where a line may be broken though nothing is seen there."""


@lru_cache(4096)
def _width(character: str) -> float:
    if east_asian_width(character) in "WF":
        return _WIDE
    if character in "WMwm@%—":
        return _BROAD
    if character in "iljtf.,:;'|!()[]{} ":
        return _THIN
    return _CAPITAL if character.isupper() else _OTHER


def width(text: str) -> float:
    """Return how wide the longest line of *text* is, in ems (a Chinese character is 1)."""
    return max((sum(map(_width, line)) for line in text.split("\n")), default=0.0)


def breakable(text: str, room: float) -> str:
    """Return *text* with BREAK inside every word that is wider than *room* ems."""
    if len(text) <= room:  # no character is wider than an em
        return text
    return _RUN.sub(lambda hit: _fitting(hit[0], room), text)


def _fitting(word: str, room: float) -> str:
    return word if len(word) <= room or width(word) <= room else _broken(word)


def _broken(word: str) -> str:
    parts = [word[0]]
    for before, after in pairwise(word):
        parts.append(after if _stays(before, after) else BREAK + after)
    return "".join(parts)


def _stays(before: str, after: str) -> bool:
    """Whether two characters are drawn as one, or break between them anyway."""
    if _JOINED.match(before) or _JOINED.match(after) or category(after)[0] == "M":
        return True
    return east_asian_width(before) in "WF" and east_asian_width(after) in "WF"


def shares(table: Table, room: float) -> tuple[float, ...]:
    """Return the columns' shares of *room* ems, 1 together: as written, else by what stands in them.

    No column is narrower than the longest word of its head, or a short one below, as long as others have room to give.
    """
    wishes = table.widths if len(table.widths) == len(table.heads) else _wishes(table)
    total = sum(wishes) or 1.0
    least = [min(one / room, _LARGEST_CLAIM) for one in _least(table)]
    raised = [max(wish / total, one) for wish, one in zip(wishes, least, strict=True)]
    spare = [wide - one for wide, one in zip(raised, least, strict=True)]
    over = sum(raised) - 1.0
    if sum(spare) <= over:
        return tuple(wide / sum(raised) for wide in raised)
    return tuple(
        wide - over * one / (sum(spare) or 1.0) for wide, one in zip(raised, spare, strict=True)
    )


def _least(table: Table) -> list[float]:
    """Return the room of columns that break no word of their heads, and no short one in their cells."""
    rooms = [_longest_word(head, _BOLD) for head in table.heads]
    for row in table.rows:
        for place, content in enumerate(row):
            for span in spans(cell(content).text):
                edge = _BADGE if span.tone else 0.0
                found = _longest_word(span.text, 1.0, _SHORT_WORD) + edge
                rooms[place] = max(rooms[place], found)
    return [room + CELL_EDGES for room in rooms]


def _longest_word(text: str, stretch: float, longest: int = 1000) -> float:
    words = (word for word in _WORD.findall(text) if len(word) <= longest)
    return max(map(width, words), default=1.0) * stretch


def _wishes(table: Table) -> Sequence[float]:
    columns = zip(*table.rows, strict=True) if table.rows else [()] * len(table.heads)
    return [
        _wish(head, [plain(cell(content).text) for content in column])
        for head, column in zip(table.heads, columns, strict=True)
    ]


def _wish(head: str, texts: Iterable[str]) -> float:
    """Return the room a column would like: between its middle and its widest text, within reason."""
    rooms = sorted(width(text) for text in texts) or [0.0]
    middle, widest = rooms[len(rooms) // 2], rooms[-1]
    wish = max((middle + widest) / 2, width(head) * 0.8, _SHORTEST_WISH)
    return min(wish, _LONGEST_WISH)
