"""The report model: what happened and what it was worth, in the four parts of JR/T 0251-2022 10.5 a-d."""

from __future__ import annotations

from typing import Any

from exercise.entry import Entry, person_of
from exercise.facts import (
    InjectDelivered,
    NoteTaken,
    RatingGiven,
    ServiceChanged,
)
from exercise.script_paper import text_paper
from exercise.setting import Setting
from web.reports.handling import handling
from web.reports.proof import Proofs, inject_title
from web.reports.review import length_ms, service_courses, story_of, timeline, title_of
from web.reports.values import causes, stated
from web.table import Table

Paper = dict[str, Any]

FORMAT = "startex/report@1"
_CRITICAL_WEIGHT = 3
_CRITICAL = ("missed", "violated", "very_late")


def report_model(table: Table, made_wall: int) -> Paper:
    """Return the report of *table*; *made_wall* is when it was asked for."""
    evaluation = table.evaluation()
    setting = table.setting
    facts = stated(table, evaluation)
    return {
        "format": FORMAT,
        "mark": "exercise",
        "made_wall": made_wall,
        **_heading(table),
        "summary": {
            key: evaluation[key]
            for key in ("score", "rating", "gates", "ended_ms", "end_reason", "compressed")
        }
        | {"duration_ms": length_ms(table)},
        "parts": {
            "a": _course_scope_loss(table, evaluation),
            "b": handling(table, evaluation),
            "c": _causes_conclusion(table, evaluation),
            "d": _improvement(table, evaluation, facts),
        },
        "facts": facts,
        "subjects": {one: title_of(setting, one) for one in (*setting.steps, *setting.services)},
        "objectives": [_titled(setting.scenario.objectives, o) for o in evaluation["objectives"]],
        "roles": [_titled(setting.plan.roles, role) for role in evaluation["roles"]],
        "services": service_courses(table),
        "timeline": timeline(setting, evaluation),
        "notes": [_note(entry) for entry in table.entries if _is_note(entry)],
        "ratings": [_rating(entry) for entry in table.entries if _is_rating(entry)],
        "not_exercised": [
            {
                "id": one,
                "title": title_of(setting, one.rpartition(".")[0]),
                "kind": one.rpartition(".")[2],
            }
            for one in evaluation["not_exercised"]
        ],
        "digests": {
            "plan": evaluation["plan"]["digest"],
            "scenario": evaluation["scenario"]["digest"],
        },
        "rules": evaluation["rules"],
    }


def _heading(table: Table) -> Paper:
    setting = table.setting
    people = {role: list(table.people(role)) for role in setting.roles if table.people(role)}
    return {
        "exercise": {"id": table.exercise.id, "title": dict(table.exercise.title)},
        "table": {"id": table.id, "name": table.run.name},
        "scenario": {
            "id": setting.scenario.id,
            "title": text_paper(setting.scenario.title),
            "type": setting.scenario.type,
            "story_start": setting.scenario.story_start.isoformat(),
        },
        "plan": {
            "id": setting.plan.id,
            "version": setting.plan.version,
            "title": text_paper(setting.plan.title),
        },
        "people": [
            {"role": role, "title": text_paper(setting.roles[role].title), "people": names}
            for role, names in people.items()
        ],
    }


def _course_scope_loss(table: Table, evaluation: Paper) -> Paper:
    loss: dict[str, float] = {}
    for service in evaluation["services"]:
        for kind, total in service["impact"].items():
            loss[kind] = loss.get(kind, 0) + total
    scope = [
        {**service, "service": service["id"], "title": title_of(table.setting, service["id"])}
        for service in evaluation["services"]
        if service["down_ms"] or service.get("degraded_ms") or service["lost_ms"]
    ]
    return {"course": _course(table), "scope": scope, "loss": loss}


def _course(table: Table) -> list[Paper]:
    """Return the milestones: what befell the services and the key injects."""
    setting = table.setting
    rows = []
    for entry in table.entries:
        fact = entry.fact
        if isinstance(fact, ServiceChanged):
            numbers: Paper = {"service": fact.service, "from": fact.before, "to": fact.to}
            rows.append(_milestone(setting, entry, "service_changed", fact.service, numbers))
        elif isinstance(fact, InjectDelivered) and _is_key(setting, fact.inject):
            rows.append(_milestone(setting, entry, "inject", fact.inject, {}))
            rows[-1]["title"] = inject_title(table, fact.inject)
    return rows


def _is_key(setting: Setting, inject: str) -> bool:
    found = setting.injects.get(inject)
    return found is None or (found.is_told and found.kind in ("key", "contingency"))


def _milestone(setting: Setting, entry: Entry, code: str, subject: str, numbers: Paper) -> Paper:
    return {
        "at": entry.at,
        "story": story_of(setting, entry.at),
        "code": code,
        "title": title_of(setting, subject),
        "numbers": numbers,
        "refs": [entry.seq],
    }


def _causes_conclusion(table: Table, evaluation: Paper) -> Paper:
    setting = table.setting
    failures = [
        {
            "id": o["id"],
            "step": o["step"],
            "title": title_of(setting, o["step"]),
            "verdict": o["verdict"],
        }
        for o in evaluation["obligations"]
        if o["weight"] >= _CRITICAL_WEIGHT and o["verdict"] in _CRITICAL
    ]
    titles = {one.id: text_paper(one.title) for one in setting.plan.procedures}
    return {
        "causes": causes(table),
        "conclusion": {
            "rating": evaluation["rating"],
            "critical_failures": failures,
            "phases": [{**one, "title": titles[one["id"]]} for one in evaluation["procedures"]],
        },
    }


def _improvement(table: Table, evaluation: Paper, facts: dict[str, list[Paper]]) -> Paper:
    setting, proofs = table.setting, Proofs(table)
    findings = [
        {
            **finding,
            "number": number,
            "title": title_of(setting, finding["step"]),
            "facts": _wrong_facts(finding, facts),
            "proof": proofs.of(finding["evidence"]),
        }
        for number, finding in enumerate(evaluation["findings"])
    ]
    roles = {role.id: text_paper(role.title) for role in setting.plan.roles}
    actions = [
        {
            **action,
            "owner_title": roles.get(action["owner"], {"": action["owner"]}),
            "step": findings[action["finding"]]["step"],
            "step_title": findings[action["finding"]]["title"],
            "code": findings[action["finding"]]["code"],
            "severity": findings[action["finding"]]["severity"],
            "change": findings[action["finding"]].get("change"),
        }
        for action in evaluation["actions"]
    ]
    return {"findings": findings, "actions": actions}


def _wrong_facts(finding: Paper, facts: dict[str, list[Paper]]) -> list[Paper]:
    """Return what was said wrongly, or left out, of the step that *finding* on facts is about."""
    codes = {"fact_false": ("false",), "fact_omitted": ("omitted", "part")}.get(finding["code"], ())
    return [
        one
        for obligation, said in facts.items()
        if obligation.startswith(f"{finding['step']}.facts#")
        for one in said
        if one["code"] in codes
    ]


def _titled(things: Any, scored: Paper) -> Paper:
    titles = {thing.id: text_paper(thing.title) for thing in things}
    return {**scored, "title": titles.get(scored["id"], {"": scored["id"]})}


def _is_note(entry: Entry) -> bool:
    return isinstance(entry.fact, NoteTaken) and entry.fact.audience != "own"


def _note(entry: Entry) -> Paper:
    assert isinstance(entry.fact, NoteTaken)  # noqa: S101
    fact = entry.fact
    return {
        "at": entry.at,
        "by": person_of(entry.by or "") or entry.by,
        "text": fact.text,
        "kind": fact.kind,
        "step": fact.step,
        "objective": fact.objective,
        "about_ms": fact.about_ms,
        "evidence": list(fact.evidence),
    }


def _is_rating(entry: Entry) -> bool:
    return isinstance(entry.fact, RatingGiven)


def _rating(entry: Entry) -> Paper:
    assert isinstance(entry.fact, RatingGiven)  # noqa: S101
    by = person_of(entry.by or "") or entry.by
    return {
        "subject": entry.fact.subject,
        "rating": entry.fact.rating,
        "reason": entry.fact.reason,
        "by": by,
    }
