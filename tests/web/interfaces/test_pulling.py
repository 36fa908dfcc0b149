"""Findings pulled by another system: every change comes, nothing twice for nothing, each format by its own rules."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.store.records import Draft, PlanVersion
from engine.store.register_records import ActionRecord, FindingRecord
from exercise.exchange.finding_ids import finding_uuid
from tests.exercise.exchange.patching import applied
from tests.web.interfaces.office import Office
from web.config import Config
from web.interfaces.names import called_in
from web.interfaces.sheet import change_words
from web.opening import open_house

PLAN = "broker-trading-continuity"
AT = "2026-03-16T02:00:0{}.000Z"
CHANGE = {"step": "D2", "field": "within", "old": "8m", "new": "12m"}


def finding(name: str, second: int = 0, **more: Any) -> FindingRecord:
    """Return a finding in the register about a step that was too late."""
    automatic = {
        "severity": "high",
        "class": "deficiency",
        "root_cause": "plan",
        "title": {"zh": "确认告警", "en": "Confirm the alarm"},
        "tables": [{"table": "t-1", "evidence": [7, 12]}],
        "change": CHANGE,
        **more.pop("automatic", {}),
    }
    at = AT.format(second)
    return FindingRecord(
        name, None, PLAN, 1, "D2", "response", "step_late", at, "accepted", at,
        automatic=automatic, origin="rehearsal", **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that every test may read."""
    made = opened(tmp_path_factory.mktemp("pulled"))
    yield made
    made.house.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Office]:
    """An office for a test that changes something."""
    made = opened(tmp_path)
    yield made
    made.house.close()


def opened(folder: Path) -> Office:
    """Return an office with three findings, of which one has an action."""
    app, house = open_house(Config(folder))
    register = house.store.register
    register.add(
        finding("F-a", 1),
        ActionRecord("A-1", "F-a", AT.format(2), owner="it-head", due="2026-04-01",
                     words={"zh": "=改时限", "en": "=Change the limit"}),
    )  # fmt: skip
    register.add(
        finding("F-b", 2, standing="planned", automatic={"severity": "low"}),
        ActionRecord("A-2", "F-b", AT.format(2)),
    )
    register.note("A-2", AT.format(3), "accept", "facilitator/Li")
    register.add(finding("F-c", 3))
    return Office(app, house)


def names(answer: Any) -> list[str]:
    """Return the ids of the findings in an answer."""
    return [one["id"] for one in answer["findings"]]


def test_findings_come_with_all_that_belongs_to_them_in_the_order_of_their_last_change(office):
    answer = office.told("GET", "/findings.json")
    assert names(answer) == ["F-a", "F-b", "F-c"]
    first = answer["findings"][0]
    assert first["uuid"] == finding_uuid("F-a")
    assert first["changed"] == AT.format(2)
    assert first["words"] == {"zh": "步骤超时：确认告警", "en": "Step late: Confirm the alarm"}
    assert first["proposed"] == {"step": "D2", "key": "within", "old": "8m", "new": "12m"}
    assert first["evidence"] == [{"table": "t-1", "seqs": [7, 12]}]
    assert (first["actions"][0]["state"], first["actions"][0]["due"]) == ("proposed", "2026-04-01")
    assert first["links"]["plan"] == f"/plans/{PLAN}"
    second = answer["findings"][1]
    assert second["standing"] == "planned"
    assert [(one["what"], one["standing"]) for one in second["course"]] == [
        ("found", "open"),
        ("planned", "planned"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("standing=planned", ["F-b"]),
        ("severity=high", ["F-a", "F-c"]),
        ("exercise=e-1", []),
        ("since=2026-03-16T02:00:05.500Z", []),
        ("since=2026-03-16T10:00:05%2B08:00", ["F-b", "F-c"]),
    ],
)
def test_what_is_asked_for_comes(office, query, found):
    assert names(office.told("GET", f"/plans/{PLAN}/findings.json?{query}")) == found


@pytest.mark.parametrize("query", ["standing=good", "severity=x", "since=yesterday", "limit=0"])
def test_what_nobody_understands_is_refused(office, query):
    assert office.refused("GET", f"/findings.json?{query}") == (400, "malformed")


def test_of_a_plan_that_is_not_there_nothing_is_told(office):
    assert office.refused("GET", "/plans/none/findings.json") == (404, "no_such_plan")


def test_a_poller_that_goes_on_from_next_sees_each_finding_once_and_every_change_after(own):
    seen, since = [], ""
    while True:
        answer = own.told("GET", f"/findings.json?limit=1{since}")
        seen += names(answer)
        since = f"&since={answer['next']}"
        if not answer["more"]:
            break
    assert seen == ["F-a", "F-b", "F-c"]
    own.house.store.register.note("A-1", AT.format(9), "begin", "Li")
    after = own.told("GET", f"/findings.json?since={answer['next']}")
    assert names(after)[-1] == "F-a"
    assert after["next"] > answer["next"]


def test_what_was_kept_while_the_last_answer_was_read_still_comes(own):
    answer = own.told("GET", "/findings.json")
    own.house.store.register.add(finding("F-late", 2))
    assert "F-late" in names(own.told("GET", f"/findings.json?since={answer['next']}"))


def test_who_has_it_already_is_told_so(own):
    first = own.ask("GET", "/findings.json")
    again = own.ask("GET", "/findings.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    own.house.store.register.change_finding("F-c", standing="closed")
    newer = own.ask("GET", "/findings.json", headers={"If-None-Match": first.headers["ETag"]})
    assert newer.status_code == 200


def test_drafts_and_versions_that_answer_a_finding_are_linked(own):
    plans = own.house.store.plans
    change = {
        "id": "c1",
        "step": "D2",
        "key": "within",
        "evidence": {"findings": ["F-a"]},
        "decision": "accepted",
    }
    plans.add_draft(Draft("d-1", PLAN, 1, "m", AT.format(5), changes=(change,)))
    newest = plans.versions(PLAN)[-1]
    log = ({"step": "D2", "key": "within", "findings": ["F-b"]},)
    plans.publish(PlanVersion(PLAN, 99, newest.digest, AT.format(6), changelog=log))
    told = {one["id"]: one["links"] for one in own.told("GET", "/findings.json")["findings"]}
    assert told["F-a"]["drafts"] == [{"id": "d-1", "state": "open", "path": "/drafts/d-1"}]
    assert told["F-b"]["versions"] == [99]


@pytest.mark.parametrize(("lang", "head"), [("zh", "发现编号"), ("en", "Finding id")])
def test_the_spreadsheet_speaks_either_language_and_holds_no_formula(office, lang, head):
    text = office.ask("GET", f"/findings.csv?lang={lang}").data.decode("utf-8-sig")
    heads, first, *_ = csv.reader(io.StringIO(text))
    assert heads[0] == head
    row = dict(zip(heads, first, strict=True))
    assert row[head] == "F-a"
    assert not [cell for cell in first if cell.startswith(("=", "+", "-", "@"))]
    assert {"zh": "8分 → 12分", "en": "8m → 12m"}[lang] in text


def test_the_checklist_ticks_what_is_settled(own):
    own.house.store.register.note("F-c", AT.format(4), "close", "facilitator/Li", "accepted risk")
    lines = own.ask("GET", f"/plans/{PLAN}/findings.md?lang=en").text.splitlines()
    boxes = (
        {one[:5] for one in lines if "`F-c`" in one},
        {one[:5] for one in lines if "`F-a`" in one},
    )
    assert boxes == ({"- [x]"}, {"- [ ]"})
    assert "> 演练 EXERCISE" in lines


def test_in_oscal_each_finding_is_a_risk_and_each_action_an_item_that_leads_to_it(office):
    document = json.loads(office.ask("GET", "/findings.oscal.json?lang=en").text)
    poam = document["plan-of-action-and-milestones"]
    risks = {one["uuid"]: one for one in poam["risks"]}
    assert set(risks) == {finding_uuid(one) for one in ("F-a", "F-b", "F-c")}
    assert risks[finding_uuid("F-b")]["status"] == "remediating"
    assert len(poam["poam-items"]) == 3
    for item in poam["poam-items"]:
        assert item["related-risks"][0]["risk-uuid"] in risks
    assert risks[finding_uuid("F-a")]["deadline"] == "2026-04-01T00:00:00.000Z"


def test_a_plan_that_came_from_no_file_is_patched_as_it_is_exported(office):
    path = f"/plans/{PLAN}/findings.md.patch?lang=zh&severity=high"
    exported = office.ask("GET", f"/plans/{PLAN}/versions/1/export?format=md&lang=zh").data.decode()
    patched = applied(office.ask("GET", path).data.decode(), exported)
    before, after = (
        next(one for one in text.split("\n") if one.startswith("| D2 "))
        for text in (exported, patched)
    )
    assert after == before.replace("8分", "12分")
    assert office.ask("GET", f"{path}&standing=verified").data == b""
    assert office.refused("GET", "/plans/none/findings.md.patch") == (404, "no_such_plan")


def test_people_read_who_and_how_long_where_the_plan_has_ids(office):
    change = {
        "step": "D8",
        "key": "escalate",
        "old": None,
        "new": {"by": ["risk"], "within": "12m"},
    }
    titles = called_in(office.house, "zh-CN")(PLAN)
    assert (
        change_words(change, titles, "zh-CN")
        == "D8 升级：– → 超时未应答时由风险控制负责人在12分内处置"
    )
    assert called_in(office.house, "zh-CN")("none") == {}
