"""Findings and actions of the register as pages read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from engine.store.register_records import ActionRecord, FindingRecord, HistoryRecord
from exercise.improvement.action_course import moves_from
from exercise.improvement.due import is_overdue
from exercise.screen import wall_ms

Paper = dict[str, Any]

EDITABLE = ("severity", "class", "root_cause", "words")
"""What a person may put in place of the program's value of a finding."""


def finding_paper(finding: FindingRecord) -> Paper:
    """Return a finding with the values that hold, the automatic ones beside those that a person changed."""
    automatic = dict(finding.automatic)
    edited = dict(finding.edited)
    held = {name: edited.get(name, automatic.get(name)) for name in EDITABLE}
    return {
        "id": finding.id,
        "exercise": finding.exercise,
        "plan": finding.plan,
        "version": finding.version,
        "subject": finding.subject,
        "kind": finding.kind,
        "code": finding.code,
        "state": finding.state,
        "taken_wall": None if finding.taken is None else wall_ms(finding.taken),
        "into": finding.into,
        "revision": finding.revision,
        "origin": finding.origin,
        "source": finding.source,
        "standing": finding.standing,
        **automatic,
        **held,
        "automatic": {name: automatic.get(name) for name in EDITABLE},
        "edited": sorted(edited),
    }


def action_paper(action: ActionRecord, today: date) -> Paper:
    """Return an action, with what can be done with it next."""
    return {
        "id": action.id,
        "finding": action.finding,
        "state": action.state,
        "element": action.element,
        "words": dict(action.words),
        "owner_kind": action.owner_kind,
        "owner": action.owner,
        "start": action.start,
        "due": action.due,
        "verifier": action.verifier,
        "into": action.into,
        "revision": action.revision,
        "evidence": [dict(one) for one in action.evidence],
        "automatic": dict(action.automatic),
        "overdue": is_overdue(action.due, action.state, today),
        "moves": list(moves_from(action.state)),
    }


def history_paper(history: Iterable[HistoryRecord]) -> list[Paper]:
    """Return what was done, oldest first."""
    return [
        {
            "wall": wall_ms(one.at),
            "by": one.by,
            "did": one.did,
            "reason": one.reason,
            "changes": dict(one.changes),
        }
        for one in history
    ]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return by field what was and what is, where they differ."""
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if before.get(name) != value
    }
