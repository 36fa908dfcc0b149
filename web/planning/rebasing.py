"""A draft moved onto the newest version of its plan, when somebody else published one meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.store.records import Draft
from exercise.improvement.change import (
    ACCEPTED,
    PROPOSED,
    Change,
    change_from_paper,
    change_to_paper,
)
from exercise.improvement.difference import plan_changes
from exercise.improvement.rebasing import rebase
from scenarios.reader import Sheet
from web.errors import Refusal
from web.planning.changing import Papers
from web.planning.drafts import Drafts
from web.planning.papers import ALIVE, OPEN
from web.planning.shared import Paper, Who, contributed
from web.planning.sheets import changes_of, refusals

REBASED = "rebased"


def moved(drafts: Drafts, newest: Sheet, version: int, draft: str, who: Who) -> Paper:
    """Move *draft* onto the *newest* sheet, that of *version*; return it with what is ``settled`` thereby.

    Whoever had submitted or approved it did so for another base: it is open again. Raises Refusal.
    """
    settled: list[Paper] = []

    def rebased(now: Draft) -> Draft:
        if now.state not in ALIVE:
            raise Refusal("draft_closed", draft=draft)
        if now.base == version:
            return now
        changes, gone = _carried(drafts, now, newest)
        settled[:] = [change_to_paper(one) for one in gone]
        at = drafts.stamp()
        over = replace(now, base=version, text=None, changes=changes, state=OPEN)
        over = replace(_fitting(drafts, over), approval=_reopened(now, who, at))
        return contributed(over, who, at)

    paper = drafts.told(drafts.work(draft, rebased))
    return paper | {"settled": settled}


def _carried(drafts: Drafts, draft: Draft, newest: Sheet) -> tuple[Papers, tuple[Change, ...]]:
    """Return the changes of *draft* over *newest*, and those that it says already."""
    with refusals():
        if not draft.base:
            fresh = plan_changes(newest, drafts.sheets_of.result(draft))
            return tuple(_taken(change) for change in fresh), ()
        done = rebase(changes_of(draft), drafts.sheets_of.base(draft), newest)
    known = {str(one["id"]): one for one in draft.changes}
    return tuple(_again(known.get(one.id), one) for one in done.changes), done.settled


def _taken(change: Change) -> Paper:
    return change_to_paper(replace(change, decision=ACCEPTED))


def _again(paper: Any, change: Change) -> Paper:
    """Return *paper* as the *change* that it has become, its revision higher where it says something else."""
    if paper is None:
        return change_to_paper(change)
    if change_from_paper(paper) == change:
        return dict(paper)
    revision = paper.get("revision", 1) + 1
    return {**paper, **change_to_paper(change), "revision": revision, "by": paper.get("by", "")}


def _fitting(drafts: Drafts, draft: Draft) -> Draft:
    """Return *draft* with those accepted changes to be decided anew that do not fit the new base any more."""
    for _ in draft.changes:
        try:
            drafts.sheets_of.result(draft)
        except Refusal as refusal:
            at = refusal.numbers.get("step"), refusal.numbers.get("field", "")
            changes = tuple(_undecided(one, at) for one in draft.changes)
            if changes == draft.changes:
                raise
            draft = replace(draft, changes=changes)
        else:
            return draft
    return draft


def _undecided(change: Any, at: tuple[object, object]) -> Any:
    step, key = at
    is_meant = change["step"] == step and (not key or change["key"] == key)
    if not is_meant or change["decision"] != ACCEPTED:
        return change
    return {**change, "decision": PROPOSED, "revision": change.get("revision", 1) + 1}


def _reopened(draft: Draft, who: Who, at: str) -> Paper:
    """Return the approval of *draft* with the news that it starts from another version now."""
    if draft.state == OPEN or not draft.approval:
        return dict(draft.approval)
    said = {"by": who.name, "at": at, "answer": REBASED, "reason": ""}
    answers: Any = draft.approval.get("answers", ())
    return {**draft.approval, "answers": [*answers, said]}
