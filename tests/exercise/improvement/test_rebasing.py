"""A draft over a version that somebody published meanwhile: refreshed, settled, merged or in conflict."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from exercise.improvement.change import (
    ACCEPTED,
    ADD,
    MOVE,
    REJECTED,
    REMOVE,
    Change,
    Place,
    Proof,
    place_to_paper,
)
from exercise.improvement.difference import plan_changes
from exercise.improvement.items import items_of, paper_of
from exercise.improvement.rebasing import MINE, OTHER, THEIRS, rebase, resolved
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.revision import accepted, current, revised
from scenarios.reader import read_file
from tests.exercise.improvement.shuffled import meaning, papers, sheet_of
from tests.scenarios.samples import PLAN

BASE = read_file(PLAN)
STEP = {"id": "R9", "title": "Nine", "does": "keep-log", "by": "all"}


def set_(step, field, new, **more):
    """Return an accepted change of a field of the small plan."""
    old = current(BASE, step, field)
    return Change("c1", step, field, old, new, "by_hand", decision=ACCEPTED, **more)


def added(step, item, procedure, after):
    """Return an accepted change that adds *item*."""
    place = Place(procedure, after)
    return Change("c1", step, "", None, item, "x", decision=ACCEPTED, op=ADD, place=place)


def removed(step):
    """Return an accepted change that takes an item of the small plan away."""
    paper = dict(items_of(paper_of(BASE))[step].paper)
    if step.startswith("procedure:"):
        plan = paper_of(BASE)
        paper = next(p for p in plan["procedures"] if p["id"] == step.partition(":")[2])
    return Change("c1", step, "", paper, None, "x", decision=ACCEPTED, op=REMOVE)


def moved(step, procedure, after):
    """Return an accepted change that moves an item of the small plan."""
    old = place_to_paper(items_of(paper_of(BASE))[step].place)
    place = Place(procedure, after)
    new = place_to_paper(place)
    return Change("c1", step, "", old, new, "x", decision=ACCEPTED, op=MOVE, place=place)


def over(mine, *theirs):
    """Return *mine* carried over the version that *theirs* make of the small plan, and that version."""
    newest = revised(BASE, [replace(one, id=f"t{n}") for n, one in enumerate(theirs)])
    assert newest.is_sound, newest.problems
    changes = mine if isinstance(mine, list) else [mine]
    numbered = [replace(one, id=f"c{n}") for n, one in enumerate(changes, start=1)]
    return rebase(numbered, BASE, newest), newest


def result(done, newest):
    """Return the plan after *newest* with all accepted changes made."""
    return revised(newest, accepted(done.changes))


def step_of(sheet, name):
    """Return a step of the plan of *sheet* on paper."""
    return items_of(paper_of(sheet))[name].paper


def test_a_field_that_nobody_else_touched_stays_a_change():
    done, newest = over(set_("D1", "within", "5m"), set_("D1", "criticality", "minor"))
    assert (done.conflicts, done.settled) == ((), ())
    assert done.changes[0].old == "3m"
    assert step_of(result(done, newest), "D1")["within"] == "5m"


def test_what_the_newest_version_says_already_is_settled():
    done, _ = over(set_("D1", "within", "300s"), set_("D1", "within", "5m"))
    assert done.changes == ()
    assert [change.id for change in done.settled] == ["c1"]


def test_two_limits_of_one_step_are_a_conflict_with_all_three_values():
    done, newest = over(set_("D1", "within", "5m"), set_("D1", "within", "8m"))
    [change] = done.conflicts
    conflict = change.conflict
    assert (conflict.base, conflict.theirs, conflict.mine) == ("3m", "8m", "5m")
    assert (change.old, change.new) == ("8m", "5m")
    assert step_of(result(done, newest), "D1")["within"] == "8m"


def test_a_conflict_is_resolved_by_mine_theirs_or_another_value():
    done, newest = over(set_("D1", "within", "5m"), set_("D1", "within", "8m"))
    [change] = done.changes
    for one, said in (
        (resolved(change, MINE), "5m"),
        (resolved(change, THEIRS), "8m"),
        (resolved(change, OTHER, "10m"), "10m"),
    ):
        assert one.conflict is None
        assert step_of(revised(newest, accepted([one])), "D1")["within"] == said


def test_a_conflict_that_was_left_open_is_kept_over_a_still_newer_version():
    done, newest = over(set_("D1", "within", "5m"), set_("D1", "within", "8m"))
    later = revised(newest, [set_("D2", "hard", None)])
    [change] = rebase(done.changes, newest, later).conflicts
    assert (change.conflict.base, change.conflict.theirs, change.conflict.mine) == (
        "3m",
        "8m",
        "5m",
    )
    back = revised(later, [replace(set_("D1", "within", "3m"), old="8m")])
    assert rebase([change], later, back).conflicts == ()


def test_roles_that_both_added_are_all_there():
    done, newest = over(
        set_("D1", "by", ["ops-duty", "it-head"]), set_("D1", "by", ["ops-duty", "commander"])
    )
    assert done.changes[0].new == ["ops-duty", "commander", "it-head"]
    assert step_of(result(done, newest), "D1")["by"] == ["ops-duty", "commander", "it-head"]


def test_two_clauses_of_one_chinese_sentence_are_merged():
    base = revised(BASE, [set_("sections", "purpose.zh", "值班人员应在30分钟内报告，并通知客户。")])
    field = ("sections", "purpose.zh", "值班人员应在30分钟内报告，并通知客户。")
    theirs = Change("t", *field, "值班人员应在60分钟内报告，并通知客户。", "x")
    mine = Change("c", *field, "值班人员应在30分钟内报告，并电话通知全部客户。", "x")
    newest = revised(base, [theirs])
    done = rebase([mine], base, newest)
    assert done.conflicts == ()
    assert done.changes[0].new == "值班人员应在60分钟内报告，并电话通知全部客户。"


def test_halves_of_two_conditions_are_not_mixed():
    done, _ = over(set_("R2", "when.for", "9m"), set_("R2", "when", {"silent": "D2", "for": "5m"}))
    assert done.conflicts[0].conflict.theirs == "5m"


def test_a_field_that_is_gone_comes_back_whole_in_one_conflict():
    mine = [set_("D1", "escalate.within", "3m"), set_("D1", "escalate.by", ["commander"])]
    done, newest = over(mine, set_("D1", "escalate", None))
    [change] = done.changes
    assert change.field == "escalate"
    assert change.conflict.theirs is None
    again = resolved(change, MINE)
    assert step_of(revised(newest, accepted([again])), "D1")["escalate"] == {
        "by": ["commander"],
        "within": "3m",
        "does": "acknowledge-alarm",
    }
    assert [one.id for one in done.settled] == ["c2"]


def test_a_step_that_is_gone_comes_back_with_all_that_the_draft_changes_in_it():
    mine = [
        set_("R4", "within", "9m"),
        set_("R4", "criticality", "minor"),
        moved("R4", "respond", "R1"),
    ]
    done, newest = over(mine, removed("R4"))
    [change] = done.changes
    assert (change.op, change.conflict.theirs) == (ADD, None)
    assert change.conflict.base["within"] == "5m"
    sheet = revised(newest, accepted([resolved(change, MINE)]))
    assert step_of(sheet, "R4")["within"] == "9m"
    assert [step.id for step in sheet.document.procedures[1].steps] == ["R1", "R4", "R2", "R3"]
    assert accepted([resolved(change, THEIRS)]) == ()


def test_changes_that_come_back_as_one_keep_all_findings_and_proofs():
    mine = [
        replace(set_("R4", "within", "9m"), findings=("F-1",), table="t-1", evidence=(4,)),
        replace(set_("R4", "criticality", "minor"), findings=("F-2",), table="t-2", evidence=(6,)),
    ]
    done, _ = over(mine, removed("R4"))
    assert done.changes[0].findings == ("F-1", "F-2")
    assert (done.changes[0].evidence, done.changes[0].others) == ((4,), (Proof("t-2", (6,)),))
    fields = [
        replace(set_("D1", "escalate.within", "3m"), findings=("F-1",), note="late"),
        replace(set_("D1", "escalate.by", ["commander"]), findings=("F-2",), note="absent"),
    ]
    done, _ = over(fields, set_("D1", "escalate", None))
    assert (done.changes[0].findings, done.changes[0].note) == (("F-1", "F-2"), "late\nabsent")


def test_a_step_that_both_took_away_is_settled_and_one_that_was_changed_is_a_conflict():
    done, _ = over(removed("R4"), removed("R4"))
    assert (len(done.changes), len(done.settled)) == (0, 1)
    done, newest = over(removed("R4"), set_("R4", "within", "9m"))
    [change] = done.conflicts
    assert change.conflict.theirs["within"] == "9m"
    assert "R4" in items_of(paper_of(result(done, newest)))
    gone = revised(newest, accepted([resolved(change, MINE)]))
    assert "R4" not in items_of(paper_of(gone))
    with pytest.raises(RevisionRefused):
        resolved(change, OTHER, "x")


def test_a_procedure_in_which_a_step_is_new_is_not_taken_away_unasked():
    done, newest = over(removed("procedure:respond"), added("R9", STEP, "respond", "R4"))
    [change] = done.conflicts
    assert change.conflict.theirs["steps"][-1]["id"] == "R9"
    sheet = revised(newest, accepted([resolved(change, MINE)]))
    assert [one.id for one in sheet.draft.procedures] == ["detect"]


def test_a_step_that_both_added_alike_is_settled_else_merged_or_in_conflict():
    done, _ = over(added("R9", STEP, "respond", "R4"), added("R9", STEP, "respond", "R4"))
    assert done.changes == ()
    other = {**STEP, "within": "5m"}
    done, newest = over(added("R9", other, "respond", "R4"), added("R9", STEP, "respond", "R1"))
    assert done.conflicts == ()
    assert step_of(result(done, newest), "R9") == other
    done, newest = over(
        added("R9", other, "respond", "R4"),
        added("R9", {**STEP, "within": "6m"}, "respond", "R1"),
    )
    [change] = done.conflicts
    assert change.conflict.base is None
    sheet = revised(newest, accepted([resolved(change, MINE)]))
    assert step_of(sheet, "R9")["within"] == "5m"


def test_a_new_step_stands_behind_what_is_left_when_its_neighbour_is_gone():
    done, _ = over(added("R9", STEP, "respond", "R4"), removed("R4"))
    assert done.changes[0].place == Place("respond", "R3")
    assert done.conflicts == ()
    done, _ = over(added("R9", STEP, "respond", "R4"), moved("R4", "detect", "D1"))
    assert done.changes[0].place == Place("respond", "R3")


def test_a_new_step_of_a_procedure_that_is_gone_is_a_conflict():
    done, newest = over(
        added("R9", STEP, "respond", "R4"),
        set_("D2", "overrides", None),
        removed("procedure:respond"),
    )
    [change] = done.conflicts
    assert change.place == Place("detect", "D2")
    sheet = revised(newest, accepted([resolved(change, MINE)]))
    assert [step.id for step in sheet.draft.procedures[0].steps] == ["D1", "D2", "R9"]


def test_a_procedure_waits_for_the_steps_that_may_have_to_stay_in_it():
    plan = paper_of(BASE)["procedures"][0]
    kept = {**plan, "steps": [step for step in plan["steps"] if step["id"] == "D2"]}
    gone = replace(removed("procedure:detect"), old=kept)
    mine = [moved("D1", "respond", "R4"), set_("R2", "when", {"done": "R1"}), gone]
    theirs = [removed("procedure:respond"), set_("D2", "overrides", None)]
    done, newest = over(mine, *theirs)
    assert [(one.op, one.step) for one in done.conflicts if one.op != ADD] == [
        (MOVE, "D1"),
        (REMOVE, "procedure:detect"),
    ]
    assert [one["id"] for one in done.changes[-1].conflict.theirs["steps"]] == ["D2", "D1"]
    assert result(done, newest).is_sound


def test_steps_whose_procedure_is_gone_do_not_wait_for_each_other():
    mine = [moved("D2", "respond", "R4"), moved("D1", "respond", "D2")]
    done, newest = over(mine, removed("procedure:respond"), set_("D2", "overrides", None))
    sheet = revised(newest, accepted([resolved(change, MINE) for change in done.changes]))
    assert {step.id for step in sheet.draft.procedures[0].steps} == {"D1", "D2"}


def test_a_step_that_both_moved_is_a_conflict_unless_to_the_same_place():
    done, _ = over(moved("R4", "detect", "D1"), moved("R4", "detect", "D1"))
    assert done.changes == ()
    done, newest = over(moved("R4", "detect", "D1"), moved("R4", "detect", "D2"))
    [change] = done.conflicts
    assert change.conflict.theirs == {"in": "detect", "after": "D2"}
    sheet = revised(newest, accepted([resolved(change, MINE)]))
    assert [step.id for step in sheet.document.procedures[0].steps] == ["D1", "R4", "D2"]
    with pytest.raises(RevisionRefused):
        resolved(change, OTHER, "somewhere")
    elsewhere = resolved(change, OTHER, {"in": "respond", "after": "R1"})
    sheet = revised(newest, accepted([elsewhere]))
    assert [s.id for s in sheet.document.procedures[1].steps] == ["R1", "R4", "R2", "R3"]


def test_a_step_that_one_moved_and_the_other_changed_is_moved_and_changed():
    done, newest = over(moved("R4", "detect", "D1"), set_("R4", "within", "9m"))
    sheet = result(done, newest)
    assert [step.id for step in sheet.document.procedures[0].steps] == ["D1", "R4", "D2"]
    assert step_of(sheet, "R4")["within"] == "9m"


def test_what_was_rejected_stays_rejected_and_is_no_conflict():
    no = replace(set_("D1", "within", "5m"), decision=REJECTED)
    done, _ = over(no, set_("D1", "within", "8m"))
    [change] = done.changes
    assert (change.decision, change.conflict, change.old) == (REJECTED, None, "8m")


def decided(changes):
    """Return *changes* accepted."""
    return [replace(change, decision=ACCEPTED) for change in changes]


RELAXED = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


@RELAXED
@given(papers(), papers())
def test_over_the_same_version_a_draft_stays_as_it_is_and_over_its_own_result_nothing_is_left(
    base, mine
):
    base, mine = map(sheet_of, (base, mine))
    changes = decided(plan_changes(base, mine))
    same = rebase(changes, base, base)
    assert (list(same.changes), same.settled) == (changes, ())
    done = rebase(changes, base, mine)
    assert done.conflicts == ()
    assert meaning(revised(mine, accepted(done.changes))) == meaning(mine)


@RELAXED
@given(papers(), papers(), papers())
def test_each_owners_edit_is_in_the_result_or_in_a_conflict(base, mine, theirs):
    base, mine, theirs = map(sheet_of, (base, mine, theirs))
    changes = decided(plan_changes(base, mine))
    done = rebase(changes, base, theirs)
    both = revised(theirs, accepted(done.changes))
    items = items_of(paper_of(both)) if both.document else {}
    left = {change.id: change for change in done.changes}
    for change in changes if both.document else ():
        carried = left.get(change.id)
        if carried is not None and carried.conflict is None and change.op == "set":
            said = items[change.step].paper
            if isinstance(change.new, str) and not isinstance(change.old, str):
                assert current(both, change.step, change.field) == change.new, said
    every = [resolved(change, MINE) for change in done.changes]
    assert all(change.conflict is None for change in every)
    revised(theirs, accepted(every))
