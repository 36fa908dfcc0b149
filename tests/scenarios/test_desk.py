"""Documents are found by their id and checked against each other."""

from __future__ import annotations

import shutil

import pytest

from scenarios.desk import is_id, open_files, open_setting
from scenarios.shelf import Shelf
from tests.scenarios.samples import PLAN, RESPONSES, SCENARIO


@pytest.fixture
def folder(tmp_path):
    """Return a folder with the small plan in two versions, its scenario and responses."""
    for path in (PLAN, SCENARIO, RESPONSES):
        shutil.copy(path, tmp_path)
    newer = PLAN.read_text(encoding="utf-8").replace("version: 3", "version: 12")
    (tmp_path / "newer.yaml").write_text(newer, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("format: startex/plan@1", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("hello: world", encoding="utf-8")
    return tmp_path


def test_the_newest_version_of_a_plan_is_found_unless_another_is_asked_for(folder):
    shelf = Shelf([folder], library=None)
    assert shelf.find("plan", "small-plan").document.version == 12
    assert shelf.find("plan", "small-plan", 3).document.version == 3
    assert shelf.find("plan", "small-plan", 4) is None
    assert shelf.find("plan", "other") is None


def test_the_shelf_lists_what_is_a_document_and_nothing_else(folder):
    listings = Shelf([folder], library=None).listings()
    assert sorted((each.kind, each.id, each.version) for each in listings) == [
        ("plan", "small-plan", 3),
        ("plan", "small-plan", 12),
        ("responses", "small-scenario", 0),
        ("scenario", "small-scenario", 0),
    ]


def test_a_folder_handed_in_goes_before_the_library(folder):
    text = (folder / "small-scenario.yaml").read_text(encoding="utf-8")
    own = folder / "own.yaml"
    own.write_text(text.replace("id: small-scenario", "id: ups-single-path"), encoding="utf-8")
    assert Shelf([folder]).find("scenario", "ups-single-path").document.plan == "small-plan"
    assert Shelf().find("scenario", "ups-single-path").document.plan == "broker-trading-continuity"


def test_a_scenario_finds_its_plan_beside_it(folder):
    scenario, plan = open_setting(folder / "small-scenario.yaml")
    assert scenario.is_sound
    assert plan.document.version == 12


def test_a_plan_that_is_handed_over_is_used_whatever_the_scenario_names(folder):
    scenario, plan = open_setting(folder / "small-scenario.yaml", PLAN)
    assert (scenario.is_sound, plan.document.version) == (True, 3)


def test_a_scenario_of_the_library_is_opened_by_its_id():
    scenario, plan = open_setting("ups-single-path")
    assert scenario.is_sound
    assert plan.is_sound
    assert plan.document.id == scenario.document.plan


def test_responses_are_checked_against_scenario_and_plan(folder):
    path = folder / "small-responses.yaml"
    text = path.read_text(encoding="utf-8").replace("by: ops-duty", "by: ops-dutty", 1)
    path.write_text(text, encoding="utf-8")
    [sheet] = open_files([path])
    assert ("unknown_name", "ops-duty") in [(p.code, p.hint) for p in sheet.problems]


def test_a_plan_that_is_not_found_is_an_error_at_its_key(folder):
    path = folder / "small-scenario.yaml"
    path.write_text(
        SCENARIO.read_text(encoding="utf-8").replace("plan: small-plan", "plan: smal-plan")
    )
    [sheet] = open_files([path])
    [problem] = sheet.problems
    assert (problem.code, problem.line, problem.hint) == ("document_not_found", 6, "small-plan")


def test_a_scenario_over_a_faulty_plan_cannot_be_used(folder):
    (folder / "newer.yaml").unlink()
    faulty = PLAN.read_text(encoding="utf-8").replace("by: [ops-duty]", "by: [ops-dutty]", 1)
    (folder / "small-plan.yaml").write_text(faulty, encoding="utf-8")
    [sheet] = open_files([folder / "small-scenario.yaml"])
    assert [p.code for p in sheet.problems if p.is_error] == ["plan_faulty"]
    assert not sheet.is_sound


def test_only_a_bare_name_that_is_no_file_is_an_id(folder):
    assert is_id("ups-single-path")
    assert not is_id("ups-single-path.yaml")
    assert not is_id(folder)
    assert not is_id("plans/x")


def test_what_can_never_happen_is_an_error_that_stops_no_exercise(folder):
    path = folder / "small-scenario.yaml"
    text = SCENARIO.read_text(encoding="utf-8").replace("at: 5m,", "at: 95m,", 1)
    path.write_text(text, encoding="utf-8")
    [sheet] = open_files([path])
    assert "inject_after_end" in [problem.code for problem in sheet.problems if problem.is_error]
    assert (sheet.is_sound, sheet.is_faultless) == (True, False)


def test_a_thing_without_a_title_goes_by_its_id(folder):
    path = folder / "newer.yaml"
    text = PLAN.read_text(encoding="utf-8").replace("title: Gateway A, ", "", 1)
    path.write_text(text, encoding="utf-8")
    [sheet] = open_files([path])
    assert [problem.code for problem in sheet.problems] == ["missing_title"]
    assert sheet.document.services[1].title.read("zh") == "gateway-a"


def test_an_inject_that_the_plan_waits_for_and_an_objective_never_reached_are_warned_of(folder):
    path = folder / "small-scenario.yaml"
    text = SCENARIO.read_text(encoding="utf-8").replace("I01", "I11").replace("[alarm]", "[]")
    path.write_text(text, encoding="utf-8")
    [sheet] = open_files([path])
    told = [(p.code, p.severity, p.params.get("name"), p.hint) for p in sheet.problems]
    assert ("inject_missing", "warning", "I01", None) in told
    assert ("expected_never", "warning", "D1", None) in told


def test_names_of_truths_may_have_underscores(folder):
    path = folder / "small-scenario.yaml"
    text = SCENARIO.read_text(encoding="utf-8").replace("  cause: single", "  root_cause: single")
    path.write_text(text, encoding="utf-8")
    assert open_files([path])[0].document.truth["root_cause"][0].value == "single-path-ups"
