"""Widths: how much room a text takes, and how the columns of a table share theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from unicodedata import category, east_asian_width

from web.reports.document import Table, cell, plain

_WIDE, _CAPITAL, _BROAD, _THIN, _OTHER = 1.0, 0.7, 0.95, 0.35, 0.57
_RUN = re.compile(r"[^\s\u200b]+")
_JOINED = re.compile("[\u200d\ufe0f\U0001f3fb-\U0001f3ff]")
_LONGEST_WISH, _SHORTEST_WISH = 28.0, 3.0
_SMALLEST_SHARE = 0.05
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
    return _RUN.sub(lambda hit: hit[0] if width(hit[0]) <= room else _broken(hit[0]), text)


def _broken(word: str) -> str:
    parts = [word[0]]
    for before, after in pairwise(word):
        parts.append(after if _stays(before, after) else BREAK + after)
    return "".join(parts)


def _stays(before: str, after: str) -> bool:
    """Whether two characters are drawn as one, or break between them anyway."""
    is_joined = bool(_JOINED.match(before) or _JOINED.match(after)) or category(after)[0] == "M"
    return is_joined or (east_asian_width(before) in "WF" and east_asian_width(after) in "WF")


def shares(table: Table) -> tuple[float, ...]:
    """Return the columns' shares of the table's width, 1 together: as written, else by what stands in them."""
    wishes = table.widths if len(table.widths) == len(table.heads) else _wishes(table)
    total = sum(wishes) or 1.0
    raised = [max(wish / total, _SMALLEST_SHARE) for wish in wishes]
    return tuple(share / sum(raised) for share in raised)


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
