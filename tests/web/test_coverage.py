"""Coverage over the wire: a plan over its exercises, causes and clauses, spreadsheets, and who may see them."""

from __future__ import annotations

import csv
import io
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.serving import Served, serve
from tests.web.past import PLAN, Past
from web.covering.gathering import played

ALARM = "does: acknowledge-alarm\n        by: [ops-duty]\n        when: {signal: alarm}\n"


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over an exercise of people in 2026 and one of simulated colleagues in 2027, under a later version."""
    data = Path(tmp_path_factory.mktemp("covered")) / "data"
    past = Past(data)
    past.exercise(["ups-model.yaml", "ups-deviating.yaml"], "2026-04-15T02:00:00.000Z", "One")
    past.publish(2, (f"{ALARM}        within: 3m", f"{ALARM}        within: 5m"))
    past.exercise([7], "2027-02-01T02:00:00.000Z", "Bots")
    past.close()
    served = serve(data)
    yield served
    served.stop()


def step_of(paper: Any, step: str) -> Any:
    """Return the row of a step."""
    return next(one for p in paper["procedures"] for one in p["steps"] if one["id"] == step)


def fetched(server: Served, path: str, holder: str) -> bytes:
    """Return the bytes of a file of the API."""
    request = urllib.request.Request(
        f"{server.url}/api/v1{path}", headers={"Authorization": f"Bearer {holder}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: bytes = answer.read()
    return found


def refused(server: Served, path: str, holder: str = "") -> tuple[int, str]:
    """Return status and code of a refusal."""
    with pytest.raises(urllib.error.HTTPError) as error:
        server.ask("GET", path, holder=holder)
    return error.value.code, json.loads(error.value.read())["refused"]


def test_a_plan_shows_what_people_did_under_which_version(over):
    paper = over.ask("GET", f"/plans/{PLAN}/coverage", holder=over.facilitator())
    assert paper["plan"]["version"] == 2
    found = step_of(paper, "D1")
    assert (found["standing"], found["changed"], found["version"]) == ("changed", ["within"], 1)
    assert (found["verdict"], found["times"], found["simulated"]) == ("missed", 1, 1)
    assert [one["verdict"] for one in found["history"][0]["tables"]] == ["met", "missed"]
    assert found["history"][1]["who"] == "simulated"
    assert {one["scenario"] for one in found["called_by"]} >= {"ups-single-path"}


def test_services_measures_and_roles_stand_beside_the_steps(over):
    paper = over.ask("GET", f"/plans/{PLAN}/coverage", holder=over.facilitator())
    by = {
        kind: {one["id"]: one for one in paper[kind]}
        for kind in ("services", "recoveries", "roles")
    }
    assert by["services"]["trading"]["outages"] > 0
    assert by["services"]["settlement"]["times"] == 0
    assert by["recoveries"]["dr-switch"]["succeeded"] == 3
    assert by["roles"]["commander"]["absent"]["times"] == 2


def test_clauses_and_causes_stand_over_all_plans(over):
    paper = over.ask("GET", "/coverage", holder=over.facilitator())
    causes = {one["cause"]: one for one in paper["causes"]}
    assert (causes["key-person"]["times"], causes["key-person"]["simulated"]) == (1, 1)
    assert causes["cyber"]["times"] == 0
    assert {one for cause in causes.values() for one in cause["scenarios"]} <= set(
        paper["scenarios"]
    )
    assert paper["scenarios"]["ups-single-path"]["zh"] == "A 路 UPS 失电，报盘链路全断"
    rules = {one["id"]: one for one in paper["clauses"]["rules"]}
    clauses = {one["id"]: one for one in rules["csrc-order-218"]["clauses"]}
    assert clauses["art. 37"]["lacking"] == ["cyber", "natural", "public-health", "supplier-exit"]
    assert clauses["art. 40"]["standing"] == "uncovered"
    assert clauses["art. 38 joint"]["number"]["zh"] == "第三十八条（联合演练）"
    assert paper["clauses"]["unknown"] == []


def test_a_year_shows_what_was_exercised_in_it_alone(over):
    paper = over.ask("GET", "/coverage?year=2027", holder=over.facilitator())
    assert (paper["years"], [one["title"] for one in paper["exercises"]]) == (
        [2026, 2027],
        [{"": "Bots"}],
    )
    assert refused(over, "/coverage?year=last", over.facilitator()) == (404, "no_such_year")


def test_coverage_is_kept_as_a_spreadsheet_in_either_language(over):
    text = fetched(over, f"/plans/{PLAN}/coverage.csv?lang=zh", over.facilitator()).decode(
        "utf-8-sig"
    )
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["流程", "步骤", "名称"]
    assert next(row for row in rows if row[1] == "D1")[3:5] == ["运维值班经理", "演练后已修改"]
    book = load_workbook(
        io.BytesIO(fetched(over, f"/plans/{PLAN}/coverage.xlsx?lang=en", over.facilitator()))
    )
    assert book.sheetnames == ["Steps", "Services", "Recoveries", "Roles", "Clauses"]
    assert "EXERCISE" in str(book["Steps"]["A2"].value)
    whole = load_workbook(io.BytesIO(fetched(over, "/coverage.xlsx?lang=en", over.facilitator())))
    assert whole.sheetnames == ["Causes", "Clauses"]
    told = {str(row[0]): row for row in whole["Causes"].iter_rows(values_only=True)}
    assert told["key person"][5] == "Haiyue Securities trading continuity plan"


def test_only_who_runs_the_server_sees_coverage(over):
    exercise = over.ask("GET", "/coverage", holder=over.facilitator())["exercises"][0]["id"]
    links = over.ask("GET", f"/exercises/{exercise}", holder=over.facilitator())["links"]
    evaluator = over.enter(links["evaluator"], "Eve")
    for path in ("/coverage", f"/plans/{PLAN}/coverage", f"/plans/{PLAN}/coverage.csv"):
        assert refused(over, path, evaluator) == (403, "not_yours")
        assert refused(over, path) == (401, "who_are_you")


def test_a_plan_that_is_not_there_is_refused(over):
    assert refused(over, "/plans/no-plan/coverage", over.facilitator()) == (404, "no_such_plan")
    assert refused(over, "/coverage?plan=no-plan", over.facilitator()) == (404, "no_such_plan")


def test_what_a_table_exercised_is_the_same_after_a_restart(tmp_path):
    past = Past(tmp_path / "data")
    past.exercise(["ups-model.yaml"], "2026-04-15T02:00:00.000Z", "One")
    first = [(one.id, one.tables) for one in played(past.house)]
    past.close()
    again = Past(tmp_path / "data")
    assert [(one.id, one.tables) for one in played(again.house)] == first
    assert again.house.tables() == ()
    again.close()
