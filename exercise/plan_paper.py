"""A plan on paper for screens: roles, services, forms, actions and procedures as mappings (docs/protocol.md)."""

from __future__ import annotations

from typing import Any

from exercise.script_paper import text_paper
from scenarios.plan import (
    Action,
    AnyOfServices,
    Dependency,
    Fixed,
    Form,
    Lognormal,
    Option,
    Plan,
    Recovery,
    Service,
    Takes,
    Triangular,
)
from scenarios.procedure import Procedure, Step

Paper = dict[str, Any]


def plan_paper(plan: Plan) -> Paper:
    """Return the whole of *plan* as its readers see it: what must be done, not what is secretly so."""
    return {
        "id": plan.id,
        "version": plan.version,
        "title": text_paper(plan.title),
        "owner": plan.owner,
        "sections": sections_paper(plan),
        "roles": [role_paper(plan, role.id) for role in plan.roles],
        "services": [service_paper(service, i) for i, service in enumerate(plan.services)],
        "resources": dict(plan.resources),
        "recoveries": [recovery_paper(recovery) for recovery in plan.recoveries],
        "forms": [form_paper(form) for form in plan.forms],
        "actions": [action_paper(action) for action in plan.actions],
        "procedures": [procedure_paper(procedure) for procedure in plan.procedures],
    }


def sections_paper(plan: Plan) -> Paper:
    """Return the plan's chapters by name."""
    return {name: text_paper(text) for name, text in plan.sections.items()}


def role_paper(plan: Plan, role: str) -> Paper:
    """Return a role of *plan*; raises StopIteration when there is none of that id."""
    found = next(one for one in plan.roles if one.id == role)
    return {
        "id": found.id,
        "title": text_paper(found.title),
        "deputies": list(found.deputies),
        "duties": text_paper(found.duties),
    }


def service_paper(service: Service, order: int) -> Paper:
    """Return what the plan says of a service, its believed dependencies included."""
    return {
        "id": service.id,
        "title": text_paper(service.title),
        "rto_ms": service.rto,
        "rpo_ms": service.rpo,
        "depends_on": [_dependency(one) for one in service.depends_on],
        "degrades_on": [_dependency(one) for one in service.degrades_on],
        "impact": dict(service.impact),
        "monitored": service.monitored,
        "order": order,
    }


def recovery_paper(recovery: Recovery) -> Paper:
    """Return a measure as the plan believes it to be."""
    return {
        "id": recovery.id,
        "title": text_paper(recovery.title),
        "restores": list(recovery.restores),
        "needs": dict(recovery.needs),
        "takes": _takes(recovery.takes),
    }


def form_paper(form: Form) -> Paper:
    """Return a form's sheet."""
    fields = [
        {
            "id": field.id,
            "type": field.type,
            "title": text_paper(field.title),
            "required": field.required,
            "options": _options(field.options),
        }
        for field in form.fields
    ]
    return {"id": form.id, "title": text_paper(form.title), "fields": fields}


def action_paper(action: Action) -> Paper:
    """Return a verb of the catalogue."""
    return {
        "id": action.id,
        "kind": action.kind,
        "title": text_paper(action.title),
        "options": _options(action.options),
        "form": action.form,
        "to": list(action.to),
        "by": list(action.by),
    }


def procedure_paper(procedure: Procedure) -> Paper:
    """Return a procedure with its steps."""
    return {
        "id": procedure.id,
        "title": text_paper(procedure.title),
        "phase": procedure.phase,
        "steps": [step_paper(step) for step in procedure.steps],
    }


def step_paper(step: Step) -> Paper:
    """Return a step as the plan's open book shows it: no worth of choices, no expected facts."""
    return {
        "id": step.id,
        "title": text_paper(step.title),
        "does": step.does,
        "by": list(step.by),
        "within_ms": step.within,
        "every_ms": step.every,
        "criticality": step.criticality,
        "source": step.source,
        "clause": list(step.clause),
        "clock": step.clock,
        "after": list(step.after),
        "quorum": step.quorum,
        "hard": step.hard,
        "notes": text_paper(step.notes),
    }


def _takes(takes: Takes) -> Paper:
    match takes:
        case Fixed(ms=ms):
            return {"ms": ms}
        case Triangular(least=least, mode=mode, most=most):
            return {"min": least, "mode": mode, "max": most}
        case Lognormal(median=median, sigma=sigma):
            return {"median": median, "sigma": sigma}


def _options(options: tuple[Option, ...]) -> list[Paper]:
    return [{"id": one.id, "title": text_paper(one.title) or {"": one.id}} for one in options]


def _dependency(dependency: Dependency) -> object:
    if isinstance(dependency, AnyOfServices):
        return {"any_of": list(dependency.services)}
    return dependency
