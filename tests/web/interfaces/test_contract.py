"""Every address of the plan loop: closed to strangers, participants and tokens for something else; errors in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.interfaces.office import Office
from web.config import Config
from web.opening import open_house
from web.tokens import DUTIES, may, without_people

API = "/api/v1"
LOOP = re.compile(
    r"/(plans|drafts|findings|coverage|programme|imports|tokens|webhooks|register)\b(?!.*\.ics)"
)
ANY = {"int:year": "2027", "int:version": "1", "any(csv, xlsx):ending": "csv", "path:mail": "m"}
NEVER = re.compile(r"/(answer|publish|take-back|restore|tokens|webhooks|feeds|mails?)\b")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office without any exercise."""
    app, house = open_house(Config(tmp_path_factory.mktemp("contract")))
    yield Office(app, house)
    house.close()


def addresses(office: Office) -> list[tuple[str, str, str]]:
    """Return method, rule and an address that fits, of everything in the plan loop."""
    found = []
    for rule in office.app.url_map.iter_rules():
        path = rule.rule.removeprefix(API)
        if path == rule.rule or not LOOP.match(path):
            continue
        filled = re.sub(r"<([^>]+)>", lambda hit: ANY.get(hit[1], "x"), path)
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        found += [(method, rule.rule, filled) for method in methods]
    return sorted(found)


def asked(office: Office, bearer: str) -> dict[tuple[str, str], tuple[int, str]]:
    """Return status and code of what *bearer* meets at each address; all answers are JSON."""
    met = {}
    for method, rule, path in addresses(office):
        body: Any = None if method in ("GET", "DELETE") else {}
        answer = office.ask(method, path, body, bearer)
        assert answer.is_json, (method, rule, answer.data[:80])
        said = answer.get_json()
        assert {"refused", "numbers", "words"} <= said.keys(), (method, rule, said)
        met[method, rule] = (answer.status_code, said["refused"])
    return met


def test_the_plan_loop_is_what_is_looked_at(office):
    rules = {rule for _, rule, _ in addresses(office)}
    assert len(rules) > 60
    assert f"{API}/plans/<plan>/findings.json" in rules


def test_nobody_comes_in_without_a_pass(office):
    met = asked(office, "")
    # what was sent is read before it is asked who sent it: a body that is no good tells nothing
    assert {k: v for k, v in met.items() if v not in (STRANGER, MALFORMED)} == {}
    assert {k: v for k, v in met.items() if k[0] == "GET" and v != STRANGER} == {}


def test_no_participant_gets_anything(office):
    met = asked(office, office.participant())
    assert {k: v for k, v in met.items() if v not in (OTHERS, MALFORMED)} == {}
    assert {k: v for k, v in met.items() if k[0] == "GET" and v != OTHERS} == {}


STRANGER = (401, "who_are_you")
OTHERS = (403, "not_yours")
MALFORMED = (400, "malformed")


@pytest.mark.parametrize("duty", DUTIES)
def test_a_token_made_for_one_thing_opens_nothing_else(office, duty):
    shut = [one for one in addresses(office) if not may((duty,), *one[:2])]
    secret = ""
    for number, (method, rule, path) in enumerate(shut):
        secret = office.token(duty) if number % 50 == 0 else secret
        body: Any = None if method in ("GET", "DELETE") else {}
        assert office.refused(method, path, body, secret) == (403, "token_may_not"), rule


def test_no_token_approves_publishes_makes_tokens_or_learns_secrets(office):
    allowed = [r for m, r, _ in addresses(office) if may(DUTIES, m, r) and NEVER.search(r)]
    assert allowed == []


def test_every_address_is_described(office):
    described = office.app.test_client().get(f"{API}/openapi.json").get_json()["paths"]
    for method, rule, _ in addresses(office):
        path = re.sub(r"<(?:[^>]*:)?(\w+)>", r"{\1}", rule)
        operation = described.get(path, {}).get(method.lower())
        assert operation is not None, (method, path)
        assert operation.get("summary"), (method, path)


def test_a_program_reads_nothing_of_the_people_who_played():
    paper = {
        "steps": [
            {"people": ["ops-duty/Li", "it-head/Wang Wei", "Zhao"], "simulated": ["scribe/bot"]}
        ],
        "changes": [{"new": "8m", "proof": [{"person": "Li"}]}],
        "simulated": 3,
        "people": [{"role": "ops-duty", "people": 2}],
    }
    assert without_people(paper) == {
        "steps": [{"people": ["ops-duty", "it-head"], "simulated": ["scribe"]}],
        "changes": [{"new": "8m"}],
        "simulated": 3,
        "people": [{"role": "ops-duty", "people": 2}],
    }
