"""The hot wash over REST and socket: who sees which moments and topics, and a survey that names nobody."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from tests.serving import Served
from tests.web.people import Person

QUESTIONS = [
    {"id": "clear", "title": {"zh": "清楚", "en": "Clear"}, "kind": "scale", "required": True},
    {"id": "words", "title": {"zh": "建议", "en": "Words"}, "kind": "text"},
]
SEATS = {"ops-duty": "LiMing", "it-head": "WangFang", "scribe": "ZhouYan"}


class Ended(NamedTuple):
    """An exercise after EndEx: its facilitator, its participants by role, and everybody's passes."""

    table: str
    facilitator: Person
    seats: dict[str, Person]
    passes: dict[str, str]


@pytest.fixture
def ended(server: Served, launch: Callable[..., Any], enter: Callable[..., Person]) -> Callable:
    """Play an exercise to its end: the duty manager answers the first alarm, nobody does anything else."""

    def play(**wishes: Any) -> Ended:
        exercise = launch(title="Hot wash", **wishes)
        table = exercise["tables"][0]
        facilitator = enter(exercise["links"]["facilitator"], table["id"], "Fay")
        seats = {
            role: enter(table["links"]["seats"][role], table["id"], name)
            for role, name in SEATS.items()
        }
        assert facilitator.control("start")["ok"]
        assert facilitator.control("jump", to=180_000)["ok"]
        action = seats["ops-duty"].frame["actions"][0]["id"]
        assert seats["ops-duty"].act(action)["ok"]
        assert facilitator.control("jump", to=1_800_000)["ok"]
        assert facilitator.control("end")["ok"]
        passes = {
            "evaluator": server.enter(exercise["links"]["evaluator"], "Eve"),
            "observer": server.enter(table["links"]["observer"]),
            "facilitator": server.facilitator(),
        }
        return Ended(table["id"], facilitator, seats, passes)

    return play


def refused(ask: Callable[[], Any]) -> str:
    """Return the code with which the server refuses."""
    with pytest.raises(urllib.error.HTTPError) as error:
        ask()
    return str(json.load(error.value)["refused"])


def board(server: Served, table: str, holder: str) -> Any:
    """Return the board of a table for who shows *holder*."""
    return server.ask("GET", f"/tables/{table}/hotwash", None, holder)


def open_survey(ended: Ended, anonymous: str = "allowed") -> None:
    """Put the questions to the participants."""
    sent = {"questions": QUESTIONS, "anonymous": anonymous}
    assert ended.facilitator.ask("survey_open", sent)["ok"]


def results(server: Served, ended: Ended) -> Any:
    """Return the survey's results as the facilitator sees them."""
    path = f"/tables/{ended.table}/survey"
    return server.ask("GET", path, None, ended.passes["facilitator"])["survey"]


def test_who_leads_sees_headline_and_moments_with_titles_and_no_names(server, ended):
    played = ended()
    found = board(server, played.table, played.passes["evaluator"])
    assert found["shown"]
    assert found["headline"]["rating"] == "U"
    assert 0 < len(found["worst"]) <= 3
    assert all(title["zh"] and title["en"] for one in found["worst"] for title in one["titles"])
    assert {one["id"] for one in found["services"]}
    assert not [name for name in SEATS.values() if name in json.dumps(found, ensure_ascii=False)]


def test_the_wall_shows_moments_only_where_scores_are_shown(server, ended):
    shown, hidden = ended(), ended(show_scores_after=False)
    assert board(server, shown.table, shown.passes["observer"])["worst"]
    found = board(server, hidden.table, hidden.passes["observer"])
    assert (found["shown"], found["headline"], found["worst"], found["services"]) == (
        False,
        None,
        [],
        [],
    )


def test_before_endex_the_board_tells_nobody_anything(server, launch):
    exercise = launch(title="Early")
    table = exercise["tables"][0]
    seat = server.enter(table["links"]["seats"]["ops-duty"], "li")
    for holder in (seat, server.facilitator(), server.enter(table["links"]["observer"])):
        found = board(server, table["id"], holder)
        assert (found["ended"], found["shown"], found["worst"], found["topics"]) == (
            False,
            False,
            [],
            [],
        )


def test_a_participant_sees_own_moments_alone(server, launch, enter):
    exercise = launch(title="Own")
    table = exercise["tables"][0]
    lead = enter(exercise["links"]["facilitator"], table["id"], "Fay")
    seat = server.enter(table["links"]["seats"]["ops-duty"], "li")
    for do, more in (("start", {}), ("jump", {"to": 1_800_000}), ("end", {})):
        assert lead.control(do, **more)["ok"]
    everything = board(server, table["id"], server.facilitator())
    own = board(server, table["id"], seat)
    assert own["headline"] is None
    assert own["topics"] == []
    plan = server.ask("GET", "/plans/broker-trading-continuity", None, server.facilitator())
    sheet = server.ask(
        "GET",
        f"/plans/broker-trading-continuity/versions/{plan['newest']}",
        None,
        server.facilitator(),
    )
    steps = {step["id"]: step for one in sheet["procedures"] for step in one["steps"]}
    assert own["worst"]
    for moment in own["worst"] + own["best"]:
        assert all(
            {"ops-duty", "all"} & set(steps[one]["by"]) or moment["role"] == "ops-duty"
            for one in moment["subjects"]
        )
    assert own["worst"] != everything["worst"]


def test_topics_come_by_role_and_can_become_observations(server, ended):
    played = ended()
    note = {"id": "n1", "text": "Phones were dead", "audience": "hotwash", "kind": "improvement"}
    seq = played.seats["it-head"].ask("note", note)["seq"]
    played.facilitator.wait_for_seq(seq)
    assert played.facilitator.view["notes"][f"n{seq}"]["by"] == "it-head/WangFang"
    topic = board(server, played.table, played.passes["observer"])["topics"][0]
    assert (topic["text"], topic["kind"], topic["role"]) == (note["text"], "improvement", "it-head")
    assert topic["observed"] is False
    taken = {
        "id": "n2",
        "text": "Phones",
        "audience": "evaluators",
        "kind": "improvement",
        "origin": seq,
    }
    assert played.facilitator.ask("note", taken)["ok"]
    topics = board(server, played.table, played.passes["facilitator"])["topics"]
    assert [one["observed"] for one in topics] == [True]
    assert "WangFang" not in json.dumps(topics)


def test_a_seat_does_not_hear_what_others_note_for_the_hot_wash(ended):
    played = ended()
    note = {"id": "n1", "text": "Only for the board", "audience": "hotwash", "kind": "strength"}
    seq = played.seats["it-head"].ask("note", note)["seq"]
    played.seats["it-head"].wait_for(lambda me: f"n{seq}" in me.view["notes"])
    played.facilitator.wait_for_seq(seq)
    assert "Only for the board" not in json.dumps(played.seats["scribe"].heard)


def test_answers_are_counted_and_the_last_one_of_a_person_counts(server, ended):
    played = ended()
    open_survey(played)
    duty, head = played.seats["ops-duty"], played.seats["it-head"]
    assert duty.ask("survey", {"id": "a", "answers": {"clear": 1}})["ok"]
    assert duty.ask("survey", {"id": "b", "answers": {"clear": 5, "words": "=1+1"}})["ok"]
    assert head.ask("survey", {"id": "c", "answers": {"clear": 2}})["ok"]
    found = results(server, played)
    assert (found["answered"], found["invited"], found["few"]) == (2, 3, True)
    assert (found["questions"][0]["n"], found["questions"][0]["mean"]) == (2, 3.5)
    assert found["questions"][1]["texts"] == [{"text": "=1+1", "role": None}]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"answers": {}}, "survey_answer_wrong"),
        ({"answers": {"clear": "5"}}, "survey_answer_wrong"),
        ({"answers": {"clear": 9}}, "survey_answer_wrong"),
        ({"answers": {"clear": 3, "colour": "red"}}, "survey_answer_wrong"),
        ({"answers": {"clear": 3}, "anonymous": True}, "survey_not_anonymous"),
        ({"answers": [3]}, "malformed"),
        ({"answers": {"clear": 3}, "name": "li"}, "malformed"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(ended, sent, code):
    played = ended()
    open_survey(played, "never")
    assert played.seats["ops-duty"].ask("survey", sent)["refused"] == code


def test_no_answer_is_taken_before_the_survey_opens_or_after_it_closed(server, ended):
    played = ended()
    answer = {"answers": {"clear": 3}}
    assert played.seats["ops-duty"].ask("survey", answer)["refused"] == "survey_closed"
    open_survey(played)
    assert played.seats["ops-duty"].ask("survey", answer)["ok"]
    assert played.facilitator.ask("survey_close", {})["ok"]
    assert played.seats["it-head"].ask("survey", answer)["refused"] == "survey_closed"
    assert played.facilitator.ask("survey_close", {})["refused"] == "survey_closed"
    assert results(server, played)["answered"] == 1


def test_only_participants_answer_and_only_those_who_lead_or_evaluate_ask_or_read(server, ended):
    played = ended()
    open_survey(played)
    assert played.facilitator.ask("survey", {"answers": {"clear": 3}})["refused"] == "not_yours"
    opening = {"questions": QUESTIONS, "anonymous": "never"}
    assert played.seats["scribe"].ask("survey_open", opening)["refused"] == "not_yours"
    path = f"/tables/{played.table}/survey"
    assert refused(lambda: server.ask("GET", path, None, played.passes["observer"])) == "not_yours"


def test_an_unfit_survey_is_not_opened_and_the_place_is_told(ended):
    played = ended()
    wrong = [QUESTIONS[0], {"id": "size", "title": {"en": "Size"}, "kind": "choice"}]
    ack = played.facilitator.ask("survey_open", {"questions": wrong})
    assert (ack["refused"], ack["numbers"]["where"]) == ("survey_question_wrong", "questions.1")
    assert played.facilitator.ask("survey_open", {"questions": []})["refused"] == (
        "survey_question_wrong"
    )
    assert not played.seats["scribe"].view["survey"]


def test_a_name_cannot_be_taken_off_an_answer_nor_put_on_one(ended):
    played = ended()
    open_survey(played)
    duty, head = played.seats["ops-duty"], played.seats["it-head"]
    assert duty.ask("survey", {"answers": {"clear": 3}})["ok"]
    ack = duty.ask("survey", {"answers": {"clear": 3}, "anonymous": True})
    assert ack["refused"] == "survey_answered_otherwise"
    assert head.ask("survey", {"answers": {"clear": 3}, "anonymous": True})["ok"]
    assert head.ask("survey", {"answers": {"clear": 4}})["refused"] == "survey_answered_otherwise"


def test_nothing_leads_from_an_anonymous_answer_to_the_person(server, ended):
    played = ended()
    open_survey(played, "always")
    duty = played.seats["ops-duty"]
    assert duty.ask("survey", {"answers": {"clear": 3}})["refused"] == "survey_anonymous"
    sent = {
        "id": "sent-by-li",
        "answers": {"clear": 1, "words": "a secret wish"},
        "anonymous": True,
    }
    first = duty.ask("survey", sent)
    assert first == {"ok": True}
    assert duty.ask("survey", {**sent, "answers": {"clear": 2, "words": "a secret wish"}}) == first
    found = results(server, played)
    assert (found["answered"], found["questions"][0]["mean"]) == (1, 2.0)
    assert found["questions"][1]["texts"] == [{"text": "a secret wish", "role": None}]

    played.facilitator.wait_for(lambda me: len(answers_told(me)) == 2)
    told = answers_told(played.facilitator)
    assert {line["by"] for line in told} == {None}
    assert [line["fact"] for line in told] == [{"type": "survey_answered", "answers": {}}] * 2
    assert "a secret wish" not in json.dumps(played.facilitator.heard)
    journal = journal_of(server, played)
    written = [line for line in journal if "a secret wish" in line]
    assert len(written) == 2
    for trace in (*map(json.dumps, told), *written, json.dumps(found)):
        assert not re.search("LiMing|ops-duty|sent-by-li", without_titles(trace))
    assert "a secret wish" not in json.dumps(played.seats["scribe"].heard)
    assert "a secret wish" not in server.said


def answers_told(person: Person) -> list[dict[str, Any]]:
    """Return the lines that tell *person* of answers to the survey."""
    return [line for line in person.lines if line["fact"]["type"] == "survey_answered"]


def without_titles(trace: str) -> str:
    """Return a trace without the titles of all roles, which stand beside the results whoever answered."""
    return re.sub(r'"role_titles": \{.*?\}\}', "", trace)


def journal_of(server: Served, played: Ended) -> list[str]:
    """Return the lines of the journal."""
    address = f"{server.url}/api/v1/tables/{played.table}/journal"
    bearer = {"Authorization": f"Bearer {played.passes['facilitator']}"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=bearer)) as answer:
        return str(answer.read().decode()).splitlines()


def test_the_results_come_as_csv_that_no_spreadsheet_takes_for_formulas(server, ended):
    played = ended()
    address = f"{server.url}/api/v1/tables/{played.table}/survey.csv?lang=en"
    bearer = {"Authorization": f"Bearer {played.passes['facilitator']}"}
    request = urllib.request.Request(address, headers=bearer)
    assert refused(lambda: urllib.request.urlopen(request)) == "no_such_survey"
    open_survey(played)
    attack = '=HYPERLINK("http://x","y")'
    sent = {"answers": {"clear": 4, "words": attack}}
    assert played.seats["ops-duty"].ask("survey", sent)["ok"]
    with urllib.request.urlopen(request) as answer:
        text = answer.read().decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert [(row["Answer"], row["Count"]) for row in rows if row["Id"] == "clear"] == [
        ("1", "0"),
        ("2", "0"),
        ("3", "0"),
        ("4", "1"),
        ("5", "0"),
    ]
    assert [row["Answer"] for row in rows if row["Id"] == "words"] == ["'" + attack]
    assert {row["Mark"] for row in rows} == {"演练 EXERCISE"}
    assert "LiMing" not in text


def test_the_shipped_questions_are_offered_and_can_be_asked_as_they_are(server, ended):
    played = ended()
    path = f"/tables/{played.table}/survey"
    page = server.ask("GET", path, None, played.passes["facilitator"])
    assert page["survey"] is None
    offered = next(one for one in page["shelf"] if one["id"] == "participant-feedback")
    assert played.facilitator.ask("survey_open", {"questions": offered["questions"]})["ok"]
    played.seats["scribe"].wait_for(lambda me: me.view["survey"])
    assert played.seats["scribe"].view["survey"]["questions"] == offered["questions"]
    needed = {q["id"]: 4 for q in offered["questions"] if q.get("required")}
    assert played.seats["scribe"].ask("survey", {"answers": needed})["ok"]
