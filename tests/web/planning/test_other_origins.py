"""Findings that no exercise made: conflicts by law, limits that a rehearsal found infeasible, gaps of an import."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.store.register_records import FindingRecord
from engine.store.rehearsals import RehearsalRecord
from scenarios.plan import Plan
from tests.web.interfaces.office import Office
from tests.web.past import PLAN, SCENARIO, Past
from web.app import create_app

BOX = f"/plans/{PLAN}/inbox"
OWN = (
    "within: 20m\n        source: plan\n        clause: [JR/T 0251-2022 10.3 d]\n"
    "        clock: CN-EXCH\n        notes:"
)
LATE = OWN.replace("20m", "45m").replace("CN-EXCH", "CN-BANK-2008")
"""G4 with 45 minutes, under a clock that gives 30."""


AUTOMATIC = {
    "severity": "medium",
    "class": "correction",
    "root_cause": "plan",
    "reason": {"code": "cannot_be_met", "numbers": {}},
    "report_class": None,
    "title": {"en": "G4"},
    "numbers": {},
    "tables": [],
    "repeated": [],
    "of": 0,
}


class Desk:
    """A plan owner's desk over a house without a server."""

    def __init__(self, folder: Path) -> None:
        self.past = Past(folder / "data")
        self.house = self.past.house
        app, _ = create_app(self.house.config, self.house)
        self.office = Office(app, self.house)

    def cards(self, origin: str) -> list[dict[str, Any]]:
        """Return what came from *origin*."""
        cards = self.office.told("GET", BOX)["cards"]
        return [one for one in cards if one["origin"] == origin]

    def do(self, what: str, *findings: str, **more: object) -> Any:
        """Do something with findings."""
        return self.office.told("POST", BOX, {"do": what, "findings": list(findings), **more})

    def publish(self, draft: str) -> None:
        """Let somebody else approve and publish a draft."""
        other = self.office.boss("Chen", "desk-2")
        self.office.told("POST", f"/drafts/{draft}/submit", {})
        answer = {"answer": "approved", "reason": ""}
        self.office.told("POST", f"/drafts/{draft}/answer", answer, other)
        self.office.told("POST", f"/drafts/{draft}/publish", {}, other)

    def rehearsed(self, name: str, version: int, made: str, chance: float, **found: object) -> None:
        """Keep a rehearsal in which D8 was kept with a *chance*; what else was *found* stands beside it."""
        digest = self.house.store.plans.get(PLAN, version).digest
        scenario = self.house.library.pin(self.house.library.scenario_sheet(SCENARIO))
        record = RehearsalRecord(
            name, SCENARIO, scenario, PLAN, version, digest, runs=100, seed=1, made=made
        )
        self.house.store.rehearsals.add(record)
        result = best(chance)
        result["findings"] += [{**one, **found} for one in result["findings"] if found]
        self.house.store.rehearsals.finish(name, made, {}, {"best": result})


def best(chance: float) -> dict[str, Any]:
    """Return the best case of a rehearsal in which D8 is infeasible under nine tenths."""
    limit = {"kind": "response", "service": None}
    numbers = {"limit_ms": 720_000, "median_ms": 900_000, "p90_ms": 1_234_000}
    about = {"code": "plan_infeasible", "severity": "high", "degree": "never", "origin": "plan"}
    found = {**limit, "step": "D8", **about, "numbers": numbers}
    return {
        "limits": [{**limit, "id": "D8", "chance": {"chance": chance}}],
        "findings": [found] if chance < 0.9 else [],
    }


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk without any exercise."""
    made = Desk(tmp_path)
    yield made
    made.past.close()


def test_a_sound_plan_without_exercises_has_an_empty_inbox(desk: Desk) -> None:
    paper = desk.office.told("GET", BOX)
    assert (paper["cards"], paper["plan"]["version"]) == ([], 1)
    assert desk.office.told("GET", f"/plans/{PLAN}/conflicts")["conflicts"] == []


def test_a_conflict_by_law_goes_into_a_draft_and_is_settled_by_the_next_version(desk: Desk) -> None:
    desk.past.publish(2, (OWN, LATE))
    conflicts = desk.office.told("GET", f"/plans/{PLAN}/conflicts")["conflicts"]
    assert [one["plan"]["key"] for one in conflicts] == ["within", "every"]
    conflict = conflicts[0]
    assert (conflict["plan"]["id"], conflict["rule"]["id"]) == ("G4", "CN-BANK-2008")
    assert conflict["rule"]["verification"] != "source-read"
    cards = desk.cards("check")
    card = next(one for one in cards if one["conflict"]["plan"]["key"] == "within")
    assert (card["code"], card["signed"], card["standing"]) == ("clock_stricter", True, "open")
    proposal = card["proposal"]
    assert (proposal["step"], proposal["old"], proposal["new"]) == ("G4", "45m", "30m")
    desk.publish(desk.do("draft", card["id"])["draft"])
    shown = next(one for one in desk.cards("check") if one["id"] == card["id"])
    assert [one["what"] for one in shown["course"]] == ["found", "cited", "published", "settled"]
    assert shown["standing"] == "verified"


def test_an_infeasible_limit_proposes_the_time_that_nine_of_ten_runs_reach(desk: Desk) -> None:
    """1,234 seconds are 20 minutes and 34 seconds, rounded up to the minute."""
    desk.rehearsed("r-1", 1, "2026-03-01T00:00:00.000Z", 0.1)
    (card,) = desk.cards("rehearsal")
    assert (card["proposal"]["key"], card["proposal"]["new"]) == ("within", "21m")
    assert card["proposal"]["reason"]["code"] == "p90_of_rehearsal"
    desk.publish(desk.do("draft", card["id"])["draft"])
    assert desk.cards("rehearsal")[0]["standing"] == "published"
    desk.rehearsed("r-2", 2, "2027-03-01T00:00:00.000Z", 0.95)
    assert desk.cards("rehearsal")[0]["standing"] == "verified"
    desk.rehearsed("r-3", 2, "2027-04-01T00:00:00.000Z", 0.2)
    assert desk.cards("rehearsal")[0]["standing"] == "reopened"


def test_what_brings_a_service_back_too_late_is_told_with_the_service(desk: Desk) -> None:
    plan = desk.house.library.plan_sheet(PLAN).document
    assert isinstance(plan, Plan)
    service = plan.services[0]
    found = {"kind": "recovery", "step": "dr-switch", "service": service.id}
    desk.rehearsed("r-1", 1, "2026-03-01T00:00:00.000Z", 0.1, **found)
    titles = sorted(card["title"]["zh"] for card in desk.cards("rehearsal"))
    assert titles == ["切换同城灾备中心 – " + service.title.read("zh"), "判断是否属于须报告事件"]


def test_what_an_import_left_out_is_settled_by_a_version_that_says_it(desk: Desk) -> None:
    for code in ("step_no_limit", "step_no_cadence"):
        finding = FindingRecord(
            id=f"F-{code}",
            exercise=None,
            plan=PLAN,
            version=0,
            subject="G4",
            kind="import",
            code=code,
            made="2026-01-01T00:00:00.000Z",
            taken="2026-01-01T00:00:00.000Z",
            origin="import",
            source="d-1",
            automatic=AUTOMATIC,
        )
        desk.house.store.register.add(finding)
    standings = {one["code"]: one["standing"] for one in desk.cards("import")}
    assert standings == {"step_no_limit": "verified", "step_no_cadence": "open"}


def test_findings_of_no_exercise_are_worked_on_in_the_register_as_well(desk: Desk) -> None:
    desk.past.publish(2, (OWN, LATE))
    card = desk.cards("check")[0]
    desk.do("plan", card["id"], owner="regulator-liaison", due="2026-12-31")
    (row,) = desk.office.told("GET", "/register")["rows"]
    assert (row["finding"]["exercise"], row["finding"]["origin"]) == (None, "check")
    assert row["finding"]["standing"] == "planned"
    action = desk.office.told("GET", f"/register/actions/{row['id']}")
    assert action["plan_title"]
    assert action["roles"]
    sheet = desk.office.ask("GET", "/register/export.csv?lang=en").get_data(as_text=True)
    assert len(list(csv.reader(io.StringIO(sheet.lstrip("\ufeff"))))) == 2
    made = desk.office.told("POST", "/register/feeds", {"name": "All", "language": "en"})
    answer = desk.office.app.test_client().get(made["path"])
    assert "BEGIN:VEVENT" in answer.get_data(as_text=True)
    judge = desk.office.participant()
    assert desk.office.refused("GET", f"/register/actions/{row['id']}", bearer=judge)[0] == 403


def test_an_imported_plan_has_an_inbox_before_its_first_version(desk: Desk) -> None:
    new = {"id": "new-plan", "title": {"en": "New"}, "name": "Wang"}
    desk.office.told("POST", "/plans", new)
    paper = desk.office.told("GET", "/plans/new-plan/inbox")
    assert (paper["plan"]["version"], paper["cards"], len(paper["drafts"])) == (None, [], 1)
