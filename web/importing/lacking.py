"""What an imported plan lacks becomes its first findings: in the register, each to be answered by a change."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from engine.store.records import Draft
from engine.store.register_records import FindingRecord
from exercise.improvement.classes import finding_class
from exercise.improvement.root_cause import PLAN
from exercise.script_paper import text_paper
from scenarios.exchange.lacking import Lack, lacks
from scenarios.origin import AUTHORITY, LIMIT, OWNER, TRIGGER
from scenarios.plan import Plan
from web.house import House

ORIGIN = "import"
TAKEN = "accepted"

_GRAVE = {OWNER: "high", TRIGGER: "medium", LIMIT: "medium", AUTHORITY: "high"}


def finding_id(plan: str, lack: Lack) -> str:
    """Return the id of the finding that *lack* is: the same for the same plan, step and lack."""
    written = f"{ORIGIN}/{plan}/{lack.step}/{lack.code}"
    return f"F-{sha256(written.encode()).hexdigest()[:12]}"


def take_lacks(house: House, draft: Draft, plan: Plan, by: str) -> int:
    """Take what *plan* lacks into the register and return how many findings are new."""
    stamp = house.room.source.stamp()
    register = house.store.register
    known = {one.id for one in register.findings(plan=plan.id)}
    titles = {step.id: text_paper(step.title) for step in plan.steps()}
    fresh = [one for one in lacks(plan) if finding_id(plan.id, one) not in known]
    with house.store.together():
        for lack in fresh:
            finding = _finding(draft, plan, lack, titles[lack.step], stamp)
            register.add(finding)
            register.note(finding.id, stamp, "taken", by)
    return len(fresh)


def import_findings(house: House, plan: str) -> frozenset[str]:
    """Return the ids of the findings that imports of *plan* brought into the register."""
    found = house.store.register.findings(plan=plan)
    return frozenset(one.id for one in found if one.origin == ORIGIN)


def _finding(draft: Draft, plan: Plan, lack: Lack, title: Any, stamp: str) -> FindingRecord:
    severity = _GRAVE.get(lack.what, "low")
    automatic: dict[str, object] = {
        "severity": severity,
        "class": finding_class(lack.code, severity),
        "root_cause": PLAN,
        "reason": {"code": "imported", "numbers": {}},
        "report_class": None,
        "title": title,
        "of": 0,
        "numbers": {},
        "tables": [],
        "repeated": [],
        "change": None,
    }
    return FindingRecord(
        id=finding_id(plan.id, lack),
        exercise=None,
        plan=plan.id,
        version=draft.base,
        subject=lack.step,
        kind=lack.what,
        code=lack.code,
        made=stamp,
        state=TAKEN,
        taken=stamp,
        automatic=automatic,
        origin=ORIGIN,
        source=draft.id,
    )
