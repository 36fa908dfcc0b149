"""REST: who may ask what, what is refused and how, and the headers that every answer carries."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.request
from typing import Any

import pytest

from scenarios.desk import open_behaviour
from tests.serving import Served
from tests.web.past import WISHES, Past
from web.launching import prepare

SCENARIO = "ups-single-path"


def asked(
    server: Served, method: str, path: str, body: Any = None, **headers: str
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Return status, JSON and headers of an answer, whatever its status."""
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    sent = {
        "Content-Type": "application/json",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    request = urllib.request.Request(server.url + path, data, sent, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read() or b"{}"), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}"), dict(error.headers)


def bearer(holder: str) -> dict[str, str]:
    """Return the header that shows a pass."""
    return {"Authorization": f"Bearer {holder}"}


@pytest.fixture(scope="module")
def exercise(server: Served) -> Any:
    """An exercise that was launched and not yet begun."""
    seats = {"scribe": "closed", "it-head": "simulated"}
    return server.launch(scenario=SCENARIO, tables=[{"name": "A", "seats": seats}, {"name": "B"}])


@pytest.fixture(scope="module")
def seat(server: Served, exercise: Any) -> str:
    """The pass of a participant."""
    return server.enter(exercise["tables"][0]["links"]["seats"]["ops-duty"], "li")


def test_a_stranger_is_asked_who_they_are(server):
    status, told, _ = asked(server, "GET", "/api/v1/exercises")
    assert (status, told["refused"]) == (401, "who_are_you")


def test_a_forged_pass_is_nobodys(server, seat):
    status, told, _ = asked(server, "GET", "/api/v1/me", **bearer(seat + "x"))
    assert (status, told["refused"]) == (401, "who_are_you")


@pytest.mark.parametrize(
    "path",
    [
        "/library",
        f"/scenarios/{SCENARIO}",
        "/plans/broker-trading-continuity",
        "/plans/broker-trading-continuity/versions/1",
        "/exercises/{exercise}/comparison",
        "/tables/{table}/journal",
    ],
)
def test_a_participant_is_kept_out_of_what_is_not_theirs(server, exercise, seat, path):
    path = path.format(exercise=exercise["id"], table=exercise["tables"][0]["id"])
    status, told, _ = asked(server, "GET", "/api/v1" + path, **bearer(seat))
    assert (status, told["refused"]) == (403, "not_yours")


@pytest.mark.parametrize("what", ["evaluation", "report", "review"])
def test_a_participant_sees_no_judgement_before_the_end(server, exercise, seat, what):
    table = exercise["tables"][0]["id"]
    status, told, _ = asked(server, "GET", f"/api/v1/tables/{table}/{what}", **bearer(seat))
    assert (status, told["refused"]) == (403, "not_yet")
    status, told, _ = asked(server, "GET", f"/reports/{table}", **bearer(seat))
    assert (status, told["refused"]) == (403, "not_yet")


def test_a_participant_is_shown_no_links(server, exercise, seat):
    told = server.ask("GET", f"/exercises/{exercise['id']}", holder=seat)
    assert '"links"' not in json.dumps(told)
    assert "/j/" not in json.dumps(told)


def test_a_seat_at_one_table_is_none_at_another(server, exercise, seat):
    other = exercise["tables"][1]["id"]
    status, told, _ = asked(server, "GET", f"/api/v1/tables/{other}/snapshot", **bearer(seat))
    assert (status, told["refused"]) == (403, "not_yours")


def test_people_join_by_code_and_name(server, exercise):
    code = exercise["tables"][0]["code"]
    found = server.ask("GET", f"/codes/{code[:3].lower()}-{code[3:]}")
    roles = {one["role"] for one in found["seats"]}
    assert "scribe" not in roles
    assert "it-head" not in roles
    joined = server.ask("POST", "/join", {"code": code, "name": " Zhang/San ", "role": "security"})
    assert (joined["role"], joined["name"]) == ("security", "Zhang/San")
    assert joined["goes"] == f"/tables/{exercise['tables'][0]['id']}/seat"


@pytest.mark.parametrize(
    ("wanted", "status", "code"),
    [
        ({"code": "ZZZZZZ", "name": "li", "role": "security"}, 404, "no_such_code"),
        ({"code": "CODE", "name": "li", "role": "scribe"}, 404, "no_such_seat"),
        ({"code": "CODE", "name": "li", "role": "nobody"}, 404, "no_such_seat"),
        ({"code": "CODE", "name": "//", "role": "security"}, 409, "name_missing"),
        ({"code": "CODE", "name": "li"}, 400, "malformed"),
        ({"code": "CODE", "name": "li", "role": "security", "more": 1}, 400, "malformed"),
        ([], 400, "malformed"),
    ],
)
def test_joining_wrongly_is_refused(server, exercise, wanted, status, code):
    if isinstance(wanted, dict) and wanted["code"] == "CODE":
        wanted = {**wanted, "code": exercise["tables"][0]["code"]}
    found, told, _ = asked(server, "POST", "/api/v1/join", wanted)
    assert (found, told["refused"]) == (status, code)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"scenario": "nowhere"}, 404, "no_such_scenario"),
        ({"scenario": SCENARIO, "plan_version": 99}, 404, "no_such_version"),
        ({"scenario": SCENARIO, "behaviour": "nobody"}, 404, "no_such_behaviour"),
        ({"scenario": SCENARIO, "speed": 61}, 400, "malformed"),
        ({"scenario": SCENARIO, "tables": []}, 400, "malformed"),
        (
            {"scenario": SCENARIO, "tables": [{"name": "A", "seats": {"x": "open"}}]},
            404,
            "no_such_seat",
        ),
        (
            {"scenario": SCENARIO, "tables": [{"name": "A", "seats": {"it-head": "?"}}]},
            400,
            "malformed",
        ),
        ({}, 400, "malformed"),
        (b"{", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b"[" * 100_000, 400, "malformed"),
    ],
)
def test_launching_wrongly_is_refused(server, body, status, code):
    headers = bearer(server.facilitator())
    found, told, _ = asked(server, "POST", "/api/v1/exercises", body, **headers)
    assert (found, told["refused"]) == (status, code)


def test_the_behaviours_of_empty_seats_are_listed_for_who_launches(server, seat):
    found, told, _ = asked(server, "GET", "/api/v1/behaviours", **bearer(server.facilitator()))
    assert found == 200
    assert {one["id"] for one in told["behaviours"]} >= {"ideal", "trained", "average", "poor"}
    assert asked(server, "GET", "/api/v1/behaviours", **bearer(seat))[0] == 403


def test_a_launched_exercise_pins_how_empty_seats_behave(tmp_path):
    past = Past(tmp_path)
    try:
        wanted = {**WISHES, "plan_version": None, "title": None, "tables": []}
        poor, _ = prepare(past.house.library, wanted | {"behaviour": "poor"}, None, "now", False)
        usual, _ = prepare(past.house.library, wanted, None, "now", False)
    finally:
        past.close()
    assert poor.options["behaviour"] == open_behaviour("poor").digest
    assert usual.options["behaviour"] == open_behaviour("trained").digest


def test_a_body_of_many_megabytes_is_too_long(server):
    headers = bearer(server.facilitator())
    body = b'{"scenario": "' + b"x" * 3_000_000 + b'"}'
    found, told, _ = asked(server, "POST", "/api/v1/exercises", body, **headers)
    assert (found, told["refused"]) == (413, "too_long")


def test_a_participant_launches_nothing(server, seat):
    status, told, _ = asked(
        server, "POST", "/api/v1/exercises", {"scenario": SCENARIO}, **bearer(seat)
    )
    assert (status, told["refused"]) == (403, "not_yours")


def test_a_cookie_alone_changes_nothing_without_the_pages_own_token(server):
    token = server.key.rpartition("/")[2]
    status, _, headers = asked(server, "POST", "/api/v1/enter", {"token": token})
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert status == 200
    assert "HttpOnly" in headers["Set-Cookie"]
    status, told, _ = asked(
        server, "POST", "/api/v1/exercises", {"scenario": SCENARIO}, Cookie=cookie
    )
    assert (status, told["refused"]) == (409, "csrf_missing")
    _, me, _ = asked(server, "GET", "/api/v1/me", Cookie=cookie)
    assert me["passes"][0]["kind"] == "facilitator"
    status, told, _ = asked(
        server,
        "POST",
        "/api/v1/exercises",
        {"scenario": "nowhere"},
        Cookie=cookie,
        X_StartEx_CSRF=me["csrf"],
    )
    assert told["refused"] == "no_such_scenario"


def test_every_answer_says_what_a_page_may_load(server):
    _, _, headers = asked(server, "GET", "/healthz")
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_bundle_travels_packed_to_who_can_unpack_it(server):
    with urllib.request.urlopen(server.url + "/", timeout=30) as answer:
        page = answer.read().decode()
    script = re.findall(r'src="(/static/dist/assets/[^"]+)"', page)[0]
    sizes = {}
    for encoding in ("identity", "gzip"):
        request = urllib.request.Request(server.url + script, headers={"Accept-Encoding": encoding})
        with urllib.request.urlopen(request, timeout=30) as answer:
            data = answer.read()
            sizes[encoding] = len(data)
            assert "immutable" in answer.headers["Cache-Control"]
            packed = answer.headers.get("Content-Encoding") == "gzip"
        if packed:
            assert len(gzip.decompress(data)) == sizes["identity"]
    assert sizes["gzip"] < sizes["identity"] / 2


def test_what_is_not_there_is_said_so(server):
    status, told, _ = asked(server, "GET", "/api/v1/nothing")
    assert (status, told["refused"]) == (404, "no_such_page")
    status, told, _ = asked(server, "GET", "/api/v1/links/nonsense")
    assert (status, told["refused"]) == (404, "no_such_link")
    status, told, _ = asked(
        server, "GET", "/api/v1/tables/t-none/snapshot", **bearer(server.facilitator())
    )
    assert (status, told["refused"]) == (404, "no_such_table")


def test_the_interface_describes_itself(server):
    status, told, _ = asked(server, "GET", "/api/v1/openapi.json")
    assert status == 200
    assert "/api/v1/exercises" in told["paths"]
    with urllib.request.urlopen(server.url + "/api/v1/docs", timeout=30) as answer:
        assert "Launch an exercise." in answer.read().decode()


def test_the_library_lists_the_shipped_scenario_with_no_errors(server):
    told = server.ask("GET", "/library", holder=server.facilitator())
    row = next(one for one in told["scenarios"] if one["id"] == SCENARIO)
    assert (row["problems"], row["plan"]) == (0, "broker-trading-continuity")
    page = server.ask("GET", f"/scenarios/{SCENARIO}", holder=server.facilitator())
    assert len(page["injects"]) == row["injects"]
    assert page["injects"][0]["subject"]


def test_an_exercise_that_is_over_stays_in_the_list(server):
    exercise = server.launch(scenario=SCENARIO, title="Over")
    listed = server.ask("GET", "/exercises", holder=server.facilitator())["exercises"]
    row = next(one for one in listed if one["id"] == exercise["id"])
    assert (row["title"], row["tables"][0]["phase"]) == ({"": "Over"}, "ready")
    assert row["plan"]["id"] == "broker-trading-continuity"
