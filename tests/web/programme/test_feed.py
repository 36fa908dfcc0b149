"""The programme as a calendar feed: read back by icalendar, replaced by later versions, silent once it is revoked."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
import pytest

from tests.web.programme.conftest import Desk

JOINT = "cn-csrc-218-joint"


def feed(desk: Desk, language: str = "en") -> str:
    """Make a feed and return its path."""
    body = {"name": "Li", "language": language}
    path: str = desk.ask("POST", "/programme/feeds", body)["path"]
    return path


def events(desk: Desk, path: str) -> dict[str, Any]:
    """Return the feed's events by UID."""
    answer = desk.client.get(path)
    assert answer.mimetype == "text/calendar"
    read = icalendar.Calendar.from_ical(answer.data)
    assert read["VERSION"] == "2.0"
    return {str(one["UID"]): one for one in read.walk("VEVENT")}


def test_exercises_and_due_days_are_days_of_the_calendar(desk: Desk) -> None:
    made = desk.plan(duties=[JOINT], joint=True, parties=["Bank"], scenario="ups-single-path")
    found = events(desk, feed(desk))
    one = found[f"{made['id']}@programme.startex"]
    assert (one.decoded("DTSTART"), one.decoded("DTEND")) == (date(2026, 6, 10), date(2026, 6, 11))
    assert str(one["SUMMARY"]) == "[EXERCISE] Tabletop"
    alarms = [alarm.decoded("TRIGGER").days for alarm in one.walk("VALARM")]
    assert alarms == [-7, -1]
    duty = found[f"{JOINT}.organisation.all.2026@programme.startex"]
    assert duty.decoded("DTSTART") == date(2026, 12, 31)
    assert "CSRC Order 218" in str(duty["DESCRIPTION"])


def test_a_moved_exercise_keeps_its_uid_and_counts_its_changes(desk: Desk) -> None:
    made, path = desk.plan(), feed(desk)
    uid = f"{made['id']}@programme.startex"
    assert int(events(desk, path)[uid]["SEQUENCE"]) == 0
    desk.ask("PATCH", f"/programme/exercises/{made['id']}", {"day": "2026-06-11"})
    desk.ask("POST", f"/programme/exercises/{made['id']}/cancel", {"reason": "x"})
    one = events(desk, path)[uid]
    assert (int(one["SEQUENCE"]), str(one["STATUS"])) == (2, "CANCELLED")
    assert one.decoded("DTSTART") == date(2026, 6, 11)
    assert list(one.walk("VALARM")) == []


def test_a_report_stands_in_the_calendar_until_it_is_handed_in(desk: Desk) -> None:
    exercise = desk.hold("2026-02-05")
    made = desk.plan(day="2026-02-05", exercise=exercise, joint=True, duties=[JOINT])
    path = feed(desk)
    uid = f"{exercise}.{JOINT}.report@programme.startex"
    assert events(desk, path)[uid].decoded("DTSTART") == date(2026, 3, 4)
    desk.ask("POST", f"/programme/exercises/{made['id']}/report", {"day": "2026-02-05"})
    assert uid not in events(desk, path)


@pytest.mark.parametrize(
    ("language", "summary", "mark"),
    [("zh", "【演练】桌面推演", "演练 EXERCISE"), ("en", "[EXERCISE] Tabletop", "EXERCISE")],
)
def test_a_feed_speaks_its_language_and_is_marked(
    desk: Desk, language: str, summary: str, mark: str
) -> None:
    made = desk.plan()
    one = events(desk, feed(desk, language))[f"{made['id']}@programme.startex"]
    assert str(one["SUMMARY"]) == summary
    assert mark in str(one["DESCRIPTION"])


def test_nothing_of_the_script_is_in_the_feed(desk: Desk) -> None:
    desk.plan(scenario="ups-single-path", plan="broker-trading-continuity")
    text = desk.client.get(feed(desk)).get_data(as_text=True)
    scenario = desk.house.library.scenario_sheet("ups-single-path").document
    for inject in scenario.injects:  # type: ignore[union-attr]
        for words in inject.title.words.values():
            assert words not in text


def test_a_revoked_feed_leads_nowhere_and_the_register_keeps_its_own(desk: Desk) -> None:
    path = feed(desk)
    (one,) = desk.ask("GET", "/programme/feeds")["feeds"]
    assert desk.ask("GET", "/register/feeds") == {"feeds": []}
    desk.ask("DELETE", f"/programme/feeds/{one['id']}")
    assert desk.client.get(path).status_code == 404
    assert desk.ask("GET", "/programme/feeds") == {"feeds": []}
