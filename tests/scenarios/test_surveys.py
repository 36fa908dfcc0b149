"""A survey's questions: what a file may ask, what is wrong with one, and that the shipped one is whole."""

from __future__ import annotations

import pytest

from scenarios.desk import open_files
from scenarios.reader import read_text
from scenarios.schemas.surveys import read_questions, write_questions
from scenarios.shelf import LIBRARY
from scenarios.survey import KINDS, MOST_QUESTIONS, Question, Survey, takes
from scenarios.text import Text
from tests.scenarios.library import LANGUAGES, texts

TEN_MINUTES_OF_QUESTIONS = 20


def shipped() -> Survey:
    """Return the survey that ships with the program."""
    sheet = open_files([LIBRARY / "participant-feedback.yaml"])[0]
    assert sheet.problems == ()
    assert isinstance(sheet.document, Survey)
    return sheet.document


def asked(kind: str, **more: object) -> dict[str, object]:
    """Return a question on paper."""
    return {"id": "q", "title": "?", "kind": kind, **more}


def test_the_shipped_survey_asks_in_both_languages_and_uses_every_kind():
    survey = shipped()
    assert {question.kind for question in survey.questions} == set(KINDS)
    assert [at for at, text in texts(survey) if set(text.words) != set(LANGUAGES)] == []


def test_the_shipped_survey_is_short_and_names_the_ends_of_each_scale():
    questions = shipped().questions
    assert len(questions) <= TEN_MINUTES_OF_QUESTIONS
    assert all(one.low and one.high for one in questions if one.kind == "scale")


def test_questions_survive_paper():
    questions = shipped().questions
    assert read_questions(write_questions(questions)) == (questions, None)


@pytest.mark.parametrize(
    ("questions", "code", "where"),
    [
        ([], "empty_list", ""),
        ([3], "not_mapping", "questions.0"),
        ([{"title": "?", "kind": "text"}], "missing_key", "questions.0.id"),
        ([{"id": "q", "kind": "text"}], "missing_title", "questions.0.title"),
        ([asked("smiley")], "unknown_word", "questions.0.kind"),
        ([asked("text", colour="red")], "unknown_key", "questions.0.colour"),
        ([asked("choice")], "field_without_options", "questions.0"),
        ([asked("choices", options=["a"])], "field_without_options", "questions.0"),
        ([asked("choice", options=["a", "a"])], "given_twice", "questions.0"),
        ([asked("text", options=["a", "b"])], "options_useless", "questions.0"),
        ([asked("text", low="bad")], "key_needs", "questions.0"),
        ([asked("text"), asked("scale")], "given_twice", ""),
        ([asked("text", title=5)], "not_text", "questions.0.title"),
    ],
)
def test_what_cannot_be_asked_is_told_with_its_place(questions, code, where):
    read, fault = read_questions(questions)
    assert read is None
    assert fault is not None
    assert (fault[0], fault[1]["key"]) == (code, where)


def test_there_is_an_end_to_the_questions():
    many = [{**asked("text"), "id": f"q{n}"} for n in range(MOST_QUESTIONS + 1)]
    assert read_questions(many[:-1])[1] is None
    fault = read_questions(many)[1]
    assert fault is not None
    assert fault[0] == "too_many"


def test_a_fault_in_a_file_is_told_with_line_and_column():
    text = (
        "format: startex/survey@1\nid: s\ntitle: S\nquestions:\n  - {id: q, title: Q, kind: tex}\n"
    )
    sheet = read_text(text, "s.yaml")
    assert [(p.line, p.code, p.hint) for p in sheet.problems] == [(5, "unknown_word", "text")]


@pytest.mark.parametrize(
    ("kind", "fitting", "unfit"),
    [
        ("scale", [1, 5, None, ""], [0, 6, 2.5, True, "3", [3]]),
        ("choice", ["a", None], ["c", 1, ["a"], True]),
        ("choices", [["a"], ["b", "a"], [], None], ["a", ["c"], ["a", "a"], [1]]),
        ("yes-no", [True, False, None], ["yes", 1, 0]),
        ("text", ["so", "", "x" * 4000], [5, ["so"], "x" * 4001]),
    ],
)
def test_a_question_takes_what_its_kind_says_and_nothing_else(kind, fitting, unfit):
    options = ["a", "b"] if kind.startswith("choice") else []
    questions, _ = read_questions([asked(kind, options=options)])
    assert questions is not None
    assert [value for value in fitting if not takes(questions[0], value)] == []
    assert [value for value in unfit if takes(questions[0], value)] == []


def test_a_question_is_a_plain_value():
    assert Question("q", Text.plain("?"), "text") == Question("q", Text.plain("?"), "text")
