"""A newer version was published meanwhile: the draft moves onto it, and what contradicts is shown field by field."""

from __future__ import annotations

from typing import Any

import pytest

from engine.store.records import Draft
from tests.web.planning.small import LI, WANG, ZHAO, begun, published, text_of
from web.errors import Refusal
from web.house import House
from web.planning.changing import Wish
from web.planning.rebasing import moved

NOON = "2026-01-01T12:00:00.000Z"
OLD = "规定交易中断的处置。"


def move(house: House, draft: str, who: Any = LI) -> dict[str, Any]:
    """Move *draft* onto the newest version of its plan."""
    plan = house.drafts.find(draft).plan
    newest = house.drafts.newest(plan)
    return moved(house.drafts, house.library.plan_sheet(plan, newest), newest, draft, who)


def of(paper: dict[str, Any], step: str) -> dict[str, Any]:
    """Return the change of *step*."""
    found: dict[str, Any] = next(one for one in paper["changes"] if one["step"] == step)
    return found


@pytest.fixture
def behind(house: House) -> str:
    """A draft over version 1 whose plan has a version 2 that touched the same, other and equal things."""
    draft = begun(house)
    plan = house.drafts.find(draft).plan
    house.drafts.add(draft, Wish("D1", "within", "7m"), LI)
    house.drafts.add(draft, Wish("D2", "within", "12m"), LI)
    house.drafts.add(draft, Wish("R1", "within", "20m"), WANG)
    house.drafts.add(draft, Wish("trading", "rto", "25m"), WANG)
    published(
        house,
        plan,
        2,
        ("within: 5m", "within: 6m"),
        ("within: 30m", "within: 20m"),
        (OLD, "规定行情中断的处置。"),
    )
    return draft


def test_what_both_changed_is_a_conflict_and_all_else_goes_along(house, behind):
    paper = move(house, behind)
    assert (paper["base"], paper["version"], paper["newest"], paper["conflicts"]) == (2, 3, 2, 1)
    assert of(paper, "D1")["conflict"] == {"base": "5m", "theirs": "6m", "mine": "7m"}
    assert (of(paper, "D2")["conflict"], of(paper, "D2")["decision"]) == (None, "accepted")
    assert [one["step"] for one in paper["settled"]] == ["R1"]
    assert "R1" not in [one["step"] for one in paper["changes"]]
    now = house.drafts.plan(behind)["now"]
    limits = [step["within"] for one in now["procedures"] for step in one["steps"]]
    assert limits == ["6m", "12m", "20m"]
    assert now["services"][0]["rto"] == "25m"
    assert now["sections"]["purpose"]["zh"] == "规定行情中断的处置。"


@pytest.mark.parametrize(
    ("said", "decision", "limit"),
    [
        ({"take": "mine"}, "accepted", "7m"),
        ({"take": "theirs"}, "rejected", "6m"),
        ({"take": "other", "new": "390s"}, "accepted", "390s"),
    ],
)
def test_a_conflict_is_resolved_with_mine_theirs_or_another_value(
    house, behind, said, decision, limit
):
    change = of(move(house, behind), "D1")
    with pytest.raises(Refusal) as refused:
        house.approval.submit(behind, LI, "", None)
    assert (refused.value.code, refused.value.numbers) == ("conflicts_open", {"count": 1})
    with pytest.raises(Refusal, match="conflicts_open"):
        house.drafts.decide(behind, change["id"], {"new": "8m"}, LI)
    told = {**said, "revision": change["revision"]}
    paper = house.drafts.resolve(behind, change["id"], told, WANG)
    done = of(paper, "D1")
    assert (done["conflict"], done["decision"], done["by"]) == (None, decision, "王")
    assert paper["conflicts"] == 0
    now = house.drafts.plan(behind)["now"]["procedures"][0]["steps"][0]["within"]
    assert house.drafts.sheets_of.result(house.drafts.find(behind)).is_faultless
    assert now in (limit, "6m30s" if limit == "390s" else limit)
    with pytest.raises(Refusal, match="no_conflict"):
        house.drafts.resolve(behind, change["id"], {**said, "revision": None}, LI)


def test_two_who_resolve_the_same_conflict_do_not_write_over_each_other(house, behind):
    change = of(move(house, behind), "D1")
    said = {"take": "mine", "revision": change["revision"]}
    house.drafts.resolve(behind, change["id"], said, LI)
    with pytest.raises(Refusal) as refused:
        house.drafts.resolve(behind, change["id"], {**said, "take": "theirs"}, WANG)
    assert (refused.value.code, refused.value.numbers["by"]) == ("changed_meanwhile", "李")


def test_long_texts_are_merged_by_word(house):
    draft = begun(house)
    plan = house.drafts.find(draft).plan
    house.drafts.add(draft, Wish("sections", "purpose.zh", "规定交易中断的处置与上报。"), LI)
    published(house, plan, 2, (OLD, "规定行情中断的处置。"))
    paper = move(house, draft)
    assert paper["conflicts"] == 0
    assert of(paper, "sections")["new"] == "规定行情中断的处置与上报。"


def test_an_approved_draft_that_moves_is_open_again_and_says_so(house, behind):
    plan = house.drafts.find(behind).plan
    other = house.drafts.start(plan, (), LI)["id"]
    house.drafts.add(other, Wish("D2", "within", "11m"), LI)
    house.approval.submit(other, LI, "", None)
    house.approval.approve(other, ZHAO, "")
    published(house, plan, 3, ("within: 5m", "within: 6m"))
    with pytest.raises(Refusal, match="newer_version_exists"):
        house.approval.publish(other, ZHAO, "", None)
    paper = move(house, other, WANG)
    assert (paper["state"], paper["base"]) == ("open", 3)
    last = paper["approval"]["answers"][-1]
    assert (last["answer"], last["by"]) == ("rebased", "王")
    assert move(house, other)["revision"] == paper["revision"]


def test_a_draft_of_a_plan_that_got_its_first_version_elsewhere_moves_onto_it(house):
    text = text_of("twice-imported", 1, ("within: 5m", "within: 9m"))
    house.store.plans.add_draft(
        Draft("d-twice", "twice-imported", 0, LI.mark, NOON, author_name="李", text=text)
    )
    published(house, "twice-imported", 1)
    paper = move(house, "d-twice")
    assert (paper["base"], paper["version"]) == (1, 2)
    assert [(one["step"], one["key"], one["new"]) for one in paper["changes"]] == [
        ("D1", "within", "9m")
    ]


def test_what_was_published_or_withdrawn_does_not_move(house, behind):
    house.drafts.withdraw(behind, LI)
    with pytest.raises(Refusal, match="draft_closed"):
        move(house, behind)
