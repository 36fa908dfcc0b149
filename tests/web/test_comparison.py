"""Comparison over the wire: the tables of an exercise, the exercises of a plan, and who may see which."""

from __future__ import annotations

import json
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Served, serve
from tests.web.past import PLAN, Past

ALARM = "does: acknowledge-alarm\n        by: [ops-duty]\n        when: {signal: alarm}\n"


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, list[str]]]:
    """A server over three exercises of two versions of a plan, with the exercises' ids."""
    data = Path(tmp_path_factory.mktemp("past")) / "data"
    past = Past(data)
    first = past.exercise(["ups-deviating.yaml"], "2026-01-15T02:00:00.000Z", "One")
    second = past.exercise(
        ["ups-model.yaml", "ups-deviating.yaml", "ups-sleepy.yaml"],
        "2026-04-15T02:00:00.000Z",
        "Two",
    )
    past.publish(2, (f"{ALARM}        within: 3m", f"{ALARM}        within: 5m"))
    third = past.exercise(["ups-deviating.yaml"], "2026-07-15T02:00:00.000Z", "Three")
    past.close()
    served = serve(data)
    yield served, [first, second, third]
    served.stop()


def step_of(paper: Any, step: str) -> Any:
    """Return the row of a step."""
    return next(
        one for procedure in paper["procedures"] for one in procedure["steps"] if one["id"] == step
    )


def refused(server: Served, path: str, holder: str = "") -> tuple[int, str]:
    """Return status and code of a refusal."""
    with pytest.raises(urllib.error.HTTPError) as error:
        server.ask("GET", path, holder=holder)
    return error.value.code, json.loads(error.value.read())["refused"]


def test_tables_are_compared_in_their_order_with_what_they_came_to(over):
    server, ids = over
    paper = server.ask("GET", f"/exercises/{ids[1]}/comparison", holder=server.facilitator())
    assert [one["name"] for one in paper["tables"]] == ["A", "B", "C"]
    assert [one["rating"] for one in paper["tables"]] == ["P", "U", "U"]
    assert all(one["ended"] for one in paper["tables"])
    cells = step_of(paper, "D1")["cells"]
    assert [cell["verdict"] for cell in cells] == ["met", "missed", "late"]
    assert {one["code"] for one in paper["repeated"]} >= {"rto_missed"}
    assert all(one["title"] for one in paper["repeated"])


def test_a_plan_is_followed_over_its_versions(over):
    server, ids = over
    paper = server.ask("GET", f"/plans/{PLAN}/history", holder=server.facilitator())
    assert [one["id"] for one in paper["exercises"]] == ids
    assert [one["version"] for one in paper["exercises"]] == [1, 1, 2]
    cells = step_of(paper, "D1")["cells"]
    assert [cell["limit_ms"] for cell in cells] == [180_000, 180_000, 300_000]
    assert cells[2]["limit_was"] == {"ms": 180_000}
    again = next(
        one for one in paper["repeated"] if (one["step"], one["code"]) == ("D1", "step_missed")
    )
    assert [one["nth"] for one in again["exercises"]] == [1, 2, 3]


def test_an_evaluator_sees_the_history_of_their_own_exercise_alone(over):
    server, ids = over
    links = server.ask("GET", f"/exercises/{ids[0]}", holder=server.facilitator())["links"]
    evaluator = server.enter(links["evaluator"], "Eve")
    paper = server.ask("GET", f"/plans/{PLAN}/history", holder=evaluator)
    assert [one["id"] for one in paper["exercises"]] == [ids[0]]
    assert paper["repeated"] == []
    assert refused(server, f"/exercises/{ids[1]}/comparison", evaluator) == (403, "not_yours")


def test_who_only_looks_on_sees_neither(over):
    server, ids = over
    exercise = server.ask("GET", f"/exercises/{ids[0]}", holder=server.facilitator())
    observer = server.enter(exercise["tables"][0]["links"]["observer"], "Olga")
    assert refused(server, f"/plans/{PLAN}/history", observer) == (403, "not_yours")
    assert refused(server, f"/exercises/{ids[0]}/comparison", observer) == (403, "not_yours")
    assert refused(server, f"/plans/{PLAN}/history") == (401, "who_are_you")


def test_a_plan_or_exercise_that_is_not_there_is_refused(over):
    server, _ = over
    holder = server.facilitator()
    assert refused(server, "/plans/no-plan/history", holder) == (404, "no_such_plan")
    assert refused(server, "/exercises/e-none/comparison", holder) == (404, "no_such_exercise")


def test_a_table_that_still_runs_is_compared_but_has_no_history(server):
    exercise = server.launch(scenario="ups-single-path")
    holder = server.facilitator()
    paper = server.ask("GET", f"/exercises/{exercise['id']}/comparison", holder=holder)
    assert [one["ended"] for one in paper["tables"]] == [False]
    history = server.ask("GET", f"/plans/{PLAN}/history", holder=holder)
    assert exercise["id"] not in [one["id"] for one in history["exercises"]]
