"""The evaluation guide tells what is rated and by which critical tasks, in the plan's and the scenario's own words."""

from __future__ import annotations

from scenarios.scenario import Objective
from scenarios.text import Text
from tests.exercise.builders import MIN, setting, step
from web.assessing.guide import guide_paper

PLAY = setting(
    step("D1", "acknowledge", within=3 * MIN, criticality="critical", clause=("10.2 a",)),
    step("D2", "verify", ("duty", "head"), within=8 * MIN, clause=("10.2 b", "10.2 a")),
    step("D3", "report", "all", every=30 * MIN),
    objectives=(
        Objective(
            "O1",
            Text({"zh": "及时发现", "en": "Detect in time"}),
            ("D1", "D2"),
            Text({"zh": "监测", "en": "Monitoring"}),
            Text({"zh": "3 分钟内", "en": "Within 3 minutes"}),
            ("JR/T 0251-2022 10.2",),
        ),
        Objective("O2", Text.plain("Report"), ("D2", "D3")),
    ),
)


def subjects() -> dict[str, dict[str, object]]:
    return {one["subject"]: one for one in guide_paper(PLAY)["subjects"]}


def test_the_whole_comes_first_then_objectives_then_procedures():
    assert list(subjects()) == ["whole", "objective:O1", "objective:O2", "procedure:p1"]


def test_an_objective_has_its_capability_target_sources_and_tasks():
    objective = subjects()["objective:O1"]
    assert objective["title"] == {"zh": "及时发现", "en": "Detect in time"}
    assert objective["capability"] == {"zh": "监测", "en": "Monitoring"}
    assert objective["target"] == {"zh": "3 分钟内", "en": "Within 3 minutes"}
    assert objective["sources"] == ["JR/T 0251-2022 10.2"]
    assert objective["tasks"] == ["D1", "D2"]


def test_an_objective_without_sources_has_those_of_its_tasks_each_once():
    assert subjects()["objective:O2"]["sources"] == ["10.2 b", "10.2 a"]


def test_a_task_tells_who_does_what_within_which_limit_after_which_clause():
    task = guide_paper(PLAY)["tasks"]["D1"]
    assert (task["within_ms"], task["criticality"], task["clause"]) == (
        180_000,
        "critical",
        ["10.2 a"],
    )
    assert [role["id"] for role in task["by"]] == ["duty"]


def test_a_task_of_everybody_names_no_role():
    assert guide_paper(PLAY)["tasks"]["D3"]["by"] == [{"id": "all", "title": {}}]
    assert guide_paper(PLAY)["tasks"]["D3"]["every_ms"] == 1_800_000
