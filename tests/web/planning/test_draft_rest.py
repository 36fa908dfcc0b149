"""Drafts over REST: who may, what a page that asks again is told, and two who decide at the same moment."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from threading import Barrier, Thread
from typing import Any

import pytest

from tests.serving import Served

PLAN = "broker-trading-continuity"


def asked(
    server: Served, method: str, path: str, body: Any = None, holder: str = ""
) -> tuple[int, Any]:
    """Return status and JSON of what the interface answers, whatever its status."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {holder}"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server.url + "/api/v1" + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            said = answer.read()
            is_json = "json" in answer.headers.get("Content-Type", "")
            return answer.status, json.loads(said) if is_json and said else said.decode()
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.fixture(scope="module")
def li(server: Served) -> str:
    return server.enter(server.key, "Li")


@pytest.fixture(scope="module")
def wang(server: Served) -> str:
    return server.enter(server.key, "Wang")


@pytest.fixture(scope="module")
def draft(server: Served, li: str) -> str:
    """An empty draft of 李 that all tests write in."""
    body = {"title": "After the drill"}
    status, made = asked(server, "POST", f"/plans/{PLAN}/drafts", body, li)
    assert (status, made["title"], made["changes"], made["mine"]) == (
        201,
        "After the drill",
        [],
        True,
    )
    return str(made["id"])


def test_drafts_are_for_facilitators_of_the_whole_server(server, draft, launch):
    table = launch()["tables"][0]
    seat = server.enter(table["links"]["seats"]["ops-duty"], "Anna")
    for method, path in (("GET", ""), ("GET", "/plan"), ("GET", "/check"), ("GET", "/redline")):
        assert asked(server, method, f"/drafts/{draft}{path}", None, seat)[0] == 403
    wish = {"step": "D1", "key": "within", "new": "1m"}
    for path in ("changes", "try"):
        assert asked(server, "POST", f"/drafts/{draft}/{path}", wish, seat)[0] == 403
    assert asked(server, "POST", f"/drafts/{draft}/answer", {"answer": "approved"}, seat)[0] == 403


def test_a_page_that_asks_again_is_told_only_what_is_new(server, draft, li, wang):
    path = f"/drafts/{draft}"
    mark = asked(server, "GET", path, None, wang)[1]["mark"]
    assert asked(server, "GET", f"{path}?since={mark}", None, wang) == (204, "")
    wish = {"step": "D1", "key": "within", "new": "4m", "seen": "180s", "note": "drill"}
    assert asked(server, "POST", f"{path}/changes", wish, li)[0] == 200
    status, now = asked(server, "GET", f"{path}?since={mark}", None, wang)
    assert (status, now["contributed"], now["mine"]) == (200, False, False)
    assert [(one["by"], one["note"]) for one in now["changes"]] == [("Li", "drill")]


def test_of_two_who_decide_at_the_same_moment_one_is_told_of_the_other(server, draft, li, wang):
    path = f"/drafts/{draft}/changes"
    made = asked(server, "POST", path, {"step": "D2", "key": "within", "new": "7m"}, li)[1]
    change = next(one for one in made["changes"] if one["step"] == "D2")
    together = Barrier(2)
    told: dict[str, tuple[int, Any]] = {}

    def decide(holder: str, new: str) -> None:
        together.wait()
        body = {"new": new, "decision": "accepted", "revision": change["revision"]}
        told[new] = asked(server, "PATCH", f"{path}/{change['id']}", body, holder)

    threads = [Thread(target=decide, args=each) for each in ((li, "6m"), (wang, "9m"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, _ in told.values()) == [200, 409]
    won = next(new for new, (status, _) in told.items() if status == 200)
    refusal = next(said for status, said in told.values() if status == 409)
    assert (refusal["refused"], refusal["numbers"]["now"]) == ("changed_meanwhile", won)
    assert refusal["numbers"]["by"] == {"6m": "Li", "9m": "Wang"}[won]
    now = asked(server, "GET", f"/drafts/{draft}", None, li)[1]
    assert [one["new"] for one in now["changes"] if one["step"] == "D2"] == [won]


def test_yaml_that_cannot_be_read_is_refused_with_its_place(server, draft, li):
    wish = {"step": "D3", "key": "when", "written": "all:\n  - {done: D1\n"}
    status, told = asked(server, "POST", f"/drafts/{draft}/changes", wish, li)
    assert (status, told["refused"]) == (422, "value_unreadable")
    assert told["numbers"]["line"] >= 2
    tried = {"step": "D3", "key": "when", "written": "{done: D99}"}
    status, told = asked(server, "POST", f"/drafts/{draft}/try", tried, li)
    assert status == 200
    assert [(one["item"], one["severity"]) for one in told["problems"]] == [("D3", "error")]


def test_the_draft_is_taken_to_another_editor_and_back(server, draft, li, wang):
    status, text = asked(server, "GET", f"/drafts/{draft}/plan.yaml", None, wang)
    assert status == 200
    assert text.startswith(f"# draft {draft}, revision ")
    body = {"text": text.replace("within: 4m", "within: 5m")}
    status, told = asked(server, "POST", f"/drafts/{draft}/upload", body, wang)
    assert (status, told["added"]) == (200, [])
    found = next(one for one in told["changes"] if one["step"] == "D1")
    assert (found["new"], found["by"], told["contributed"]) == ("5m", "Wang", True)


def test_a_draft_is_named_by_whoever_works_on_it(server, draft, li, wang):
    told = asked(server, "PATCH", f"/drafts/{draft}", {"title": "二季度修订"}, wang)[1]
    assert told["title"] == "二季度修订"
    assert asked(server, "GET", f"/drafts/{draft}", None, li)[1]["title"] == "二季度修订"


def test_a_withdrawn_draft_stays_to_be_read(server, draft, li):
    change = asked(server, "GET", f"/drafts/{draft}", None, li)[1]["changes"][0]
    path = f"/drafts/{draft}/changes/{change['id']}"
    assert asked(server, "DELETE", f"{path}?revision=99", None, li)[0] == 409
    status, told = asked(server, "DELETE", f"{path}?revision={change['revision']}", None, li)
    assert change["id"] not in [one["id"] for one in told["changes"]]
    assert asked(server, "DELETE", f"/drafts/{draft}", None, li)[0] == 200
    assert asked(server, "GET", f"/drafts/{draft}", None, li)[1]["state"] == "withdrawn"
    wish = {"step": "D1", "key": "within", "new": "1m"}
    status, told = asked(server, "POST", f"/drafts/{draft}/changes", wish, li)
    assert (status, told["refused"]) == (409, "draft_closed")
