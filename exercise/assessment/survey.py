"""The survey of participants as the journal keeps it: what its questions are, and whether answers fit."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache

from exercise.paper import canonical
from scenarios.schemas.surveys import read_questions
from scenarios.survey import Question, is_omitted, takes

ANONYMITY = ("never", "allowed", "always")
"""Whether a person may answer without a name: never, if the person likes, or always."""

Paper = Mapping[str, object]
"""A question as a file of a survey writes it (docs/protocol.md 2, survey)."""


def question_fault(papers: Sequence[Paper]) -> str | None:
    """Return where *papers* are wrong, like ``questions.2.kind``; None when they can be asked."""
    _, fault = read_questions(papers)
    return None if fault is None else str(fault[1].get("key") or "questions")


def answer_fault(papers: Sequence[Paper], answers: Mapping[str, object]) -> str | None:
    """Return the id of the question whose answer is wrong, missing or was never asked; None when all fit."""
    known = {question.id: question for question in asked(papers)}
    for name, value in answers.items():
        if name not in known or not takes(known[name], value):
            return name
    for name, question in known.items():
        if question.required and is_omitted(answers.get(name)):
            return name
    return None


def asked(papers: Sequence[Paper]) -> tuple[Question, ...]:
    """Return the questions written as *papers*; none when a later version wrote them in its own way."""
    return _asked(canonical(list(papers)))


@lru_cache(maxsize=64)
def _asked(written: str) -> tuple[Question, ...]:
    return read_questions(json.loads(written))[0] or ()
