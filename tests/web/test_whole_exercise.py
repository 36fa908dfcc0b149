"""A whole exercise on a real server: every seat listens to everything, then come report, redline and next version."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pytest

from exercise.entry import person_of, role_of
from scenarios.desk import open_files
from scenarios.responses import Response, Responses
from tests.serving import Served
from tests.web.drilled import SAMPLES, drilled
from tests.web.people import Person
from tests.web.secrets_of import FACTS_FOR_SEATS, SECRET_KEYS, keys_in, strange_words, written

SETTING = drilled().run.setting


@dataclass
class Played:
    """What was played, by whom, with what passes."""

    exercise: Any
    table: str
    facilitator: Person
    seats: dict[str, Person]
    passes: dict[str, str]


def model_responses() -> list[Response]:
    """Return what the model team does, in order of time."""
    responses = open_files([SAMPLES / "ups-model.yaml"])[0].draft
    assert isinstance(responses, Responses)
    acts = [one for one in responses.responses if isinstance(one, Response)]
    return sorted(acts, key=lambda one: one.at)


@pytest.fixture(scope="module")
def played(server: Served) -> Any:
    """The shipped scenario, played to its end by people in every seat; the clock stands, and leaps from act to act."""
    exercise = server.launch(scenario="ups-single-path", title="Whole")
    table = exercise["tables"][0]
    passes = {"facilitator": server.enter(exercise["links"]["facilitator"], "Fay")}
    facilitator = Person(server.url, passes["facilitator"])
    facilitator.hello(table["id"])
    seats: dict[str, Person] = {}
    for response in model_responses():
        role, name = role_of(response.by), person_of(response.by) or "someone"
        if response.by not in seats:
            passes[response.by] = server.enter(table["links"]["seats"][role], name)
            seats[response.by] = Person(server.url, passes[response.by])
            assert seats[response.by].hello(table["id"])["ok"]
    assert facilitator.control("start")["ok"]
    assert facilitator.control("pause")["ok"]
    # No connection may send as fast as this test would: two facilitators lead in turn.
    second = Person(server.url, passes["facilitator"])
    second.hello(table["id"])
    for response, leader in zip(model_responses(), cycle((facilitator, second)), strict=False):
        jumped = leader.control("jump", to=response.at)
        assert jumped.get("ok"), (response, jumped)
        sent = {"option": response.option, "form": response.form, "text": response.text}
        known = (
            response.about in seats[response.by].view["mail"] or response.about in SETTING.actions
        )
        about = response.about if known else None
        ack = seats[response.by].act(
            response.action,
            about=about,
            to=list(response.to),
            **{k: v for k, v in sent.items() if v},
        )
        assert ack.get("ok"), (response, ack)
    if facilitator.view["clock"]["phase"] != "ended":
        facilitator.control("jump", to=SETTING.scenario.duration)
    facilitator.wait_for(lambda me: me.view["clock"]["phase"] == "ended")
    yield Played(exercise, table["id"], facilitator, seats, passes)
    for person in (facilitator, second, *seats.values()):
        person.leave()


def page(server: Served, path: str, holder: str) -> tuple[int, str]:
    """Return status and text of an address, asked with a pass."""
    request = urllib.request.Request(
        server.url + path, headers={"Authorization": f"Bearer {holder}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_no_seat_ever_heard_what_is_not_its_own(played):
    for by, person in played.seats.items():
        assert set(keys_in(person.heard)) & (SECRET_KEYS - {"score", "rating"}) == set(), by
        text = written(person.heard)
        strange = strange_words(SETTING, role_of(by))
        assert {inject for word, inject in strange.items() if word in text} == set(), by
        assert {line["fact"]["type"] for line in person.lines} <= FACTS_FOR_SEATS


def test_what_a_seat_heard_is_what_a_new_connection_is_shown(server, played):
    for by, person in played.seats.items():
        person.wait_for(lambda me: me.view["clock"]["phase"] == "ended")
        shot = server.ask("GET", f"/tables/{played.table}/snapshot", holder=played.passes[by])
        for section in ("clock", "mail", "acts", "messages", "services", "notes"):
            assert person.view[section] == shot["view"][section], (by, section)
        assert person.lines == shot["lines"]


def test_nobody_but_facilitators_and_evaluators_gets_the_journal(server, played):
    holder = played.passes[next(iter(played.seats))]
    assert page(server, f"/api/v1/tables/{played.table}/journal", holder)[0] == 403
    status, text = page(
        server, f"/api/v1/tables/{played.table}/journal", played.passes["facilitator"]
    )
    lines = [json.loads(line) for line in text.splitlines()]
    assert status == 200
    assert [line["seq"] for line in lines] == list(range(len(lines)))


@pytest.mark.parametrize(("language", "words"), [("zh", "监管报告"), ("en", "regulator reports")])
def test_the_report_page_has_the_four_parts_and_the_mark(server, played, language, words):
    status, text = page(
        server, f"/reports/{played.table}?lang={language}", played.passes["facilitator"]
    )
    assert status == 200
    assert all(f'id="{part}"' in text for part in "abcd")
    assert words in text
    assert "演练 EXERCISE" in text
    assert "report.doc." not in text
    assert text.count("<svg") >= 2


def test_participants_see_the_judgement_once_it_is_over(server, played):
    holder = played.passes[next(iter(played.seats))]
    evaluation = server.ask("GET", f"/tables/{played.table}/evaluation", holder=holder)
    assert evaluation["format"] == "startex/evaluation@1"
    review = server.ask("GET", f"/tables/{played.table}/review", holder=holder)
    assert review["timeline"]


def test_findings_become_the_next_version_by_another_person(server, played):
    author, publisher = server.enter(server.key, "Wang"), server.enter(server.key, "Zhao")
    evaluation = server.ask("GET", f"/tables/{played.table}/evaluation", holder=author)
    plan = evaluation["plan"]["id"]
    with_change = [
        action["id"]
        for action in evaluation["actions"]
        if "change" in evaluation["findings"][action["finding"]]
    ]
    wanted = {"table": played.table, "actions": with_change}
    draft = server.ask("POST", f"/plans/{plan}/drafts", wanted, author)
    step = SETTING.plan.steps()[0]
    by_hand = {"step": step.id, "key": "within", "new": "59m", "note": "more time"}
    draft = server.ask("POST", f"/drafts/{draft['id']}/changes", by_hand, author)
    change = draft["changes"][-1]
    accept = {"decision": "accepted", "revision": change["revision"]}
    server.ask("PATCH", f"/drafts/{draft['id']}/changes/{change['id']}", accept, author)
    diff = server.ask("GET", f"/drafts/{draft['id']}/diff", holder=author)
    assert any(line["op"] == "+" and "59m" in line["text"] for line in diff["lines"])
    address = f"/drafts/{draft['id']}"
    status, text = page_of(server, "POST", f"{address}/publish", {}, publisher)
    assert (status, text["refused"]) == (409, "not_approved")
    server.ask("POST", f"{address}/submit", {"note": "after the drill"}, author)
    namesake, nobody = server.enter(server.key, "wang"), server.enter(server.key)
    for holder, refused in (
        (author, "own_draft"),
        (namesake, "own_draft"),
        (nobody, "name_missing"),
    ):
        _, text = page_of(server, "POST", f"{address}/answer", {"answer": "approved"}, holder)
        assert text["refused"] == refused
    server.ask("POST", f"{address}/answer", {"answer": "approved"}, publisher)
    published = server.ask("POST", f"{address}/publish", {}, publisher)
    assert published["version"] == SETTING.plan.version + 1
    status, written_plan = page(
        server, f"/api/v1/plans/{plan}/versions/{published['version']}.yaml", author
    )
    assert status == 200
    assert "within: 59m" in written_plan
    launched = server.launch(scenario="ups-single-path")
    assert launched["plan"]["version"] == published["version"]


def test_a_draft_keeps_the_name_that_its_author_gives(server, played):
    author = server.enter(server.key)
    evaluation = server.ask("GET", f"/tables/{played.table}/evaluation", holder=author)
    actions = [evaluation["actions"][0]["id"]]
    wanted = {"table": played.table, "actions": actions, "name": " Wang  Fang "}
    plan = evaluation["plan"]["id"]
    draft = server.ask("POST", f"/plans/{plan}/drafts", wanted, author)
    assert draft["author"]["name"] == "Wang Fang"


def page_of(server: Served, method: str, path: str, body: Any, holder: str) -> tuple[int, Any]:
    """Return status and JSON of what the interface answers."""
    try:
        return 200, server.ask(method, path, body, holder)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
