"""A text in several languages, or one that serves for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

EVERY = ""
"""The language key of a plain string, which serves every language."""


@dataclass(frozen=True, slots=True)
class Text:
    """What an author wrote: language code to words, in the order written; key ``""`` is a plain string."""

    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def plain(cls, words: str) -> Text:
        """Return a text that reads the same in every language."""
        return cls({EVERY: words})

    def read(self, language: str) -> str:
        """Return the words in *language*, else in the first language written, else an empty string."""
        if language in self.words:
            return self.words[language]
        return next(iter(self.words.values()), "")

    def written(self) -> str | dict[str, str]:
        """Return the text as a document writes it: a string, or a mapping of languages."""
        if set(self.words) == {EVERY}:
            return self.words[EVERY]
        return dict(self.words)

    def __bool__(self) -> bool:
        return any(self.words.values())


NOTHING = Text()
