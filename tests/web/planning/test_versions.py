"""Versions of a plan: what is in force on which day, the redline between any two, the way back to an earlier one."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.serving import Served
from tests.web.planning.two_versions import PLAN_ID, first, publish, second

CHANGED = [
    {"step": "D1", "key": "within", "op": "set", "old": None, "new": "3m", "findings": ["F-7"]}
]


@pytest.fixture(scope="module")
def versions(server: Served) -> Served:
    """A plan with a version in force since 2026-01-01 and one that takes effect in 2099."""
    publish(server.data, first(), 1, effective="2026-01-01")
    more = {"effective": "2099-01-01", "approved_by": "Zhao", "changelog": tuple(CHANGED)}
    publish(server.data, second(), 2, **more)
    return server


def ask(server: Served, method: str, path: str, body: object = None) -> Any:
    return server.ask(method, path, body, server.facilitator())


def refused(server: Served, method: str, path: str, body: object = None) -> tuple[int, str]:
    """Return status and code of the refusal that a facilitator's question meets."""
    with pytest.raises(HTTPError) as error:
        ask(server, method, path, body)
    with error.value as answer:
        return answer.status, str(json.load(answer)["refused"])


def items(paper: Any) -> set[tuple[str, str, str]]:
    return {(one["kind"], one["id"], one["op"]) for one in paper["items"]}


def test_a_version_that_takes_effect_later_is_told_apart_from_the_one_in_force(
    versions: Served,
) -> None:
    page = ask(versions, "GET", f"/plans/{PLAN_ID}")
    assert page["newest"] == 2
    assert page["in_force"] == {"version": 1, "day": "2026-01-01"}
    assert page["coming"] == {"version": 2, "day": "2099-01-01"}
    newest = page["versions"][0]
    assert (newest["approved_by"], newest["published_by"]) == ("Zhao", "Wu")
    assert newest["changelog"][0]["findings"] == ["F-7"]


def test_a_version_tells_what_calls_for_each_step(versions: Served) -> None:
    paper = ask(versions, "GET", f"/plans/{PLAN_ID}/versions/2")
    steps = {step["id"]: step for one in paper["procedures"] for step in one["steps"]}
    assert steps["D1"]["when"] == {"signal": "alarm"}
    assert steps["D1"]["within_ms"] == 180_000
    assert "S2" not in steps


def test_the_newest_version_is_asked_for_by_that_word(versions: Served) -> None:
    path = f"/plans/{PLAN_ID}/versions"
    assert ask(versions, "GET", f"{path}/newest") == ask(versions, "GET", f"{path}/2")
    assert refused(versions, "GET", "/plans/no-such/versions/newest") == (404, "no_such_plan")


def test_the_redline_runs_both_ways(versions: Served) -> None:
    forth = ask(versions, "GET", f"/plans/{PLAN_ID}/redline?from=1&to=2")
    back = ask(versions, "GET", f"/plans/{PLAN_ID}/redline?from=2&to=1")
    changed = {("step", "D1", "changed"), ("step", "D3", "changed")}
    assert items(forth) == {*changed, ("step", "S2", "removed")}
    assert items(back) == {*changed, ("step", "S2", "added")}
    assert ask(versions, "GET", f"/plans/{PLAN_ID}/redline?from=2&to=2")["items"] == []


def test_the_redline_marks_the_chinese_words_that_changed(versions: Served) -> None:
    paper = ask(versions, "GET", f"/plans/{PLAN_ID}/redline?from=1&to=2")
    step = next(one for one in paper["items"] if one["id"] == "D3")
    pieces = [(one["op"], one["text"]) for one in step["fields"][0]["pieces"]]
    assert pieces == [("=", "核实事件并先行"), ("-", "处置"), ("+", "抢修")]


@pytest.mark.parametrize(
    "wanted", ["from=1&to=9", "from=&to=2", "from=1&to=x", "from=1&to=99999999"]
)
def test_a_redline_of_a_version_that_is_not_there_is_refused(versions: Served, wanted: str) -> None:
    path = f"/plans/{PLAN_ID}/redline?{wanted}"
    assert refused(versions, "GET", path) == (404, "no_such_version")


def test_a_redline_of_another_plans_draft_is_refused(versions: Served) -> None:
    begun = ask(versions, "POST", "/plans", {"id": "other", "title": {"en": "Other"}})
    path = f"/plans/{PLAN_ID}/redline?from=1&to=draft:{begun['draft']}"
    assert refused(versions, "GET", path) == (404, "no_such_draft")


@pytest.mark.parametrize(
    ("ending", "begins"), [("md", b"# Redline"), ("docx", b"PK"), ("pdf", b"%PDF")]
)
def test_a_redline_is_handed_out_as_a_file(versions: Served, ending: str, begins: bytes) -> None:
    content = fetched(versions, f"redline/export?from=1&to=2&lang=en&format={ending}")
    assert content.startswith(begins)


def test_a_redline_on_paper_marks_what_went_out_and_what_came_in_by_signs(versions: Served) -> None:
    said = fetched(versions, "redline/export?from=1&to=2&lang=zh&format=md").decode()
    assert r"核实事件并先行\[−处置\]**\[+抢修\]**" in said
    assert r"| 时限 | **\[+3分\]** |" in said
    assert "### 删除：S2 确认服务水平恢复正常" in said


def fetched(server: Served, path: str) -> bytes:
    headers = {"Authorization": f"Bearer {server.facilitator()}"}
    asked = Request(f"{server.url}/api/v1/plans/{PLAN_ID}/{path}", headers=headers)
    with urlopen(asked, timeout=60) as answer:
        content: bytes = answer.read()
        return content


def test_restoring_makes_a_draft_that_leads_back_and_changes_no_version(versions: Served) -> None:
    wanted = {"version": 1, "name": "Li"}
    made = ask(versions, "POST", f"/plans/{PLAN_ID}/restore", wanted)
    draft = ask(versions, "GET", f"/drafts/{made['draft']}")
    assert (draft["base"], draft["version"], draft["state"]) == (2, 3, "open")
    assert {one["decision"] for one in draft["changes"]} == {"accepted"}
    assert {one["reason"]["code"] for one in draft["changes"]} == {"restored"}
    path = f"/plans/{PLAN_ID}/redline?from=1&to=draft:{made['draft']}"
    assert ask(versions, "GET", path)["items"] == []
    assert ask(versions, "GET", f"/plans/{PLAN_ID}")["newest"] == 2


def test_there_is_no_way_back_to_the_newest_version_or_to_none(versions: Served) -> None:
    path = f"/plans/{PLAN_ID}/restore"
    assert refused(versions, "POST", path, {"version": 2}) == (409, "version_is_newest")
    assert refused(versions, "POST", path, {"version": 7}) == (404, "no_such_version")
