"""The whole judgement of a journal: obligations, overrides, scores, ratings, services, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from exercise.entry import Entry, role_of
from scenarios.condition import ServiceIs
from scenarios.plan import Plan
from scenarios.procedure import ALL, Step
from scenarios.scenario import Scenario
from tests.oracle import forms
from tests.oracle.answers import walk
from tests.oracle.court import Court
from tests.oracle.losses import lost, outages
from tests.oracle.moments import Tale
from tests.oracle.obligations import Judged, kinds
from tests.oracle.scenes import may_escalate
from tests.oracle.timeline import lay_out

WORST = ("violated", "missed", "very_late", "compensated", "late", "partial", "met")


def judge(plan: Plan, scenario: Scenario, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the evaluation of a finished journal, with the keys of formats.md 5 that the text defines."""
    tale = tell(plan, scenario, entries)
    court = Court(tale)
    judged = court.judge()
    conflicts = _settle_conflicts(plan, tale, judged)
    return {
        "ended_ms": court.end,
        "obligations": judged,
        "steps": {s.id: _step(judged, s.id) for s in plan.steps()},
        "procedures": {
            p.id: _rated(judged, {s.id for s in p.steps}, plan) for p in plan.procedures
        },
        "objectives": {o.id: _rated(judged, set(o.steps), plan) for o in scenario.objectives},
        "roles": {r.id: score(_of(judged, _steps_of(plan, r.id))) for r in plan.roles},
        "whole": _rated(judged, {one.owner for one in judged}, plan),
        "services": {s.id: _service(court, judged, s.id) for s in plan.services},
        "not_exercised": _not_exercised(plan, tale, judged),
        "findings": _findings(court, judged) | {("plan_conflict", s) for s in conflicts},
    }


def tell(plan: Plan, scenario: Scenario, entries: Sequence[Entry]) -> Tale:
    """Return the tale of a journal, told again until no further moment matters."""
    wanted: set[int] = set()
    while True:
        tale = Tale(plan, scenario, lay_out(entries, wanted))
        walk(tale)
        Court(tale).judge()
        if tale.wanted <= wanted or tale.ms(len(tale.positions) - 1) <= 400:
            return tale
        wanted |= tale.wanted


def score(judged: Iterable[Judged]) -> float | None:
    """Return the weighted mean over what counts, None when nothing does."""
    counted = [one for one in judged if one.is_counted]
    weight = sum(one.weight for one in counted)
    if not weight:
        return None
    return round(sum(one.weight * (one.score or 0) for one in counted) / weight, 10)


def _of(judged: Iterable[Judged], owners: set[str]) -> list[Judged]:
    return [one for one in judged if one.owner in owners]


def _steps_of(plan: Plan, role: str) -> set[str]:
    return {s.id for s in plan.steps() if role in s.by or s.by == (ALL,)}


def _settle_conflicts(plan: Plan, tale: Tale, judged: list[Judged]) -> list[str]:
    """Waive overridden steps that stood against the overriding one; return the ids of both kinds' losers."""
    kept: dict[str, set[bool]] = {}  # nothing for a step of which nothing counts
    for one in judged:
        if one.is_counted:
            kept.setdefault(one.owner, set()).add(one.verdict == "met")
    triggered = {i.step.id for i in tale.instances}
    triggered |= {s.id for s in plan.steps() if s.is_prohibition}
    losers = [
        other
        for step in plan.steps()
        for other in step.overrides
        if {step.id, other} <= triggered & kept.keys()
        and (kept[step.id] == {True}) != (kept[other] == {True})
    ]
    for one in _of(judged, set(losers)):
        if one.is_counted:
            one.verdict, one.score = "waived", None
    return losers


def _step(judged: list[Judged], step: str) -> tuple[float | None, str | None]:
    mine = [one for one in judged if one.owner == step and one.is_counted]
    return score(mine), min((one.verdict for one in mine), key=WORST.index, default=None)


def _rated(judged: list[Judged], owners: set[str], plan: Plan) -> dict[str, Any]:
    mine = [one for one in _of(judged, owners) if one.is_counted]
    rating, decided = "P", []
    for name, rule in (("U", _is_unable), ("M", _is_major), ("S", _is_some)):
        decided = [one for one in mine if rule(one)]
        if decided:
            rating = name
            break
    places = {owner: n for n, owner in enumerate(dict.fromkeys(one.owner for one in judged))}
    decided.sort(
        key=lambda one: (one.anchor is None, one.anchor or 0, places[one.owner], one.instance)
    )
    gates = [f"{one.verdict}:{one.id}" for one in decided]
    return {"score": score(mine), "rating": rating if mine else None, "gates": gates}


def _is_unable(one: Judged) -> bool:
    return one.weight == 3 and one.verdict in ("missed", "violated")


def _is_major(one: Judged) -> bool:
    return (
        (one.weight == 3 and one.verdict in ("very_late", "compensated"))
        or (one.kind == "rto" and one.verdict == "late")
        or (one.kind == "forbidden" and one.verdict == "violated")
        or (one.kind == "order" and (one.score or 0) < 0.8)
    )


def _is_some(one: Judged) -> bool:
    return one.verdict != "met"


def _service(court: Court, judged: list[Judged], service: str) -> dict[str, Any]:
    tale = court.tale
    about = next(s for s in tale.plan.services if s.id == service)
    spans = [(a, court.end if b is None else b) for a, b in outages(tale, service)]
    gone = lost(tale, service)
    is_hit = bool(spans) or gone is not None
    return {
        "down_ms": tale.spent(ServiceIs(service, ("down",)), court.last),
        "rto_ms": about.rto,
        "rto_met": all(b - a <= about.rto for a, b in spans)
        if about.rto is not None and spans
        else None,
        "lost_ms": gone or 0,
        "rpo_met": (gone or 0) <= about.rpo if about.rpo is not None and is_hit else None,
        "impact": {
            name: forms.impact(tale, service, rate, court.last)
            for name, rate in about.impact.items()
        },
    }


def _not_exercised(plan: Plan, tale: Tale, judged: list[Judged]) -> set[str]:
    triggered = {i.step.id for i in tale.instances}
    found = set()
    for step in plan.steps():
        for kind in kinds(step):
            mine = [o for o in judged if (o.owner, o.kind) == (step.id, kind)]
            aside = all(one.verdict == "not_triggered" for one in mine)
            if kind == "forbidden" or (kind == "order" and step.id in triggered):
                continue
            if aside:
                found.add(f"{step.id}.{kind}")
    for service in plan.services:
        kept = {one.kind for one in judged if one.owner == service.id}
        limits = {"rto": service.rto, "rpo": service.rpo}
        found |= {
            f"{service.id}.{kind}"
            for kind, length in limits.items()
            if length is not None and kind not in kept
        }
    return found


def _findings(court: Court, judged: list[Judged]) -> set[tuple[str, str]]:
    found = {(code, one.owner) for one in judged for code in _failures(one)}
    for p, entry, act in court.tale.acts():
        found |= {("wrong_role", step.id) for step in _wronged(court, p, entry, act.action)}
    return found


FAILURES = {
    "response": {"missed": "step_missed", "late": "step_late", "very_late": "step_late"},
    "quorum": {"missed": "quorum_short", "late": "step_late", "very_late": "step_late"},
    "order": {"violated": "order_violated"},
    "cadence": {"late": "cadence_gap", "missed": "cadence_gap"},
    "forbidden": {"violated": "done_too_early"},
    "choice": {"partial": "decision_poor", "violated": "decision_poor"},
    "escalation": {"missed": "escalation_missing", "late": "step_late", "very_late": "step_late"},
    "separation": {"violated": "same_person"},
    "record": {"partial": "log_gap", "missed": "log_gap"},
    "rto": {"late": "rto_missed", "very_late": "rto_missed", "missed": "rto_missed"},
    "rpo": {"violated": "rpo_missed"},
}


def _failures(one: Judged) -> list[str]:
    if one.kind == "facts" and one.is_counted:
        codes = [("fact_false", one.with_false), ("fact_omitted", one.with_omitted)]
        return [code for code, is_so in codes if is_so]
    verdict = one.verdict
    if verdict == "compensated":
        verdict = "missed" if one.done is None else "late"
    code = FAILURES.get(one.kind, {}).get(verdict)
    return [code] if code else []


def _wronged(court: Court, p: int, entry: Entry, action: str) -> list[Step]:
    """Return the steps whose open instance met an act by a role that may not answer it, answering nothing."""
    tale, role = court.tale, role_of(entry.by or "")
    if any(q == p for instance in tale.instances for q, _ in instance.acts):
        return []
    open_before = [i for i in tale.instances if tale.is_open(i, p)]
    asked = {i.step.id: i.step for i in open_before if i.step.does == action}
    if any(i.step.every is not None and p in tale.reports(i, p) for i in tale.instances):
        return []
    for i in [one for one in open_before if one.is_open_before(p)]:
        escalate = i.step.escalate
        is_asked = escalate is not None and (escalate.does or i.step.does) == action
        if is_asked and may_escalate(tale, i.step, role, p):
            return []
    return [s for s in asked.values() if not s.records and not tale.may_do(s, role, p)]
