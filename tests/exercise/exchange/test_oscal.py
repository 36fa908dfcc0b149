"""OSCAL: an exercise as evidence and its actions as a plan, every reference leading somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from exercise.exchange.oscal_poam import plan_of_action
from exercise.exchange.oscal_results import assessment_results
from exercise.exchange.standing import Planned, Standing
from tests.exercise.exchange.cases import shipped, small

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TOKEN = re.compile(r"([^\W\d_]|_)([^\W\d_]|[0-9]|[.\-_])*")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
LINE = re.compile(r"\S(.*\S)?")
TOKENS = ("role-id", "target-id", "control-id", "name", "lifecycle", "state", "type")
MOMENTS = ("start", "end", "collected", "deadline", "last-modified")
LATE = ("D1", "response", "step_late")
"""The one finding of the small exercise."""
REFERENCES = ("observation-uuid", "risk-uuid", "actor-uuid", "party-uuid", "component-uuid")


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping in a document."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    if isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def results(*cases: Any) -> Any:
    """Return the assessment results of cases."""
    return assessment_results(cases or (small(),))["assessment-results"]


def poam(*cases: Any, register: Any = None) -> Any:
    """Return the plan of action of cases."""
    return plan_of_action(cases or (small(),), register)["plan-of-action-and-milestones"]


DOCUMENTS = [
    pytest.param(make, case, id=f"{make.__name__}-{name}")
    for make in (results, poam)
    for name, case in (("small", small()), ("shipped", shipped()), ("shipped-zh", shipped("zh")))
]


@pytest.mark.parametrize(("make", "case"), DOCUMENTS)
def test_ids_times_and_tokens_have_the_shapes_that_oscal_asks_for(make, case):
    for node in nodes(make(case)):
        for key, value in node.items():
            if key == "uuid" or key in REFERENCES:
                assert UUID.fullmatch(value), (key, value)
            if key in MOMENTS:
                assert MOMENT.fullmatch(value), (key, value)
            if key in TOKENS and isinstance(value, str) and "name" not in node:
                assert TOKEN.fullmatch(value), (key, value)
            if key in ("title", "value", "name"):
                assert LINE.fullmatch(value), (key, value)
            assert value not in ([], {}, ""), key


@pytest.mark.parametrize(("make", "case"), DOCUMENTS)
def test_every_reference_leads_to_something_in_the_document(make, case):
    document = make(case)
    known = [node["uuid"] for node in nodes(document) if "uuid" in node]
    assert len(known) == len(set(known))
    for node in nodes(document):
        for key in REFERENCES:
            assert node.get(key, known[0]) in known, (key, node)
        if "party-uuids" in node:
            assert set(node["party-uuids"]) <= set(known)
        href = node.get("href", "")
        is_log = href.startswith("#") and make is results
        assert not is_log or href[1:] in known, href


def test_findings_aim_at_objectives_that_the_document_defines():
    document = results(shipped())
    parts = document["local-definitions"]["objectives-and-methods"][0]["parts"]
    defined = {part["id"] for part in parts}
    aims = [one["target"]["target-id"] for one in document["results"][0]["findings"]]
    assert aims
    assert set(aims) <= defined
    assert len(aims) == len(set(aims))


def test_the_result_says_when_it_was_what_for_and_how_it_went():
    one = results()["results"][0]
    assert one["start"] == "2026-03-16T02:00:00.000Z"
    assert one["end"] == "2026-03-16T03:00:00.000Z"
    chosen = one["reviewed-controls"]["control-selections"][0]["include-controls"]
    assert [control["control-id"] for control in chosen] == ["cp-4", "ir-3"]
    assert len(one["assessment-log"]["entries"]) == len(small().entries)


def test_a_late_step_is_not_satisfied_but_its_objective_rated_s_is():
    found = {
        one["target"]["target-id"]: one["target"]["status"]["state"]
        for one in results()["results"][0]["findings"]
    }
    assert found == {
        "cp-4_obj.objective.O1": "satisfied",
        "cp-4_obj.step.D1": "not-satisfied",
        "cp-4_obj.service.trading": "satisfied",
    }


def test_each_duty_is_an_observation_with_its_evidence_in_the_log():
    one = results()["results"][0]
    log = {entry["uuid"] for entry in one["assessment-log"]["entries"]}
    first = one["observations"][0]
    assert first["methods"] == ["TEST"]
    assert first["collected"] == "2026-03-16T02:03:00.000Z"
    assert [each["href"][1:] in log for each in first["relevant-evidence"]] == [True, True]


def test_exporting_again_gives_the_same_document():
    assert json.dumps(results(small())) == json.dumps(results(small()))
    assert json.dumps(poam(small())) == json.dumps(poam(small()))


def test_every_document_says_that_it_is_an_exercise():
    for document in (results(), poam()):
        marks = [prop["value"] for prop in document["metadata"]["props"] if prop["name"] == "mark"]
        assert marks == ["演练 EXERCISE"]
        assert document["metadata"]["remarks"].startswith("EXERCISE")


def test_no_person_is_named():
    assert "Ann" not in json.dumps(results())
    assert "Ann" not in json.dumps(poam())


def test_an_action_is_an_item_with_owner_and_due_date():
    document = poam()
    item, risk = document["poam-items"][0], document["risks"][0]
    assert item["related-risks"] == [{"risk-uuid": risk["uuid"]}]
    task = risk["remediations"][0]["tasks"][0]
    # A critical step that was late is of high severity: 60 days from 2026-03-16 is 2026-05-15.
    assert risk["deadline"] == "2026-05-15T03:00:00.000Z"
    assert task["timing"]["within-date-range"]["end"] == risk["deadline"]
    assert task["responsible-roles"][0]["role-id"] == "duty"
    assert (risk["status"], risk["remediations"][0]["lifecycle"]) == ("open", "recommendation")


@pytest.mark.parametrize(
    ("status", "of_risk", "lifecycle"),
    [
        ("proposed", "open", "recommendation"),
        ("accepted", "remediating", "planned"),
        ("in_progress", "remediating", "planned"),
        ("done", "remediating", "completed"),
        ("verified", "closed", "completed"),
        ("rejected", "closed", "planned"),
    ],
)
def test_the_register_says_how_far_an_action_is(status, of_risk, lifecycle):
    known = Planned("A-7", "training", status, "head", "2026-06-30T00:00:00.000Z", "Ring louder")
    document = poam(register={LATE: Standing((known,))})
    risk = document["risks"][0]
    assert (risk["status"], risk["remediations"][0]["lifecycle"]) == (of_risk, lifecycle)
    assert risk["deadline"] == "2026-06-30T00:00:00.000Z"
    assert risk["remediations"][0]["tasks"][0]["responsible-roles"][0]["role-id"] == "head"
    assert document["poam-items"][0]["title"] == "Ring louder"


def test_an_action_of_the_register_stands_instead_of_the_proposal():
    actions = (Planned("A-7", "training"), Planned("A-8", "equipment", "verified"))
    document = poam(register={LATE: Standing(actions)})
    kept = [prop["value"] for one in document["poam-items"] for prop in one["props"][:1]]
    assert kept == ["A-7", "A-8"]
    assert [len(one["remediations"]) for one in document["risks"]] == [2]
    assert document["risks"][0]["status"] == "remediating"


def test_a_finding_that_people_rejected_is_closed_and_asks_for_nothing():
    document = poam(register={LATE: Standing(is_closed=True)})
    assert document["risks"][0]["status"] == "closed"
    assert "remediations" not in document["risks"][0]
    assert document["poam-items"][0]["title"].startswith("Nothing")


def test_the_same_action_of_two_tables_is_one_item():
    document = poam(small(), small(table="t-2", table_name="B"))
    assert len(document["poam-items"]) == 1
    assert len(document["poam-items"][0]["related-risks"]) == 2
    assert len(results(small(), small(table="t-2"))["results"]) == 2


def test_an_exercise_without_findings_still_has_the_item_that_oscal_wants():
    calm = small(evaluation={**small().evaluation, "findings": [], "actions": []})
    document = poam(calm)
    assert [one["title"] for one in document["poam-items"]] == [
        "Nothing needs to be mended after this exercise"
    ]
    assert "risks" not in document


def test_texts_come_in_the_language_asked_for():
    assert results(shipped("zh"))["metadata"]["title"].startswith("演练评估结果")
    assert results(shipped("en"))["metadata"]["title"].startswith("Exercise results")


def test_what_was_signed_and_what_people_judged_go_before_the_rules():
    judged = small().evaluation | {
        "adjusted": {
            "score": 1.0,
            "rating": "P",
            "steps": [{"id": "D1", "score": 1.0, "verdict": "met"}],
            "objectives": [{"id": "O1", "score": 1.0, "rating": "P", "gates": []}],
        }
    }
    document = results(small(evaluation=judged, signed={"whole": "S", "objective:O1": "U"}))
    one = document["results"][0]
    states = {
        each["target"]["target-id"]: each["target"]["status"]["state"] for each in one["findings"]
    }
    assert states["cp-4_obj.step.D1"] == "satisfied"
    assert states["cp-4_obj.objective.O1"] == "not-satisfied"
    assert {
        prop["name"]: prop["value"] for prop in one["props"] if prop["name"] == "signed-rating"
    } == {"signed-rating": "S"}
