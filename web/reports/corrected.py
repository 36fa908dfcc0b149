"""What people corrected, for reports: verdicts that they set or confirmed, and what the whole comes to with them."""

from __future__ import annotations

from typing import Any

from exercise.assessment.assessment import judge_of
from web.table import Table

Paper = dict[str, Any]


def corrected(table: Table, evaluation: Paper) -> Paper | None:
    """Return the verdicts of people in *evaluation*, as its reader may see it; None where there are none."""
    rows = [_row(table, one) for one in evaluation["obligations"] if "override" in one]
    if not rows:
        return None
    adjusted = evaluation["adjusted"] or evaluation
    return {"score": adjusted["score"], "rating": adjusted["rating"], "verdicts": rows}


def _row(table: Table, duty: Paper) -> Paper:
    entry = table.proceedings.override_entries.get(duty["id"])
    verdict = duty["override"]["verdict"]
    return {
        "id": duty["id"],
        "step": duty["step"],
        "kind": duty["kind"],
        "automatic": None if duty["verdict"] == "waived" == verdict else duty["verdict"],
        "verdict": verdict,
        "reason": duty["override"]["reason"],
        "by": None if entry is None else judge_of(entry.by or ""),
        "seq": None if entry is None else entry.seq,
    }
