"""Several people write in one draft: nothing of anybody is lost, and nobody writes over what they did not see."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

import pytest

from exercise.improvement.change import Change
from tests.web.planning.small import LI, WANG, begun, text_of
from web.errors import Refusal
from web.house import House
from web.planning.changing import Wish
from web.planning.checking import draft_check, fresh_problems
from web.planning.uploading import marked, uploaded

PROPOSAL = Change("", "D1", "within", "5m", "8m", "step_late", findings=("F-1",))


def refused(work: Any, *said: Any) -> Refusal:
    """Return how *work* is refused."""
    with pytest.raises(Refusal) as told:
        work(*said)
    return told.value


def steps_of(house: House, draft: str) -> list[list[str]]:
    """Return the steps of the draft's plan, procedure by procedure."""
    plan = house.drafts.plan(draft)["now"]
    return [[step["id"] for step in one["steps"]] for one in plan["procedures"]]


def test_two_people_at_different_fields_at_the_same_moment_lose_nothing(house):
    draft = begun(house)
    wishes = [
        (LI, Wish("D1", "within", "6m")),
        (WANG, Wish("D2", "within", "11m")),
        (LI, Wish("R1", "criticality", "critical")),
        (WANG, Wish("sections", "purpose.zh", "规定交易全部中断的处置。")),
        (LI, Wish("trading", "rto", "25m")),
        (WANG, Wish("role:it-head", "title.en", "Chief of IT")),
    ]
    together = Barrier(len(wishes))

    def write(who: Any, wish: Wish) -> None:
        together.wait()
        house.drafts.add(draft, wish, who)

    threads = [Thread(target=write, args=each) for each in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    paper = house.drafts.show(draft)
    kept = {(one["step"], one["key"], one["new"], one["by"]) for one in paper["changes"]}
    assert kept == {(wish.step, wish.key, wish.new, who.name) for who, wish in wishes}
    assert len({one["id"] for one in paper["changes"]}) == len(wishes)
    assert {one["name"] for one in paper["contributors"]} == {"李", "王"}
    now = house.drafts.plan(draft)["now"]
    assert now["procedures"][0]["steps"][0]["within"] == "6m"
    assert now["sections"]["purpose"]["zh"] == "规定交易全部中断的处置。"


def test_who_decides_on_an_older_revision_is_told_what_it_says_now(house):
    draft = begun(house)
    paper = house.drafts.bring(draft, [PROPOSAL], LI)
    change = paper["changes"][0]
    assert (change["id"], change["revision"], change["decision"]) == ("c1", 1, "proposed")
    mine = {"new": "7m", "decision": "accepted", "revision": 1}
    house.drafts.decide(draft, "c1", mine, LI)
    told = refused(house.drafts.decide, draft, "c1", {"decision": "rejected", "revision": 1}, WANG)
    assert (told.code, told.status) == ("changed_meanwhile", 409)
    assert {key: told.numbers[key] for key in ("by", "now", "decision", "revision")} == {
        "by": "李",
        "now": "7m",
        "decision": "accepted",
        "revision": 2,
    }
    paper = house.drafts.decide(draft, "c1", {"decision": "rejected", "revision": 2}, WANG)
    change = paper["changes"][0]
    assert (change["decision"], change["by"], change["revision"]) == ("rejected", "王", 3)
    assert (change["new"], change["suggested"]) == ("7m", "8m")


def test_saying_what_stands_there_already_is_no_collision(house):
    draft = begun(house)
    house.drafts.bring(draft, [PROPOSAL], LI)
    house.drafts.decide(draft, "c1", {"decision": "accepted", "revision": 1}, LI)
    again = house.drafts.decide(draft, "c1", {"decision": "accepted", "revision": 1}, WANG)
    assert again["changes"][0]["by"] == "李"
    assert again["changes"][0]["revision"] == 2


def test_who_writes_over_a_value_they_did_not_see_is_refused(house):
    draft = begun(house)
    house.drafts.add(draft, Wish("D1", "within", "6m", seen="5m"), LI)
    told = refused(house.drafts.add, draft, Wish("D1", "within", "9m", seen="300s"), WANG)
    assert (told.code, told.numbers["by"], told.numbers["now"]) == ("changed_meanwhile", "李", "6m")
    paper = house.drafts.add(draft, Wish("D1", "within", "9m", seen="360s"), WANG)
    assert [(one["old"], one["new"], one["revision"]) for one in paper["changes"]] == [
        ("5m", "9m", 2)
    ]


def test_a_field_written_back_to_what_it_was_is_no_change_any_more(house):
    draft = begun(house)
    house.drafts.add(draft, Wish("D1", "within", "6m"), LI)
    assert house.drafts.add(draft, Wish("D1", "within", "300s"), LI)["changes"] == []
    house.drafts.bring(draft, [PROPOSAL], LI)
    house.drafts.add(draft, Wish("D1", "within", "8m"), LI)
    paper = house.drafts.add(draft, Wish("D1", "within", "5m"), LI)
    assert [one["decision"] for one in paper["changes"]] == ["proposed"]


def test_only_what_was_written_by_hand_is_deleted(house):
    draft = begun(house)
    house.drafts.bring(draft, [PROPOSAL], LI)
    house.drafts.add(draft, Wish("D2", "within", "9m"), LI)
    assert refused(house.drafts.remove, draft, "c1", None, LI).code == "not_by_hand"
    assert refused(house.drafts.remove, draft, "c2", 7, WANG).code == "changed_meanwhile"
    left = house.drafts.remove(draft, "c2", 1, WANG)["changes"]
    assert [one["id"] for one in left] == ["c1"]


def test_steps_are_added_edited_moved_and_removed_with_what_they_need(house):
    draft = begun(house)
    role = {"id": "press", "title": {"zh": "新闻发言人", "en": "Press officer"}}
    house.drafts.add(
        draft, Wish("role:press", "", role, "add", {"in": None, "after": "it-head"}), LI
    )
    step = {
        "id": "R2",
        "title": {"zh": "发布公告", "en": "Publish"},
        "does": "report",
        "by": ["press"],
    }
    house.drafts.add(draft, Wish("R2", "", step, "add", {"in": "respond", "after": None}), LI)
    house.drafts.add(draft, Wish("R2", "within", "15m"), WANG)
    house.drafts.add(draft, Wish("D2", op="move", place={"in": "respond", "after": "R1"}), WANG)
    assert steps_of(house, draft) == [["D1"], ["R2", "R1", "D2"]]
    added = next(one for one in house.drafts.show(draft)["changes"] if one["step"] == "R2")
    assert (added["new"]["within"], added["by"], added["revision"]) == ("15m", "王", 2)
    moved = next(one for one in house.drafts.show(draft)["changes"] if one["op"] == "move")
    assert moved["old"] == {"in": "detect", "after": "D1"}
    house.drafts.add(draft, Wish("R2", op="remove"), LI)
    assert "R2" not in [one["step"] for one in house.drafts.show(draft)["changes"]]
    house.drafts.add(draft, Wish("D2", op="remove"), LI)
    assert steps_of(house, draft) == [["D1"], ["R1"]]


def test_a_change_that_cannot_be_made_is_refused_and_nothing_is_kept(house):
    draft = begun(house)
    for wish, code in (
        (Wish("D9", "within", "1m"), "no_such_step"),
        (Wish("D1", "wihtin", "1m"), "unknown_field"),
        (
            Wish("D1", op="add", new={"id": "D1"}, place={"in": "detect", "after": None}),
            "item_exists",
        ),
    ):
        assert refused(house.drafts.add, draft, wish, LI).code == code
    assert house.drafts.show(draft)["changes"] == []
    assert house.drafts.show(draft)["revision"] == 1


def test_the_checks_of_the_draft_name_the_item_and_what_is_new(house):
    draft = begun(house)
    wish = Wish("D2", "when", {"done": "D7"})
    tried = fresh_problems(*house.drafts.tried(draft, wish))["problems"]
    assert [(one["kind"], one["item"], one["severity"]) for one in tried] == [
        ("step", "D2", "error")
    ]
    assert house.drafts.show(draft)["changes"] == []
    house.drafts.add(draft, wish, LI)
    told = draft_check(house.drafts, house.approval, house.drafts.find(draft))
    wrong = [one for one in told["problems"] if one["severity"] == "error"]
    assert [(one["item"], one["changes"], one["fresh"]) for one in wrong] == [("D2", ["c1"], True)]
    assert [one["refused"] for one in told["hindrances"]] == ["document_refused"]


def test_an_edited_copy_of_the_draft_becomes_changes_of_it(house):
    draft = begun(house)
    house.drafts.add(draft, Wish("D1", "within", "6m"), LI)
    found = house.drafts.find(draft)
    text = marked(found, house.drafts.sheets_of.result(found))
    edited = text.replace("within: 6m", "within: 7m").replace("within: 30m", "within: 20m")
    paper = uploaded(house.drafts, draft, edited, WANG)
    assert {(one["step"], one["new"], one["by"]) for one in paper["changes"]} == {
        ("D1", "7m", "王"),
        ("R1", "20m", "王"),
    }
    told = refused(uploaded, house.drafts, draft, edited, WANG)
    assert (told.code, told.numbers) == ("upload_outdated", {"revision": 2, "now": 3})


def test_an_edited_copy_of_the_published_version_stands_beside_what_the_draft_says(house):
    draft = begun(house)
    plan = house.drafts.find(draft).plan
    house.drafts.add(draft, Wish("D1", "within", "6m"), LI)
    text = text_of(plan, 1, ("within: 5m", "within: 7m"), ("within: 30m", "within: 20m"))
    paper = uploaded(house.drafts, draft, text, WANG)
    assert [(one["step"], one["new"], one["decision"]) for one in paper["changes"]] == [
        ("D1", "6m", "accepted"),
        ("D1", "7m", "proposed"),
        ("R1", "20m", "accepted"),
    ]


def test_another_plan_and_a_broken_one_are_not_taken(house):
    draft = begun(house)
    assert refused(uploaded, house.drafts, draft, text_of("other"), LI).code == "other_plan"
    plan = house.drafts.find(draft).plan
    broken = text_of(plan, 1, ("within: 30m", "within: soon"))
    told = refused(uploaded, house.drafts, draft, broken, LI)
    assert (told.code, told.status) == ("document_refused", 422)
    assert [one["item"] if "item" in one else one["where"] for one in told.numbers["found"]] == [
        "step R1"
    ]
