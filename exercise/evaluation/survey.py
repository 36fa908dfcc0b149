"""What a survey says: for each question how many answered, how the answers spread, their mean and what was written.

Nobody is named here. An answer without a name has no role either; few answers are not split by role, and what was
written is put in the order of its own words, so that the answers of one person to several questions cannot be matched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.assessment.assessment import Assessment
from exercise.assessment.survey import asked
from exercise.entry import role_of
from exercise.judging_facts import SurveyAnswered
from exercise.rounding import rounded
from exercise.script_paper import text_paper
from scenarios.survey import SCALE, Question, is_omitted, takes

FEW = 5
"""Fewer answers than this are not split by role: too easily everybody would know whose they are."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What one person answered, by question; *role* is None when it was without a name."""

    role: str | None
    answers: Mapping[str, object]


def survey_results(assessment: Assessment) -> dict[str, Any] | None:
    """Return the results of the survey as docs/protocol.md tells them; None when none was ever opened."""
    survey = assessment.survey
    if survey is None:
        return None
    answers = [
        Answered(None if entry.by is None else role_of(entry.by), entry.fact.answers)
        for entry in assessment.answers.values()
        if isinstance(entry.fact, SurveyAnswered)
    ]
    return {
        "open": survey.is_open,
        "anonymous": survey.anonymous,
        "answered": len(answers),
        "few": len(answers) < FEW,
        "questions": results(asked(survey.questions), answers),
    }


def results(questions: Sequence[Question], answers: Sequence[Answered]) -> list[dict[str, Any]]:
    """Return for each of *questions* how it was answered: {question, title, kind, n, counts, mean, texts, roles}."""
    return [_result(question, answers) for question in questions]


def _result(question: Question, answers: Sequence[Answered]) -> dict[str, Any]:
    given = [
        (one.role, one.answers[question.id])
        for one in answers
        if _is_given(question, one.answers.get(question.id))
    ]
    return {
        "question": question.id,
        "title": text_paper(question.title),
        "kind": question.kind,
        "required": question.required,
        "low": text_paper(question.low),
        "high": text_paper(question.high),
        "n": len(given),
        "counts": _counts(question, [value for _, value in given]),
        "mean": _mean(question, [value for _, value in given]),
        "texts": _texts(question, given, len(answers) < FEW),
        "roles": _by_role(question, given),
    }


def _is_given(question: Question, value: object) -> bool:
    """Whether *value* answers the question as it is asked now: its kind and options may have been changed since."""
    return not is_omitted(value) and takes(question, value)


def _counts(question: Question, values: Iterable[object]) -> list[dict[str, Any]]:
    """Return how often each possible answer was given, in the order of the question; nothing for words."""
    times = Counter(part for value in values for part in _parts(value))
    match question.kind:
        case "scale":
            return [{"value": step, "n": times[step]} for step in SCALE]
        case "yes-no":
            return [{"value": answer, "n": times[answer]} for answer in ("yes", "no")]
        case "choice" | "choices":
            return [
                {"value": option.id, "title": text_paper(option.title), "n": times[option.id]}
                for option in question.options
            ]
    return []


def _parts(value: object) -> tuple[object, ...]:
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _mean(question: Question, values: Sequence[object]) -> float | None:
    steps = [value for value in values if isinstance(value, int)]
    if question.kind != "scale" or not steps:
        return None
    return rounded(sum(steps) / len(steps))


def _texts(
    question: Question, given: Sequence[tuple[str | None, object]], few: bool
) -> list[dict[str, Any]]:
    if question.kind != "text":
        return []
    said = [(str(value).strip(), None if few else role) for role, value in given]
    return [{"text": text, "role": role} for text, role in sorted(said, key=_by_words)]


def _by_words(said: tuple[str, str | None]) -> tuple[str, str]:
    return said[0], said[1] or ""


def _by_role(
    question: Question, given: Sequence[tuple[str | None, object]]
) -> list[dict[str, Any]]:
    """Return the mean of each role that enough people of answered by name."""
    if question.kind != "scale":
        return []
    people = Counter(role for role, _ in given if role is not None)
    return [
        {"role": role, "n": n, "mean": _mean(question, [v for r, v in given if r == role])}
        for role, n in sorted(people.items())
        if n >= FEW
    ]
