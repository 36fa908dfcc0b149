"""A change of the plan: one field of one step or service, what it was, what it shall be, why, and the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

PROPOSED = "proposed"
ACCEPTED = "accepted"
REJECTED = "rejected"
DECISIONS = (PROPOSED, ACCEPTED, REJECTED)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a plan draft.

    *field* is a key as the plan writes it, ``escalate.within`` for one inside another. *old* and *new*
    are values as the plan writes them; None means that the key is not there. *reason* is a finding's
    code (``by_hand`` where a person wrote the change), *evidence* the entries of *table*'s journal.
    """

    id: str
    step: str
    field: str
    old: object
    new: object
    reason: str
    numbers: Mapping[str, object] = made(default_factory=dict)
    evidence: tuple[int, ...] = ()
    finding: str | None = None
    table: str | None = None
    note: str = ""
    decision: str = PROPOSED

    @property
    def is_accepted(self) -> bool:
        """Whether it goes into the next version."""
        return self.decision == ACCEPTED


def change_to_paper(change: Change) -> dict[str, Any]:
    """Return *change* as JSON (docs/protocol.md, a draft's changes)."""
    return {
        "id": change.id,
        "step": change.step,
        "key": change.field,
        "old": change.old,
        "new": change.new,
        "reason": {"code": change.reason, "numbers": dict(change.numbers)},
        "note": change.note,
        "evidence": {
            "table": change.table,
            "finding": change.finding,
            "seqs": list(change.evidence),
        },
        "decision": change.decision,
    }


def change_from_paper(paper: Mapping[str, Any]) -> Change:
    """Return the change written as *paper*; raises KeyError when a part is missing."""
    return Change(
        id=paper["id"],
        step=paper["step"],
        field=paper["key"],
        old=paper["old"],
        new=paper["new"],
        reason=paper["reason"]["code"],
        numbers=paper["reason"]["numbers"],
        evidence=tuple(paper["evidence"]["seqs"]),
        finding=paper["evidence"]["finding"],
        table=paper["evidence"]["table"],
        note=paper["note"],
        decision=paper["decision"],
    )
