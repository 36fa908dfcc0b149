"""What is wrong in a document, where, and how badly: a code with its numbers, never a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ERROR = "error"
WARNING = "warning"

PLAYABLE = frozenset(
    (
        "act_backwards",
        "choices_without_options",
        "fact_type",
        "facts_without_form",
        "field_without_options",
        "form_useless",
        "inject_after_end",
        "inject_never",
        "inject_never_opened",
        "inject_never_waits",
        "key_needs",
        "missing_title",
        "names_itself",
        "needs_too_much",
        "nobody_may",
        "nobody_named",
        "options_useless",
        "order_cycle",
        "quorum_too_large",
        "signal_never_raised",
        "step_never",
        "trigger_cycle",
        "unknown_value",
        "within_max_short",
    )
)
"""Errors that an author must mend but that stop no exercise: something cannot happen, or cannot be done."""


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
        """Whether it falls short of what a document must be."""
        return self.severity == ERROR

    @property
    def is_blocking(self) -> bool:
        """Whether the document cannot even be played because of it."""
        return self.is_error and self.code not in PLAYABLE


def in_order(problems: tuple[Problem, ...] | list[Problem]) -> tuple[Problem, ...]:
    """Return *problems* in the order of the text, each once."""
    ranked = sorted(problems, key=lambda p: (p.file, p.line, p.column, p.severity, p.code))
    once: list[Problem] = []
    for problem in ranked:
        if problem not in once[-4:]:
            once.append(problem)
    return tuple(once)
