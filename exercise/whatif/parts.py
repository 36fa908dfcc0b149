"""Parts of a written change: split where a semicolon stands outside of quotes and brackets, each with its column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exercise.whatif.misread import Misread
from scenarios.timing import MINUTE, SECOND, Ms, parse_duration
from scenarios.yaml_nodes import Unreadable
from scenarios.yaml_tree import grow

_OPENING, _CLOSING, _QUOTES = "[{", "]}", "\"'"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a change's text without the blanks around it; *column* counts from 1."""

    text: str
    column: int

    def cut(self, mark: str) -> tuple[Part, Part | None]:
        """Return what stands before the first *mark*, and what stands after it; None where it does not stand."""
        before, found, after = self.text.partition(mark)
        first = _trimmed(before, self.column)
        return first, _trimmed(after, self.column + len(before) + len(mark)) if found else None

    def value(self) -> object:
        """Return the value that is written here as in a document; raises Misread."""
        try:
            return grow(self.text).value
        except Unreadable as error:
            raise Misread("bad_value", self.column, name="", value=self.text) from error

    def moment(self) -> Ms:
        """Return the length of time that is written here; raises Misread."""
        try:
            return parse_duration(self.text)
        except ValueError as error:
            raise Misread("bad_time", self.column, value=self.text) from error

    def width(self) -> Ms:
        """Return how much time a moment written like this one covers: 42m is any moment of that minute."""
        if "." in self.text:
            return 1
        return MINUTE if self.text.endswith(("m", "h")) else SECOND


def pieces(whole: Part) -> Iterator[Part]:
    """Yield the parts of *whole* between its semicolons."""
    start, depth, quote = 0, 0, ""
    for place, letter in enumerate(whole.text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in _QUOTES:
            quote = letter
        elif letter in _OPENING or letter in _CLOSING:
            depth += 1 if letter in _OPENING else -1
        elif letter == ";" and depth <= 0:
            yield _trimmed(whole.text[start:place], whole.column + start)
            start = place + 1
    yield _trimmed(whole.text[start:], whole.column + start)


def _trimmed(text: str, column: int) -> Part:
    bare = text.lstrip()
    return Part(bare.rstrip(), column + len(text) - len(bare))
