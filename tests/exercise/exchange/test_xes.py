"""XES and CSV logs, read back by readers that know nothing of the product."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from exercise.entry import OUTSIDE, Entry
from exercise.exchange.journal_csv import COLUMNS, journal_csv
from exercise.exchange.oscal_results import assessment_results
from exercise.exchange.xes import xes
from exercise.facts import NoteTaken
from exercise.judging_facts import SurveyAnswered
from tests.exercise.builders import MIN
from tests.exercise.exchange.cases import attacked, shipped, small

SPACE = "{http://www.xes-standard.org/}"
KINDS = {"string", "date", "int", "float", "boolean", "id", "list", "container"}


def log(*cases: Any) -> Any:
    """Return the root of the log that the cases make."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(xes(cases).encode(), parser)


def values(thing: Any) -> dict[str, str]:
    """Return the attributes of a log, trace or event by key."""
    return {one.get("key"): one.get("value") for one in thing if one.get("key")}


def events(root: Any) -> list[dict[str, str]]:
    """Return the attributes of all events."""
    return [values(one) for one in root.iter(f"{SPACE}event")]


def rows(*cases: Any) -> list[dict[str, str]]:
    """Return the rows of the CSV that the cases make."""
    text = journal_csv(cases)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def test_a_log_has_its_parts_in_the_order_of_the_standard():
    order = ["extension", "global", "classifier", "string", "trace"]
    found = [one.tag.removeprefix(SPACE) for one in log(small())]
    assert sorted(found, key=order.index) == found
    assert set(found) == set(order)


def test_every_prefix_that_is_used_is_declared():
    root = log(shipped())
    declared = {one.get("prefix") for one in root.iter(f"{SPACE}extension")}
    used = {key.partition(":")[0] for event in events(root) for key in event if ":" in key}
    assert used == {"concept", "time", "lifecycle", "org", "identity"}
    assert used <= declared


def test_a_trace_is_a_table_and_an_event_an_entry():
    root = log(small(), small(table="t-2", table_name="B"))
    traces = root.findall(f"{SPACE}trace")
    assert [values(one)["concept:name"] for one in traces] == ["A", "B"]
    assert len(events(root)) == 2 * len(small().entries)


def test_an_act_says_who_when_and_what_became_of_it():
    acted = [one for one in events(log(small())) if one["type"] == "acted"]
    assert [one["concept:name"] for one in acted] == ["acknowledge", "acknowledge"]
    assert [(one["org:resource"], one["org:role"]) for one in acted] == [
        ("Ann", "duty"),
        ("Bo", "duty"),
    ]
    assert acted[0]["time:timestamp"] == "2026-03-16T02:03:00.000Z"
    lists = log(small()).findall(f".//{SPACE}list")
    duties = [(one.get("key"), one.get("value")) for one in lists[1].iter(f"{SPACE}string")]
    assert duties == [("D1.response#1", "met")]


def test_ids_are_unique_and_times_never_run_backwards():
    found = events(log(shipped()))
    assert len({one["identity:id"] for one in found}) == len(found)
    times = [one["time:timestamp"] for one in found]
    assert all(one <= other for one, other in pairwise(times))


def test_a_recovery_goes_through_the_life_cycle_of_an_activity():
    found = [one for one in events(log(shipped())) if one["type"] == "recovery_changed"]
    assert {one["lifecycle:transition"] for one in found} >= {"start", "complete"}


def test_a_log_says_that_it_is_an_exercise():
    root = log(small())
    assert values(root)["mark"] == "演练 EXERCISE"
    assert [values(one)["mark"] for one in root.findall(f"{SPACE}trace")] == ["演练 EXERCISE"]


def test_only_known_kinds_of_attributes_are_written():
    structure = {"log", "extension", "global", "classifier", "trace", "event", "values"}
    assert {one.tag.removeprefix(SPACE) for one in log(shipped()).iter()} <= KINDS | structure


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_activity_is_a_code_or_a_hole(language):
    names = {one["concept:name"] for one in events(log(shipped(language)))}
    names |= {one["description"] for one in events(log(shipped(language)))}
    assert [
        name for name in names if not name or "{{" in name or "_" in name or "fact." in name
    ] == []


def test_the_table_has_a_line_for_each_entry_with_the_columns_that_mining_asks_for():
    found = rows(small())
    assert tuple(found[0]) == COLUMNS
    assert [row["seq"] for row in found] == [str(one.seq) for one in small().entries]
    act = next(row for row in found if row["type"] == "acted")
    assert (act["case_id"], act["activity"], act["resource"]) == ("e-1/t-1", "acknowledge", "Ann")
    assert act["timestamp"] == "2026-03-16T02:03:00.000Z"
    assert {row["mark"] for row in found} == {"演练 EXERCISE"}


def test_ids_of_the_sender_stay_out_of_the_table():
    found = rows(small(entries=(*small().entries,)))
    assert all("client_id" not in row["details"] for row in found)


def test_a_line_break_in_a_text_breaks_no_line():
    found = rows(attacked("one\r\ntwo"))
    notes = [one for one in attacked("x").entries if isinstance(one.fact, NoteTaken)]
    assert len(found) == len(attacked("x").entries)
    assert len(notes) == 1


def test_survey_answers_and_private_notes_leave_the_house_in_no_log():
    entries = list(small().entries)
    for fact in (SurveyAnswered({"q1": "zq-answer"}), NoteTaken("zq-private", audience="own")):
        entries.append(Entry(len(entries) + 1, 60 * MIN, OUTSIDE, "", "duty/Ann", fact))
    case = small(entries=tuple(entries))
    written = xes([case]) + journal_csv([case]) + str(assessment_results([case]))
    assert "zq-" not in written
    assert len(rows(case)) == len(small().entries)
