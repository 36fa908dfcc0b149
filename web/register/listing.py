"""The register across exercises: actions with their findings, chosen and put in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.store.register_records import ActionRecord, FindingRecord
from engine.store.store import Store
from exercise.evaluation.findings import SEVERITIES
from exercise.improvement.action_course import OPEN_STATES
from web.register.calendar import day_of
from web.register.papers import Paper, action_paper, finding_paper


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions are asked for; None: any. *exercises* are those that the asking person may see."""

    exercises: frozenset[str] | None = None
    exercise: str | None = None
    plan: str | None = None
    owner: str | None = None
    state: str | None = None
    severity: str | None = None
    finding_class: str | None = None
    overdue: bool = False
    repeated: bool = False
    open_only: bool = False


class Listing:
    """Reads the register."""

    def __init__(self, store: Store, stamp: str) -> None:
        """Read from *store* as things stand at *stamp*."""
        self._store = store
        self._today = day_of(stamp)

    def findings(self, wanted: Wanted) -> Iterator[FindingRecord]:
        """Yield the findings in the register that fit *wanted*."""
        for one in self._store.register.findings(plan=wanted.plan, taken=True):
            if wanted.exercises is not None and one.exercise not in wanted.exercises:
                continue
            if wanted.exercise in (None, one.exercise) and one.state not in ("rejected", "merged"):
                paper = finding_paper(one)
                if _fits_finding(paper, wanted):
                    yield one

    def pairs(self, wanted: Wanted) -> list[tuple[FindingRecord, ActionRecord]]:
        """Return every action that fits with its finding: the first due first, within that the gravest."""
        found = {one.id: one for one in self.findings(wanted)}
        pairs = [
            (found[action.finding], action)
            for action in self._store.register.actions()
            if action.finding in found and self._fits(action, wanted)
        ]
        return sorted(pairs, key=_rank)

    def paper(self, wanted: Wanted) -> Paper:
        """Return the register as its page shows it, with what can be chosen from."""
        everything = Wanted(exercises=wanted.exercises)
        rows = [self.row(finding, action) for finding, action in self.pairs(wanted)]
        every = [self.row(finding, action) for finding, action in self.pairs(everything)]
        return {
            "rows": rows,
            "total": len(every),
            "overdue": sum(row["overdue"] for row in every),
            "plans": sorted({row["finding"]["plan"] for row in every}),
            "owners": sorted({row["owner"] for row in every if row["owner"]}),
            "exercises": self._exercises(every),
        }

    def row(self, finding: FindingRecord, action: ActionRecord) -> Paper:
        """Return an action with its finding."""
        return action_paper(action, self._today) | {"finding": finding_paper(finding)}

    def _fits(self, action: ActionRecord, wanted: Wanted) -> bool:
        paper = action_paper(action, self._today)
        return (
            wanted.owner in (None, action.owner)
            and wanted.state in (None, action.state)
            and (not wanted.overdue or paper["overdue"])
            and (not wanted.open_only or action.state in OPEN_STATES)
        )

    def _exercises(self, rows: list[Paper]) -> list[Paper]:
        names = dict.fromkeys(row["finding"]["exercise"] for row in rows)
        names.pop(None, None)
        return [
            {"id": name, "title": dict(self._store.exercises.get(name).title)} for name in names
        ]


def _fits_finding(paper: Mapping[str, Any], wanted: Wanted) -> bool:
    return (
        wanted.severity in (None, paper["severity"])
        and wanted.finding_class in (None, paper["class"])
        and (not wanted.repeated or bool(paper.get("repeated")))
    )


def _rank(pair: tuple[FindingRecord, ActionRecord]) -> tuple[bool, str, int, str]:
    finding, action = pair
    severity = finding_paper(finding)["severity"]
    is_open = action.state in OPEN_STATES
    return not is_open, action.due or "9999", SEVERITIES.index(severity), action.id
