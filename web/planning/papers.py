"""A draft as JSON (docs/protocol.md, the plan owner's way)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.store.records import Draft
from exercise.screen import wall_ms
from web.planning.shared import Who, contributors, is_contributor

Paper = dict[str, Any]

OPEN, SUBMITTED, APPROVED = "open", "submitted", "approved"
PUBLISHED, WITHDRAWN = "published", "withdrawn"
ALIVE = (OPEN, SUBMITTED, APPROVED)
"""The states in which a draft can still become a version."""


def draft_paper(draft: Draft, newest: int) -> Paper:
    """Return *draft* as every window shows it; *newest* is the plan's newest version, 0 without one."""
    changes = [_change(one) for one in draft.changes]
    return {
        "id": draft.id,
        "plan": draft.plan,
        "base": draft.base,
        "version": draft.base + 1,
        "newest": newest,
        "state": draft.state,
        "revision": draft.revision,
        "mark": mark_of(draft, newest),
        "title": draft.title,
        "source": draft.source,
        "author": {"person": draft.author, "name": draft.author_name},
        "contributors": [_person(one) for one in contributors(draft)],
        "made_wall": wall_ms(draft.made),
        "changes": changes,
        "conflicts": sum(one["conflict"] is not None for one in changes),
        "approval": _approval(draft.approval),
        "effective": draft.approval.get("effective"),
        "published": _published(draft),
    }


def mark_of(draft: Draft, newest: int) -> str:
    """Return what tells whether anything about *draft* is new: its revision and the plan's newest version."""
    return f"{draft.revision}-{newest}"


def seen_by(paper: Paper, draft: Draft, who: Who) -> Paper:
    """Return *paper* as *who* reads it: ``mine`` is the author's, ``contributed`` whose work is in it."""
    return paper | {
        "mine": draft.author == who.mark,
        "contributed": is_contributor(draft, who),
    }


def _change(paper: Mapping[str, Any]) -> Paper:
    told: Paper = {"op": "set", "place": None, "conflict": None, "by": "", "revision": 1, **paper}
    told["at_wall"] = wall_ms(told["at"]) if told.get("at") else None
    told.pop("at", None)
    return told


def _person(contributor: Mapping[str, Any]) -> Paper:
    at = contributor.get("at")
    return {"name": contributor["name"], "wall": wall_ms(at) if at else None}


def _approval(approval: Mapping[str, Any]) -> Paper | None:
    if not approval:
        return None
    return {
        "by": approval["by"],
        "note": approval["note"],
        "wall": wall_ms(approval["at"]),
        "answers": [_answer(one) for one in approval["answers"]],
    }


def _answer(answer: Mapping[str, Any]) -> Paper:
    told = {key: answer[key] for key in ("by", "answer", "reason")}
    return told | {"wall": wall_ms(answer["at"])}


def _published(draft: Draft) -> Paper | None:
    if draft.published_version is None:
        return None
    return {"version": draft.published_version, "by": draft.published_by, "wall": None}
