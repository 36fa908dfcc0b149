"""Every name that a document refers to, and whether there is such a thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.checks.conditions import leaves
from scenarios.checks.names import Names, steps_of
from scenarios.condition import (
    Condition,
    Delivered,
    Did,
    Done,
    Opened,
    RecoveryIs,
    RoleIs,
    ServiceIs,
    Silent,
)
from scenarios.hints import nearest
from scenarios.inject import Inject, RoleEffect
from scenarios.plan import AnyOfServices, Dependency, Plan, Recovery, Service
from scenarios.problem import Problem
from scenarios.procedure import ALL, Step
from scenarios.reader import Sheet
from scenarios.scenario import Reality, Scenario
from scenarios.yaml_tree import Path


@dataclass(frozen=True, slots=True)
class Reference:
    """At *path* a document names the thing *name* of *kind*, for options and fields the one of *owner*."""

    path: Path
    kind: str
    name: str
    owner: str | None = None


def dangling(sheet: Sheet, references: Iterator[Reference], names: Names) -> Iterator[Problem]:
    """Yield a problem for every one of *references* that leads nowhere."""
    for reference in references:
        known = names.known(reference.kind, reference.owner)
        if known is None or not reference.name or reference.name in known:
            continue
        yield sheet.problem(
            reference.path,
            "unknown_name",
            nearest(reference.name, known),
            key=_key(reference.path),
            kind=reference.kind,
            name=reference.name,
        )


def in_plan(plan: Plan, names: Names) -> Iterator[Reference]:
    """Yield what *plan* refers to."""
    if plan.owner:
        yield Reference(("owner",), "role", plan.owner)
    for index, role in enumerate(plan.roles):
        yield from _many(("roles", index, "deputies"), "role", role.deputies)
    for index, service in enumerate(plan.services):
        yield from _of_service(("services", index), service)
    for index, recovery in enumerate(plan.recoveries):
        yield from _of_recovery(("recoveries", index), recovery)
    for index, action in enumerate(plan.actions):
        yield from _many(("actions", index, "by"), "role", action.by)
        if action.form is not None:
            yield Reference(("actions", index, "form"), "form", action.form)
    for path, step in steps_of(plan):
        yield from _of_step(path, step, names)


def in_scenario(scenario: Scenario) -> Iterator[Reference]:
    """Yield what *scenario* refers to."""
    for index, seat in enumerate(scenario.seats):
        yield Reference(("seats", index, "role"), "role", seat.role)
    for index, objective in enumerate(scenario.objectives):
        yield from _many(("objectives", index, "steps"), "step", objective.steps)
    yield from _of_reality(scenario.reality)
    for name, rows in scenario.truth.items():
        for index, row in enumerate(rows):
            yield from in_condition(("truth", name, index, "from"), row.since)
    for index, inject in enumerate(scenario.injects):
        yield from _of_inject(("injects", index), inject)
    yield from in_condition(("end_when",), scenario.end_when)


def in_condition(path: Path, condition: Condition | None) -> Iterator[Reference]:
    """Yield what *condition*, written at *path*, refers to."""
    for place, leaf in leaves(condition, path):
        match leaf:
            case Delivered(inject=inject):
                yield Reference((*place, "delivered"), "inject", inject)
            case Opened(inject=inject):
                yield Reference((*place, "opened"), "inject", inject)
            case Done(step=step):
                yield Reference((*place, "done"), "step", step)
            case Silent(step=step):
                yield Reference((*place, "silent"), "step", step)
            case Did():
                yield from of_did(place, leaf)
            case ServiceIs(service=service):
                yield Reference((*place, "service"), "service", service)
            case RecoveryIs(recovery=recovery):
                yield Reference((*place, "recovery"), "recovery", recovery)
            case RoleIs(role=role):
                yield Reference((*place, "role"), "role", role)
            case _:
                pass


def of_did(path: Path, did: Did) -> Iterator[Reference]:
    """Yield what *did*, written at *path*, refers to."""
    yield Reference((*path, "did"), "action", did.action)
    if did.option is not None:
        yield Reference((*path, "option"), "option", did.option, did.action)
    if did.by is not None:
        yield Reference((*path, "by"), "role", did.by)


def _many(path: Path, kind: str, names: tuple[str, ...]) -> Iterator[Reference]:
    if names != (ALL,):
        for index, name in enumerate(names):
            yield Reference((*path, index), kind, name)


def _of_dependencies(path: Path, dependencies: tuple[Dependency, ...]) -> Iterator[Reference]:
    for index, dependency in enumerate(dependencies):
        if isinstance(dependency, AnyOfServices):
            yield from _many((*path, index, "any_of"), "service", dependency.services)
        else:
            yield Reference((*path, index), "service", dependency)


def _of_service(path: Path, service: Service) -> Iterator[Reference]:
    yield from _of_dependencies((*path, "depends_on"), service.depends_on)
    yield from _of_dependencies((*path, "degrades_on"), service.degrades_on)


def _of_recovery(path: Path, recovery: Recovery) -> Iterator[Reference]:
    yield from _of_start((*path, "starts_on"), recovery.starts_on)
    yield from _many((*path, "restores"), "service", recovery.restores)
    yield from _many((*path, "makes_up"), "service", recovery.makes_up)
    for resource in recovery.needs:
        yield Reference((*path, "needs", resource), "resource", resource)


def _of_start(path: Path, starts: Did) -> Iterator[Reference]:
    if starts.option is None and starts.by is None:
        yield Reference(path, "action", starts.action)
    else:
        yield from of_did(path, starts)


def _of_step(path: Path, step: Step, names: Names) -> Iterator[Reference]:
    yield Reference((*path, "does"), "action", step.does)
    yield from _many((*path, "by"), "role", step.by)
    yield from _many((*path, "after"), "step", step.after)
    yield from _many((*path, "overrides"), "step", step.overrides)
    yield from _many((*path, "records"), "action", step.records)
    if step.distinct_from is not None:
        yield Reference((*path, "distinct_from"), "step", step.distinct_from)
    for key, condition in conditions_of(step):
        yield from in_condition((*path, key), condition)
    for index, choice in enumerate(step.choices):
        yield from in_condition((*path, "choices", index, "if"), choice.condition)
    if step.escalate is not None:
        yield from _many((*path, "escalate", "by"), "role", step.escalate.by)
        if step.escalate.does is not None:
            yield Reference((*path, "escalate", "does"), "action", step.escalate.does)
    if names.form_of.get(step.does) is not None:
        for index, fact in enumerate(step.facts):
            place = (*path, "facts", index, "field")
            yield Reference(place, "field", fact.field, names.form_of[step.does])


def conditions_of(step: Step) -> tuple[tuple[str, Condition | None], ...]:
    """Return the conditions of *step* with their keys."""
    return (
        ("when", step.when),
        ("until", step.until),
        ("not_before", step.not_before),
        ("not_while", step.not_while),
    )


def _of_reality(reality: Reality) -> Iterator[Reference]:
    for name, recovery in reality.recoveries.items():
        path: Path = ("reality", "recoveries", name)
        yield Reference(path, "recovery", name)
        if recovery.starts_on is not None:
            yield from _of_start((*path, "starts_on"), recovery.starts_on)
        yield from _many((*path, "restores"), "service", recovery.restores or ())
        yield from _many((*path, "makes_up"), "service", recovery.makes_up or ())
        for resource in recovery.needs or {}:
            yield Reference((*path, "needs", resource), "resource", resource)
    for name, service in reality.services.items():
        path = ("reality", "services", name)
        yield Reference(path, "service", name)
        yield from _of_dependencies((*path, "depends_on"), service.depends_on or ())
        yield from _of_dependencies((*path, "degrades_on"), service.degrades_on or ())
    for name in reality.resources:
        yield Reference(("reality", "resources", name), "resource", name)


def _of_inject(path: Path, inject: Inject) -> Iterator[Reference]:
    yield from in_condition((*path, "when"), inject.when)
    yield from in_condition((*path, "unless"), inject.unless)
    yield from _many((*path, "to"), "role", inject.to)
    yield from _many((*path, "expects"), "step", inject.expects)
    if inject.module is not None:
        yield Reference((*path, "module"), "module", inject.module)
    for index, effect in enumerate(inject.effects):
        place = (*path, "effects", index)
        if isinstance(effect, RoleEffect):
            yield Reference((*place, "role"), "role", effect.role)
        else:
            yield Reference((*place, "service"), "service", effect.service)


def _key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
