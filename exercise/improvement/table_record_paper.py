"""Records of tables on paper, so that a table that is over need not be read again to know what it exercised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from exercise.improvement.table_record import (
    ExercisedStep,
    Outage,
    PlayedRole,
    TableRecord,
    TriedRecovery,
)

FORM = 2
"""Raised when records say something else than before; older papers are then worked out anew."""

Paper = Mapping[str, Any]


def record_to_paper(record: TableRecord) -> dict[str, Any]:
    """Return *record* as JSON."""
    return {
        "form": FORM,
        "id": record.id,
        "name": record.name,
        "ended": record.ended,
        "steps": {
            name: [one.verdict, one.seq, list(one.people), list(one.simulated), one.for_people]
            for name, one in record.steps.items()
        },
        "outages": {
            service: [[one.length, one.met, one.over] for one in outages]
            for service, outages in record.outages.items()
        },
        "recoveries": [[r.recovery, r.result, r.took, r.seq] for r in record.recoveries],
        "roles": {name: asdict(one) for name, one in record.roles.items()},
    }


def record_from_paper(paper: Paper) -> TableRecord | None:
    """Return the record written as *paper*; None when it is of another form."""
    if paper.get("form") != FORM:
        return None
    return TableRecord(
        id=paper["id"],
        name=paper["name"],
        ended=paper["ended"],
        steps={
            name: ExercisedStep(verdict, seq, tuple(people), tuple(simulated), for_people)
            for name, (verdict, seq, people, simulated, for_people) in paper["steps"].items()
        },
        outages={
            service: tuple(Outage(*one) for one in outages)
            for service, outages in paper["outages"].items()
        },
        recoveries=tuple(TriedRecovery(*one) for one in paper["recoveries"]),
        roles={name: _role(one) for name, one in paper["roles"].items()},
    )


def _role(paper: Paper) -> PlayedRole:
    return PlayedRole(
        tuple(paper["people"]), paper["simulated"], paper["absent"], tuple(paper["stood_in"])
    )
