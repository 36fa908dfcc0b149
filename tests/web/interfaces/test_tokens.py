"""Tokens: shown once, never kept, good for what they were made for and for nothing after they were revoked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.clock import ManualClock
from engine.store.store import Store
from tests.web.interfaces.office import Office
from web.config import Config
from web.errors import Refusal
from web.identity import Pass
from web.opening import open_house
from web.tokens import PREFIX, Tokens, holder_of, may

READ = ("read",)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office without any exercise."""
    app, house = open_house(Config(tmp_path_factory.mktemp("tokens")))
    yield Office(app, house)
    house.close()


def test_a_token_is_shown_once_and_only_its_hash_is_kept(office):
    made = office.told("POST", "/tokens", {"name": "DMS", "may": ["read"]})
    assert made["secret"].startswith(PREFIX)
    assert made["made_by"] == "Wang"
    listed = office.ask("GET", "/tokens")
    assert made["id"] in listed.text
    assert made["secret"] not in listed.text
    kept = [one for one in office.house.store.tokens.all() if one.id == made["id"]]
    assert made["secret"] not in repr(kept)


def test_a_token_reads_plans_and_is_seen_to_have_been_used(office):
    secret = office.token("read", name="used")
    assert office.told("GET", "/plans/broker-trading-continuity", bearer=secret)["newest"] >= 1
    (used,) = [one for one in office.told("GET", "/tokens")["tokens"] if one["name"] == "used"]
    assert used["used_wall"] is not None


def test_a_token_reads_the_summary_of_a_year_as_json(office):
    paper = office.told("GET", "/programme/2026/summary?format=json", bearer=office.token("read"))
    assert paper["year"] == 2026


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/library"),
        ("GET", "/exercises"),
        ("GET", "/tables/t-1/snapshot"),
        ("GET", "/tokens"),
        ("GET", "/me"),
        ("GET", "/register/feeds"),
        ("GET", "/webhooks"),
        ("POST", "/exercises"),
        ("POST", "/tokens"),
        ("POST", "/plans/broker-trading-continuity/drafts"),
        ("POST", "/register/import"),
    ],
)
def test_a_token_that_reads_may_nothing_else(office, method, path):
    body = {} if method == "POST" else None
    assert office.refused(method, path, body, office.token("read")) == (403, "token_may_not")


def test_no_page_of_the_client_and_no_report_opens_for_a_token(office):
    bearer = {"Authorization": f"Bearer {office.token('read', 'findings', 'plans')}"}
    answer = office.app.test_client().get("/reports/t-1.pdf", headers=bearer)
    assert answer.status_code == 403


@pytest.mark.parametrize("wrong", [PREFIX, f"{PREFIX}x", PREFIX + "A" * 43, f"{PREFIX}\udcff"])
def test_whatever_is_wrong_with_a_token_the_answer_is_the_same(office, wrong):
    made = office.told("POST", "/tokens", {"name": "gone", "may": ["read"]})
    office.told("DELETE", f"/tokens/{made['id']}")
    answers = {
        office.ask("GET", "/plans/x", bearer=one.encode("utf-8", "ignore").decode()).data
        for one in (made["secret"], wrong)
    }
    assert len(answers) == 1
    assert office.refused("GET", "/plans/x", bearer=made["secret"]) == (401, "who_are_you")


def test_a_token_that_is_not_there_cannot_be_revoked(office):
    assert office.refused("DELETE", "/tokens/k-none") == (404, "no_such_token")


@pytest.mark.parametrize("body", [{}, {"name": "x", "may": []}, {"name": "x", "may": ["approve"]}])
def test_a_token_has_a_name_and_duties_that_there_are(office, body):
    assert office.refused("POST", "/tokens", body) == (400, "malformed")


def test_a_name_of_blanks_is_no_name(office):
    assert office.refused("POST", "/tokens", {"name": "  ", "may": ["read"]}) == (
        409,
        "name_missing",
    )


def test_the_socket_takes_no_token(office):
    with pytest.raises(Refusal, match="who_are_you"):
        office.app.extensions["startex.visitors"].by_pass(office.token("read"))


RULES = [
    (READ, "GET", "/api/v1/plans/<plan>/findings.oscal.json", True),
    (READ, "GET", "/api/v1/findings.csv", True),
    (READ, "GET", "/api/v1/findings/<finding>", True),
    (READ, "GET", "/api/v1/programme/duties", True),
    (READ, "GET", "/api/v1/coverage", True),
    (READ, "GET", "/api/v1/programme/feeds", False),
    (READ, "GET", "/api/v1/exercises/<exercise>/findings", False),
    (READ, "GET", "/api/v1/exercises/<exercise>/findings/<finding>/proof", False),
    (READ, "GET", "/api/v1/plansomething", False),
    (READ, "POST", "/api/v1/findings/status", False),
    (READ, "GET", "/plans/<plan>", False),
    (("findings",), "POST", "/api/v1/findings/status", True),
    (("findings",), "GET", "/api/v1/findings.json", False),
    (("plans",), "POST", "/api/v1/drafts/<draft>/submit", True),
    (("plans",), "PATCH", "/api/v1/drafts/<draft>/changes/<change>", True),
    (("plans",), "POST", "/api/v1/drafts/<draft>/approve", False),
    (("plans",), "POST", "/api/v1/drafts/<draft>/publish", False),
    (("read", "findings", "plans"), "DELETE", "/api/v1/drafts/<draft>", False),
]


@pytest.mark.parametrize(("duties", "method", "rule", "allowed"), RULES)
def test_each_duty_opens_what_it_is_for(duties, method, rule, allowed):
    assert may(duties, method, rule) is allowed


def test_a_program_that_asks_too_fast_has_to_wait_and_may_go_on(tmp_path):
    clock = ManualClock()
    store = Store.in_folder(tmp_path)
    tokens = Tokens(store, clock.stamp, clock)
    _, secret = tokens.make("fast", READ, Pass("facilitator", None, None, None, "Li", "m"))
    for _ in range(60):
        tokens.admit(secret, "::1")
    with pytest.raises(Refusal, match="slow_down"):
        tokens.admit(secret, "::1")
    clock.pass_by(1000)
    assert tokens.admit(secret, "::1").name == "fast"
    store.close()


def test_who_made_a_token_is_whose_browser_it_speaks_for(tmp_path):
    store = Store.in_folder(tmp_path)
    clock = ManualClock()
    token, _ = Tokens(store, clock.stamp, clock).make(
        "DMS", READ, Pass("facilitator", None, None, None, "Li/Wei", "mark-7")
    )
    assert (holder_of(token).mark, holder_of(token).name) == ("mark-7", "DMS")
    store.close()


def test_a_program_hands_in_a_draft_that_neither_it_nor_its_maker_can_approve(office):
    token = office.token("read", "plans", name="DMS draft")
    plan = "broker-trading-continuity"
    draft = office.told("POST", f"/plans/{plan}/drafts", {"name": "Li"}, token)["id"]
    change = {"step": "D2", "key": "within", "new": "12m", "note": "as in our own system"}
    office.told("POST", f"/drafts/{draft}/changes", {**change, "name": "Li"}, token)
    assert office.told("POST", f"/drafts/{draft}/submit", {}, token)["state"] == "submitted"
    answer = {"answer": "approved", "reason": "", "name": "Zhao"}
    path = f"/drafts/{draft}/answer"
    assert office.refused("POST", path, answer, token) == (403, "token_may_not")
    assert office.refused("POST", path, answer) == (409, "own_draft")
    other = office.boss("Zhao", "desk-2")
    assert office.told("POST", path, answer, other)["state"] == "approved"
