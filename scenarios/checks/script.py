"""Whether the injects of a scenario can happen: triggers that wait for each other, moments past the end."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.conditions import leaves
from scenarios.checks.names import dependencies, steps_of
from scenarios.checks.parts import chain, circle_problems, find_circles, services_in
from scenarios.checks.possible import NEVER, Possible
from scenarios.checks.references import conditions_of
from scenarios.condition import At, Condition, Delivered, Done, Opened, Signal, Silent
from scenarios.hints import nearest
from scenarios.inject import Inject
from scenarios.plan import Plan
from scenarios.problem import WARNING, Problem
from scenarios.procedure import ALL
from scenarios.reader import Sheet
from scenarios.scenario import Scenario
from scenarios.yaml_tree import Path

NOT_YET = ("draft", "submitted", "deferred", "obsolete")


def in_scenario(
    sheet: Sheet, plan: Plan, scenario: Scenario, possible: Possible
) -> Iterator[Problem]:
    """Yield what can never happen in *scenario*, or goes in circles."""
    circles = _trigger_circles(scenario)
    dead = {name for circle in circles for name in circle if possible.injects[name] == NEVER}
    for circle in circles:
        yield _circle(sheet, scenario, possible, circle)
    for index, inject in enumerate(scenario.injects):
        path: Path = ("injects", index)
        unraised = list(_unraised(sheet, path, inject, possible))
        yield from unraised
        is_known = inject.at is not None or inject.when is not None
        if (
            is_known
            and possible.injects[inject.id] == NEVER
            and not (unraised or inject.id in dead)
        ):
            yield _never(sheet, path, inject, scenario, possible)
        yield from _expected(sheet, path, inject, possible)
        yield from _told(sheet, path, inject, possible)
    yield from _signals_unheard(sheet, plan, scenario)
    yield from _end(sheet, scenario, possible)
    yield from _limits(sheet, plan, scenario, possible)
    graph = {s.id: services_in(sum(dependencies(plan, scenario, s.id), ())) for s in plan.services}
    paths: dict[str, Path] = {
        name: ("reality", "services", name) for name in scenario.reality.services
    }
    yield from circle_problems(sheet, graph, paths, "dependency_cycle")


def steps_that_never_happen(sheet: Sheet, plan: Plan) -> Iterator[Problem]:
    """Yield the steps of *plan* that wait for what cannot be, whatever a script does."""
    possible = Possible(plan)
    for path, step in steps_of(plan):
        if step.id and possible.anchors[step.id] == NEVER:
            yield sheet.problem((*path, "when"), "step_never")


def _trigger_circles(scenario: Scenario) -> list[tuple[str, ...]]:
    """Return the circles of injects that play each other."""
    raisers: dict[str, list[str]] = {}
    for inject in scenario.injects:
        for signal in inject.raises:
            raisers.setdefault(signal, []).append(inject.id)
    graph: dict[str, tuple[str, ...]] = {}
    for inject in scenario.injects:
        sources: list[str] = []
        for _, leaf in leaves(inject.when, ()):
            if isinstance(leaf, Signal):
                sources += raisers.get(leaf.name, [])
            elif isinstance(leaf, Delivered | Opened):
                sources.append(leaf.inject)
        graph[inject.id] = tuple(sources)
    return find_circles(graph)


def _circle(
    sheet: Sheet, scenario: Scenario, possible: Possible, circle: tuple[str, ...]
) -> Problem:
    index = next(i for i, inject in enumerate(scenario.injects) if inject.id == circle[0])
    path: Path = ("injects", index, "when")
    written = chain(tuple(reversed(circle)))
    if any(possible.injects[name] < NEVER for name in circle):
        return sheet.problem(path, "trigger_loop", severity=WARNING, circle=written)
    return sheet.problem(path, "trigger_cycle", circle=written)


def _unraised(sheet: Sheet, path: Path, inject: Inject, possible: Possible) -> Iterator[Problem]:
    for key, condition in (("when", inject.when), ("unless", inject.unless)):
        for place, leaf in leaves(condition, (*path, key)):
            if isinstance(leaf, Signal) and leaf.name and not possible.raisers(leaf.name):
                yield sheet.problem(
                    (*place, "signal"),
                    "signal_never_raised",
                    nearest(leaf.name, possible.signals()),
                    name=leaf.name,
                )


def _never(
    sheet: Sheet, path: Path, inject: Inject, scenario: Scenario, possible: Possible
) -> Problem:
    if inject.at is not None:
        return sheet.problem(
            (*path, "at"), "inject_after_end", at=inject.at + inject.delay, end=scenario.duration
        )
    for _, leaf in leaves(inject.when, ()):
        if isinstance(leaf, At) and leaf.ms > scenario.duration:
            return sheet.problem(
                (*path, "when"), "inject_after_end", at=leaf.ms, end=scenario.duration
            )
        if isinstance(leaf, Opened) and possible.injects.get(leaf.inject, NEVER) < NEVER:
            return sheet.problem((*path, "when"), "inject_never_opened", name=leaf.inject)
        waited = _waited_for(leaf)
        if waited is not None and possible.trigger(leaf) == NEVER:
            return sheet.problem((*path, "when"), "inject_never_waits", name=waited)
    return sheet.problem((*path, "when"), "inject_never")


def _waited_for(leaf: Condition) -> str | None:
    match leaf:
        case Delivered(inject=name) | Opened(inject=name):
            return name
        case Done(step=name) | Silent(step=name):
            return name
        case Signal(name=name):
            return name
    return None


def _expected(sheet: Sheet, path: Path, inject: Inject, possible: Possible) -> Iterator[Problem]:
    for index, name in enumerate(inject.expects):
        if possible.anchors.get(name, 0) == NEVER:
            yield sheet.problem(
                (*path, "expects", index), "expected_never", severity=WARNING, name=name
            )


def _told(sheet: Sheet, path: Path, inject: Inject, possible: Possible) -> Iterator[Problem]:
    if inject.status in NOT_YET:
        yield sheet.problem(
            (*path, "status"), "not_approved", severity=WARNING, status=inject.status
        )
    if inject.is_told and not inject.to:
        yield sheet.problem(path, "told_to_nobody", severity=WARNING)
    if inject.to and inject.to != (ALL,) and not set(inject.to) & possible.seats:
        yield sheet.problem(
            (*path, "to"), "nobody_there", severity=WARNING, names=", ".join(inject.to)
        )


def _signals_unheard(sheet: Sheet, plan: Plan, scenario: Scenario) -> Iterator[Problem]:
    """Yield a warning for every signal that nothing listens to."""
    heard: set[str] = set()
    conditions: list[Condition | None] = [scenario.end_when]
    for _, step in steps_of(plan):
        conditions += [condition for _, condition in conditions_of(step)]
        conditions += [choice.condition for choice in step.choices]
    for inject in scenario.injects:
        conditions += [inject.when, inject.unless]
    for rows in scenario.truth.values():
        conditions += [row.since for row in rows]
    for condition in conditions:
        heard |= {leaf.name for _, leaf in leaves(condition, ()) if isinstance(leaf, Signal)}
    for index, inject in enumerate(scenario.injects):
        for i, signal in enumerate(inject.raises):
            if signal and signal not in heard:
                yield sheet.problem(
                    ("injects", index, "raises", i),
                    "signal_unheard",
                    nearest(signal, sorted(heard)),
                    severity=WARNING,
                    name=signal,
                )


def _end(sheet: Sheet, scenario: Scenario, possible: Possible) -> Iterator[Problem]:
    if scenario.end_when is not None and possible.truth(scenario.end_when) > possible.end:
        yield sheet.problem(("end_when",), "end_never", severity=WARNING)


def _limits(sheet: Sheet, plan: Plan, scenario: Scenario, possible: Possible) -> Iterator[Problem]:
    """Yield one warning naming the steps whose limit cannot pass before the end: nobody can fail them."""
    late = [
        step.id
        for _, step in steps_of(plan)
        if step.within is not None
        and possible.end < possible.anchors[step.id] + step.within < NEVER
    ]
    if late:
        end = scenario.duration
        yield sheet.problem(("duration",), "limit_past_end", severity=WARNING, names=late, end=end)
