"""The text of a calendar feed: all days, alarms, states, and no text that becomes a line of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from engine.store.register_records import ActionRecord, FeedRecord, FindingRecord
from web.feeds import EVENTS, TODOS
from web.register.ics import calendar

NOON = "2026-03-16T12:00:00.000Z"
FINDING = FindingRecord(
    *("F-1", "e", "p", 1, "D2", "response", "step_late", NOON),
    automatic={"severity": "high", "title": {"zh": "确认告警", "en": "Acknowledge"}},
)
EVIL = "x\r\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:a;b,c\\n"


def action(**more: Any) -> ActionRecord:
    return ActionRecord(
        "A-1", "F-1", NOON, **{"words": {"zh": "培训"}, "due": "2026-04-15", **more}
    )


def written(*actions: ActionRecord, kind: str = EVENTS, language: str = "zh") -> Any:
    feed = FeedRecord("k", "整改", language, NOON, {"as": kind})
    pairs = [(FINDING, one) for one in actions]
    text = calendar(feed, pairs, {"A-1": "2026-03-17T08:30:00.000Z"})
    assert text == calendar(feed, pairs, {"A-1": "2026-03-17T08:30:00.000Z"})
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    return Calendar.from_ical(text)


def test_an_action_is_a_whole_day_with_two_alarms() -> None:
    (event,) = written(action()).walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 4, 15), date(2026, 4, 16))
    assert event["uid"] == "A-1@register.startex"
    assert event["dtstamp"].dt.isoformat() == "2026-03-17T08:30:00+00:00"
    alarms = [one["trigger"].dt for one in event.walk("VALARM")]
    assert alarms == [timedelta(days=-7), timedelta(days=-1)]
    assert "演练" in event["summary"]
    assert "确认告警" in event["description"]


@pytest.mark.parametrize(
    ("state", "todo", "event", "alarms"),
    [
        ("accepted", "NEEDS-ACTION", "CONFIRMED", 2),
        ("in_progress", "IN-PROCESS", "CONFIRMED", 2),
        ("verified", "COMPLETED", "CONFIRMED", 0),
        ("rejected", "CANCELLED", "CANCELLED", 0),
    ],
)
def test_the_state_is_told_and_what_is_over_reminds_nobody(
    state: str, todo: str, event: str, alarms: int
) -> None:
    (one,) = written(action(state=state), kind=TODOS).walk("VTODO")
    (other,) = written(action(state=state)).walk("VEVENT")
    assert (one["status"], other["status"]) == (todo, event)
    assert len(list(one.walk("VALARM"))) == alarms


def test_each_change_raises_the_sequence() -> None:
    assert written(action(revision=1)).walk("VEVENT")[0]["sequence"] == 0
    assert written(action(revision=4)).walk("VEVENT")[0]["sequence"] == 3


def test_a_text_never_becomes_a_line_of_its_own() -> None:
    (event,) = written(action(words={"zh": EVIL}, owner=EVIL)).walk("VEVENT")
    assert "SUMMARY:a;b,c" in event["summary"]


def test_an_action_without_a_day_is_left_out() -> None:
    assert written(action(due=None)).walk("VEVENT") == []


def test_a_feed_speaks_its_language() -> None:
    (event,) = written(action(), language="en").walk("VEVENT")
    assert "EXERCISE" in event["summary"]
    assert "Acknowledge" in event["description"]
