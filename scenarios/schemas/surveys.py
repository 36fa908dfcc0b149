"""A survey on paper: a file of questions, and the same questions as a facilitator sends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import ValidationError, validates_schema

from scenarios.problem import Flaw
from scenarios.schemas.part import Part, refuse
from scenarios.schemas.plans import OptionField
from scenarios.schemas.shapes import Many, Parts
from scenarios.schemas.values import Id, OneOf, Title, Words, YesNo
from scenarios.survey import CHOOSING, KINDS, MOST_QUESTIONS, Question, Survey

_FEWEST_OPTIONS = 2

Fault = tuple[str, dict[str, Any]]
"""A code and its numbers; ``key`` is the path of what is wrong, like ``questions.2.options``."""


class QuestionPart(Part):
    """``{id: clear-roles, kind: scale, title: …, low: …, high: …, required: true}``."""

    builds = Question
    id = Id(required=True)
    title = Title()
    kind = OneOf(KINDS, required=True)
    required = YesNo()
    low = Words()
    high = Words()
    options = Many(OptionField())

    @validates_schema
    def have_what_its_kind_needs(self, values: dict[str, Any], **_: object) -> None:
        """Refuse a choice without options, options or ends of a scale elsewhere, and an option given twice."""
        kind, options = values["kind"], values.get("options", ())
        if kind in CHOOSING and len(options) < _FEWEST_OPTIONS:
            raise refuse("field_without_options", name=values["id"])
        if kind not in CHOOSING and options:
            raise refuse("options_useless", key="options", type=kind)
        for key in ("low", "high"):
            if kind != "scale" and values.get(key):
                raise refuse("key_needs", key=key, needed="kind: scale")
        _refuse_doubles([option.id for option in options])


class SurveyPart(Part):
    """A whole file with a survey."""

    builds = Survey
    id = Id(required=True)
    title = Title()
    questions = Parts(QuestionPart, required=True)

    @validates_schema
    def ask_something_once(self, values: dict[str, Any], **_: object) -> None:
        """Refuse a survey that asks nothing, too much, or one thing twice."""
        questions = values["questions"]
        if not questions:
            raise refuse("empty_list", key="questions")
        if len(questions) > MOST_QUESTIONS:
            raise refuse("too_many", key="questions", limit=MOST_QUESTIONS)
        _refuse_doubles([question.id for question in questions])


def read_questions(
    raw: Sequence[object],
) -> tuple[tuple[Question, ...] | None, Fault | None]:
    """Return the questions that *raw* says, or else the first (code, numbers) of what is wrong with them."""
    try:
        survey = _PART.load({"id": "sent", "title": "sent", "questions": list(raw)})
    except ValidationError as error:
        return None, _first_fault(error.messages, ())
    return survey.questions, None


def write_questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return *questions* as a file of a survey writes them."""
    return [_QUESTION.dump(question) for question in questions]


def _refuse_doubles(ids: Sequence[str]) -> None:
    for index, name in enumerate(ids):
        if name in ids[:index]:
            raise refuse("given_twice", name=name)


def _first_fault(messages: object, path: tuple[str, ...]) -> Fault:
    if isinstance(messages, Mapping) and messages:
        name, inner = next(iter(messages.items()))
        return _first_fault(inner, path if name == "_schema" else (*path, str(name)))
    if isinstance(messages, list) and messages:
        return _first_fault(messages[0], path)
    key = ".".join(path)
    if isinstance(messages, Flaw):
        return messages.code, {**messages.params, "key": key}
    return "not_readable", {"key": key}


_PART = SurveyPart()
_QUESTION = QuestionPart()
