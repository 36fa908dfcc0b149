"""A participants' survey: the questions that a facilitator may put after EndEx, and what each takes as an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scenarios.plan import Option
from scenarios.text import NOTHING, Text

SCALE = (1, 2, 3, 4, 5)
"""The steps of a scale: from 1, what *low* says, to 5, what *high* says."""
CHOOSING = ("choice", "choices")
KINDS = ("scale", *CHOOSING, "yes-no", "text")
MOST_QUESTIONS = 60
LONGEST_ANSWER = 4000


@dataclass(frozen=True, slots=True)
class Question:
    """One question; *low* and *high* name the ends of a scale, *options* are for choice and choices only."""

    id: str
    title: Text
    kind: str
    required: bool = False
    low: Text = NOTHING
    high: Text = NOTHING
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """The questions of one survey in their order."""

    id: str
    title: Text
    questions: tuple[Question, ...]


def takes(question: Question, value: object) -> bool:
    """Return whether *question* can take *value*; what says nothing is an omission and fits everywhere."""
    return is_omitted(value) or _CHECKS[question.kind](question, value)


def is_omitted(value: object) -> bool:
    """Whether *value* leaves a question unanswered: nothing, blanks, or nothing chosen."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | tuple) and not value)


def _scale(_: Question, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in SCALE


def _choice(question: Question, value: object) -> bool:
    return isinstance(value, str) and value in {option.id for option in question.options}


def _choices(question: Question, value: object) -> bool:
    if not isinstance(value, list | tuple):
        return False
    return all(_choice(question, one) for one in value) and len(set(value)) == len(value)


def _yes_no(_: Question, value: object) -> bool:
    return isinstance(value, bool)


def _text(_: Question, value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_ANSWER


_CHECKS: Mapping[str, Callable[[Question, object], bool]] = {
    "scale": _scale,
    "choice": _choice,
    "choices": _choices,
    "yes-no": _yes_no,
    "text": _text,
}
