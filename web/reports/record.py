"""The record of an exercise for reports: what it was, its injects planned and actual, its duties, its log."""

from __future__ import annotations

from collections import Counter
from typing import Any

from exercise.entry import Entry, role_of
from exercise.facts import Acted, Ended, InjectDelivered, Started
from exercise.screen import wall_ms
from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.procedure import ALL
from web.explaining.explanations import Explanations
from web.reports.proof import Proofs, inject_title
from web.reports.review import story_of, title_of
from web.table import Table

Paper = dict[str, Any]


def overview(table: Table) -> Paper:
    """Return what the exercise was: when it was held, its scope, its causes, who planned for it."""
    setting, scenario = table.setting, table.setting.scenario
    owner = setting.roles.get(setting.plan.owner)
    acts = Counter(role_of(one.by or "") for one in table.entries if isinstance(one.fact, Acted))
    return {
        "started_wall": _wall_of(table, Started),
        "ended_wall": _wall_of(table, Ended),
        "story_end": story_of(setting, table.screens.scene.state.ended_at or scenario.duration),
        "planned_ms": scenario.duration,
        "causes": list(scenario.causes),
        "summary": text_paper(scenario.summary),
        "briefing": text_paper(scenario.briefing),
        "owner": {"": setting.plan.owner} if owner is None else text_paper(owner.title),
        "actors": [text_paper(actor.title) for actor in scenario.actors],
        "services": [text_paper(one.title) for one in setting.services.values()],
        "seats": [
            {
                "role": seat["role"],
                "title": seat["title"],
                "mode": seat["mode"],
                "people": list(table.people(seat["role"])),
                "simulated": seat["simulated"],
                "acts": acts[seat["role"]],
            }
            for seat in table.seats()
        ],
        "counts": {
            "entries": len(table.entries),
            "injects": len(setting.injects),
            "steps": len(setting.steps),
            "procedures": len(setting.plan.procedures),
        },
    }


def objectives(setting: Setting, scored: list[Paper]) -> list[Paper]:
    """Return each objective with its capability, target, sources and steps beside its score."""
    known = {one.id: one for one in setting.scenario.objectives}
    return [
        {
            **one,
            "title": text_paper(known[one["id"]].title) or {"": one["id"]},
            "capability": text_paper(known[one["id"]].capability),
            "target": text_paper(known[one["id"]].target),
            "sources": list(known[one["id"]].sources),
            "steps": list(known[one["id"]].steps),
        }
        for one in scored
    ]


def steps(setting: Setting) -> dict[str, Paper]:
    """Return what the plan says of each step that a report speaks of: who, how soon, by which clause."""
    return {
        step.id: {
            "by": [
                {
                    "role": role,
                    "title": {} if role == ALL else text_paper(setting.roles[role].title),
                }
                for role in step.by
            ],
            "within_ms": step.within,
            "every_ms": step.every,
            "criticality": step.criticality,
            "source": step.source,
            "clause": list(step.clause),
            "procedure": setting.procedure_of[step.id].id,
        }
        for step in setting.steps.values()
    }


def duties(table: Table, evaluation: Paper) -> list[Paper]:
    """Return every duty as it was judged, with titles and the sentence that explains it, in document order."""
    setting, explanations = table.setting, Explanations(table, evaluation)
    return [
        {
            **one,
            "title": title_of(setting, one["step"]),
            "by_title": text_paper(setting.roles[one["by"]].title)
            if one["by"] in setting.roles
            else {},
            "sentence": explanations.sentence(one["id"]),
        }
        for one in evaluation["obligations"]
    ]


def msel(table: Table) -> list[Paper]:
    """Return every inject, planned and actual, in order of the script, those written on the spot last."""
    scene = table.screens.scene
    played: dict[str, list[Entry]] = {}
    for entry in table.entries:
        if isinstance(entry.fact, InjectDelivered):
            played.setdefault(entry.fact.inject, []).append(entry)
    return [_inject(table, one, scene.script(one), played.get(one, [])) for one in scene.injects()]


def log(table: Table) -> list[Paper]:
    """Return the lines of the journal that tell a reader something: when, who, what."""
    return Proofs(table).of(entry.seq for entry in table.entries)


def _inject(table: Table, inject: str, script: Any, played: list[Entry]) -> Paper:
    planned, actual = script.get("at"), played[0].at if played else None
    roles, actors = table.setting.roles, table.setting.scenario.actors
    titles = {actor.id: text_paper(actor.title) for actor in actors}
    titles |= {role.id: text_paper(role.title) for role in roles.values()}
    expected = [one for one in script.get("expects") or () if one in table.setting.steps]
    return {
        "id": inject,
        "title": inject_title(table, inject),
        "class": script.get("class"),
        "channel": script.get("channel"),
        "from": titles.get(str(script.get("from")), {}) if script.get("from") else {},
        "to": [titles.get(str(one), {"": str(one)}) for one in script.get("to") or ()],
        "trigger": "at" if planned is not None else "manual" if script.get("manual") else "when",
        "planned_ms": planned,
        "actual_ms": actual,
        "late_ms": actual - planned if None not in (planned, actual) else None,
        "times": len(played),
        "expects": [{"id": one, "title": title_of(table.setting, one)} for one in expected],
    }


def _wall_of(table: Table, kind: type) -> int | None:
    found = next((entry for entry in table.entries if isinstance(entry.fact, kind)), None)
    return None if found is None else wall_ms(found.wall)
