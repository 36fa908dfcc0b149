"""Chosen changes become the text of the next version; everything else in the plan stays as it was."""

from __future__ import annotations

import difflib

import pytest

from exercise.improvement.change import ACCEPTED, Change, change_from_paper, change_to_paper
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.revision import accepted, current, is_same, revised
from scenarios.reader import read_file
from tests.scenarios.samples import PLAN


@pytest.fixture(scope="module")
def base():
    """Return the sheet of the small plan, version 3."""
    return read_file(PLAN)


def change(step, field, old, new, **more):
    """Return a change."""
    return Change("c1", step, field, old, new, "step_late", **more)


def redline(base, sheet):
    """Return the lines that went out and came in."""
    lines = difflib.unified_diff(base.text.splitlines(), sheet.text.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def refused(base, *changes):
    """Return the code with which *changes* are refused."""
    with pytest.raises(RevisionRefused) as error:
        revised(base, changes)
    return error.value.code


def test_a_longer_limit_changes_its_line_and_the_version_only(base):
    sheet = revised(base, [change("D1", "within", "3m", "5m")])
    assert redline(base, sheet) == [
        "-version: 3",
        "+version: 4",
        "-        within: 3m          # the hotline's promise",
        "+        within: 5m          # the hotline's promise",
    ]
    assert sheet.document.version == 4
    assert sheet.document.steps()[0].within == 300_000
    assert base.document.version == 3


def test_no_change_at_all_is_still_the_next_version(base):
    assert redline(base, revised(base, [])) == ["-version: 3", "+version: 4"]


def test_a_field_inside_another_is_changed_alone(base):
    sheet = revised(base, [change("D1", "escalate.within", "5m", "3m")])
    escalate = sheet.document.steps()[0].escalate
    assert (escalate.within, escalate.by, escalate.does) == (
        180_000,
        ("it-head",),
        "acknowledge-alarm",
    )


def test_a_field_is_added_and_another_taken_away(base):
    sheet = revised(
        base,
        [
            change("R2", "escalate", None, {"by": ["commander"], "within": "8m"}),
            change("D1", "notes", {"zh": "备注", "en": "A note"}, None),
        ],
    )
    assert sheet.document.steps()[3].escalate.by == ("commander",)
    assert not sheet.document.steps()[0].notes


def test_a_service_is_changed_by_its_id_too(base):
    sheet = revised(base, [change("trading", "rto", "30m", "45m")])
    assert sheet.document.services[4].rto == 45 * 60_000


def test_the_old_value_may_be_written_another_way(base):
    assert revised(base, [change("D1", "within", "180s", "5m")]).is_sound
    assert is_same(["a"], ["a"])
    assert not is_same(True, 1.5)
    assert not is_same("soon", "5m")


def test_two_changes_inside_one_field_are_made_together(base):
    sheet = revised(
        base,
        [
            change("D1", "escalate.within", "5m", "3m"),
            change("D1", "escalate.by", ["it-head"], ["commander"]),
        ],
    )
    assert sheet.document.steps()[0].escalate.by == ("commander",)
    assert sheet.document.steps()[0].escalate.within == 180_000


def test_what_the_plan_no_longer_says_is_refused(base):
    assert refused(base, change("D1", "within", "4m", "5m")) == "change_stale"
    assert refused(base, change("D1", "within", None, "5m")) == "change_stale"


@pytest.mark.parametrize(
    ("step", "field", "code"),
    [
        ("D9", "within", "no_such_step"),
        ("D1", "wthin", "unknown_field"),
        ("D1", "id", "unknown_field"),
    ],
)
def test_what_is_not_there_is_refused(base, step, field, code):
    assert refused(base, change(step, field, None, "5m")) == code


def test_the_step_that_was_probably_meant_is_named(base):
    with pytest.raises(RevisionRefused) as error:
        revised(base, [change("tradin", "rto", None, "5m")])
    assert error.value.numbers["hint"] == "trading"


def test_two_changes_of_one_field_contradict_each_other(base):
    one, other = change("D1", "within", "3m", "5m"), change("D1", "within", "3m", "6m")
    assert refused(base, one, other) == "changes_conflict"
    whole = change("D1", "escalate", current(base, "D1", "escalate"), None)
    assert refused(base, whole, change("D1", "escalate.within", "5m", "3m")) == "changes_conflict"


def test_a_revision_is_checked_like_any_plan(base):
    sheet = revised(base, [change("D1", "by", ["ops-duty"], ["ops-dutty"])])
    assert sheet.document is None
    assert [(p.code, p.hint) for p in sheet.problems] == [("unknown_name", "ops-duty")]


def test_a_faulty_plan_is_not_revised(base):
    sheet = revised(base, [change("D1", "by", ["ops-duty"], 5)])
    assert refused(sheet, change("D1", "within", "3m", "5m")) == "document_refused"


def test_the_current_value_of_a_field_is_told_as_the_plan_writes_it(base):
    assert current(base, "D1", "within") == "3m"
    assert current(base, "D1", "escalate.by") == ["it-head"]
    assert current(base, "D2", "within_max") is None
    assert current(base, "R4", "by") == "all"
    with pytest.raises(RevisionRefused):
        current(base, "D0", "within")


def test_only_accepted_changes_go_into_the_next_version():
    yes = change("D1", "within", "3m", "5m", decision=ACCEPTED)
    assert accepted([change("D1", "hard", None, True), yes]) == (yes,)


def test_a_change_on_paper_is_the_same_change():
    full = change(
        "D1",
        "within",
        "3m",
        "5m",
        numbers={"late_ms": 9},
        evidence=(4, 7),
        finding="A-1",
        table="t",
        note="n",
    )
    assert change_from_paper(change_to_paper(full)) == full
    assert change_to_paper(full)["evidence"] == {
        "table": "t",
        "finding": "A-1",
        "seqs": [4, 7],
        "findings": [],
        "others": [],
    }
