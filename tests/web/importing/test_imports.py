"""From a file to a plan: preview, draft with its first findings, wizard, publication, the changed file again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.serving import Served
from tests.web.importing.uploading import send

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "exchange" / "gangtong-outage.md"
TEXT = SAMPLE.read_text(encoding="utf-8")


def ask(server: Served, method: str, path: str, body: object = None) -> Any:
    return server.ask(method, path, body, server.facilitator())


def code_of(error: HTTPError) -> str:
    with error as answer:
        return str(json.load(answer)["refused"])


def looked_at(server: Served, text: str = TEXT, name: str = "gangtong.md") -> Any:
    status, found = send(server, name, text.encode(), server.facilitator())
    assert status == 200, found
    return found


def drafted(server: Served, plan: str) -> str:
    made = ask(
        server, "POST", f"/imports/{looked_at(server)['id']}/draft", {"plan": plan, "name": "李敏"}
    )
    return str(made["draft"])


def answered(server: Served, draft: str, *answers: object) -> Any:
    body = {"answers": list(answers), "name": "李敏"}
    return ask(server, "POST", f"/imports/{draft}/answers", body)


def test_a_preview_says_what_was_understood_and_what_is_missing(server: Served) -> None:
    found = looked_at(server)
    assert (found["format"], found["title"]) == ("markdown", "港通期货网上交易中断应急预案")
    assert found["counts"] == {"procedures": 3, "steps": 7, "roles": 4, "hints": 8}
    lacking = {one["what"]: (one["lacking"], one["asked"]) for one in found["lacking"]}
    assert lacking == {
        "owner": (2, 7),
        "trigger": (7, 7),
        "limit": (7, 7),
        "cadence": (2, 2),
        "authority": (2, 2),
        "facts": (2, 2),
    }
    step = found["procedures"][0]["steps"][0]
    line = found["source"][step["origin"]["lines"][0] - 1]
    assert line == "1. 值班员：确认告警，应在3分钟内完成。"
    assert ask(server, "GET", "/plans")["plans"] == [
        one for one in ask(server, "GET", "/plans")["plans"] if one["id"] != found["plan"]
    ]


def test_nobody_else_may_look_and_a_pdf_is_refused_in_words(server: Served) -> None:
    assert send(server, "plan.md", b"# x")[0] == 401
    status, refusal = send(server, "plan.pdf", b"%PDF-1.7\n", server.facilitator())
    assert (status, refusal["refused"]) == (422, "import_refused")
    assert [one["code"] for one in refusal["numbers"]["problems"]] == ["import_pdf"]


def test_what_is_missing_becomes_the_plans_first_findings(server: Served) -> None:
    draft = drafted(server, "gangtong-findings")
    listed = ask(server, "GET", "/plans/gangtong-findings/findings.json")
    found = [one for one in listed["findings"] if one["plan"] == "gangtong-findings"]
    assert len(found) == 2 + 7 + 7 + 2 + 2 + 2
    assert {one["code"] for one in found} >= {"step_no_owner", "step_no_limit", "step_no_facts"}
    assert ask(server, "GET", f"/drafts/{draft}")["base"] == 0


def test_the_wizards_answers_are_changes_that_cite_their_findings(server: Served) -> None:
    draft = drafted(server, "gangtong-wizard")
    before = ask(server, "GET", f"/imports/{draft}/wizard")
    steps = [one["id"] for one in before["steps"]]
    report = next(one["id"] for one in before["steps"] if one["title"][""].startswith("向证监局"))
    decide = next(one["id"] for one in before["steps"] if one["title"][""].startswith("宣布"))
    owned = [one["id"] for one in before["steps"] if "owner" not in one["lacks"]]
    after = answered(
        server,
        draft,
        {"steps": steps, "what": "trigger", "value": {"signal": "alarm"}},
        {"steps": steps[:1], "what": "limit", "value": "3 分钟"},
        {"steps": steps[1:], "what": "limit", "none": True},
        {"steps": [s for s in steps if s not in owned], "what": "owner", "value": "值班经理"},
        {"steps": steps, "what": "cadence", "value": "30m"},
        {"steps": steps, "what": "authority", "value": ["总指挥"]},
        {"steps": [report], "what": "facts", "value": ["occurred-at", "affected"]},
    )
    left = {one["id"]: one["lacks"] for one in after["steps"] if one["lacks"]}
    assert list(left.values()) == [["facts"]]
    assert after["done"] == after["total"] - 1
    made = next(one for one in after["steps"] if one["id"] == decide)
    roles = {one["id"]: one["title"] for one in after["roles"]}
    assert [roles[one][""] for one in made["by"]] == ["总指挥"]
    changes = ask(server, "GET", f"/drafts/{draft}")["changes"]
    assert all(one["decision"] == "accepted" for one in changes)
    limit = next(one for one in changes if (one["step"], one["key"]) == (steps[0], "within"))
    assert len(limit["evidence"]["findings"]) == 1
    told = ask(server, "GET", "/plans/gangtong-wizard/findings.json")["findings"]
    standings = {(one["step"], one["code"]): one["standing"] for one in told}
    assert standings[steps[0], "step_no_limit"] == "in_revision"
    assert standings[report, "step_no_facts"] == "in_revision"
    assert standings[next(iter(left)), "step_no_facts"] == "open"
    found = ask(server, "GET", f"/drafts/{draft}/check")["problems"]
    assert [one["code"] for one in found] == ["sections_missing"]


def test_a_limit_is_never_there_before_somebody_said_so(server: Served) -> None:
    draft = drafted(server, "gangtong-limits")
    before = ask(server, "GET", f"/imports/{draft}/wizard")
    assert all(one["within"] is None and one["every"] is None for one in before["steps"])
    hints = before["steps"][0]["origin"]["hints"]
    assert hints[0] == {
        "key": "within",
        "value": "3m",
        "words": "3分钟内",
        "line": 31,
        "hard": False,
    }


def test_an_answer_that_does_not_fit_writes_nothing(server: Served) -> None:
    draft = drafted(server, "gangtong-unfit")
    before = ask(server, "GET", f"/drafts/{draft}")["revision"]
    step = ask(server, "GET", f"/imports/{draft}/wizard")["steps"][0]["id"]
    told = ("answer_no_length", "answer_no_signal", "no_such_step", "answer_missing_here")
    for wrong in (
        {"steps": [step], "what": "limit", "value": "soon"},
        {"steps": [step], "what": "limit", "value": "15"},
        {"steps": [step], "what": "trigger", "value": {"signal": "市电 中断"}},
        {"steps": ["nobody"], "what": "limit", "value": "3m"},
        {"steps": [step], "what": "owner", "value": ""},
        {"steps": [step], "what": "owner", "none": True},
    ):
        with pytest.raises(HTTPError) as error:
            answered(server, draft, {"steps": [step], "what": "trigger", "value": "start"}, wrong)
        assert code_of(error.value) in told
        assert ask(server, "GET", f"/drafts/{draft}")["revision"] == before, wrong
    assert ask(server, "GET", f"/drafts/{draft}")["revision"] == before


def test_a_changed_file_changes_the_plan_that_came_from_it(server: Served) -> None:
    draft = drafted(server, "gangtong-again")
    steps = [one["id"] for one in ask(server, "GET", f"/imports/{draft}/wizard")["steps"]]
    answered(server, draft, {"steps": steps, "what": "owner", "value": "值班员"})
    answered(server, draft, {"steps": steps[:1], "what": "limit", "value": "3m"})
    publish(server, draft)
    same = looked_at(server)
    assert [one["unchanged"] for one in same["known"] if one["plan"] == "gangtong-again"] == [True]
    with pytest.raises(HTTPError) as error:
        ask(server, "POST", f"/imports/{same['id']}/draft", {"plan": "gangtong-again"})
    assert code_of(error.value) == "import_unchanged"
    changed = looked_at(server, TEXT.replace("1. 值班员：", "1. 接线员通知机房。\n2. 值班员："))
    made = ask(server, "POST", f"/imports/{changed['id']}/draft", {"plan": "gangtong-again"})
    assert made["base"] == 1
    changes = ask(server, "GET", f"/drafts/{made['draft']}")["changes"]
    assert [one["step"] for one in changes if one["op"] == "add" and ":" not in one["step"]] == [
        "p1-1-2"
    ]
    assert not [one for one in changes if one["key"] == "within"]


def test_a_published_plan_is_given_out_as_cacao(server: Served) -> None:
    path = "/api/v1/plans/broker-trading-continuity/versions/1/cacao"
    request = Request(
        server.url + path, headers={"Authorization": f"Bearer {server.facilitator()}"}
    )
    with urlopen(request, timeout=30) as answer:
        playbook = json.load(answer)
    assert playbook["spec_version"] == "cacao-2.0"
    assert len([one for one in playbook["workflow"].values() if one["type"] == "action"]) == 57


def publish(server: Served, draft: str) -> None:
    """Let another person approve the draft and publish it."""
    ask(server, "POST", f"/drafts/{draft}/submit", {"name": "李敏"})
    other = server.enter(server.key)
    server.ask("POST", f"/drafts/{draft}/answer", {"answer": "approved", "name": "Wu"}, other)
    server.ask("POST", f"/drafts/{draft}/publish", {"name": "Wu"}, other)
