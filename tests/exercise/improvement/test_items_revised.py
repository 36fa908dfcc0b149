"""Items are added, taken away, moved and changed in the plan's text; everything else keeps every letter."""

from __future__ import annotations

import difflib
from dataclasses import replace

import pytest

from exercise.improvement.change import ACCEPTED, ADD, MOVE, REMOVE, Change, Place, place_to_paper
from exercise.improvement.items import items_of, paper_of
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.revision import accepted, current, revised
from scenarios.reader import read_file, read_text
from tests.scenarios.samples import PLAN

BASE = read_file(PLAN)
ITEMS = items_of(paper_of(BASE))
STEP = {"id": "R9", "title": {"zh": "九", "en": "Nine"}, "does": "keep-log", "by": ["it-head"]}


def set_(step, field, new, base=BASE):
    """Return a change of one field."""
    return Change("c1", step, field, current(base, step, field), new, "x", decision=ACCEPTED)


def add(step, item, procedure=None, after=None, **more):
    """Return an addition."""
    place = Place(procedure, after)
    known = {"decision": ACCEPTED, **more}
    return Change("c2", step, "", None, item, "x", op=ADD, place=place, **known)


def remove(step, old=None):
    """Return a removal."""
    old = dict(ITEMS[step].paper) if old is None else old
    return Change("c3", step, "", old, None, "x", op=REMOVE, decision=ACCEPTED)


def move(step, procedure, after, **more):
    """Return a move."""
    place, old = Place(procedure, after), place_to_paper(ITEMS[step].place)
    known = {"decision": ACCEPTED, **more}
    new = place_to_paper(place)
    return Change("c4", step, "", old, new, "x", op=MOVE, place=place, **known)


def redlined(*changes, base=BASE):
    """Return the lines that went out and came in, the version's aside."""
    sheet = revised(base, changes)
    lines = difflib.unified_diff(base.text.splitlines(), sheet.text.splitlines(), n=0, lineterm="")
    return [
        line for line in lines if not line.startswith(("---", "+++", "@@", "-version", "+version"))
    ]


def refused(*changes, base=BASE):
    """Return code and numbers with which *changes* are refused."""
    with pytest.raises(RevisionRefused) as error:
        revised(base, changes)
    return error.value.code, error.value.numbers


def steps_of(sheet):
    """Return the ids of the steps by procedure."""
    return {one.id: [step.id for step in one.steps] for one in sheet.draft.procedures}


@pytest.mark.parametrize(
    ("step", "field", "new", "out", "come"),
    [
        ("plan", "title.en", "Tiny plan", "Small plan}", "Tiny plan}"),
        ("plan", "owner", "commander", "owner: it-head", "owner: commander"),
        ("plan", "resources.dba", 3, "{dba: 2, dr-site: 1}", "{dba: 3, dr-site: 1}"),
        ("sections", "purpose.zh", "目标", "{zh: 目的, en: Purpose}", "{zh: 目标, en: Purpose}"),
        ("role:commander", "title.zh", "指挥", "总指挥, en: Com", "指挥, en: Com"),
        ("recovery:restart", "takes", "2m", "takes: 90s}", "takes: 2m}"),
        ("form:incident-report", "title.en", "Report", "en: Incident report}", "en: Report}"),
        ("action:restart-db", "by", ["it-head"], "Restart}}", "Restart}, by: [it-head]}"),
        ("procedure:detect", "phase", "respond", "phase: detect", "phase: respond"),
        ("service:trading", "rto", "40m", "rto: 30m", "rto: 40m"),
        ("step:D1", "within", "4m", "within: 3m  ", "within: 4m  "),
    ],
)
def test_a_field_of_any_item_is_changed_where_it_stands(step, field, new, out, come):
    gone, here = redlined(set_(step, field, new))
    assert out in gone
    assert here == "+" + gone[1:].replace(out, come)


def test_a_long_text_stays_a_block_and_its_comment_too():
    text = BASE.text.replace(
        "  purpose: {zh: 目的, en: Purpose}\n",
        "  purpose:  # 10.6 a)\n    zh: |\n      一。\n\n      二。\n    en: |\n      One.\n",
    )
    base = read_text(text, "p.yaml")
    change = set_("sections", "purpose.zh", "一。\n\n三。\n", base)
    assert redlined(change, base=base) == ["-      二。", "+      三。"]


def test_a_step_is_added_behind_another_as_its_neighbours_are_written():
    assert redlined(add("R9", STEP, "respond", "R1")) == [
        "+      - id: R9",
        "+        title: {zh: 九, en: Nine}",
        "+        does: keep-log",
        "+        by: [it-head]",
    ]
    assert steps_of(revised(BASE, [add("R9", STEP, "respond", "R1")]))["respond"][1] == "R9"


def test_a_role_is_added_on_one_line_as_the_others_are():
    role = {"id": "scribe", "title": {"zh": "记录员", "en": "Scribe"}}
    assert redlined(add("role:scribe", role, after="it-head")) == [
        "+  - {id: scribe, title: {zh: 记录员, en: Scribe}}"
    ]


def test_a_list_that_is_not_there_yet_is_begun():
    base = revised(
        BASE, [set_("action:report-bureau", "form", None), remove("form:incident-report")]
    )
    text = base.text.replace("forms: []\n", "")
    bare = read_text(text, "p.yaml")
    form = {"id": "note", "title": "Note", "fields": [{"id": "x", "type": "text", "title": "X"}]}
    sheet = revised(bare, [add("form:note", form)])
    assert sheet.draft.forms[0].fields[0].id == "x"
    assert sheet.text.startswith(text.replace("version: 4", "version: 5"))


def test_a_step_is_taken_away_and_nothing_else():
    assert redlined(remove("R4")) == [
        "-      - {id: R4, title: {zh: 记录, en: Log}, does: keep-log, by: all, records: all, within: 5m}"
    ]


def test_a_step_moves_to_another_procedure_with_its_changes():
    sheet = revised(BASE, [move("R4", "detect", "D1"), set_("R4", "within", "9m")])
    assert steps_of(sheet) == {"detect": ["D1", "R4", "D2"], "respond": ["R1", "R2", "R3"]}
    assert sheet.document.procedures[0].steps[1].within == 540_000


def test_a_whole_procedure_comes_with_old_and_new_steps_and_another_goes():
    procedure = {"id": "close", "title": "Close", "phase": "summarise", "steps": [STEP]}
    old = next(one for one in paper_of(BASE)["procedures"] if one["id"] == "respond")
    sheet = revised(
        BASE,
        [
            add("procedure:close", procedure, after="detect"),
            move("R4", "close", "R9"),
            move("R1", "close", None),
            set_("D2", "overrides", None),
            remove(
                "procedure:respond", {**old, "steps": [s for s in old["steps"] if s["id"] > "R1"]}
            ),
        ],
    )
    assert steps_of(sheet) == {"detect": ["D1", "D2"], "close": ["R1", "R9", "R4"]}


def test_a_procedure_does_not_take_steps_away_that_nobody_named():
    empty = dict(ITEMS["procedure:respond"].paper)
    assert refused(remove("procedure:respond", {**empty, "steps": []})) == (
        "procedure_not_empty",
        {"item": "procedure:respond", "step": "R1"},
    )


def test_what_is_still_used_is_told_by_the_checks():
    sheet = revised(BASE, [remove("role:commander")])
    assert sheet.document is None
    assert {problem.code for problem in sheet.problems} == {"unknown_name"}


@pytest.mark.parametrize(
    ("change", "code", "named"),
    [
        (add("role:commander", {"id": "commander", "title": "C"}), "item_exists", "role:commander"),
        (replace(set_("D1", "within", "4m"), step="role:nobody"), "no_such_item", "role:nobody"),
        (add("R9", STEP, "nowhere", None), "no_such_item", "procedure:nowhere"),
        (add("R9", STEP, "respond", "R7"), "no_such_item", "R7"),
        (replace(remove("R4"), old={"id": "R4"}), "change_stale", None),
        (
            replace(move("R4", "detect", "D1"), old={"in": "respond", "after": None}),
            "change_stale",
            None,
        ),
        (add("role:x", {"id": "y", "title": "Y"}), "edit_impossible", None),
        (replace(set_("plan", "owner", "x"), field="version"), "unknown_field", None),
        (replace(set_("procedure:detect", "phase", "x"), field="steps"), "unknown_field", None),
        (replace(set_("R4", "within", "4m"), field="within.x", old=None), "unknown_field", None),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_place(change, code, named):
    told, numbers = refused(change)
    assert told == code
    assert named is None or numbers["item"] == named


def test_changes_that_exclude_each_other_are_refused():
    assert refused(remove("R4"), set_("R4", "within", "9m"))[0] == "changes_conflict"
    assert refused(move("R4", "detect", "D1"), move("R4", "detect", "D2"))[0] == "changes_conflict"
    around = move("R2", "respond", "R3"), move("R3", "respond", "R2")
    assert refused(*around)[0] == "changes_conflict"


def test_an_item_goes_behind_the_nearest_that_comes_with_it():
    one = add("R8", {**STEP, "id": "R8"}, "respond", "R1", decision="proposed")
    two = add("R9", STEP, "respond", "R8")
    [change] = accepted([one, two])
    assert change.place == Place("respond", "R1")
    sheet = revised(BASE, [remove("R4"), add("R9", STEP, "respond", "R4")])
    assert steps_of(sheet)["respond"] == ["R1", "R2", "R3", "R9"]


def test_a_change_of_an_item_that_is_added_goes_into_it():
    within = Change("c5", "R9", "within", None, "7m", "x")
    sheet = revised(BASE, [add("R9", STEP, "respond", "R4"), within])
    assert sheet.document.procedures[1].steps[-1].within == 420_000


def test_the_last_section_goes_with_all_and_the_first_comes_back():
    keys = ("purpose", "organisation", "activation", "implementation", "resources", "other")
    bare = revised(BASE, [set_("sections", key, None) for key in keys])
    assert "sections" not in bare.text
    sheet = revised(bare, [set_("sections", "purpose", "Why\nand how\n", bare)])
    assert sheet.text.endswith("sections:\n  purpose: |\n    Why\n    and how\n")


def test_a_plan_without_a_version_yet_becomes_its_first():
    assert revised(BASE, [set_("D1", "within", "4m")], version=1).document.version == 1
