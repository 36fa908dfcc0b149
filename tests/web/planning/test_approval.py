"""Four eyes: who worked on a draft never approves it, and only what was approved is published."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.store.records import Draft
from exercise.improvement.change import Change
from tests.web.planning.small import LI, WANG, ZHAO, begun, published, text_of
from web.errors import Refusal
from web.house import House
from web.planning.changing import Wish
from web.planning.shared import Who

NOON = "2026-01-01T12:00:00.000Z"


def refused(work: Any, *said: Any) -> Refusal:
    """Return how *work* is refused."""
    with pytest.raises(Refusal) as told:
        work(*said)
    return told.value


def submitted(house: House) -> str:
    """Return a draft of 李, with a word of 王, that waits for its approval."""
    draft = begun(house)
    house.drafts.add(draft, Wish("D1", "within", "6m"), LI)
    house.drafts.add(draft, Wish("D2", "within", "12m", note="看过录像"), WANG)
    house.approval.submit(draft, LI, "放宽发现阶段的时限", None)
    return draft


def test_what_another_person_approved_is_published_with_its_changelog(house):
    draft = begun(house)
    finding = Change("", "D1", "within", "5m", "6m", "step_late", findings=("F-1", "F-2"))
    house.drafts.bring(draft, [finding], LI)
    house.drafts.decide(draft, "c1", {"decision": "accepted"}, LI)
    house.drafts.bring(draft, [Change("", "D2", "hard", None, True, "step_late")], LI)
    house.approval.submit(draft, LI, "放宽确认时限", date(2026, 3, 1))
    house.approval.approve(draft, WANG, "同意")
    version = house.approval.publish(draft, ZHAO, "", None)
    assert (version.version, version.published_by, version.approved_by) == (2, "赵", "王")
    assert (version.effective, version.draft, version.note) == ("2026-03-01", draft, "放宽确认时限")
    assert [dict(one) for one in version.changelog] == [
        {
            "op": "set",
            "step": "D1",
            "key": "within",
            "old": "5m",
            "new": "6m",
            "note": "",
            "reason": "step_late",
            "findings": ["F-1", "F-2"],
        }
    ]
    paper = house.drafts.show(draft)
    assert (paper["state"], paper["published"]["version"]) == ("published", 2)
    text = house.library.plan_sheet(version.plan, 2).text
    assert "within: 6m" in text
    assert "# the first minutes count" in text


@pytest.mark.parametrize(
    "approver",
    [LI, WANG, Who("m-other", "李"), Who("m-other", " 王 "), Who("m-wang", "Somebody")],
    ids=["author", "contributor", "author's name", "contributor's name", "contributor's browser"],
)
def test_nobody_approves_what_they_worked_on(house, approver):
    draft = submitted(house)
    assert refused(house.approval.approve, draft, approver, "").code == "own_draft"
    assert house.drafts.show(draft)["state"] == "submitted"


def test_names_are_the_same_however_they_are_typed(house):
    draft = begun(house, Who("m-1", "Wang Fang"))
    house.drafts.add(draft, Wish("D1", "within", "6m"), Who("m-1", "Wang Fang"))
    house.approval.submit(draft, Who("m-1", "Wang Fang"), "", None)
    for name in ("wang fang", "ＷＡＮＧ　ＦＡＮＧ"):
        assert refused(house.approval.approve, draft, Who("m-2", name), "").code == "own_draft"
    assert refused(house.approval.approve, draft, Who("m-2", ""), "").code == "name_missing"


def test_nothing_changes_while_it_waits_or_is_approved(house):
    draft = submitted(house)
    for _ in range(2):
        change = Wish("D1", "within", "7m")
        assert refused(house.drafts.add, draft, change, LI).code == "draft_submitted"
        decision = {"decision": "rejected"}
        assert refused(house.drafts.decide, draft, "c1", decision, LI).code == "draft_submitted"
        assert refused(house.drafts.remove, draft, "c1", None, LI).code == "draft_submitted"
        if house.drafts.show(draft)["state"] == "submitted":
            house.approval.approve(draft, ZHAO, "")


def test_a_draft_is_sent_back_with_a_reason_and_submitted_again(house):
    draft = submitted(house)
    assert refused(house.approval.send_back, draft, ZHAO, "").code == "reason_missing"
    house.approval.send_back(draft, ZHAO, "D2 的依据不足")
    assert refused(house.approval.publish, draft, ZHAO, "", None).code == "not_approved"
    house.drafts.decide(draft, "c2", {"decision": "rejected"}, WANG)
    house.approval.submit(draft, WANG, "已去掉 D2", None)
    house.approval.approve(draft, ZHAO, "")
    approval = house.drafts.show(draft)["approval"]
    told = [(one["answer"], one["by"], one["reason"]) for one in approval["answers"]]
    assert told == [("sent_back", "赵", "D2 的依据不足"), ("approved", "赵", "")]
    assert (approval["by"], approval["note"]) == ("王", "已去掉 D2")


def test_what_was_taken_back_needs_approval_anew(house):
    draft = submitted(house)
    house.approval.approve(draft, ZHAO, "")
    house.approval.take_back(draft, LI, "")
    assert refused(house.approval.publish, draft, LI, "", None).code == "not_approved"
    assert refused(house.approval.approve, draft, ZHAO, "").code == "not_submitted"
    house.drafts.add(draft, Wish("D1", "within", "7m"), LI)
    house.drafts.withdraw(draft, LI)
    assert refused(house.approval.submit, draft, LI, "", None).code == "draft_closed"


def test_an_approved_draft_is_published_once_and_only_over_its_own_base(house):
    draft = submitted(house)
    house.approval.approve(draft, ZHAO, "")
    published(house, house.drafts.find(draft).plan, 2, ("within: 30m", "within: 31m"))
    told = refused(house.approval.publish, draft, ZHAO, "", None)
    assert (told.code, told.numbers["version"]) == ("newer_version_exists", 2)
    other = submitted(house)
    house.approval.approve(other, ZHAO, "")
    house.approval.publish(other, LI, "", None)
    assert refused(house.approval.publish, other, LI, "", None).code == "draft_closed"


def test_what_hinders_is_said_in_its_own_words(house):
    draft = begun(house)
    assert refused(house.approval.submit, draft, LI, "", None).code == "nothing_accepted"
    house.drafts.add(draft, Wish("D2", "when", {"done": "D7"}), LI)
    told = refused(house.approval.submit, draft, LI, "", None)
    assert (told.code, told.numbers["problems"]) == ("document_refused", 1)
    assert refused(house.approval.submit, draft, Who("m", ""), "", None).code == "name_missing"


def imported(house: House, plan: str, *changes: tuple[str, str]) -> str:
    """Keep a draft of a plan that has no version yet, and return its id."""
    draft = Draft(
        f"d-{plan}", plan, 0, LI.mark, NOON, author_name="李", text=text_of(plan, 1, *changes)
    )
    house.store.plans.add_draft(draft)
    return draft.id


def test_a_plan_without_a_version_is_published_as_version_1(house):
    draft = imported(house, "first-of-all")
    house.drafts.add(draft, Wish("D1", "within", "6m"), LI)
    paper = house.drafts.show(draft)
    assert (paper["base"], paper["version"], paper["newest"]) == (0, 1, 0)
    house.approval.submit(draft, LI, "", None)
    house.approval.approve(draft, WANG, "")
    version = house.approval.publish(draft, WANG, "", None)
    plan = house.library.plan_sheet("first-of-all").document
    assert (version.version, plan.version, plan.procedures[0].steps[0].within) == (1, 1, 360_000)


def test_a_plan_without_a_version_needs_no_change_to_be_published(house):
    draft = imported(house, "as-imported")
    house.approval.submit(draft, LI, "", None)
    house.approval.approve(draft, WANG, "")
    assert house.approval.publish(draft, WANG, "", None).version == 1


def test_steps_that_nobody_is_named_for_are_not_published(house):
    nobody = "  - {id: unassigned, title: {zh: 未指定, en: Nobody}}\nservices:"
    draft = imported(
        house,
        "nobodys",
        ("\nservices:", "\n" + nobody),
        ("when: {done: D2}", "when: {done: D2}\n        notes: x"),
        ("by: [it-head]", "by: [unassigned]"),
    )
    told = refused(house.approval.submit, draft, LI, "", None)
    assert (told.code, told.numbers) == ("steps_unassigned", {"count": 1, "steps": ["R1"]})
    house.drafts.add(draft, Wish("R1", "by", ["it-head"]), LI)
    house.approval.submit(draft, LI, "", None)
