"""What-ifs over the wire: what may be changed, what it would have done, what is kept, and who may ask."""

from __future__ import annotations

import json
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Served, serve
from tests.web.past import Past

EARLIER = ["decide-strategy@38m->-15m", "H3@39m->-15m"]


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str, str]]:
    """A server over an exercise of two tables, with the tables' ids."""
    data = Path(tmp_path_factory.mktemp("whatif")) / "data"
    past = Past(data)
    exercise = past.exercise(
        ["ups-deviating.yaml", "ups-model.yaml"], "2026-01-15T02:00:00.000Z", "One"
    )
    first, second = (run.id for run in past.house.store.exercises.runs(exercise))
    past.close()
    served = serve(data)
    yield served, first, second
    served.stop()


def refused(served: Served, method: str, path: str, body: Any = None, holder: str = "") -> Any:
    """Return status and answer of a refusal."""
    with pytest.raises(urllib.error.HTTPError) as error:
        served.ask(method, path, body, holder)
    return error.value.code, json.loads(error.value.read())


def test_every_act_is_offered_with_what_it_answered(over):
    served, table, _ = over
    paper = served.ask("GET", f"/tables/{table}/whatif", holder=served.facilitator())
    switch = next(act for act in paper["acts"] if act["action"] == "switch-to-dr")
    assert (switch["at"], switch["role"], switch["person"]) == (2_340_000, "trading-tech", "chen")
    assert switch["steps"] == ["H3"]
    assert paper["kept"] == []
    believed = next(one for one in paper["recoveries"] if one["id"] == "dr-switch")
    assert believed["takes"] == "{min: 24m, mode: 26m, max: 30m}"
    assert believed["believed"] == "{min: 12m, mode: 15m, max: 20m}"
    gateway = next(one for one in paper["services"] if one["id"] == "gw-sh-1")
    assert gateway["depends_on"] == "[power-a]"
    assert paper["real"]["timeline"]
    assert paper["real"]["courses"]


def test_what_is_offered_of_the_world_can_be_sent_back_and_changes_nothing(over):
    served, table, _ = over
    paper = served.ask("GET", f"/tables/{table}/whatif", holder=served.facilitator())
    changes = [f"recovery.{one['id']}.takes={one['takes']}" for one in paper["recoveries"]]
    changes += [f"service.{one['id']}.depends_on={one['depends_on']}" for one in paper["services"]]
    body = {"changes": changes}
    told = served.ask("POST", f"/tables/{table}/whatif", body, served.facilitator())
    assert told["differences"]["obligations"] == []
    assert told["differences"]["services"] == []
    assert told["dropped"] == []


def test_an_earlier_switch_is_told_with_both_timelines_in_plain_parts(over):
    served, table, _ = over
    told = served.ask("POST", f"/tables/{table}/whatif", {"changes": EARLIER}, served.facilitator())
    trading = next(o for o in told["differences"]["services"] if o["id"] == "trading")
    assert trading["less_down_ms"] == 900_000
    assert trading["title"]["en"] == "Central trading"
    assert [(one["kind"], one["at"], one["to"]) for one in told["said"]] == [
        ("moved", 2_280_000, 1_380_000),
        ("moved", 2_340_000, 1_440_000),
    ]
    course = next(one for one in told["courses"] if one["id"] == "trading")
    assert course["spans"][-2]["to"] == 3_072_317
    assert told["forked_ms"] == 1_380_000


def test_a_what_if_is_kept_listed_shown_again_and_forgotten(over):
    served, table, other = over
    holder = served.facilitator()
    body = {"name": "  Switch earlier ", "changes": EARLIER, "continue": "bots", "by": "Li"}
    kept = served.ask("POST", f"/tables/{table}/whatifs", body, holder)
    assert kept["id"].startswith("W-")
    assert (kept["name"], kept["made_by"]) == ("Switch earlier", "facilitator/Li")
    listed = served.ask("GET", f"/tables/{table}/whatif", holder=holder)["kept"]
    assert [one["id"] for one in listed] == [kept["id"]]
    again = served.ask("GET", f"/tables/{table}/whatifs/{kept['id']}", holder=holder)
    assert again["stands"] is True
    assert again["whatif"] == kept["whatif"]
    cited = served.ask("GET", f"/whatifs/{kept['id']}", holder=holder)
    assert cited == {"id": kept["id"], "name": "Switch earlier", "table": table}
    assert refused(served, "GET", f"/whatifs/{kept['id']}")[0] == 401
    path = f"/tables/{other}/whatifs/{kept['id']}"
    assert refused(served, "DELETE", path, holder=holder)[1]["refused"] == "no_such_whatif"
    served.ask("DELETE", f"/tables/{table}/whatifs/{kept['id']}", holder=holder)
    assert served.ask("GET", f"/tables/{table}/whatif", holder=holder)["kept"] == []
    gone = refused(served, "GET", f"/tables/{table}/whatifs/{kept['id']}", holder=holder)
    assert (gone[0], gone[1]["refused"]) == (404, "no_such_whatif")


def test_what_cannot_be_read_is_refused_with_its_place(over):
    served, table, _ = over
    body = {"changes": ["H3@42m->15m"]}
    status, answer = refused(served, "POST", f"/tables/{table}/whatif", body, served.facilitator())
    assert (status, answer["refused"]) == (409, "whatif_misread")
    numbers = answer["numbers"]
    assert (numbers["problem"], numbers["column"], numbers["hint"]) == ("no_act_then", 4, "39m")
    assert "Traceback" not in served.said


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"changes": "H3->5m"},
        {"changes": [""]},
        {"changes": ["H3->5m"] * 61},
        {"changes": [], "continue": "dogs"},
        {"changes": [], "more": 1},
    ],
)
def test_a_malformed_question_is_refused(over, body):
    served, table, _ = over
    status, answer = refused(served, "POST", f"/tables/{table}/whatif", body, served.facilitator())
    assert (status, answer["refused"]) == (400, "malformed")


def test_a_name_of_blanks_is_none(over):
    served, table, _ = over
    body = {"changes": EARLIER, "name": "  "}
    path = f"/tables/{table}/whatifs"
    assert refused(served, "POST", path, body, served.facilitator())[0] == 400


def test_only_those_who_lead_or_judge_may_ask(over):
    served, table, _ = over
    found = served.ask("GET", f"/tables/{table}/whatif", holder=served.facilitator())
    exercise = served.ask(
        "GET", f"/exercises/{found['exercise']['id']}", holder=served.facilitator()
    )
    links = exercise["tables"][0]["links"]
    participant = served.enter(links["seats"]["commander"], "Chen")
    observer = served.enter(links["observer"], "Olga")
    for holder in (participant, observer):
        for method, body in (("GET", None), ("POST", {"changes": []})):
            path = f"/tables/{table}/whatif"
            assert refused(served, method, path, body, holder)[1]["refused"] == "not_yours"
    assert refused(served, "GET", f"/tables/{table}/whatif")[0] == 401
    evaluator = served.enter(exercise["links"]["evaluator"], "Eve")
    assert served.ask("POST", f"/tables/{table}/whatif", {"changes": []}, evaluator)["said"] == []


def test_a_table_that_still_runs_is_forked_as_far_as_it_has_come(server):
    exercise = server.launch(scenario="ups-single-path")
    table = exercise["tables"][0]["id"]
    paper = server.ask("GET", f"/tables/{table}/whatif", holder=server.facilitator())
    assert (paper["acts"], paper["table"]["ended"]) == ([], False)
    told = server.ask("POST", f"/tables/{table}/whatif", {"changes": []}, server.facilitator())
    assert told["differences"]["obligations"] == []
