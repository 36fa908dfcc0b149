"""Evaluators on a real server: blind until all have signed, signed off with a hash, the survey without names."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from tests.web.people import Person


@pytest.fixture
def judged(server, launch, enter):
    """An exercise after EndEx with two evaluators on its panel, and its facilitator and duty manager."""
    exercise = launch(title="Judged")
    table = exercise["tables"][0]
    facilitator = enter(exercise["links"]["facilitator"], table["id"], "Fay")
    duty = enter(table["links"]["seats"]["ops-duty"], table["id"], "li")
    ann = enter(exercise["links"]["evaluator"], table["id"], "Ann")
    bob = enter(exercise["links"]["evaluator"], table["id"], "Bob")
    assert facilitator.control("start")["ok"]
    assert facilitator.control("end")["ok"]
    assert facilitator.ask("panel", {"evaluators": ["Ann", "Bob"], "lead": "Ann"})["ok"]
    return {
        "exercise": exercise,
        "table": table,
        "fay": facilitator,
        "duty": duty,
        "ann": ann,
        "bob": bob,
    }


def everything(person: Person) -> str:
    return json.dumps(person.heard, ensure_ascii=False)


def test_an_evaluator_hears_nothing_of_another_ones_judgement_by_socket_or_api(server, judged):
    table = judged["table"]["id"]
    secret = "zq-secret-reason"
    judged["ann"].ask("rate", {"subject": "whole", "rating": "U", "reason": secret})
    judged["ann"].ask("note", {"id": "n1", "text": secret, "audience": "evaluators"})
    done = judged["fay"].ask("rate", {"subject": "step:D1", "rating": "P"})
    judged["fay"].wait_for_seq(done["seq"])
    assert secret in everything(judged["fay"])
    bob = server.enter_panel(judged["table"]["id"], "Bob")
    for path in ("snapshot", "review", "report", "evaluation"):
        told = server.ask("GET", f"/tables/{table}/{path}", holder=bob)
        assert secret not in json.dumps(told, ensure_ascii=False), path
    assert secret not in everything(judged["bob"])
    assert secret not in everything(judged["duty"])


def test_the_whole_journal_is_refused_to_a_blind_evaluator(server, judged):
    table = judged["table"]["id"]
    judged["ann"].ask("rate", {"subject": "whole", "rating": "U"})
    bob = server.enter_panel(judged["table"]["id"], "Bob")
    status, said = refused_by(server, f"/tables/{table}/journal", bob)
    assert (status, said["refused"]) == (409, "still_blind")


def test_after_the_last_signature_each_is_told_what_the_others_rated(judged):
    ann, bob = judged["ann"], judged["bob"]
    ann.ask("rate", {"subject": "whole", "rating": "S"})
    bob.ask("rate", {"subject": "whole", "rating": "M"})
    assert ann.ask("sign_guide", {})["ok"]
    assert bob.ask("sign_guide", {"comment": "done"})["ok"]
    ann.wait_for(lambda me: set(me.view["ratings"]) == {"whole@Ann", "whole@Bob"})
    bob.wait_for(lambda me: set(me.view["ratings"]) == {"whole@Ann", "whole@Bob"})


def test_the_lead_settles_and_signs_and_the_signature_holds(server, judged):
    table, ann, bob = judged["table"]["id"], judged["ann"], judged["bob"]
    ann.ask("rate", {"subject": "whole", "rating": "S"})
    bob.ask("rate", {"subject": "whole", "rating": "M"})
    ann.ask("sign_guide", {}), bob.ask("sign_guide", {})
    assert bob.ask("sign_off", {})["refused"] == "not_lead"
    assert ann.ask("sign_off", {})["refused"] == "unsettled"
    assert ann.ask("final_rating", {"subject": "whole", "rating": "M", "reason": "slow"})["ok"]
    assert ann.ask("sign_off", {"comment": "final"})["ok"]
    assert bob.ask("rate", {"subject": "whole", "rating": "P"})["refused"] == "signed_off"
    holder = server.enter_panel(judged["table"]["id"], "Ann")
    checked = server.ask("GET", f"/tables/{table}/signatures", holder=holder)["signatures"]
    assert [one["holds"] for one in checked] == [True]
    assert ann.ask("reopen", {"reason": "more evidence"})["ok"]
    ann.wait_for(lambda me: me.view["assessment"]["signature"] is None)
    assert ann.view["assessment"]["history"][-1]["what"] == "evaluation_reopened"


def test_pages_without_a_socket_judge_by_rest(server, judged):
    holder = server.enter_panel(judged["table"]["id"], "Ann")
    path = f"/tables/{judged['table']['id']}/judge"
    ack = server.ask("POST", path, {"do": "rate", "subject": "whole", "rating": "P"}, holder=holder)
    assert ack["ok"]
    judged["fay"].wait_for(lambda me: "whole@Ann" in me.view["ratings"])


@pytest.mark.parametrize(
    ("event", "sent", "where"),
    [
        ("panel", {"evaluators": "Ann"}, "evaluators"),
        ("withdraw", {}, "note"),
        ("reopen", {}, "reason"),
        ("final_rating", {"rating": "P"}, "subject"),
        ("survey_open", {"questions": {}}, "questions"),
        ("narrative", {"part": "x"}, "language"),
        ("rate", {"subject": "whole", "rating": "P", "more": 1}, "more"),
    ],
)
def test_what_is_ill_formed_is_refused_with_its_place(judged, event, sent, where):
    ack = judged["fay"].ask(event, sent)
    assert (ack["refused"], ack["numbers"]["where"]) == ("malformed", where)


def test_participants_judge_nothing(judged):
    for event in ("rate", "panel", "sign_off", "narrative", "survey_open"):
        assert judged["duty"].ask(event, {})["refused"] == "not_yours"
    note = {"id": "x", "text": "psst", "audience": "evaluators"}
    assert judged["duty"].ask("note", note)["refused"] == "not_yours"


def test_an_anonymous_answer_leads_back_to_nobody(judged):
    fay, duty = judged["fay"], judged["duty"]
    question = {"id": "free", "kind": "text", "title": {"zh": "建议", "en": "Advice"}}
    assert fay.ask("survey_open", {"questions": [question], "anonymous": "always"})["ok"]
    duty.wait_for(lambda me: me.view["survey"] is not None)
    sent = {"answers": {"free": "zq-candid"}, "anonymous": True}
    assert duty.ask("survey", sent) == {"ok": True}
    assert duty.ask("survey", {"answers": {"free": "zq-candid again"}, "anonymous": True})["ok"]
    fay.wait_for(lambda me: me.view["assessment"]["answers"] == 1)
    lines = fay.wait_for(lambda me: len(found := answers_told(me)) == 2 and found)
    assert all(line["by"] is None for line in lines)
    assert "li" not in json.dumps([line["fact"] for line in lines]).split('"')
    assert duty.ask("survey", {"answers": {"free": "x"}})["refused"] == "survey_answered_otherwise"


def test_nobody_comes_in_under_the_name_of_a_named_evaluator_but_by_their_own_link(server, judged):
    link = judged["exercise"]["links"]["evaluator"]
    for name in ("Ann", "ann"):
        _, said = refused_by(
            server, "/enter", sent={"token": link.rpartition("/")[2], "name": name}
        )
        assert (said["refused"], said["numbers"]) == ("name_reserved", {"name": name})
    assert server.enter(link, "Cat")
    own = server.ask("GET", "/me", holder=server.enter_panel(judged["table"]["id"], "Ann"))
    assert [(one["kind"], one["name"], one["role"]) for one in own["passes"]] == [
        ("evaluator", "Ann", None)
    ]


def test_an_evaluator_is_not_shown_the_others_links(server, judged):
    table = judged["table"]["id"]
    ann = server.enter_panel(table, "Ann")
    assert refused_by(server, f"/tables/{table}/panel/links", ann)[0] == 403


def answers_told(person):
    """Return the lines that tell of answers to the survey."""
    return [line for line in person.lines if line["fact"]["type"] == "survey_answered"]


def refused_by(server, path, holder=None, sent=None):
    """Return status and answer of a request that is refused."""
    headers = {"Content-Type": "application/json"}
    if holder is not None:
        headers["Authorization"] = f"Bearer {holder}"
    body = None if sent is None else json.dumps(sent).encode()
    request = urllib.request.Request(f"{server.url}/api/v1{path}", data=body, headers=headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    with refused.value as answer:
        return answer.code, json.loads(answer.read())
