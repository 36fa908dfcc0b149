"""Whether a scenario has who and what its plan needs: seats, actors, truths, resources."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.names import DERIVED_TRUTHS, impacts, steps_of
from scenarios.checks.possible import NEVER, Possible
from scenarios.checks.references import conditions_of, in_condition
from scenarios.checks.steps import TRUTH
from scenarios.hints import nearest
from scenarios.plan import Plan
from scenarios.problem import WARNING, Problem
from scenarios.procedure import ALL
from scenarios.reader import Sheet
from scenarios.scenario import Scenario


def in_scenario(
    sheet: Sheet, plan: Plan, scenario: Scenario, possible: Possible
) -> Iterator[Problem]:
    """Yield a warning for everything that *plan* counts on and *scenario* does not bring."""
    yield from _objectives(sheet, scenario, possible)
    yield from _answers(sheet, plan, possible)
    yield from _injects(sheet, plan, scenario)
    yield from _actors(sheet, plan, scenario)
    yield from _truths(sheet, plan, scenario)
    yield from _resources(sheet, plan, scenario)


def _objectives(sheet: Sheet, scenario: Scenario, possible: Possible) -> Iterator[Problem]:
    """Yield the steps of objectives that this scenario never triggers."""
    for index, objective in enumerate(scenario.objectives):
        for i, name in enumerate(objective.steps):
            if possible.anchors.get(name, 0) == NEVER:
                yield sheet.problem(
                    ("objectives", index, "steps", i),
                    "expected_never",
                    severity=WARNING,
                    name=name,
                )


def _injects(sheet: Sheet, plan: Plan, scenario: Scenario) -> Iterator[Problem]:
    """Yield the injects that steps of the plan wait for and the scenario does not have."""
    known = {inject.id for inject in scenario.injects}
    for path, step in steps_of(plan):
        for key, condition in conditions_of(step):
            for reference in in_condition((*path, key), condition):
                if reference.kind == "inject" and reference.name not in known:
                    yield sheet.problem(
                        ("injects",),
                        "inject_missing",
                        nearest(reference.name, sorted(known)),
                        severity=WARNING,
                        name=reference.name,
                        step=step.id,
                    )


def _answers(sheet: Sheet, plan: Plan, possible: Possible) -> Iterator[Problem]:
    """Yield the steps that are asked for though nobody with a seat can answer or be escalated to."""
    if not possible.seats:
        yield sheet.problem(("seats",), "no_seats", severity=WARNING)
        return
    for _, step in steps_of(plan):
        if not step.id or possible.anchors[step.id] == NEVER or step.is_prohibition:
            continue
        if not possible.is_able(step):
            yield sheet.problem(
                ("seats",), "nobody_answers", severity=WARNING, name=step.id, names=_names(step.by)
            )
        if step.escalate is not None and not _is_there(plan, possible, step.escalate.by):
            yield sheet.problem(
                ("seats",),
                "nobody_to_escalate",
                severity=WARNING,
                name=step.id,
                names=_names(step.escalate.by),
            )


def _is_there(plan: Plan, possible: Possible, roles: tuple[str, ...]) -> bool:
    named = set(roles)
    if ALL in named:
        return True
    deputies = {deputy for role in plan.roles if role.id in named for deputy in role.deputies}
    return bool((named | deputies) & possible.seats)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def _actors(sheet: Sheet, plan: Plan, scenario: Scenario) -> Iterator[Problem]:
    known = {role.id for role in plan.roles} | {actor.id for actor in scenario.actors}
    for action in plan.actions:
        for name in action.to:
            if name and name not in known:
                yield sheet.problem(
                    ("actors",),
                    "actor_missing",
                    nearest(name, sorted(known)),
                    severity=WARNING,
                    name=name,
                    action=action.id,
                )


def _truths(sheet: Sheet, plan: Plan, scenario: Scenario) -> Iterator[Problem]:
    """Yield the truths that the plan's facts ask for and nobody tells, and those told for nothing."""
    asked: dict[str, str] = {}
    for _, step in steps_of(plan):
        for fact in step.facts:
            if isinstance(fact.equals, str) and fact.equals.startswith(TRUTH):
                asked.setdefault(fact.equals.removeprefix(TRUTH), step.id)
    derived = {*DERIVED_TRUTHS, *impacts(plan)}
    for name, step_id in asked.items():
        if name not in scenario.truth and name not in derived:
            yield sheet.problem(
                ("truth",),
                "truth_missing",
                nearest(name, [*scenario.truth, *sorted(derived)]),
                severity=WARNING,
                name=name,
                step=step_id,
            )


def _resources(sheet: Sheet, plan: Plan, scenario: Scenario) -> Iterator[Problem]:
    """Yield the recoveries that can never really start for want of a resource."""
    available = {**plan.resources, **scenario.reality.resources}
    for recovery in plan.recoveries:
        real = scenario.reality.recoveries.get(recovery.id)
        believed = real is None or real.needs is None
        needs = recovery.needs if real is None or real.needs is None else real.needs
        if believed and not scenario.reality.resources:
            continue  # said with the plan
        for resource, needed in needs.items():
            if resource in available and needed > available[resource]:
                yield sheet.problem(
                    ("reality", "recoveries", recovery.id, "needs", resource),
                    "needs_too_much_really",
                    severity=WARNING,
                    resource=resource,
                    recovery=recovery.id,
                    needed=needed,
                    available=available[resource],
                )
