"""The programme over HTTP: exercises planned, moved, cancelled, launched, reported; who may; what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.programme.conftest import Desk

JOINT = "cn-csrc-218-joint"


def duty(paper: Any, name: str) -> Any:
    """Return a duty of the programme."""
    return next(one for one in paper["duties"] if one["id"] == name)


def test_an_empty_programme_tells_what_is_due(desk: Desk) -> None:
    paper = desk.ask("GET", "/programme")
    assert (paper["today"], paper["year"], paper["planned"], paper["held"]) == (
        "2026-02-05",
        2026,
        [],
        [],
    )
    (standing,) = duty(paper, JOINT)["standings"]
    assert (standing["state"], standing["due"]) == ("due", "2026-12-31")
    assert duty(paper, "cn-bank-104-plans")["standings"] == []
    assert paper["days"]["holidays"]["2026-02-17"]


def test_an_exercise_is_planned_moved_and_cancelled_and_that_taken_back(desk: Desk) -> None:
    made = desk.plan(duties=[JOINT], joint=True, parties=["Bank"], remind=["li@example.org"])
    path = f"/programme/exercises/{made['id']}"
    moved = desk.ask("PATCH", path, {"day": "2026-06-13", "revision": made["revision"]})
    assert (moved["day"], moved["revision"], moved["working"]) == ("2026-06-13", 2, False)
    gone = desk.ask("POST", f"{path}/cancel", {"reason": "the bank is busy"})
    assert (gone["state"], gone["cancelled"]["reason"]) == ("cancelled", "the bank is busy")
    back = desk.ask("POST", f"{path}/restore")
    assert (back["state"], back["cancelled"], back["day"]) == ("planned", None, "2026-06-13")


def test_a_planned_exercise_is_named_where_it_will_keep_a_duty(desk: Desk) -> None:
    made = desk.plan(duties=[JOINT], joint=True)
    (standing,) = duty(desk.ask("GET", "/programme"), JOINT)["standings"]
    assert (standing["planned"], standing["late"]) == (made["id"], False)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    path = f"/programme/exercises/{desk.plan()['id']}"
    desk.ask("PATCH", path, {"note": "one", "revision": 1})
    answer = desk.answer("PATCH", path, {"note": "two", "revision": 1})
    assert (answer.status_code, answer.get_json()["refused"]) == (409, "changed_meanwhile")


def test_two_exercises_on_one_day_are_shown_as_a_conflict(desk: Desk) -> None:
    one, other = desk.plan()["id"], desk.plan()["id"]
    desk.plan(day="2026-07-01")
    (conflict,) = desk.ask("GET", "/programme")["conflicts"]
    assert (conflict["day"], set(conflict["planned"])) == ("2026-06-10", {one, other})
    desk.ask("POST", f"/programme/exercises/{one}/cancel", {"reason": "double"})
    assert desk.ask("GET", "/programme")["conflicts"] == []


def test_an_exercise_that_was_held_is_linked_and_its_report_falls_due(desk: Desk) -> None:
    exercise = desk.hold("2026-02-05")
    made = desk.plan(day="2026-02-05", duties=[JOINT], joint=True)
    path = f"/programme/exercises/{made['id']}"
    assert desk.ask("POST", f"{path}/link", {"exercise": exercise})["state"] == "done"
    paper = desk.ask("GET", "/programme")
    (standing,) = duty(paper, JOINT)["standings"]
    assert (standing["state"], standing["last"], standing["due"]) == (
        "done",
        exercise,
        "2027-12-31",
    )
    (report,) = paper["reports"]
    # Spring Festival 2026: 15 to 23 February off, the Saturdays 14 and 28 are worked.
    assert (report["due"], report["state"]) == ("2026-03-04", "due")
    desk.pass_days(28)
    assert desk.ask("GET", "/programme")["reports"][0]["state"] == "overdue"
    assert desk.ask("POST", f"{path}/report", {"day": "2026-03-04"})["reported"] == "2026-03-04"
    assert desk.ask("GET", "/programme")["reports"][0]["state"] == "in_time"
    desk.ask("POST", f"{path}/report", {"day": None})
    assert desk.ask("GET", "/programme")["reports"][0]["state"] == "overdue"


def test_an_exercise_that_was_not_planned_can_be_taken_into_the_programme(desk: Desk) -> None:
    exercise = desk.hold("2026-02-04")
    paper = desk.ask("GET", "/programme")
    (held,) = paper["held"]
    assert (held["exercise"], held["planned"], held["day"]) == (exercise, None, "2026-02-04")
    assert held["scenario"] == "ups-single-path"
    made = desk.plan(day="2026-02-04", exercise=exercise)
    assert (made["state"], made["exercise"]) == ("done", exercise)
    answer = desk.answer(
        "POST", f"/programme/exercises/{desk.plan()['id']}/link", {"exercise": exercise}
    )
    assert answer.get_json()["refused"] == "exercise_is_linked"


def test_what_an_exercise_lacks_for_the_duty_it_was_meant_for_is_told(desk: Desk) -> None:
    exercise = desk.hold("2026-02-04")
    desk.plan(day="2026-02-04", exercise=exercise, duties=[JOINT])
    (held,) = desk.ask("GET", "/programme")["held"]
    assert held["lacks"] == [{"duty": JOINT, "lacks": ["joint"]}]


def test_launching_a_planned_exercise_links_it(desk: Desk) -> None:
    made = desk.plan(scenario="ups-single-path")
    wish = {"scenario": "ups-single-path", "planned": made["id"]}
    launched = desk.ask("POST", "/exercises", wish)
    paper = desk.ask("GET", "/programme")
    (planned,) = paper["planned"]
    assert (planned["exercise"], planned["state"]) == (launched["id"], "launched")
    assert [one["id"] for one in paper["running"]] == [launched["id"]]
    again = desk.answer("POST", "/exercises", wish)
    assert (again.status_code, again.get_json()["refused"]) == (409, "planned_is_held")
    assert len(desk.house.exercises()) == 1


def test_a_drill_held_elsewhere_counts_for_the_duties_it_was_planned_for(desk: Desk) -> None:
    made = desk.plan(day="2026-02-04", duties=[JOINT], joint=True)
    assert desk.ask("POST", f"/programme/exercises/{made['id']}/held")["outside"] is True
    paper = desk.ask("GET", "/programme")
    assert duty(paper, JOINT)["standings"][0]["state"] == "done"
    assert [one["planned"] for one in paper["reports"]] == [made["id"]]
    desk.ask("POST", f"/programme/exercises/{made['id']}/restore")
    assert duty(desk.ask("GET", "/programme"), JOINT)["standings"][0]["state"] == "due"


def test_an_exercise_of_simulated_colleagues_alone_keeps_no_duty(desk: Desk) -> None:
    desk.hold("2026-02-04", team=7)  # type: ignore[arg-type]
    assert desk.ask("GET", "/programme")["held"] == []


def test_records_are_kept_five_years_and_that_is_said_to_be_unverified(desk: Desk) -> None:
    desk.hold("2026-02-04")
    (record,) = desk.ask("GET", "/programme")["records"]
    kept = (record["until"], record["years"], record["verification"], record["over"])
    assert kept == ("2031-02-04", 5, "unverified", False)


def test_a_programme_is_proposed_and_kept_all_at_once(desk: Desk) -> None:
    proposed = desk.ask("GET", "/programme/proposal")["exercises"]
    assert proposed == desk.ask("GET", "/programme/proposal")["exercises"]
    assert proposed[0]["duties"] == [JOINT]
    assert proposed[0]["joint"] is True
    assert all(one["working"] and one["day"].startswith("2026-") for one in proposed)
    assert all(one["title"]["zh"] and one["title"]["en"] for one in proposed)
    keys = ("day", "title", "scenario", "plan", "joint", "duties")
    body = {"exercises": [{key: one[key] for key in keys} for one in proposed]}
    assert len(desk.ask("POST", "/programme/exercises/several", body)["ids"]) == len(proposed)
    left = desk.ask("GET", "/programme/proposal")["exercises"]
    assert [one for one in left if JOINT in one["duties"]] == []


def test_a_faulty_one_of_several_keeps_all_of_them_out(desk: Desk) -> None:
    good = {"day": "2026-06-10", "title": {"zh": "一"}}
    body = {"exercises": [good, {**good, "exercise": "e-none"}]}
    answer = desk.answer("POST", "/programme/exercises/several", body)
    assert (answer.status_code, answer.get_json()["refused"]) == (404, "no_such_exercise")
    assert desk.ask("GET", "/programme")["planned"] == []


def test_the_summary_of_a_year_is_noted_as_handed_in(desk: Desk) -> None:
    assert desk.ask("POST", "/programme/2026/summary/handed", {"day": "2026-02-05"}) == {"ok": True}
    paper = desk.ask("GET", "/programme")
    assert paper["handed"] == {"2026": "2026-02-05"}
    assert duty(paper, "cn-jrt-0099-status")["standings"][0]["state"] == "done"


@pytest.mark.parametrize(
    ("method", "path", "body", "refused"),
    [
        ("POST", "/programme/exercises", {"day": "2026-06-10"}, "malformed"),
        ("POST", "/programme/exercises", {"day": "tomorrow", "title": {"zh": "一"}}, "malformed"),
        (
            *("POST", "/programme/exercises"),
            {"day": "2026-06-10", "title": {"zh": "一"}, "remind": ["li@example.org\nBcc: x@y.z"]},
            "malformed",
        ),
        ("PATCH", "/programme/exercises/p-none", {"note": "x"}, "no_such_planned"),
        ("POST", "/programme/exercises/p-none/cancel", {"reason": "x"}, "no_such_planned"),
        ("POST", "/programme/exercises/p-none/cancel", {"reason": ""}, "malformed"),
        ("POST", "/programme/2026/summary/handed", {"day": "2026-02-06"}, "day_ahead"),
        ("PUT", "/programme/duties/none", {"duty": {"enabled": True}}, "no_such_duty"),
        ("GET", "/programme?year=1066", None, "malformed"),
    ],
)
def test_what_makes_no_sense_is_refused(
    desk: Desk, method: str, path: str, body: Any, refused: str
) -> None:
    assert desk.ask(method, path, body)["refused"] == refused


def test_what_was_cancelled_is_not_linked_nor_cancelled_again(desk: Desk) -> None:
    path = f"/programme/exercises/{desk.plan()['id']}"
    desk.ask("POST", f"{path}/cancel", {"reason": "x"})
    assert desk.ask("POST", f"{path}/cancel", {"reason": "x"})["refused"] == "planned_is_held"
    linked = desk.ask("POST", f"{path}/link", {"exercise": desk.hold("2026-02-04")})
    assert linked["refused"] == "planned_is_cancelled"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/programme"),
        ("GET", "/programme/proposal"),
        ("GET", "/programme/duties"),
        ("GET", "/programme/feeds"),
        ("POST", "/programme/exercises/p-1/restore"),
    ],
)
def test_the_programme_is_for_facilitators_of_the_whole_server(
    desk: Desk, evaluator: str, method: str, path: str
) -> None:
    assert desk.answer(method, path, holder=evaluator).status_code == 403
    assert desk.answer(method, path, holder="").status_code == 401
