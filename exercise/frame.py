"""The frame of a screen: what an audience knows of the exercise that does not change while it runs."""

from __future__ import annotations

from typing import Any

from exercise.audience import OBSERVER, Audience
from exercise.plan_paper import (
    action_paper,
    form_paper,
    procedure_paper,
    role_paper,
    sections_paper,
    service_paper,
)
from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.plan import Action
from scenarios.schemas.conditions import write_condition

Frame = dict[str, Any]


def frame(audience: Audience, setting: Setting, open_book: bool) -> Frame:
    """Return what *audience* knows from the start; *open_book*: seats may read the plan's procedures."""
    made = _everybody(setting)
    if audience.kind == OBSERVER:
        return made
    made["roles"] = [_titled(role) for role in setting.plan.roles]
    made["actors"] = [_titled(actor) for actor in setting.scenario.actors]
    if audience.sees_all:
        return made | _script(setting)
    return made | _seat(audience.role or "", setting, open_book)


def _everybody(setting: Setting) -> Frame:
    scenario = setting.scenario
    shown = [service for service in setting.plan.services if service.monitored]
    return {
        "scenario": {
            "id": scenario.id,
            "title": text_paper(scenario.title),
            "type": scenario.type,
            "story_start": scenario.story_start.isoformat(),
            "duration_ms": scenario.duration,
        },
        "plan": {
            "id": setting.plan.id,
            "version": setting.plan.version,
            "title": text_paper(setting.plan.title),
        },
        "briefing": text_paper(scenario.briefing),
        "services": [_service(setting, service.id, order) for order, service in enumerate(shown)],
    }


def _service(setting: Setting, service: str, order: int) -> Frame:
    paper = service_paper(setting.services[service], order)
    return {key: paper[key] for key in ("id", "title", "rto_ms", "rpo_ms", "order")}


def _seat(role: str, setting: Setting, open_book: bool) -> Frame:
    actions = [action for action in setting.plan.actions if _may(role, action)]
    made: Frame = {
        "role": role_paper(setting.plan, role),
        "actions": [_verb(action) for action in actions],
        "forms": [
            form_paper(form)
            for form in setting.plan.forms
            if any(action.form == form.id for action in actions)
        ],
    }
    if open_book:
        made["procedures"] = [procedure_paper(one) for one in setting.plan.procedures]
        made["sections"] = sections_paper(setting.plan)
    return made


def _may(role: str, action: Action) -> bool:
    return not action.by or role in action.by


def _verb(action: Action) -> Frame:
    paper = action_paper(action)
    del paper["by"]
    return paper


def _script(setting: Setting) -> Frame:
    scenario, plan = setting.scenario, setting.plan
    return {
        "services": [service_paper(one, order) for order, one in enumerate(plan.services)],
        "summary": text_paper(scenario.summary),
        "actions": [action_paper(action) for action in plan.actions],
        "forms": [form_paper(form) for form in plan.forms],
        "procedures": [procedure_paper(procedure) for procedure in plan.procedures],
        "recoveries": [_titled(recovery) for recovery in plan.recoveries],
        "steps": [_step(setting, step) for step in setting.steps],
        "objectives": [
            {**_titled(one), "steps": list(one.steps), "target": text_paper(one.target)}
            for one in scenario.objectives
        ],
        "truth": {name: _truth(setting, name) for name in scenario.truth},
        "reality": _reality(setting),
        "end_when": write_condition(scenario.end_when),
    }


def _step(setting: Setting, step: str) -> Frame:
    document = setting.steps[step]
    procedure = setting.procedure_of[step]
    return {
        **_titled(document),
        "procedure": procedure.id,
        "phase": procedure.phase,
        "does": document.does,
        "by": list(document.by),
        "within_ms": document.within,
        "criticality": document.criticality,
    }


def _truth(setting: Setting, name: str) -> list[Frame]:
    return [
        {"is": row.value, "from": write_condition(row.since)}
        for row in setting.scenario.truth[name]
    ]


def _reality(setting: Setting) -> Frame:
    reality = setting.scenario.reality
    return {
        "recoveries": sorted(reality.recoveries),
        "services": sorted(reality.services),
        "resources": dict(reality.resources),
    }


def _titled(thing: Any) -> Frame:
    return {"id": thing.id, "title": text_paper(thing.title)}
