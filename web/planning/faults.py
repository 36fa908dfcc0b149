"""Faults that a plan's own text shows: conflicts with laws and clocks, and what an imported plan left out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from engine.store.register_records import FindingRecord
from exercise.improvement.conflicts_by_source import (
    OVERRIDDEN,
    SourceConflict,
    conflicts_by_source,
)
from scenarios.clock_shelf import shipped_clocks
from scenarios.exchange.lacking import lacks
from web.library import Library, plan_of
from web.planning.sheets import plan_as_written

_MOST_KEPT = 64
_PLAN_CONFLICT = "plan_conflict"


class Faults:
    """Reads published versions, each once."""

    def __init__(self, library: Library) -> None:
        """Read versions of *library*."""
        self._library = library
        self._conflicts = lru_cache(_MOST_KEPT)(self._read_conflicts)
        self._lacking = lru_cache(_MOST_KEPT)(self._read_lacking)

    def conflicts(self, plan: str, version: int) -> tuple[SourceConflict, ...]:
        """Return where a version is at fault by law; raises Refusal when there is no such version."""
        return self._conflicts(plan, version)

    def has(self, version: int, finding: FindingRecord) -> bool | None:
        """Return whether a *version* still has the fault of *finding*; None where its text cannot tell."""
        if finding.origin == "import":
            return (finding.subject, finding.code) in self._lacking(finding.plan, version)
        key = _key(finding)
        if key is None:
            return None
        return any(one.key == key for one in self._conflicts(finding.plan, version))

    def _read_conflicts(self, plan: str, version: int) -> tuple[SourceConflict, ...]:
        sheet = self._library.plan_sheet(plan, version)
        steps = {
            step["id"]: step
            for procedure in plan_as_written(sheet).get("procedures", ())
            for step in procedure["steps"]
        }
        return conflicts_by_source(
            plan_of(sheet), shipped_clocks(), lambda step, key: steps[step].get(key)
        )

    def _read_lacking(self, plan: str, version: int) -> frozenset[tuple[str, str]]:
        sheet = self._library.plan_sheet(plan, version)
        return frozenset((one.step, one.code) for one in lacks(plan_of(sheet)))


def _key(finding: FindingRecord) -> tuple[str, str, str] | None:
    """Return the conflict that *finding* is, or that an exercise brought to light."""
    if finding.origin == "check":
        return finding.subject, str(finding.automatic.get("about")), finding.code
    if finding.code != _PLAN_CONFLICT:
        return None
    numbers: Any = finding.automatic.get("numbers")
    law = numbers.get("law") if isinstance(numbers, Mapping) else None
    return finding.subject, str(law), OVERRIDDEN
