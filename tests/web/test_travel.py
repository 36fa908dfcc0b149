"""Time travel over REST: who may look at what, when, and through whose eyes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.serving import Served, serve
from tests.web.past import Past

DUTY = "role:ops-duty"


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, dict[str, Any]]]:
    """A server with an exercise that a team played to its end, and how to get in there."""
    data = Path(tmp_path_factory.mktemp("travel")) / "data"
    past = Past(data)
    exercise = past.exercise(["ups-deviating.yaml"], "2026-03-16T10:05:00+08:00", "Over")
    past.close()
    served = serve(data)
    yield served, served.ask("GET", f"/exercises/{exercise}", holder=served.facilitator())
    served.stop()


def table_of(exercise: dict[str, Any]) -> str:
    """Return the exercise's only table."""
    return str(exercise["tables"][0]["id"])


def at(
    served: Served, exercise: dict[str, Any], holder: str, status: int = 200, **asked: Any
) -> Any:
    """Look at a moment."""
    query = "&".join(f"{key.rstrip('_')}={value}" for key, value in asked.items())
    path = f"/tables/{table_of(exercise)}/at?{query}"
    if status == 200:
        return served.ask("GET", path, holder=holder)
    with pytest.raises(HTTPError) as refused:
        served.ask("GET", path, holder=holder)
    assert refused.value.code == status
    return json.load(refused.value)


def pending(evaluation: dict[str, Any]) -> set[str]:
    """Return the duties that may still be done."""
    return {one["id"] for one in evaluation["obligations"] if one["verdict"] == "pending"}


def test_now_is_the_snapshot_and_a_moment_before_startex_is_empty(over):
    served, exercise = over
    boss = served.facilitator()
    today = served.ask("GET", f"/tables/{table_of(exercise)}/snapshot", holder=boss)
    now = at(served, exercise, boss)
    assert now["seq"] == today["seq"]
    for part in ("lines", "evaluation"):
        assert now[part] == today[part]
    assert {**now["view"], "seats": 0} == {**today["view"], "seats": 0}
    assert {**today["frame"], "links": 0} == {**now["frame"], "links": 0}
    first = at(served, exercise, boss, seq=0)
    assert (first["seq"], first["at"], first["lines"]) == (0, 0, [])
    assert first["view"]["clock"]["phase"] == "ready"


def test_a_facilitator_looks_through_a_seat_s_eyes_and_sees_its_mail_alone(over):
    served, exercise = over
    seen = at(served, exercise, served.facilitator(), time=1_200_000, as_=DUTY)
    assert seen["audience"] == "participant"
    assert seen["at"] == 1_200_000
    assert seen["frame"]["me"]["role"] == "ops-duty"
    assert seen["view"]["mail"]
    assert all(one["at"] <= 1_200_000 for one in seen["view"]["mail"].values())
    assert all(
        "ops-duty" in one["to"] or "all" in one["to"] for one in seen["view"]["mail"].values()
    )
    assert "injects" not in seen["view"]
    assert "evaluation" not in seen


def test_what_is_known_already_is_not_sent_again(over):
    served, exercise = over
    boss = served.facilitator()
    whole = at(served, exercise, boss, seq=60, judged="false")
    more = at(served, exercise, boss, seq=70, after=60, judged="false")
    assert "evaluation" not in whole
    assert [line["seq"] for line in more["lines"]] == list(range(61, 71))
    assert {"view", "frame", "evaluation"} & more.keys() == set()
    back = at(served, exercise, boss, seq=50, after=60)
    assert (back["lines"], back["view"]["clock"]["phase"]) == ([], "running")


def test_verdicts_are_those_of_then(over):
    served, exercise = over
    boss = served.facilitator()
    early = at(served, exercise, boss, time=180_000)["evaluation"]
    late = at(served, exercise, boss)["evaluation"]
    assert early["ended_ms"] is None
    assert pending(early) - pending(late)
    assert all(one["done_ms"] <= 180_000 for one in early["obligations"] if one["done_ms"])
    assert early["score"] != late["score"]


def test_a_participant_looks_back_at_the_own_seat_alone(over):
    served, exercise = over
    li = served.enter(exercise["tables"][0]["links"]["seats"]["ops-duty"], "Li")
    own = at(served, exercise, li, time=600_000)
    boss = at(served, exercise, served.facilitator(), time=600_000, as_=DUTY)
    assert (own["view"], own["lines"]) == (boss["view"], boss["lines"])
    assert at(served, exercise, li, as_=DUTY)["audience"] == "participant"
    for eyes in ("facilitator", "evaluator", "observer", "role:it-head"):
        refused = at(served, exercise, li, 403, as_=eyes)
        assert refused["refused"] == "not_yours"


def test_the_wall_looks_back_at_the_wall_alone(over):
    served, exercise = over
    wall = served.enter(exercise["tables"][0]["links"]["observer"])
    assert set(at(served, exercise, wall, time=600_000)["view"]) == {"clock", "services", "counts"}
    assert at(served, exercise, wall, 403, as_=DUTY)["refused"] == "not_yours"


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"as_": "role:nobody"}, 404, "no_such_role"),
        ({"as_": "participant"}, 404, "no_such_seat"),
        ({"as_": "king"}, 404, "no_such_seat"),
        ({"time": "-1"}, 400, "malformed"),
        ({"seq": "soon"}, 400, "malformed"),
    ],
)
def test_a_look_at_nothing_is_refused(over, asked, status, code):
    served, exercise = over
    assert at(served, exercise, served.facilitator(), status, **asked)["refused"] == code


def test_a_moment_after_the_end_is_the_end(over):
    served, exercise = over
    boss = served.facilitator()
    end = at(served, exercise, boss)
    for asked in ({"seq": 10**6}, {"time": 10**9}):
        seen = at(served, exercise, boss, **asked)
        assert (seen["seq"], seen["at"]) == (end["seq"], end["at"])


def test_while_it_runs_only_those_who_see_all_look_back(launch, server, enter):
    exercise = launch(fill=True)
    table = table_of(exercise)
    li = server.enter(exercise["tables"][0]["links"]["seats"]["ops-duty"], "Li")
    boss = enter(exercise["links"]["facilitator"], table)
    assert boss.control("start")["ok"]
    assert boss.control("jump", to=300_000)["ok"]
    holder = server.facilitator()
    seen = at(server, exercise, holder, time=120_000, as_=DUTY)
    assert seen["at"] == 120_000
    assert all(line["at"] <= 120_000 for line in seen["lines"])
    assert at(server, exercise, holder)["at"] >= 300_000
    assert at(server, exercise, li, 403)["refused"] == "not_yet"
    wall = server.enter(exercise["tables"][0]["links"]["observer"])
    assert at(server, exercise, wall, 403)["refused"] == "not_yet"


def test_a_blind_evaluator_finds_no_other_s_judgement_anywhere_in_the_past(launch, server, enter):
    exercise = launch()
    table = table_of(exercise)
    link = exercise["links"]["evaluator"]
    boss = enter(exercise["links"]["facilitator"], table)
    an, bo = enter(link, table, "An"), enter(link, table, "Bo")
    assert boss.ask("panel", {"evaluators": ["An", "Bo"], "lead": None})["ok"]
    assert boss.control("start")["ok"]
    assert an.ask("note", {"text": "only An knows", "audience": "evaluators", "id": "n-1"})["ok"]
    assert bo.ask("note", {"text": "Bo as well", "audience": "evaluators", "id": "n-2"})["ok"]
    holder = server.enter_panel(table, "Bo")
    for eyes in ("facilitator", "evaluator", DUTY, "observer"):
        for known in ({}, {"after": 1}):
            told = str(at(server, exercise, holder, as_=eyes, **known))
            assert "only An knows" not in told
            assert ("Bo as well" in told) == (eyes in ("facilitator", "evaluator"))
    assert "only An knows" in str(at(server, exercise, server.facilitator()))
    assert "only An knows" not in str(at(server, exercise, server.facilitator(), as_="evaluator"))
