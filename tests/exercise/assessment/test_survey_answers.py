"""What may be answered to a survey: known questions, fitting values, nothing required left out."""

from __future__ import annotations

import pytest

from exercise.assessment.survey import answer_fault, asked, question_fault

QUESTIONS = (
    {"id": "clear", "title": "Clear?", "kind": "scale", "required": True},
    {"id": "size", "title": "Size?", "kind": "choice", "options": ["small", "large"]},
    {"id": "why", "title": "Why?", "kind": "text"},
)


@pytest.mark.parametrize(
    "answers",
    [{"clear": 1}, {"clear": 5, "size": "large", "why": "so"}, {"clear": 3, "size": None}],
)
def test_answers_that_fit_are_no_reason_to_refuse(answers):
    assert answer_fault(QUESTIONS, answers) is None


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({}, "clear"),
        ({"clear": None}, "clear"),
        ({"clear": 7}, "clear"),
        ({"clear": True}, "clear"),
        ({"clear": 3, "size": "huge"}, "size"),
        ({"clear": 3, "why": ["a", "list"]}, "why"),
        ({"clear": 3, "colour": "red"}, "colour"),
    ],
)
def test_the_question_that_is_answered_wrongly_is_named(answers, question):
    assert answer_fault(QUESTIONS, answers) == question


def test_questions_that_cannot_be_asked_are_told_with_their_place():
    wrong = {"id": "size", "title": "?", "kind": "choice"}
    assert question_fault([QUESTIONS[0], wrong]) == "questions.1"
    assert question_fault([{**QUESTIONS[0], "kind": "smiley"}]) == "questions.0.kind"
    assert question_fault([]) == "questions"
    assert question_fault(QUESTIONS) is None


def test_what_a_journal_keeps_is_read_back_as_questions():
    assert [question.id for question in asked(QUESTIONS)] == ["clear", "size", "why"]
    assert asked([{"kind": "from a later version"}]) == ()
