"""Limits and cadences in prose: found with their words, told apart, never found in stories of the past."""

from __future__ import annotations

import pytest

from scenarios.exchange.time_words import cell_hints, hints_in, length_of, working_days_in


def told(text: str) -> list[tuple[str, str, str]]:
    return [(hint.key, hint.value, hint.words) for hint in hints_in(text, 1)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Triage (IR Lead, < 10 min)", ("within", "10m", "< 10 min")),
        ("Within 1 hour: the DPO is notified", ("within", "1h", "Within 1 hour")),
        ("completed within 24–48 hours", ("within", "48h", "within 24–48 hours")),
        ("the 72-hour clock runs", ("within", "72h", "72-hour clock")),
        ("no later than thirty minutes after", ("within", "30m", "no later than thirty minutes")),
        ("updates every 15 minutes", ("every", "15m", "every 15 minutes")),
        ("应在30分钟内报告", ("within", "30m", "30分钟内")),
        ("十五分钟以内到岗", ("within", "15m", "十五分钟以内")),
        ("半小时内恢复", ("within", "30m", "半小时内")),
        ("不超过2小时", ("within", "2h", "不超过2小时")),
        ("每隔30分钟续报", ("every", "30m", "每隔30分钟")),
        ("每小时通报", ("every", "1h", "每小时")),
    ],
)
def test_a_time_is_suggested_with_its_own_words(text: str, wanted: tuple[str, str, str]) -> None:
    assert told(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Over the past 2 hours the key was used",
        "the finding fired 15 minutes ago",
        "logs within the last 24 hours",
        "过去24小时内的日志",
        "15分钟前发现",
        "act within minutes",
        "交易中断3分钟以上",
        "under 5 hosts",
    ],
)
def test_a_time_that_sets_no_limit_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_two_cadences_in_one_sentence_are_two_suggestions() -> None:
    found = told("every 15 minutes (P1), every 1 hour (P2)")
    assert [(key, value) for key, value, _ in found] == [("every", "15m"), ("every", "1h")]


def test_working_days_have_no_length_on_a_clock() -> None:
    assert told("within 5 business days") == told("5个工作日内") == []
    assert list(working_days_in("report within 5 business days")) == ["within 5 business days"]


def test_a_column_for_limits_needs_no_more_than_a_length() -> None:
    assert [hint.value for hint in cell_hints("15分钟", "within", 3)] == ["15m"]
    assert [hint.value for hint in cell_hints("2h", "every", 3)] == ["2h"]
    assert cell_hints("立即", "within", 3) == ()


def test_a_hint_knows_its_line() -> None:
    assert [hint.line for hint in hints_in("first\nsecond within 5 minutes", 10)] == [11]


@pytest.mark.parametrize(
    ("said", "length"),
    [
        ("15分钟", 900_000),
        ("半小时", 1_800_000),
        ("1小时30分钟", 5_400_000),
        ("1 hour 30 min", 5_400_000),
        ("十五分钟", 900_000),
    ],
)
def test_words_that_are_a_length_of_time_and_nothing_else_are_read(said: str, length: int) -> None:
    assert length_of(said) == length


@pytest.mark.parametrize(
    "said", ["", "15", "soon", "15分钟内报告", "10-15 min", "2个工作日", "0分钟"]
)
def test_what_is_more_or_less_than_one_length_of_time_is_none(said: str) -> None:
    assert length_of(said) is None
