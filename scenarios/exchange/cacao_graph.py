"""The workflow of a CACAO playbook walked from its start: which steps there are, and what really comes before what.

Ways that split by an outcome are alternatives, ways of a parallel step stand beside one another: neither has an order.
A branch ends at its own ``end``; then the construct's ``on_completion`` goes on (CACAO v2, section 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.exchange.cacao_rules import links
from scenarios.exchange.imported import MOST_DEPTH, ImportRefused, Notice

Condition = Mapping[str, object]

DECISIONS = ("if-condition", "while-condition", "switch-condition")
TRUE, FALSE = "on-true", "on-false"


@dataclass(frozen=True, slots=True)
class Placed:
    """A step of the workflow: *after* what is done before it, *when* what calls for it, if that is sure."""

    id: str
    after: tuple[str, ...]
    when: Condition | None


@dataclass(slots=True)
class Walk:
    """What the walk found, in its order."""

    workflow: Mapping[str, Mapping[str, Any]]
    placed: dict[str, Placed] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a way through the workflow begins: what was done, what calls for its first step."""

    after: tuple[str, ...] = ()
    when: Condition | None = None


def walk(workflow: Mapping[str, Mapping[str, Any]], start: str) -> Walk:
    """Return the steps of *workflow* from *start* on; raises ImportRefused when its ways run in a circle."""
    _check_circles(workflow)
    found = Walk(workflow)
    _follow(found, start, _Way(), 0)
    for name, step in workflow.items():
        if name not in found.placed and step.get("type") not in ("start", "end", "parallel"):
            found.notices.append(
                Notice("cacao_unreachable", {"step": _called(step, name)}, path=path_of(name))
            )
            found.placed[name] = Placed(name, (), None)
    return found


def options_of(step: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ways out of a decision, as they are called there."""
    if step.get("type") == "switch-condition":
        return tuple(str(name) for name in step.get("cases") or ())
    return (TRUE, FALSE)


def path_of(name: str) -> str:
    """Return the JSON path of a step."""
    return f"$.workflow['{name}']"


def _follow(found: Walk, start: str | None, way: _Way, depth: int) -> _Way:
    """Walk on from *start* until an end, and return what was done there."""
    if depth > MOST_DEPTH:
        raise ImportRefused((Notice("cacao_too_deep", {"most": MOST_DEPTH}),))
    at = start
    while at is not None:
        step = found.workflow[at]
        kind = step.get("type")
        if kind == "end":
            return way
        if kind == "parallel":
            way = _parallel(found, step, way, depth)
        elif kind != "start":
            if at in found.placed:
                return _met_again(found, at, step)
            found.placed[at] = Placed(at, way.after, way.when)
            way = _decision(found, at, step, depth) if kind in DECISIONS else _done(at)
        at = _next(found, step, way, depth)
    return way


def _next(found: Walk, step: Mapping[str, Any], way: _Way, depth: int) -> str | None:
    """Return the step that follows; the way of a failure is an alternative and is walked by itself."""
    failure, success = step.get("on_failure"), step.get("on_success")
    if isinstance(failure, str):
        _follow(found, failure, _Way(way.after, None), depth + 1)
    following = step.get("on_completion")
    chosen = success if isinstance(success, str) else following
    return chosen if isinstance(chosen, str) else None


def _done(step: str) -> _Way:
    return _Way((step,), {"done": step})


def _met_again(found: Walk, at: str, step: Mapping[str, Any]) -> _Way:
    """Note a step that several ways lead to: of it, no way's order holds always."""
    placed = found.placed[at]
    if placed.after or placed.when:
        found.placed[at] = Placed(at, (), None)
        notice = Notice("cacao_shared", {"step": _called(step, at)}, path=path_of(at))
        found.notices.append(notice)
    return _done(at)


def _parallel(found: Walk, step: Mapping[str, Any], way: _Way, depth: int) -> _Way:
    targets = [one for one in step.get("next_steps") or () if isinstance(one, str)]
    ends = [_follow(found, target, way, depth + 1) for target in targets]
    after = tuple(dict.fromkeys(name for end in ends for name in end.after))
    conditions = [end.when for end in ends if end.when is not None]
    if len(conditions) != len(ends) or not ends:
        return _Way(after, None)
    return _Way(after, conditions[0] if len(conditions) == 1 else {"all": conditions})


def _decision(found: Walk, at: str, step: Mapping[str, Any], depth: int) -> _Way:
    is_loop = step.get("type") == "while-condition"
    ends: list[_Way] = []
    for option, target in _branches(step):
        when: dict[str, object] = {"did": at, "option": option}
        if is_loop:
            when["each"] = True
        end = _Way((at,), when)
        if target is not None and not (is_loop and option == FALSE):
            end = _follow(found, target, end, depth + 1)
        ends.append(end)
    if is_loop:
        return _Way((at,), {"did": at, "option": FALSE})
    conditions = [end.when for end in ends]
    known = [condition for condition in conditions if condition is not None]
    return _Way((at,), {"any": known} if len(known) == len(conditions) and known else None)


def _branches(step: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    if step.get("type") == "switch-condition":
        cases = step.get("cases")
        for name, target in cases.items() if isinstance(cases, Mapping) else ():
            yield str(name), target if isinstance(target, str) else None
        return
    for option, key in ((TRUE, "on_true"), (FALSE, "on_false")):
        target = step.get(key)
        yield option, target if isinstance(target, str) else None


def _check_circles(workflow: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise ImportRefused with every circle's first step, found without recursion."""
    colours: dict[str, int] = {}
    faults: list[Notice] = []
    for root in workflow:
        stack: list[tuple[str, Iterator[str]]] = []
        if root not in colours:
            stack.append((root, iter([target for _, target in links(workflow[root])])))
            colours[root] = 1
        while stack:
            name, following = stack[-1]
            target = next(following, None)
            if target is None:
                colours[name] = 2
                stack.pop()
            elif colours.get(target) == 1:
                called = _called(workflow[target], target)
                numbers = {"step": called, "from": _called(workflow[name], name)}
                faults.append(Notice("cacao_cycle", numbers, path=path_of(name)))
            elif target not in colours:
                colours[target] = 1
                stack.append((target, iter([one for _, one in links(workflow[target])])))
    if faults:
        raise ImportRefused(tuple(faults))


def _called(step: Mapping[str, Any], name: str) -> str:
    return str(step.get("name") or name)[:120]
