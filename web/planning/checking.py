"""What the checks find in a draft as it stands, and what keeps it from being submitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.store.records import Draft
from exercise.improvement.change import PROPOSED
from scenarios.problem import Problem
from scenarios.reader import Sheet
from web.errors import Refusal
from web.library_rows import problem_row
from web.planning.approval import Approval
from web.planning.drafts import Drafts
from web.planning.papers import mark_of

Paper = dict[str, Any]


def draft_check(drafts: Drafts, approval: Approval, draft: Draft) -> Paper:
    """Return the problems of *draft* with their places, and the refusals that submitting it would meet."""
    base = drafts.sheets_of.base(draft)
    try:
        sheet: Sheet | None = drafts.sheets_of.result(draft)
    except Refusal:
        sheet = None
    problems = () if sheet is None else sheet.problems
    known = {_about(one) for one in base.problems}
    return {
        "mark": mark_of(draft, drafts.newest(draft.plan)),
        "problems": [
            _row(one, draft.changes) | {"fresh": _about(one) not in known} for one in problems
        ],
        "errors": sum(one.is_error for one in problems),
        "undecided": sum(one["decision"] == PROPOSED for one in draft.changes),
        "hindrances": [one.paper() for one in approval.hindrances(draft)],
    }


def fresh_problems(before: Sheet, after: Sheet) -> Paper:
    """Return the problems that *after* has and *before* had not."""
    known = {_about(one) for one in before.problems}
    return {"problems": [_row(one, ()) for one in after.problems if _about(one) not in known]}


def _row(problem: Problem, changes: Iterable[Mapping[str, Any]]) -> Paper:
    """Return *problem* with its item (``kind``, ``item``) and the accepted changes of that item."""
    kind, item = problem.subject or ("", "")
    about = [
        one["id"]
        for one in changes
        if one["decision"] == "accepted" and str(one["step"]).rpartition(":")[2] == item
    ]
    return problem_row(problem) | {"kind": kind, "item": item, "changes": about}


def _about(problem: Problem) -> tuple[object, ...]:
    """Return what makes *problem* the same in two texts: all of it but its line and column."""
    return problem.code, problem.subject, problem.hint, str(sorted(problem.params.items()))
