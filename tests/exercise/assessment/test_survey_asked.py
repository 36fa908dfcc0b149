"""The survey: what may be asked and answered, and that nobody learns who said what."""

import pytest

from exercise.audience import PARTICIPANT, Audience
from exercise.judging_commands import AnswerSurvey, CloseSurvey, OpenSurvey
from exercise.paper import entry_to_paper
from tests.exercise.assessment.judging import DESK, FAY, Desk

TITLE = {"zh": "总体", "en": "Overall"}
QUESTIONS = (
    {"id": "overall", "kind": "scale", "title": TITLE, "required": True},
    {"id": "again", "kind": "yes-no", "title": TITLE},
    {
        "id": "best",
        "kind": "choice",
        "title": TITLE,
        "options": [{"id": "a", "title": TITLE}, {"id": "b", "title": TITLE}],
    },
    {"id": "free", "kind": "text", "title": TITLE},
)
LI = "duty/li"
SEAT = Audience(PARTICIPANT, "duty")


def asked(anonymous: str = "allowed") -> Desk:
    desk = Desk()
    desk.ask(OpenSurvey(FAY, QUESTIONS, anonymous))
    return desk


def test_the_questions_reach_the_seats():
    shown = asked().view(SEAT)["survey"]
    assert shown["open"]
    assert [one["id"] for one in shown["questions"]] == ["overall", "again", "best", "free"]


def test_answers_reach_no_seat():
    desk = asked()
    desk.ask(AnswerSurvey(LI, {"overall": 4, "free": "the list was old"}))
    assert "survey_answered" not in desk.lines(SEAT)
    assert SEAT not in desk.told
    assert desk.view(DESK)["assessment"]["answers"] == 1


def test_answering_again_changes_the_answer():
    desk = asked()
    desk.ask(AnswerSurvey(LI, {"overall": 4}))
    desk.ask(AnswerSurvey(LI, {"overall": 2}))
    assert [one.fact.answers for one in desk.assessment.answers.values()] == [{"overall": 2}]


def test_an_anonymous_answer_is_kept_without_a_name():
    desk = asked()
    desk.ask(AnswerSurvey(None, {"overall": 5}, "t1"))
    assert "li" not in str(entry_to_paper(desk.entries[-1])["by"])
    assert entry_to_paper(desk.entries[-1])["by"] is None


@pytest.mark.parametrize(
    ("anonymous", "command", "code"),
    [
        ("never", AnswerSurvey(None, {"overall": 5}, "t1"), "survey_not_anonymous"),
        ("allowed", AnswerSurvey(None, {"overall": 5}), "survey_not_anonymous"),
        ("always", AnswerSurvey(LI, {"overall": 5}), "survey_anonymous"),
        ("allowed", AnswerSurvey(LI, {}), "survey_answer_wrong"),
        ("allowed", AnswerSurvey(LI, {"overall": 6}), "survey_answer_wrong"),
        ("allowed", AnswerSurvey(LI, {"overall": True}), "survey_answer_wrong"),
        ("allowed", AnswerSurvey(LI, {"overall": 3, "again": "yes"}), "survey_answer_wrong"),
        ("allowed", AnswerSurvey(LI, {"overall": 3, "best": "c"}), "survey_answer_wrong"),
        ("allowed", AnswerSurvey(LI, {"overall": 3, "free": "x" * 4001}), "survey_answer_wrong"),
        ("allowed", AnswerSurvey(LI, {"overall": 3, "unasked": 1}), "survey_answer_wrong"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(anonymous, command, code):
    assert asked(anonymous).refuses(command) == code


def test_nothing_is_taken_before_opening_or_after_closing():
    assert Desk().refuses(AnswerSurvey(LI, {"overall": 3})) == "survey_closed"
    desk = asked()
    desk.ask(CloseSurvey(FAY))
    assert desk.refuses(AnswerSurvey(LI, {"overall": 3})) == "survey_closed"
    assert desk.refuses(CloseSurvey(FAY)) == "survey_closed"
    assert not desk.view(SEAT)["survey"]["open"]


@pytest.mark.parametrize(
    ("questions", "anonymous"),
    [
        ((), "allowed"),
        (QUESTIONS, "sometimes"),
        (({"id": "x", "kind": "stars", "title": TITLE},), "allowed"),
        (({"id": "x", "kind": "text", "title": {}},), "allowed"),
        (({"kind": "text", "title": TITLE},), "allowed"),
        (({"id": "x", "kind": "text", "title": TITLE, "required": "yes"},), "allowed"),
        (({"id": "x", "kind": "choice", "title": TITLE},), "allowed"),
        ((QUESTIONS[0], QUESTIONS[0]), "allowed"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused(questions, anonymous):
    assert Desk().refuses(OpenSurvey(FAY, questions, anonymous)) == "survey_question_wrong"
