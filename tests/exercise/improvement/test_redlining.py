"""A redline tells item by item what happened, in the order of the newer plan, and its texts word by word."""

from __future__ import annotations

import json
import time

import pytest

from exercise.improvement.redlining import redline
from exercise.improvement.refusal import RevisionRefused
from scenarios.reader import read_file, read_text
from tests.scenarios.samples import PLAN

OLD = read_file(PLAN)


def rewritten(*swaps):
    """Return the sheet of the small plan with stretches of its text swapped for others."""
    text = OLD.text
    for out, come in swaps:
        assert text.count(out) == 1, out
        text = text.replace(out, come)
    sheet = read_text(text, "p.yaml")
    assert sheet.is_sound, sheet.problems
    return sheet


def told(new, old=OLD):
    """Return the items of a redline as kind, id, op and keys of their fields."""
    items = redline(old, new)["items"]
    return [(i["kind"], i["id"], i["op"], [f["key"] for f in i["fields"]]) for i in items]


R4 = "      - {id: R4, title: {zh: 记录, en: Log}, does: keep-log, by: all, records: all, within: 5m}\n"
D2 = "      - id: D2\n"


def test_versions_that_say_the_same_have_an_empty_redline():
    paper = redline(OLD, rewritten(("version: 3", "version: 4"), ("within: 3m ", "within: 180s ")))
    assert paper["items"] == []
    assert (paper["format"], paper["from"]["version"], paper["to"]["version"]) == (
        "startex/redline@1",
        3,
        4,
    )
    assert paper["from"]["digest"] == OLD.digest


def test_a_changed_limit_and_text_are_told_with_both_values_and_pieces():
    new = rewritten(("within: 3m ", "within: 5m "), ("zh: 确认告警", "zh: 立即确认告警"))
    [item] = redline(OLD, new)["items"]
    assert (item["kind"], item["id"], item["op"], item["procedure"]) == (
        "step",
        "D1",
        "changed",
        "detect",
    )
    title, within = item["fields"]
    assert (within["key"], within["old"], within["new"]) == ("within", "3m", "5m")
    assert title["key"] == "title.zh"
    assert title["pieces"] == [{"op": "+", "text": "立即"}, {"op": "=", "text": "确认告警"}]


def test_a_step_that_moved_and_changed_is_one_item_with_both_places():
    new = rewritten((R4, ""), (D2, R4.replace("5m", "9m") + D2))
    [item] = redline(OLD, new)["items"]
    assert (item["op"], item["from_procedure"], item["procedure"]) == ("moved", "respond", "detect")
    assert (item["from_after"], item["after"]) == ("R3", "D1")
    assert [(f["key"], f["old"], f["new"]) for f in item["fields"]] == [("within", "5m", "9m")]


def test_what_came_and_went_is_told_with_all_its_fields_where_it_stands():
    role = "  - {id: commander, title: {zh: 总指挥, en: Commander}}\n"
    scribe = "  - {id: scribe, title: {zh: 记录员, en: Scribe}}\n"
    assert told(rewritten((role, scribe + role), (R4, ""))) == [
        ("role", "scribe", "added", ["title.zh", "title.en"]),
        ("step", "R4", "removed", ["title.zh", "title.en", "does", "by", "within", "records"]),
    ]
    [added] = redline(OLD, rewritten((role, scribe + role)))["items"]
    assert added["fields"][0] == {
        "key": "title.zh",
        "old": None,
        "new": "记录员",
        "pieces": [{"op": "+", "text": "记录员"}],
    }
    back = redline(rewritten((R4, "")), OLD)["items"]
    assert [(item["op"], item["after"]) for item in back] == [("added", "R3")]


def test_the_plans_own_fields_and_sections_have_items_of_their_own():
    new = rewritten(
        ("owner: it-head", "owner: commander"),
        ("{dba: 2, dr-site: 1}\nrec", "{dba: 3, dr-site: 1}\nrec"),
        ("{zh: 目的, en: Purpose}", "{zh: 目的与范围, en: Purpose}"),
    )
    assert told(new) == [
        ("plan", "small-plan", "changed", ["owner", "resources.dba"]),
        ("sections", "sections", "changed", ["purpose.zh"]),
    ]


def test_a_redline_is_json_and_a_faulty_plan_has_none():
    json.dumps(redline(OLD, rewritten((R4, ""))))
    with pytest.raises(RevisionRefused):
        redline(OLD, read_text("format: startex/plan@1\n", "p.yaml"))


def test_two_plans_of_hundreds_of_steps_are_compared_in_a_moment():
    rows = "".join(R4.replace("R4", f"X{n}").replace("记录", f"记录第{n}项") for n in range(400))
    old = rewritten((R4, R4 + rows))
    new = read_text(old.text.replace("记录第", "完整记录第"), "p.yaml")
    begun = time.process_time()
    assert len(redline(old, new)["items"]) == 400
    assert time.process_time() - begun < 2
