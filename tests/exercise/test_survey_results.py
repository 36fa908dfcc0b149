"""Survey results: counts, means and words of each question, worked out by hand; few answers tell no role."""

from __future__ import annotations

from exercise.assessment.assessment import Assessment
from exercise.entry import OUTSIDE, Entry
from exercise.evaluation.survey import FEW, Answered, results, survey_results
from exercise.judging_facts import SurveyAnswered, SurveyClosed, SurveyOpened
from scenarios.schemas.surveys import read_questions

PAPERS = (
    {"id": "clear", "title": {"zh": "清楚", "en": "Clear"}, "kind": "scale", "required": True},
    {"id": "size", "title": "Size", "kind": "choice", "options": ["small", "large"]},
    {"id": "held", "title": "Held", "kind": "choices", "options": ["people", "plan", "tools"]},
    {"id": "all-there", "title": "All there", "kind": "yes-no"},
    {"id": "words", "title": "Words", "kind": "text"},
)
QUESTIONS = read_questions(PAPERS)[0] or ()


def told(*answers: Answered) -> dict[str, dict]:
    """Return the results by question."""
    return {one["question"]: one for one in results(QUESTIONS, answers)}


def numbers(result: dict) -> dict:
    """Return the counts of a result by value."""
    return {one["value"]: one["n"] for one in result["counts"]}


def test_a_scale_is_counted_at_every_step_and_has_a_mean():
    one = told(*[Answered("a", {"clear": step}) for step in (5, 4, 4, 2)])["clear"]
    assert (one["n"], one["mean"]) == (4, 3.75)
    assert numbers(one) == {1: 0, 2: 1, 3: 0, 4: 2, 5: 1}


def test_choices_are_counted_in_the_order_of_the_question_and_have_no_mean():
    answers = [Answered("a", {"size": "large", "held": ["tools", "plan"]})]
    found = told(*answers, Answered("b", {"size": "large", "held": ["plan"]}))
    assert list(numbers(found["size"]).items()) == [("small", 0), ("large", 2)]
    assert numbers(found["held"]) == {"people": 0, "plan": 2, "tools": 1}
    assert (found["held"]["n"], found["held"]["mean"]) == (2, None)


def test_yes_and_no_are_counted_and_what_is_left_out_is_not():
    found = told(
        Answered("a", {"all-there": True}),
        Answered("b", {"all-there": False}),
        Answered("c", {"all-there": None, "words": "  "}),
        Answered("d", {}),
    )
    assert numbers(found["all-there"]) == {"yes": 1, "no": 1}
    assert found["all-there"]["n"] == 2
    assert (found["words"]["n"], found["words"]["texts"]) == (0, [])


def test_nobody_answering_gives_zeros_and_no_mean():
    found = told()
    assert (found["clear"]["n"], found["clear"]["mean"]) == (0, None)
    assert set(numbers(found["clear"]).values()) == {0}


def test_an_answer_that_the_question_no_longer_takes_counts_as_none():
    found = told(
        Answered("a", {"size": "huge", "held": ["people", "luck"], "words": 3, "clear": "5"}),
        Answered("b", {"size": "small"}),
    )
    assert [found[name]["n"] for name in ("size", "held", "words", "clear")] == [1, 0, 0, 0]


def test_few_answers_tell_no_role_of_what_was_written():
    few = [Answered(f"role-{n}", {"words": f"word {n}"}) for n in range(FEW - 1)]
    assert {one["role"] for one in told(*few)["words"]["texts"]} == {None}
    enough = [*few, Answered(None, {"words": "anonymous"})]
    roles = {one["text"]: one["role"] for one in told(*enough)["words"]["texts"]}
    assert roles == {
        "word 0": "role-0",
        "word 1": "role-1",
        "word 2": "role-2",
        "word 3": "role-3",
    } | {"anonymous": None}


def test_words_stand_in_their_own_order_not_in_that_of_answering():
    said = [Answered(None, {"words": word}) for word in ("pear", "apple", "fig")]
    assert [one["text"] for one in told(*said)["words"]["texts"]] == ["apple", "fig", "pear"]


def test_a_role_is_split_off_only_when_enough_of_its_people_answered():
    many = [Answered("clerk", {"clear": 3}) for _ in range(FEW)]
    found = told(*many, Answered("head", {"clear": 5}), Answered(None, {"clear": 1}))["clear"]
    assert found["roles"] == [{"role": "clerk", "n": 5, "mean": 3.0}]
    assert told(*many[1:], Answered("head", {"clear": 5}))["clear"]["roles"] == []


def entry(seq: int, fact: object, by: str | None) -> Entry:
    """Return an entry of people."""
    return Entry(seq, 0, OUTSIDE, "", by, fact)  # type: ignore[arg-type]


def test_the_last_answer_of_a_person_counts_and_the_survey_says_that_it_is_closed():
    assessment = Assessment()
    assert survey_results(assessment) is None
    for each in (
        entry(1, SurveyOpened(PAPERS, "allowed"), "facilitator/Fay"),
        entry(2, SurveyAnswered({"clear": 1}), "clerk/li"),
        entry(3, SurveyAnswered({"clear": 4}), "clerk/li"),
        entry(4, SurveyAnswered({"clear": 2}, "t0k3n"), None),
        entry(5, SurveyClosed(), "facilitator/Fay"),
    ):
        assessment.hear(each)
    found = survey_results(assessment)
    assert found is not None
    assert (found["open"], found["anonymous"], found["answered"]) == (False, "allowed", 2)
    assert (found["few"], found["questions"][0]["mean"]) == (True, 3.0)
    assert "'li'" not in str(found)
