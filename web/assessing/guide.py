"""The exercise evaluation guide: per objective and procedure its capability, target, sources and critical tasks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercise.script_paper import text_paper
from exercise.setting import Setting
from scenarios.procedure import ALL, Procedure, Step
from scenarios.scenario import Objective

Paper = dict[str, Any]


def guide_paper(setting: Setting) -> Paper:
    """Return what is rated (the whole, objectives, procedures) and every critical task, which does not change."""
    return {
        "subjects": [
            _whole(setting),
            *(_objective(setting, one) for one in setting.scenario.objectives),
            *(_procedure(one) for one in setting.plan.procedures),
        ],
        "tasks": {step.id: _task(setting, step) for step in setting.steps.values()},
        "services": [
            {
                "id": service.id,
                "title": text_paper(service.title),
                "rto_ms": service.rto,
                "rpo_ms": service.rpo,
            }
            for service in setting.services.values()
            if service.rto is not None or service.rpo is not None
        ],
    }


def _whole(setting: Setting) -> Paper:
    scenario = setting.scenario
    return _subject("whole", "whole", scenario.title) | {"id": "whole"}


def _objective(setting: Setting, objective: Objective) -> Paper:
    return _subject(f"objective:{objective.id}", "objective", objective.title) | {
        "id": objective.id,
        "capability": text_paper(objective.capability),
        "target": text_paper(objective.target),
        "sources": list(objective.sources) or _clauses(setting.steps[s] for s in objective.steps),
        "tasks": list(objective.steps),
    }


def _procedure(procedure: Procedure) -> Paper:
    return _subject(f"procedure:{procedure.id}", "procedure", procedure.title) | {
        "id": procedure.id,
        "phase": procedure.phase,
        "sources": _clauses(procedure.steps),
        "tasks": [step.id for step in procedure.steps],
    }


def _subject(subject: str, kind: str, title: object) -> Paper:
    return {
        "subject": subject,
        "kind": kind,
        "title": text_paper(title),
        "capability": {},
        "target": {},
        "sources": [],
        "phase": None,
        "tasks": [],
    }


def _task(setting: Setting, step: Step) -> Paper:
    action = setting.actions.get(step.does)
    return {
        "id": step.id,
        "title": text_paper(step.title),
        "does": text_paper(action.title) if action else {},
        "by": [_role(setting, role) for role in step.by],
        "procedure": setting.procedure_of[step.id].id,
        "within_ms": step.within,
        "within_max_ms": step.within_max,
        "every_ms": step.every,
        "hard": step.hard,
        "quorum": step.quorum,
        "is_prohibition": step.is_prohibition,
        "criticality": step.criticality,
        "source": step.source,
        "clause": list(step.clause),
    }


def _role(setting: Setting, role: str) -> Paper:
    known = setting.roles.get(role)
    return {"id": role, "title": text_paper(known.title) if known and role != ALL else {}}


def _clauses(steps: Iterable[Step]) -> list[str]:
    """Return the clauses of *steps*, each once, in document order."""
    return list(dict.fromkeys(clause for step in steps for clause in step.clause))
