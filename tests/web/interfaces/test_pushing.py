"""Statuses pushed back by another system: by the rules for people, all or none, also as an OSCAL plan of action."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from engine.store.register_records import ActionRecord
from tests.web.interfaces.office import Office
from tests.web.interfaces.test_pulling import AT, finding
from web.config import Config
from web.opening import open_house

LINK = "https://dms.example/doc/7"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office of all tests here; each works on findings of its own."""
    app, house = open_house(Config(tmp_path_factory.mktemp("pushed")))
    yield Office(app, house)
    house.close()


@pytest.fixture
def name(office: Office, request: pytest.FixtureRequest) -> str:
    """Keep a finding with an action under names of this test alone; return what both end with."""
    ending = format(abs(hash(request.node.nodeid)), "x")[:10]
    action = ActionRecord(f"A-{ending}", f"F-{ending}", AT.format(1), owner="it-head")
    office.house.store.register.add(finding(f"F-{ending}"), action)
    return ending


def push(office: Office, *rows: dict[str, Any], query: str = "", bearer: str | None = None) -> Any:
    """Push rows and return the answer's JSON, refused or not."""
    return office.ask(
        "POST", f"/findings/status{query}", {"statuses": list(rows)}, bearer
    ).get_json()


def state(office: Office, ending: str) -> str:
    """Return the state of this test's action."""
    return office.house.store.register.action(f"A-{ending}").state


def test_an_action_goes_all_the_way_to_the_state_reported_with_its_evidence(office, name):
    token = office.token("findings", name="DMS/2")
    row = {"id": f"A-{name}", "state": "done", "by": "Li", "reason": "limit mended", "link": LINK}
    answer = push(office, row, bearer=token)
    assert answer["taken"] is True
    assert answer["rows"][0]["did"] == ["prove", "accept", "finish"]
    assert answer["rows"][0]["state"] == "done"
    kept = office.house.store.register
    assert kept.action(f"A-{name}").evidence[0]["link"] == LINK
    assert {one.by for one in kept.history(f"A-{name}")} == {"DMS 2/Li"}


def test_an_action_is_not_done_without_evidence(office, name):
    answer = push(office, {"id": f"A-{name}", "state": "done", "by": "Li"})
    assert answer["rows"][0]["refused"] == "evidence_missing"
    assert state(office, name) == "proposed"


def test_who_says_that_it_is_done_cannot_say_that_it_is_verified(office, name):
    done = {"id": f"A-{name}", "state": "done", "by": "Li", "link": LINK}
    assert push(office, done)["taken"]
    verified = {"id": f"A-{name}", "state": "verified", "by": "li"}
    assert push(office, verified)["rows"][0]["refused"] == "own_verification"
    assert push(office, verified | {"by": "Zhao"})["rows"][0]["state"] == "verified"


def test_nobody_without_a_name_moves_anything(office, name):
    row = {"id": f"A-{name}", "state": "in_progress", "by": " "}
    assert push(office, row)["rows"][0]["refused"] == "name_missing"


def test_one_row_that_cannot_be_done_keeps_all_others_from_being_done(office, name):
    good = {"id": f"A-{name}", "state": "in_progress", "by": "Li"}
    answer = push(office, good, {"id": "A-none", "state": "done"})
    assert (answer["refused"], answer["numbers"]) == ("rows_refused", {"count": 1})
    assert [one.get("refused") for one in answer["rows"]] == [None, "no_such_row"]
    assert state(office, name) == "proposed"


def test_what_was_changed_meanwhile_is_reported_with_the_revision_it_has_now(office, name):
    row = {"id": f"A-{name}", "state": "in_progress", "by": "Li", "revision": 1}
    assert push(office, row)["rows"][0]["revision"] == 2
    again = push(office, row | {"state": "rejected", "reason": "no"})["rows"][0]
    assert (again["refused"], again["numbers"]) == ("changed_meanwhile", {"revision": 2})


def test_a_rehearsed_push_tells_what_would_be_and_keeps_nothing(office, name):
    row = {"id": f"A-{name}", "state": "in_progress", "by": "Li"}
    answer = push(office, row, query="?dry=1")
    assert (answer["taken"], answer["rows"][0]["state"]) == (False, "in_progress")
    assert state(office, name) == "proposed"
    assert office.house.store.register.history(f"A-{name}") == ()


def test_the_same_pushed_again_does_nothing(office, name):
    row = {"id": f"A-{name}", "state": "done", "by": "Li", "link": LINK}
    push(office, row)
    assert push(office, row)["rows"][0]["did"] == []


@pytest.mark.parametrize("wrong", ["verified", "published", "planned"])
def test_where_a_finding_stands_is_not_for_others_to_say(office, name, wrong):
    row = {"id": f"F-{name}", "standing": wrong, "by": "Li", "reason": "we say so"}
    assert push(office, row)["rows"][0]["refused"] == "standing_by_evidence"


@pytest.mark.parametrize(
    ("by", "reason", "code"),
    [(None, "risk accepted", "name_missing"), ("Li", "  ", "reason_missing")],
)
def test_only_a_named_person_with_a_reason_closes_a_finding(office, name, by, reason, code):
    row = {"id": f"F-{name}", "standing": "closed", "by": by, "reason": reason}
    assert push(office, row)["rows"][0]["refused"] == code
    assert office.house.store.register.finding(f"F-{name}").standing == "open"


def test_a_finding_closed_by_a_person_is_closed_and_can_be_opened_again(office, name):
    row = {"id": f"F-{name}", "standing": "closed", "by": "Li", "reason": "risk accepted"}
    assert push(office, row)["rows"][0]["state"] == "closed"
    again = {"id": f"F-{name}", "standing": "reopened", "by": "Zhao", "reason": "seen again"}
    assert push(office, again)["rows"][0]["state"] == "reopened"


@pytest.mark.parametrize(
    "row", [{}, {"id": "A-1", "state": "fine"}, {"id": "A-1", "link": "javascript:x"}, {"id": 7}]
)
def test_what_nobody_understands_is_refused(office, row):
    assert push(office, row)["refused"] == "malformed"


def exported(office: Office, name: str) -> Any:
    """Return the OSCAL document of this test's finding alone."""
    document = json.loads(office.ask("GET", "/findings.oscal.json").data)
    body = document["plan-of-action-and-milestones"]
    own = [{"name": "finding", "value": f"F-{name}"}]
    for key in ("poam-items", "risks"):
        body[key] = [
            one
            for one in body[key]
            if any(p["name"] == "finding" and p["value"] == own[0]["value"] for p in one["props"])
        ]
    return document


def take(office: Office, document: Any, query: str = "") -> Any:
    """Send a plan of action."""
    data = json.dumps(document).encode()
    answer = office.ask("POST", f"/findings/oscal{query}", data=data)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_a_plan_of_action_that_comes_back_as_it_went_changes_nothing(office, name):
    answer = take(office, exported(office, name), "?take=1&name=Li")
    assert (answer["taken"], answer["rows"], answer["same"], answer["unknown"]) == (0, [], 1, [])
    row = {"id": f"A-{name}", "state": "in_progress", "by": "Li"}
    push(office, row)
    assert take(office, exported(office, name), "?take=1&name=Li")["same"] == 1
    assert state(office, name) == "in_progress"


def test_a_remediation_that_is_completed_elsewhere_is_done_here_once_it_is_taken(office, name):
    document = exported(office, name)
    remedy = document["plan-of-action-and-milestones"]["risks"][0]["remediations"][0]
    remedy |= {"lifecycle": "completed", "remarks": "closed in GRC", "links": [{"href": LINK}]}
    looked = take(office, document, "?name=Li")
    assert (looked["taken"], looked["rows"][0]["state"]) == (0, "done")
    assert state(office, name) == "proposed"
    assert take(office, document, "?take=1&name=Li")["taken"] == 1
    assert state(office, name) == "done"
    assert office.house.store.register.action(f"A-{name}").evidence[0]["text"] == "closed in GRC"


def test_a_completed_remediation_without_evidence_is_shown_and_not_taken(office, name):
    document = exported(office, name)
    risk = document["plan-of-action-and-milestones"]["risks"][0]
    risk["status"] = "closed"
    answer = take(office, document, "?take=1&name=Li")
    assert (answer["taken"], answer["rows"][0]["refused"]) == (0, "evidence_missing")
    assert state(office, name) == "proposed"


STRANGE = {
    "plan-of-action-and-milestones": {
        "uuid": "714210d2-f8df-448c-be3e-e2213816cf79",
        "risks": [
            {
                "uuid": "8b8bae66-b28c-4fa5-9a20-b79e7322fc00",
                "status": "deviation-approved",
                "mitigating-factors": [{"uuid": "401c15c9-ad6b-4d4a-a591-7d53a3abb3b6"}],
            }
        ],
        "poam-items": [
            {
                "uuid": "c2f1c9ac-9f6d-4a5a-8a4a-0c7b3d2a7e11",
                "title": "Budget",
                "related-risks": [{"risk-uuid": "401c15c9-ad6b-4d4a-a591-7d53a3abb3b6"}],
            }
        ],
    }
}


def test_a_reference_that_leads_nowhere_is_reported_and_its_item_read_all_the_same(office):
    answer = take(office, STRANGE)
    assert answer["items"] == 1
    assert [one["title"] for one in answer["unknown"]] == ["Budget"]
    assert answer["dangling"] == [
        {
            "where": "poam-items[0].related-risks[0]",
            "uuid": "401c15c9-ad6b-4d4a-a591-7d53a3abb3b6",
            "found": "mitigating-factors",
        }
    ]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"plan-of-action-and-milestones": 3}', b"\xff", b"[" * 100_000]
)
def test_what_is_no_plan_of_action_is_refused(office, body):
    answer = office.ask("POST", "/findings/oscal", data=body)
    assert (answer.status_code, answer.get_json()["refused"]) == (400, "no_poam")


def test_whatever_stands_where_in_a_plan_of_action_it_is_answered(office, name):
    document = exported(office, name)
    for key in ("risks", "poam-items"):
        for strange in (None, 7, "x", [], {}, [None, 3, []]):
            broken = copy.deepcopy(document)
            part = broken["plan-of-action-and-milestones"][key][0]
            broken["plan-of-action-and-milestones"][key] = [dict.fromkeys(part, strange)]
            assert take(office, broken)["taken"] == 0
