"""A change of the plan: what of which item, what it was, what it shall be, why, and the proof.

Four kinds: ``set`` writes one field of an item, ``add``, ``remove`` and ``move`` are about the whole item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

PROPOSED = "proposed"
ACCEPTED = "accepted"
REJECTED = "rejected"
DECISIONS = (PROPOSED, ACCEPTED, REJECTED)

SET, ADD, REMOVE, MOVE = "set", "add", "remove", "move"
OPS = (SET, ADD, REMOVE, MOVE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: in which procedure (None for all that is no step) and after which item (None: first)."""

    procedure: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed the same: what it was for both, what the newest version says, what the draft wants."""

    base: object
    theirs: object
    mine: object


@dataclass(frozen=True, slots=True)
class Proof:
    """Entries of one more table's journal that prove a change, and the improvement action they come from."""

    table: str | None
    seqs: tuple[int, ...]
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a plan draft.

    *step* is the item's address (exercise/improvement/items.py): a bare id for steps and services,
    ``role:ops-duty`` for others, ``sections`` and ``plan`` for the plan's own fields. *field* is a key as the
    plan writes it, ``escalate.within`` for one inside another, empty where the whole item is meant. *old* and
    *new* are values as the plan writes them; None means that the key is not there. Of an ``add`` *new* is the
    whole item, of a ``remove`` *old*; of a ``move`` both are places on paper, as *place* is where it shall be.
    *reason* is a finding's code (``by_hand`` where a person wrote the change), *evidence* the entries of
    *table*'s journal, *finding* the improvement action and *findings* those of the register that it answers;
    *others* are the proofs of other proposals that were merged into it.
    *conflict* is there until somebody resolves it. *by* is who decided or edited it last, *revision* how often.
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
    op: str = SET
    place: Place | None = None
    findings: tuple[str, ...] = ()
    others: tuple[Proof, ...] = ()
    conflict: Conflict | None = None
    by: str = ""
    revision: int = 1

    @property
    def is_accepted(self) -> bool:
        """Whether it goes into the next version: accepted, and no conflict left in it."""
        return self.decision == ACCEPTED and self.conflict is None


def change_to_paper(change: Change) -> dict[str, Any]:
    """Return *change* as JSON (docs/protocol.md, a draft's changes)."""
    return {
        "id": change.id,
        "op": change.op,
        "step": change.step,
        "key": change.field,
        "old": change.old,
        "new": change.new,
        "place": place_to_paper(change.place),
        "reason": {"code": change.reason, "numbers": dict(change.numbers)},
        "note": change.note,
        "evidence": {
            "table": change.table,
            "finding": change.finding,
            "seqs": list(change.evidence),
            "findings": list(change.findings),
            "others": [
                {"table": one.table, "seqs": list(one.seqs), "finding": one.finding}
                for one in change.others
            ],
        },
        "decision": change.decision,
        "conflict": _conflict_to_paper(change.conflict),
        "by": change.by,
        "revision": change.revision,
    }


def change_from_paper(paper: Mapping[str, Any]) -> Change:
    """Return the change written as *paper*; raises KeyError when a part is missing that every draft has had."""
    conflict = paper.get("conflict")
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
        op=paper.get("op", SET),
        place=place_from_paper(paper.get("place")),
        findings=tuple(paper["evidence"].get("findings", ())),
        others=tuple(
            Proof(one["table"], tuple(one["seqs"]), one["finding"])
            for one in paper["evidence"].get("others", ())
        ),
        conflict=None if conflict is None else Conflict(**conflict),
        by=paper.get("by", ""),
        revision=paper.get("revision", 1),
    )


def place_to_paper(place: Place | None) -> dict[str, Any] | None:
    """Return *place* as JSON: ``{"in": procedure, "after": id}``."""
    return None if place is None else {"in": place.procedure, "after": place.after}


def place_from_paper(paper: Mapping[str, Any] | None) -> Place | None:
    """Return the place written as *paper*."""
    return None if paper is None else Place(paper.get("in"), paper.get("after"))


def _conflict_to_paper(conflict: Conflict | None) -> dict[str, Any] | None:
    if conflict is None:
        return None
    return {"base": conflict.base, "theirs": conflict.theirs, "mine": conflict.mine}
