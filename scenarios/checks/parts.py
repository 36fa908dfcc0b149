"""Whether the other parts of a plan make sense: forms, recoveries, and circles between services or steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scenarios.checks.names import steps_of
from scenarios.plan import AnyOfServices, Dependency, Plan
from scenarios.problem import Problem
from scenarios.reader import Sheet
from scenarios.yaml_tree import Path

ARROW = " → "


def in_plan(sheet: Sheet, plan: Plan) -> Iterator[Problem]:
    """Yield what makes no sense in roles, services, forms and recoveries of *plan*."""
    yield from _roles(sheet, plan)
    yield from _forms(sheet, plan)
    yield from _recoveries(sheet, plan)
    graph = {
        service.id: services_in((*service.depends_on, *service.degrades_on))
        for service in plan.services
    }
    paths: dict[str, Path] = {s.id: ("services", i) for i, s in enumerate(plan.services)}
    yield from circle_problems(sheet, graph, paths, "dependency_cycle")
    order = {step.id: step.after for _, step in steps_of(plan)}
    places: dict[str, Path] = {step.id: (*path, "after") for path, step in steps_of(plan)}
    circles = [circle for circle in find_circles(order) if len(circle) > 1]
    for circle in circles:
        yield sheet.problem(places[circle[0]], "order_cycle", circle=chain(circle))


def services_in(dependencies: Sequence[Dependency]) -> tuple[str, ...]:
    """Return every service that *dependencies* name, those inside ``any_of`` too."""
    names: list[str] = []
    for each in dependencies:
        names += each.services if isinstance(each, AnyOfServices) else [each]
    return tuple(names)


def circle_problems(
    sheet: Sheet, graph: Mapping[str, Sequence[str]], paths: Mapping[str, Path], code: str
) -> Iterator[Problem]:
    """Yield one problem for every circle in *graph*, at the first of its members in the document."""
    for circle in find_circles(graph):
        if circle[0] in paths:
            yield sheet.problem(paths[circle[0]], code, circle=chain(circle))


def chain(circle: Sequence[str]) -> str:
    """Return *circle* as ``a → b → a``."""
    return ARROW.join((*circle, circle[0]))


def find_circles(graph: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Return circles of *graph* (node -> the nodes it leads to): one for every knot that goes in a circle."""
    circles: list[tuple[str, ...]] = []
    knotted: set[str] = set()
    for start in graph:
        if start in knotted:
            continue
        circle = _way_back(graph, start)
        if circle:
            circles.append(circle)
            knotted |= set(circle)
    return circles


def _way_back(graph: Mapping[str, Sequence[str]], start: str) -> tuple[str, ...]:
    """Return the shortest way from *start* to itself, without its end; empty where there is none."""
    came: dict[str, str] = {}
    queue = [start]
    for node in queue:
        for following in graph.get(node, ()):
            if following == start:
                return _way(came, start, node)
            if following not in came:
                came[following] = node
                queue.append(following)
    return ()


def _way(came: Mapping[str, str], start: str, end: str) -> tuple[str, ...]:
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return tuple(reversed(way))


def _roles(sheet: Sheet, plan: Plan) -> Iterator[Problem]:
    for index, role in enumerate(plan.roles):
        if role.id in role.deputies:
            yield sheet.problem(("roles", index, "deputies"), "names_itself", key="deputies")


def _forms(sheet: Sheet, plan: Plan) -> Iterator[Problem]:
    for index, form in enumerate(plan.forms):
        for i, field in enumerate(form.fields):
            path = ("forms", index, "fields", i)
            if field.type in ("choice", "choices") and not field.options:
                yield sheet.problem(path, "field_without_options", name=field.id)
            elif field.options and field.type not in ("choice", "choices"):
                yield sheet.problem((*path, "options"), "options_useless", type=field.type)


def _recoveries(sheet: Sheet, plan: Plan) -> Iterator[Problem]:
    for index, recovery in enumerate(plan.recoveries):
        for resource, needed in recovery.needs.items():
            there_are = plan.resources.get(resource)
            if there_are is not None and needed > there_are:
                yield sheet.problem(
                    ("recoveries", index, "needs", resource),
                    "needs_too_much",
                    resource=resource,
                    needed=needed,
                    available=there_are,
                )
