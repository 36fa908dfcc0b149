"""The report model: what happened and what it was worth, in the four parts of JR/T 0251-2022 10.5 a-d."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exercise.assessment.assessment import Assessment
from exercise.entry import Entry
from exercise.evaluation.moments import find_moments
from exercise.facts import InjectDelivered, ServiceChanged
from exercise.script_paper import text_paper
from exercise.setting import Setting
from web.assessing.guide import guide_paper
from web.assessing.standing import agreement_paper
from web.identity import Pass
from web.reports.corrected import corrected
from web.reports.handling import handling
from web.reports.improving import Register, improvement
from web.reports.judging import archive, assessment_of, judged, notes, ratings
from web.reports.narrative import narrative
from web.reports.proof import Proofs, inject_title
from web.reports.record import duties, log, msel, objectives, overview, steps
from web.reports.reporting import reporting_paper
from web.reports.review import length_ms, service_courses, story_of, timeline, title_of
from web.reports.standing import longest_outages, standing
from web.reports.values import causes, stated
from web.table import Table

Paper = dict[str, Any]

FORMAT = "startex/report@1"
_CRITICAL_WEIGHT = 3
_CRITICAL = ("missed", "violated", "very_late")


def report_model(
    table: Table,
    made_wall: int,
    holder: Pass | None = None,
    tables: Sequence[Table] = (),
    register: Register | None = None,
) -> Paper:
    """Return the report of *table* for *holder*; *made_wall* is when it was asked for.

    *holder* None sees all. *tables* are those of the whole exercise, to stand beside each other; *register* is what
    people made of its findings. A participant is told nothing of the script that was not played, and of other
    people's judgement only what is signed.
    """
    reader = _reader(table, holder, register or Register())
    model = _facts(table, made_wall, reader)
    model |= {
        "obligations": duties(table, reader.evaluation),
        "moments": find_moments(table.setting, reader.evaluation, table.entries).paper(),
        "reporting": reporting_paper(table, evaluation=reader.evaluation),
        "steps": steps(table.setting),
        "guide": guide_paper(table.setting) if reader.sees_all else None,
        "msel": msel(table) if reader.sees_all else [],
        "log": log(table),
        "tables": standing(tables) if reader.sees_all else [],
        "archive": archive(reader.entries, table.exercise.rules if reader.sees_all else None),
    }
    return model | {"narrative": narrative(model, reader.assessment)}


def light(model: Paper) -> Paper:
    """Return *model* without what only files hold: the whole log, the script, every duty."""
    heavy = ("obligations", "steps", "guide", "msel", "log", "reporting")
    return {key: part for key, part in model.items() if key not in heavy}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whom a report is for: the entries that may be seen, what was judged, whether the script may be seen."""

    entries: Sequence[Entry]
    assessment: Assessment
    sees_all: bool
    register: Register
    evaluation: Paper


def _reader(table: Table, holder: Pass | None, register: Register) -> _Reader:
    if holder is None:
        return _Reader(table.entries, table.assessment, True, register, table.evaluation())
    entries, sees_all = table.entries_for(holder), holder.audience.sees_all
    return _Reader(
        entries,
        assessment_of(entries),
        sees_all,
        register if sees_all else Register(),
        table.evaluation_for(holder),
    )


def _facts(table: Table, made_wall: int, reader: _Reader) -> Paper:
    evaluation, setting = reader.evaluation, table.setting
    facts = stated(table, evaluation)
    return {
        "format": FORMAT,
        "mark": "exercise",
        "made_wall": made_wall,
        **_heading(table),
        "overview": overview(table) | ({} if reader.sees_all else {"summary": {}}),
        "summary": {
            key: evaluation[key]
            for key in ("score", "rating", "gates", "ended_ms", "end_reason", "compressed")
        }
        | {"duration_ms": length_ms(table)},
        "parts": {
            "a": _course_scope_loss(table, evaluation),
            "b": handling(table, evaluation),
            "c": _causes_conclusion(table, evaluation),
            "d": improvement(table, evaluation, facts, reader.register),
        },
        "facts": facts,
        "subjects": {one: title_of(setting, one) for one in (*setting.steps, *setting.services)},
        "objectives": objectives(setting, evaluation["objectives"]),
        "roles": [_titled(setting.plan.roles, role) for role in evaluation["roles"]],
        "services": service_courses(table),
        "timeline": timeline(setting, evaluation),
        "notes": notes(setting, reader.assessment, Proofs(table)),
        "ratings": ratings(reader.assessment),
        "assessment": judged(reader.assessment, table.entries)
        | {"agreement": _agreement(reader.assessment, setting)},
        "corrected": corrected(table, evaluation),
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


def _agreement(assessment: Assessment, setting: Setting) -> Paper | None:
    """Return how far the evaluators agree, overall and on each target; None where fewer than two rated."""
    found = agreement_paper(assessment, guide_paper(setting)["subjects"])
    return found if len(found["evaluators"]) > 1 else None


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
    longest = longest_outages(service_courses(table), length_ms(table))
    scope = [
        {
            **service,
            "service": service["id"],
            "title": title_of(table.setting, service["id"]),
            "longest_ms": longest[service["id"]],
        }
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


def _titled(things: Any, scored: Paper) -> Paper:
    titles = {thing.id: text_paper(thing.title) for thing in things}
    return {**scored, "title": titles.get(scored["id"], {"": scored["id"]})}
