"""Coverage of what stands behind the steps: services that went down, measures tried, roles played."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from exercise.improvement.coverage import PlayedExercise
from exercise.improvement.step_results import spread
from exercise.improvement.table_record import PlayedRole, TableRecord
from exercise.script_paper import text_paper
from scenarios.plan import Plan, Recovery, Role, Service

Paper = dict[str, Any]
Tables = Sequence[tuple[PlayedExercise, TableRecord]]


def world_coverage(plan: Plan, exercises: Iterable[PlayedExercise], today: date) -> Paper:
    """Return ``services``, ``recoveries`` and ``roles`` of *plan* as *exercises* tried them, which are in time."""
    tables = [(one, table) for one in exercises for table in one.tables]
    return {
        "services": [_service(one, tables, today) for one in plan.services],
        "recoveries": [_recovery(one, tables, today) for one in plan.recoveries],
        "roles": [_role(one, tables, today) for one in plan.roles],
    }


def _service(service: Service, tables: Tables, today: date) -> Paper:
    hit = [(one, table) for one, table in tables if table.outages.get(service.id)]
    outages = [outage for _, table in hit for outage in table.outages[service.id]]
    return {
        "id": service.id,
        "title": text_paper(service.title),
        "rto_ms": service.rto,
        **_times(hit, today),
        "outages": len(outages),
        "met": sum(one.met is True for one in outages),
        "missed": sum(one.met is False for one in outages),
        "longest_ms": max((one.length for one in outages), default=None),
        "unrestored": sum(not one.over for one in outages),
    }


def _recovery(recovery: Recovery, tables: Tables, today: date) -> Paper:
    found = [
        (one, table, each)
        for one, table in tables
        for each in table.recoveries
        if each.recovery == recovery.id
    ]
    apart = spread(
        [each.took for *_, each in found if each.took is not None and each.result == "succeeded"]
    )
    return {
        "id": recovery.id,
        "title": text_paper(recovery.title),
        **_times([(one, table) for one, table, _ in found], today),
        "tries": len(found),
        **{
            result: sum(each.result == result for *_, each in found)
            for result in ("succeeded", "failed", "unfinished")
        },
        "took": None if apart is None else apart.paper(),
    }


def _role(role: Role, tables: Tables, today: date) -> Paper:
    played = [(one, table) for one, table in tables if _of(table, role.id).people]
    bots = [table for _, table in tables if _is_bot(_of(table, role.id))]
    absent = [(one, table) for one, table in tables if _of(table, role.id).absent]
    names = {name: None for _, table in played for name in _of(table, role.id).people}
    return {
        "id": role.id,
        "title": text_paper(role.title),
        **_times(played, today),
        "people": list(names),
        "simulated": len(bots),
        "absent": _times(absent, today),
        "deputies": [_deputy(each, role.id, tables, today) for each in role.deputies],
    }


def _deputy(deputy: str, role: str, tables: Tables, today: date) -> Paper:
    """Return how often *deputy* answered for *role*, and how often a person did so."""
    stood = [(one, table) for one, table in tables if role in _of(table, deputy).stood_in]
    by_people = [(one, table) for one, table in stood if _of(table, deputy).people]
    return {"id": deputy, **_times(by_people, today), "simulated": len(stood) - len(by_people)}


def _times(tables: Tables, today: date) -> Paper:
    """Return in how many exercises something happened, and when last."""
    exercises: Mapping[str, PlayedExercise] = {one.id: one for one, _ in tables}
    last = max((one.day for one in exercises.values()), default=None)
    return {
        "times": len(exercises),
        "last": None if last is None else last.isoformat(),
        "days_ago": None if last is None else (today - last).days,
    }


def _of(table: TableRecord, role: str) -> PlayedRole:
    return table.roles.get(role, _NOBODY)


def _is_bot(role: PlayedRole) -> bool:
    return role.simulated and not role.people


_NOBODY = PlayedRole()
