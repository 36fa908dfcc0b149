"""Ids for what was imported: short, readable, each once, and the same again for the same file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from scenarios.schemas.values import MOST_ID

_MOST_WORDS = 4
_LONGEST = 28
_SMALL = frozenset(
    ("a", "an", "and", "for", "if", "in", "of", "on", "or", "the", "to", "with", "s")
)


class Names:
    """Gives out ids, never one twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Never give out what is *taken*."""
        self._taken = set(taken)

    def give(self, wanted: str, otherwise: str) -> str:
        """Return an id made of the Latin words in *wanted*, else *otherwise*; with a number where it is taken."""
        start = slug(wanted) or otherwise
        name, number = start, 2
        while name in self._taken:
            name, number = f"{start}-{number}", number + 1
        self._taken.add(name)
        return name


def slug(words: str) -> str:
    """Return the first telling Latin words of *words* as ``lower-case-kebab``, empty where there are none."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    parts = re.findall(r"[a-z0-9]+", plain.lower())
    telling = [part for part in parts if part not in _SMALL] or parts
    kept: list[str] = []
    for part in telling[:_MOST_WORDS]:
        if len("-".join([*kept, part])) > _LONGEST and kept:
            break
        kept.append(part[:_LONGEST])
    is_only_number = all(part.isdigit() for part in kept)
    return "" if is_only_number else "-".join(kept)[:MOST_ID]
