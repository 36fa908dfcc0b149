"""The library of plans: what is in force, who owns it, what waits for whom; a new plan and its card."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.serving import Served

PLAN = "broker-trading-continuity"


def ask(server: Served, method: str, path: str, body: object = None) -> Any:
    return server.ask(method, path, body, server.facilitator())


def row(server: Served, plan: str) -> Any:
    rows = ask(server, "GET", "/plans")["plans"]
    return next(one for one in rows if one["id"] == plan)


def refused(server: Served, method: str, path: str, body: object, holder: str) -> tuple[int, str]:
    """Return status and code of the refusal that the question meets."""
    with pytest.raises(HTTPError) as error:
        server.ask(method, path, body, holder)
    with error.value as answer:
        return answer.status, str(json.load(answer).get("refused"))


def test_a_shipped_plan_is_listed_with_the_version_in_force(server: Served) -> None:
    found = row(server, PLAN)
    assert found["newest"] == 1
    assert found["in_force"]["version"] == 1
    assert found["coming"] is None
    assert found["steps"] == 57
    assert found["owners"] == []
    assert found["drafts"] == []
    assert found["exercised"] is None
    assert found["findings"] == 0


def test_nobody_but_a_facilitator_of_the_server_sees_the_library(server: Served) -> None:
    assert refused(server, "GET", "/plans", None, "") == (401, "who_are_you")


def test_owners_and_review_date_are_written_on_the_card_alone(server: Served) -> None:
    before = ask(server, "GET", f"/plans/{PLAN}")["versions"]
    owners = [{"name": "李敏", "email": "li@example.org"}, {"name": "Wu", "email": None}]
    card = ask(server, "PATCH", f"/plans/{PLAN}", {"owners": owners, "review_by": "2020-01-31"})
    assert card["owners"] == owners
    assert card["overdue"]
    found = row(server, PLAN)
    assert (found["owners"], found["review_by"], found["overdue"]) == (owners, "2020-01-31", True)
    assert ask(server, "GET", f"/plans/{PLAN}")["versions"] == before
    cleared = ask(server, "PATCH", f"/plans/{PLAN}", {"review_by": None})
    assert (cleared["review_by"], cleared["overdue"], cleared["owners"]) == (None, False, owners)


def test_an_archived_plan_stays_in_the_list_marked_and_can_be_taken_back(server: Served) -> None:
    assert ask(server, "PATCH", f"/plans/{PLAN}", {"archived": True})["archived"]
    assert row(server, PLAN)["archived"]
    assert ask(server, "PATCH", f"/plans/{PLAN}", {"archived": False})["archived"] is None


@pytest.mark.parametrize(
    "card",
    [
        {"owners": [{"name": ""}]},
        {"owners": [{"name": "Li", "email": "not an address"}]},
        {"review_by": "31/01/2027"},
        {"version": 3},
    ],
)
def test_a_card_that_cannot_be_read_is_refused(server: Served, card: object) -> None:
    status, code = refused(server, "PATCH", f"/plans/{PLAN}", card, server.facilitator())
    assert (status, code) == (400, "malformed")


def test_a_new_plan_begins_as_a_draft_of_its_first_version(server: Served) -> None:
    title = {"zh": "数据中心连续性预案", "en": "Data centre continuity"}
    made = ask(server, "POST", "/plans", {"id": "data-centre", "title": title, "name": "李敏"})
    found = row(server, "data-centre")
    assert found["title"] == title
    assert (found["newest"], found["in_force"]) == (None, None)
    assert [one["id"] for one in found["drafts"]] == [made["draft"]]
    assert found["drafts"][0]["state"] == "open"
    page = ask(server, "GET", "/plans/data-centre")
    assert page["versions"] == []
    assert [one["id"] for one in page["drafts"]] == [made["draft"]]


def test_a_new_plan_needs_an_id_of_its_own_and_a_title(server: Served) -> None:
    holder = server.facilitator()
    taken = {"id": PLAN, "title": {"en": "Again"}}
    assert refused(server, "POST", "/plans", taken, holder) == (409, "plan_exists")
    unnamed = {"id": "blank", "title": {"en": "  "}}
    assert refused(server, "POST", "/plans", unnamed, holder) == (409, "title_missing")


def test_a_plan_cannot_be_called_like_another_page(server: Served) -> None:
    wanted = {"id": "import", "title": {"en": "Import"}}
    answer = refused(server, "POST", "/plans", wanted, server.facilitator())
    assert answer == (400, "malformed")


def test_the_id_of_a_plan_that_was_given_up_is_free_again(server: Served) -> None:
    wanted = {"id": "given-up", "title": {"en": "Given up"}, "name": "Li"}
    first = ask(server, "POST", "/plans", wanted)
    ask(server, "DELETE", f"/drafts/{first['draft']}")
    assert "given-up" not in [one["id"] for one in ask(server, "GET", "/plans")["plans"]]
    assert ask(server, "POST", "/plans", wanted)["draft"] != first["draft"]


def test_a_plan_that_nobody_has_written_is_not_there(server: Served) -> None:
    for method, body in (("GET", None), ("PATCH", {"archived": True})):
        answer = refused(server, method, "/plans/no-such", body, server.facilitator())
        assert answer == (404, "no_such_plan")


@pytest.mark.parametrize(
    ("ending", "language", "begins", "mimetype"),
    [
        ("yaml", "zh", b"# The continuity plan", "application/yaml"),
        ("md", "en", b"# Haiyue Securities", "text/markdown"),
        ("docx", "zh", b"PK", "application/vnd.openxmlformats-officedocument"),
        ("pdf", "en", b"%PDF", "application/pdf"),
    ],
)
def test_a_version_is_handed_out_as_a_file(
    server: Served, ending: str, language: str, begins: bytes, mimetype: str
) -> None:
    path = f"/api/v1/plans/{PLAN}/versions/1/export?format={ending}&lang={language}"
    headers = {"Authorization": f"Bearer {server.facilitator()}"}
    with urlopen(Request(server.url + path, headers=headers), timeout=60) as answer:
        assert answer.headers["Content-Type"].startswith(mimetype)
        assert f".{ending}" in answer.headers["Content-Disposition"]
        assert answer.read().startswith(begins)


def test_a_file_of_a_version_or_format_that_is_not_there_is_refused(server: Served) -> None:
    holder, path = server.facilitator(), f"/plans/{PLAN}/versions"
    missing = refused(server, "GET", f"{path}/9/export?format=pdf", None, holder)
    assert missing == (404, "no_such_version")
    assert (
        refused(server, "GET", f"{path}/1/export?format=odt", None, holder)[1] == "no_such_format"
    )
    assert refused(server, "GET", f"{path}/1/export?format=pdf", None, "")[1] == "who_are_you"
