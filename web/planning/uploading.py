"""A plan edited in somebody's own editor: what it says otherwise becomes changes of the draft."""

from __future__ import annotations

import re

from engine.store.records import Draft
from exercise.improvement.change import PROPOSED, REJECTED, Change, place_to_paper
from exercise.improvement.difference import plan_changes
from scenarios.checks import check_plan
from scenarios.plan import Plan
from scenarios.reader import Sheet, read_text
from web.errors import Refusal
from web.library_rows import problem_row
from web.planning.changing import Desk, Papers, Wish, fresh_id, written
from web.planning.drafts import Drafts
from web.planning.shared import Paper, Who
from web.planning.sheets import compared, refusals

_MARK = re.compile(r"\A# draft (d-[0-9a-f]+), revision (\d+)\r?\n")


def marked(draft: Draft, sheet: Sheet) -> str:
    """Return the text of *sheet*, headed by which draft it is and when it was taken."""
    return f"# draft {draft.id}, revision {draft.revision}\n{sheet.text}"


def uploaded(drafts: Drafts, draft: str, text: str, who: Who) -> Paper:
    """Make changes of *draft* of what an edited plan says otherwise; raises Refusal.

    A file that was taken from this draft is compared with the draft as it was taken, and refused when somebody
    changed it since (``upload_outdated``); any other with the version that the draft starts from: where the draft
    says something else already, both stand side by side.
    """
    sheet = _read(text, draft)
    mark = _MARK.match(text)

    def edit(now: Draft, desk: Desk) -> Papers:
        if sheet.document.id != now.plan:  # type: ignore[union-attr]
            raise Refusal("other_plan", plan=now.plan)
        if mark is None or mark[1] != now.id:
            return _beside(drafts, now, sheet, desk)
        if int(mark[2]) != now.revision:
            raise Refusal("upload_outdated", revision=int(mark[2]), now=now.revision)
        return _onto(drafts, now, sheet, desk)

    return drafts.edit(draft, who, edit)


def _read(text: str, draft: str) -> Sheet:
    sheet = check_plan(read_text(text, f"{draft}.yaml"))
    if not isinstance(sheet.document, Plan):
        found = [problem_row(one) for one in sheet.problems if one.is_error]
        raise Refusal("document_refused", document=sheet.name, problems=len(found), found=found)
    return sheet


def _onto(drafts: Drafts, now: Draft, sheet: Sheet, desk: Desk) -> Papers:
    with refusals():
        found = plan_changes(compared(drafts.sheets_of.result(now)), sheet)
    changes = now.changes
    for change in found:
        changes = written(changes, _wish(change), desk)
    return changes


def _beside(drafts: Drafts, now: Draft, sheet: Sheet, desk: Desk) -> Papers:
    with refusals():
        found = plan_changes(drafts.sheets_of.base(now), sheet)
    changes = now.changes
    for change in found:
        if _has_other(now.changes, change):
            alone = written((), _wish(change), desk)[0]
            changes = (*changes, {**alone, "id": fresh_id(changes), "decision": PROPOSED})
        else:
            changes = written(changes, _wish(change), desk)
    return changes


def _has_other(changes: Papers, change: Change) -> bool:
    """Whether one of *changes* says something else about what *change* is about."""
    about = change.op, change.step, change.field
    return any(
        (one.get("op", "set"), one["step"], one["key"]) == about and one["new"] != change.new
        for one in changes
        if one["decision"] != REJECTED
    )


def _wish(change: Change) -> Wish:
    return Wish(change.step, change.field, change.new, change.op, place_to_paper(change.place))
