"""Near misses: what an author probably meant by a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

LIKE_ENOUGH = 0.7
SHORTEST_PART = 3


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that looks most like *word*, or None when none does.

    A word that shares a whole part with another (``dutty`` and ``ops-duty``) counts as like it.
    """
    if not word or len(word) > 80:
        return None
    best, score = None, LIKE_ENOUGH
    for candidate in known:
        likeness = _likeness(word.lower(), candidate.lower())
        if likeness > score:
            best, score = candidate, likeness
    return best


def _likeness(word: str, candidate: str) -> float:
    whole = SequenceMatcher(None, word, candidate).ratio()
    parts = candidate.split("-")
    if len(parts) < 2 or len(word) < SHORTEST_PART:
        return whole
    alike = (SequenceMatcher(None, word, p).ratio() for p in parts if len(p) >= SHORTEST_PART)
    return max(whole, 0.9 * max(alike, default=0.0))
