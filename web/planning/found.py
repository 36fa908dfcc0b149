"""What rehearsals and the plan's own text show to be wrong with a plan, as findings that nobody took yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.store.records import PlanVersion
from engine.store.register_records import FindingRecord
from engine.store.rehearsals import DONE, RehearsalRecord
from exercise.improvement.classes import finding_class
from exercise.improvement.conflicts_by_source import Side, SourceConflict
from exercise.improvement.merging import finding_id
from exercise.script_paper import text_paper
from scenarios.plan import Plan
from web.house import House
from web.library import plan_of
from web.planning.suggesting import MOSTLY, infeasible

Paper = dict[str, Any]

REHEARSAL, CHECK = "rehearsal", "check"
_PLAN = "plan"


def of_rehearsals(house: House, plan: str) -> Iterator[FindingRecord]:
    """Yield what the last rehearsal of each scenario found infeasible in a published version of *plan*."""
    versions = {one.digest: one for one in house.store.plans.versions(plan)}
    last: dict[str, RehearsalRecord] = {}
    for one in house.store.rehearsals.of_plan(plan):
        if one.state == DONE and one.plan_digest in versions:
            last[one.scenario] = one
    for record in last.values():
        result: Any = house.rehearsals.result(record.id) or {}
        document = plan_of(house.library.by_digest(record.plan_digest))
        for limit in result.get("best", {}).get("findings", ()):
            yield _infeasible(record, limit, document)


def of_text(
    version: PlanVersion, plan: Plan, conflicts: tuple[SourceConflict, ...]
) -> Iterator[FindingRecord]:
    """Yield the *conflicts* of a *version* of *plan* with laws, rules and clocks."""
    for one in conflicts:
        about = conflict_paper(one, plan)
        change = about["remedy"] and {**about["remedy"], "reason": one.code}
        yield FindingRecord(
            id=finding_id(f"{CHECK}/{plan.id}", one.key),
            exercise=None,
            plan=plan.id,
            version=version.version,
            subject=one.plan.id,
            kind="conflict",
            code=one.code,
            made=version.published,
            origin=CHECK,
            automatic={
                **_automatic(
                    one.severity, one.code, title(plan, one.plan.id), "conflicts_with_duty"
                ),
                "about": one.key[1],
                "conflict": about,
                "change": change,
            },
        )


def conflict_paper(one: SourceConflict, plan: Plan) -> Paper:
    """Return a conflict with both sides, each with where it was taken from."""
    remedy = one.remedy
    return {
        "code": one.code,
        "severity": one.severity,
        "rule": _side(one.rule, plan),
        "plan": _side(one.plan, plan),
        "chain": [_side(side, plan) for side in one.chain],
        "remedy": remedy
        and {
            "step": remedy.step,
            "field": remedy.field,
            "old": remedy.old,
            "new": remedy.new,
        },
    }


def title(plan: Plan, subject: str) -> Mapping[str, str]:
    """Return what *plan* calls a step, service or measure; the id when it does not know it."""
    things: tuple[Any, ...] = (*plan.steps(), *plan.services, *plan.recoveries)
    found = next((one for one in things if one.id == subject), None)
    return {"": subject} if found is None else text_paper(found.title) or {"": subject}


def _infeasible(record: RehearsalRecord, limit: Paper, plan: Plan) -> FindingRecord:
    key = limit["step"], f"{limit['kind']}.{limit['service'] or ''}", limit["code"]
    numbers = limit["numbers"]
    change = infeasible(limit)
    automatic = _automatic(limit["severity"], limit["code"], _named(limit, plan), "cannot_be_met")
    return FindingRecord(
        id=finding_id(f"{REHEARSAL}/{plan.id}/{record.scenario}", key),
        exercise=None,
        plan=plan.id,
        version=record.plan_version,
        subject=limit["step"],
        kind=limit["kind"],
        code=limit["code"],
        made=record.ended or record.made,
        origin=REHEARSAL,
        source=record.id,
        automatic={
            **automatic,
            "numbers": numbers,
            "scenario": record.scenario,
            "service": limit["service"],
            "degree": limit["degree"],
            "change": change and {**change, "reason": MOSTLY},
        },
    )


def _named(limit: Paper, plan: Plan) -> Mapping[str, str]:
    """Return the title of what a limit is of; a measure that brings several services back is told with its service."""
    own, service = title(plan, limit["step"]), limit["service"]
    if not service or service == limit["step"]:
        return own
    other = title(plan, service)
    return {one: f"{said} – {other.get(one) or service}" for one, said in own.items()}


def _automatic(severity: str, code: str, title: Mapping[str, str], reason: str) -> Paper:
    """Return what a finding from elsewhere than an exercise says in the shape of the others."""
    return {
        "severity": severity,
        "class": finding_class(code, severity),
        "root_cause": _PLAN,
        "reason": {"code": reason, "numbers": {}},
        "report_class": None,
        "title": dict(title),
        "of": 0,
        "numbers": {},
        "tables": [],
        "repeated": [],
    }


def _side(side: Side, plan: Plan) -> Paper:
    return {
        "id": side.id,
        "title": title(plan, side.id),
        "source": side.source,
        "clause": list(side.clause),
        "key": side.key,
        "ms": side.ms,
        "verification": side.verification,
    }
