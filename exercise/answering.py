"""Who may answer a step, and which instance an act answers (scoring.md 1, "Answers")."""

from __future__ import annotations

from collections.abc import Container, Iterable

from exercise.facts import Acted
from exercise.instances import Instance, StepRecord
from exercise.state import State
from scenarios.procedure import ALL, Escalation, Step
from scenarios.timing import Ms


def stands_for(
    step: Step,
    role: str,
    state: State,
    instance: Instance | None = None,
    done_by: Container[str] = (),
) -> str | None:
    """Return the role that *role* acts as when it answers *step*: itself, one it deputises for, or None.

    A deputy stands in while the other is absent, or once the limit of *instance* has passed. With a quorum a role that
    already counts in *instance* (without one: in *done_by*) makes room for the next that it may stand for.
    """
    counted = done_by if instance is None else instance.quorum
    candidates = list(_candidates(step, role, state, instance))
    return next((one for one in candidates if one not in counted), next(iter(candidates), None))


def may_escalate(escalation: Escalation, role: str, state: State) -> bool:
    """Whether *role* is named to escalate, or deputises for one that is and is absent."""
    if role in escalation.by or ALL in escalation.by:
        return True
    return any(
        state.is_absent(named) and role in _deputies(named, state) for named in escalation.by
    )


def may_answer(record: StepRecord, role: str, state: State) -> str | None:
    """Return the role that *role* answers as, whether or not an instance is open; None if it may not."""
    general = stands_for(record.step, role, state, done_by=record.done_by)
    if general is not None:
        return general
    for instance in record.open_instances():
        standing = stands_for(record.step, role, state, instance)
        if standing is not None:
            return standing
    return None


def choose(candidates: Iterable[Instance], act: Acted, now: Ms) -> Instance | None:
    """Return which of the open *candidates*, oldest first, the *act* answers.

    The one that ``about`` opened; else the oldest whose T_max has not passed; else the oldest.
    """
    waiting = list(candidates)
    if act.about is not None:
        for instance in waiting:
            if instance.cause == act.about:
                return instance
    for instance in waiting:
        if instance.ceiling is None or now <= instance.ceiling:
            return instance
    return waiting[0] if waiting else None


def _candidates(step: Step, role: str, state: State, instance: Instance | None) -> Iterable[str]:
    if role in step.by or ALL in step.by:
        yield role
    limit = None if instance is None else instance.limit
    has_passed = limit is not None and state.at > limit
    for named in step.by:
        is_deputy = named != ALL and role in _deputies(named, state)
        if is_deputy and (has_passed or state.is_absent(named)):
            yield named


def _deputies(role: str, state: State) -> tuple[str, ...]:
    known = state.setting.roles.get(role)
    return () if known is None else known.deputies
