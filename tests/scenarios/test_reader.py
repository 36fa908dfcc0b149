"""A document is read whole: its kind, digest, dataclasses, and one problem where it cannot be read at all."""

from __future__ import annotations

import hashlib
from time import process_time

import pytest

from scenarios.plan import AnyOfServices, Lognormal, Triangular
from scenarios.procedure import ALL
from scenarios.reader import MOST_BYTES, read_file, read_text
from scenarios.shelf import Shelf
from tests.scenarios.samples import PLAN, RESPONSES, SCENARIO

MINUTE = 60_000


def test_the_digest_is_that_of_the_utf8_text():
    sheet = read_file(PLAN)
    assert sheet.digest == "sha256:" + hashlib.sha256(PLAN.read_bytes()).hexdigest()
    assert sheet.text == PLAN.read_bytes().decode()


def test_windows_line_ends_are_part_of_the_text():
    text = PLAN.read_text(encoding="utf-8").replace("\n", "\r\n")
    sheet = read_text(text, "plan.yaml")
    assert sheet.is_sound
    assert sheet.digest == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def test_a_byte_order_mark_does_no_harm():
    assert read_text("\ufeff" + RESPONSES.read_text(encoding="utf-8"), "r.yaml").is_sound


def test_a_plan_is_read_into_its_dataclasses():
    plan = read_file(PLAN).document
    trading = plan.services[4]
    assert (plan.id, plan.version, plan.owner) == ("small-plan", 3, "it-head")
    assert trading.depends_on == ("core-db", AnyOfServices(("gateway-a", "gateway-b")))
    assert trading.rto == 30 * MINUTE
    assert plan.recoveries[0].takes == Triangular(12 * MINUTE, 15 * MINUTE, 25 * MINUTE)
    assert plan.recoveries[2].takes == Lognormal(15 * MINUTE, 0.3)
    assert plan.recoveries[1].starts_on.action == "restart-db"
    assert [option.id for option in plan.actions[1].options] == ["switch", "stay"]
    assert [step.id for step in plan.steps()] == ["D1", "D2", "R1", "R2", "R3", "R4"]
    assert plan.steps()[2].by == plan.steps()[5].records == (ALL,)
    assert plan.steps()[4].is_prohibition


def test_the_tolerance_of_a_time_is_in_milliseconds_and_of_a_number_as_written():
    facts = read_file(PLAN).document.steps()[2].facts
    assert [fact.tolerance for fact in facts] == [5 * MINUTE, 50, None, None]


def test_a_bare_tolerance_of_a_time_counts_seconds():
    text = PLAN.read_text(encoding="utf-8").replace("tolerance: 5m", "tolerance: 90")
    assert read_text(text, "p").document.steps()[2].facts[0].tolerance == 90_000


def test_a_scenario_is_read_into_its_dataclasses():
    scenario = read_file(SCENARIO).document
    first = scenario.injects[0]
    assert scenario.story_start.isoformat() == "2026-03-16T10:05:00+08:00"
    assert (first.kind, first.sender, first.at, first.leap) == (
        "key",
        "monitoring",
        2 * MINUTE,
        28 * MINUTE,
    )
    assert scenario.truth["grade"][1].since.total_ms == 10 * MINUTE
    assert scenario.truth["places"][0].value == ("hall", "roof")
    assert scenario.seats[2].most == 2
    assert scenario.reality.recoveries["switch-to-dr"].makes_up == ()


def test_what_the_author_leaves_out_is_empty_not_wrong():
    text = "format: startex/plan@1\nid: p\nversion: 1\ntitle: P\nroles: []\nactions: []\nprocedures: []"
    plan = read_text(text, "p").document
    assert (plan.owner, plan.services, dict(plan.resources)) == ("", (), {})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"x" * (MOST_BYTES + 1), "file_too_big"),
        (b"", "empty_file"),
        (b"title: \xff\xfe", "not_utf8"),
        (b"a: !!set {x}", "tag_refused"),
        (b"[" * 500, "too_deep"),
    ],
)
def test_a_file_that_cannot_be_read_has_one_problem_and_no_document(tmp_path, content, code):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    sheet = read_file(path)
    assert [problem.code for problem in sheet.problems] == [code]
    assert (sheet.document, sheet.draft, sheet.is_readable) == (None, None, False)


def test_a_directory_and_a_missing_file_are_problems_too(tmp_path):
    assert read_file(tmp_path).problems[0].code == "file_is_directory"
    assert read_file(tmp_path / "none.yaml").problems[0].code == "file_missing"
    assert read_file("bad\0name").problems[0].code == "file_missing"


def test_the_place_of_a_byte_that_is_not_utf8_is_told(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_bytes("a: 1\n标题: ".encode() + b"\xff")
    problem = read_file(path).problems[0]
    assert (problem.line, problem.column) == (2, 5)


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("- a list", "not_document", None),
        ("id: x", "no_format", None),
        ("format: startex/plam@1", "unknown_format", "startex/plan@1"),
        ("format: [1]", "unknown_format", None),
    ],
)
def test_yaml_that_is_no_document_says_so(text, code, hint):
    [problem] = read_text(text, "x").problems
    assert (problem.code, problem.hint) == (code, hint)


def test_what_can_be_read_of_a_faulty_document_keeps_its_places():
    text = PLAN.read_text(encoding="utf-8").replace("by: [ops-duty]", "by: 5", 1)
    sheet = read_text(text, "p")
    assert sheet.document is None
    assert sheet.draft.steps()[0].by == ()
    assert sheet.draft.steps()[1].by == ("commander", "it-head")


def test_the_shipped_documents_are_read_quickly():
    shelf = Shelf()
    before = process_time()
    shelf.find("plan", "broker-trading-continuity")
    shelf.find("scenario", "ups-single-path")
    assert process_time() - before < 2.0
