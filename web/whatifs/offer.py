"""What a what-if may change: every act that people did, with its options and fields, and how the world really is."""

from __future__ import annotations

from typing import Any

from exercise.plan_paper import action_paper, form_paper
from exercise.script_paper import text_paper
from exercise.setting import Setting
from exercise.whatif.acts import RealAct, real_acts
from scenarios.plan import AnyOfServices, Dependency, Fixed, Lognormal, Takes, Triangular
from scenarios.timing import write_duration
from web.reports.review import length_ms, service_courses, timeline
from web.table import Table

Paper = dict[str, Any]


def offer_paper(table: Table) -> Paper:
    """Return what really happened at *table* and what of it may be changed."""
    setting, evaluation = table.setting, table.evaluation()
    return {
        "exercise": {"id": table.exercise.id, "title": dict(table.exercise.title)},
        "table": {"id": table.id, "name": table.run.name, "ended": table.has_ended},
        "roles": {role.id: text_paper(role.title) for role in setting.plan.roles},
        "seats": list(setting.seats),
        "acts": [_act(setting, act) for act in real_acts(setting, table.entries)],
        "actions": [action_paper(action) for action in setting.plan.actions],
        "forms": [form_paper(form) for form in setting.plan.forms],
        "recoveries": [_recovery(setting, recovery) for recovery in setting.recoveries],
        "services": [_service(setting, service) for service in setting.services],
        "real": {
            "score": evaluation["score"],
            "rating": evaluation["rating"],
            "timeline": timeline(setting, evaluation),
            "courses": service_courses(table),
            "duration_ms": length_ms(table),
        },
    }


def _act(setting: Setting, act: RealAct) -> Paper:
    role, _, person = act.by.partition("/")
    action = setting.actions[act.action]
    return {
        "seq": act.seq,
        "at": act.at,
        "role": role,
        "person": person or None,
        "action": act.action,
        "title": text_paper(action.title) or {"": act.action},
        "option": act.option,
        "form": dict(act.form),
        "about": act.about,
        "steps": list(act.steps),
    }


def _recovery(setting: Setting, recovery: str) -> Paper:
    believed, real = setting.recoveries[recovery], setting.real_recovery(recovery)
    return {
        "id": recovery,
        "title": text_paper(believed.title) or {"": recovery},
        "takes": written_takes(real.takes),
        "believed": written_takes(believed.takes),
        "success": real.success,
        "believed_success": believed.success,
    }


def _service(setting: Setting, service: str) -> Paper:
    return {
        "id": service,
        "title": text_paper(setting.services[service].title) or {"": service},
        "depends_on": written_dependencies(setting.dependencies(service)),
        "believed": written_dependencies(setting.services[service].depends_on),
    }


def written_takes(takes: Takes) -> str:
    """Return a length as an author writes it."""
    match takes:
        case Fixed(ms=ms):
            return write_duration(ms)
        case Triangular(least=least, mode=mode, most=most):
            low, middle, high = (write_duration(ms) for ms in (least, mode, most))
            return f"{{min: {low}, mode: {middle}, max: {high}}}"
        case Lognormal(median=median, sigma=sigma):
            return f"{{median: {write_duration(median)}, sigma: {sigma}}}"


def written_dependencies(needs: tuple[Dependency, ...]) -> str:
    """Return dependencies as an author writes them."""
    return f"[{', '.join(_written(one) for one in needs)}]"


def _written(one: Dependency) -> str:
    if isinstance(one, AnyOfServices):
        return f"{{any_of: [{', '.join(one.services)}]}}"
    return one
