"""What a form said against what was so at the moment of sending (the `facts` obligation)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from scenarios.condition import ServiceIs
from scenarios.procedure import Fact, Step
from tests.oracle.moments import Tale

SETS = ("choices", "services")


def marks(tale: Tale, step: Step, form: Mapping[str, object], p: int) -> list[float]:
    """Return the mark of each fact of *step* in *form*: 1 right, 0 omitted, -0.5 false, sets between."""
    return [_mark(tale, step, fact, form.get(fact.field), p) for fact in step.facts]


def worth(step: Step, found: list[float]) -> float:
    """Return the weighted mean of the marks, at least 0."""
    weighed = sum(fact.weight * mark for fact, mark in zip(step.facts, found, strict=True))
    return max(0.0, weighed / sum(fact.weight for fact in step.facts))


def _mark(tale: Tale, step: Step, fact: Fact, said: object, p: int) -> float:
    so = fact.equals
    if isinstance(so, str) and so.startswith("truth."):
        so = _truth(tale, so.removeprefix("truth."), p)
    if _is_empty(so):
        return 1.0 if _is_empty(said) else -0.5
    if _is_empty(said):
        return 0.0
    kind = _type(tale, step, fact.field)
    if kind in SETS:
        return _overlap(so, said)
    return 1.0 if _is_right(kind, so, said, fact.tolerance or 0) else -0.5


def _is_empty(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, list | tuple) and not value)


def _type(tale: Tale, step: Step, field: str) -> str:
    form = next(action.form for action in tale.plan.actions if action.id == step.does)
    sheet = next(sheet for sheet in tale.plan.forms if sheet.id == form)
    return next(one.type for one in sheet.fields if one.id == field)


def _overlap(so: object, said: object) -> float:
    one = set(so) if isinstance(so, list | tuple) else {so}
    other = set(said) if isinstance(said, list | tuple) else {said}
    return len(one & other) / len(one | other) if one & other else -0.5


def _is_right(kind: str, so: object, said: object, tolerance: float) -> bool:
    if kind == "number":
        return abs(float(str(so)) - float(str(said))) <= tolerance
    if kind == "time":
        apart = datetime.fromisoformat(str(so)) - datetime.fromisoformat(str(said))
        return abs(apart) <= timedelta(milliseconds=tolerance)
    return so == said


def _truth(tale: Tale, name: str, p: int) -> object:
    if name in tale.scenario.truth:
        rows = tale.scenario.truth[name]
        so = [r.value for r in rows if r.since is None or tale.has_held(r.since, p)]
        return so[-1] if so else None
    down = [s.id for s in tale.plan.services if tale.service(s.id, p) != "up"]
    if name == "affected":
        return down
    if name == "down_since":
        left = min((_left_up(tale, service, p) for service in down), default=None)
        return None if left is None else tale.scenario.story_start + timedelta(milliseconds=left)
    return total_impact(tale, name, p)


def _left_up(tale: Tale, service: str, p: int) -> int:
    while tale.service(service, p - 1) != "up":
        p -= 1
    return tale.ms(p)


def total_impact(tale: Tale, name: str, p: int) -> float | None:
    """Return the impact of one kind of all services up to a position; None when no service has it."""
    found = [impact(tale, s.id, s.impact[name], p) for s in tale.plan.services if name in s.impact]
    return sum(found) if found else None


def impact(tale: Tale, service: str, per_minute: float, p: int) -> float:
    """Return the impact of one service up to a position: the whole rate while down, half while degraded."""
    down = tale.spent(ServiceIs(service, ("down",)), p)
    degraded = tale.spent(ServiceIs(service, ("degraded",)), p)
    return (down + degraded / 2) * per_minute / 60_000
