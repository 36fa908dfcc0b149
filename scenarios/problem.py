"""What is wrong in a document, where, and how badly: a code with its numbers, never a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A fault found in a value, before it is known where the value stands.

    *hint* is what the author probably meant.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of a document at *line* and *column*, both counted from 1 (0 where there is no text at all)."""

    file: str
    line: int
    column: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    hint: str | None = None
    subject: tuple[str, str] | None = None
    severity: str = ERROR

    @property
    def is_error(self) -> bool:
        """Whether the document cannot be used because of it."""
        return self.severity == ERROR


def in_order(problems: tuple[Problem, ...] | list[Problem]) -> tuple[Problem, ...]:
    """Return *problems* in the order of the text, each once."""
    ranked = sorted(problems, key=lambda p: (p.file, p.line, p.column, p.severity, p.code))
    once: list[Problem] = []
    for problem in ranked:
        if problem not in once[-4:]:
            once.append(problem)
    return tuple(once)
