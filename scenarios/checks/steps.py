"""Whether the keys of a step make sense together: limits, quorums, choices, facts, who may do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scenarios.checks.names import steps_of
from scenarios.clock_shelf import shipped_clocks
from scenarios.hints import nearest
from scenarios.plan import Action, Field, Form, Plan, Role
from scenarios.problem import WARNING, Problem
from scenarios.procedure import ALL, Fact, Step
from scenarios.reader import Sheet
from scenarios.yaml_tree import Path

TRUTH = "truth."
NEEDS = (
    ("within_max", "within"),
    ("hard", "within"),
    ("escalate", "within"),
    ("records", "within"),
    ("until", "every"),
)
"""A key of a step, and the key without which it means nothing."""


@dataclass(frozen=True, slots=True)
class _Scene:
    sheet: Sheet
    roles: Mapping[str, Role]
    actions: Mapping[str, Action]
    forms: Mapping[str, Form]


def in_plan(sheet: Sheet, plan: Plan) -> Iterator[Problem]:
    """Yield what makes no sense in the steps of *plan*."""
    scene = _Scene(
        sheet,
        {role.id: role for role in plan.roles},
        {action.id: action for action in plan.actions},
        {form.id: form for form in plan.forms},
    )
    for path, step in steps_of(plan):
        yield from _limits(scene, path, step)
        yield from _selves(scene, path, step)
        yield from _people(scene, path, step)
        action = scene.actions.get(step.does)
        if action is not None:
            yield from _choices(scene, path, step, action)
            yield from _facts(scene, path, step, action)
            yield from _clock(scene, path, step, action)


def _limits(scene: _Scene, path: Path, step: Step) -> Iterator[Problem]:
    for key, needed in NEEDS:
        written = scene.sheet.tree.at(path) or {}
        if getattr(step, key) and needed not in written:
            yield scene.sheet.problem((*path, key), "key_needs", key=key, needed=needed)
    if step.within is None or step.within_max is None:
        return
    if step.within_max < step.within:
        yield scene.sheet.problem(
            (*path, "within_max"), "within_max_short", within=step.within, most=step.within_max
        )
    elif step.hard and step.within_max != step.within:
        yield scene.sheet.problem((*path, "within_max"), "hard_with_max", severity=WARNING)


def _clock(scene: _Scene, path: Path, step: Step, action: Action) -> Iterator[Problem]:
    """Yield a reporting clock that is unknown, or that stands at a step which reports nothing."""
    if step.clock is None:
        return
    place, rows = (*path, "clock"), [row.id for row in shipped_clocks().clocks]
    if step.clock not in rows:
        hint = nearest(step.clock, rows)
        yield scene.sheet.problem(place, "clock_named", hint, severity=WARNING, name=step.clock)
    if action.kind != "report":
        yield scene.sheet.problem(place, "clock_useless", severity=WARNING, action=action.id)


def _selves(scene: _Scene, path: Path, step: Step) -> Iterator[Problem]:
    """Yield the places where a step refers to itself as if it were another."""
    if step.distinct_from == step.id:
        yield scene.sheet.problem((*path, "distinct_from"), "names_itself", key="distinct_from")
    for key, names in (("overrides", step.overrides), ("after", step.after)):
        for index, name in enumerate(names):
            if name == step.id:
                yield scene.sheet.problem((*path, key, index), "names_itself", key=key)


def _people(scene: _Scene, path: Path, step: Step) -> Iterator[Problem]:
    able = set(scene.roles) if ALL in step.by else set(step.by)
    if scene.sheet.tree.at((*path, "by")) == []:
        yield scene.sheet.problem((*path, "by"), "nobody_named", key="by")
    if step.quorum is not None and step.quorum > len(able) > 0:
        yield scene.sheet.problem(
            (*path, "quorum"), "quorum_too_large", quorum=step.quorum, roles=len(able)
        )
    action = scene.actions.get(step.does)
    if action is None or not action.by or not able or not set(action.by) | able <= set(scene.roles):
        return
    deputies = {d for role in able if role in scene.roles for d in scene.roles[role].deputies}
    if not (able | deputies) & set(action.by):
        yield scene.sheet.problem((*path, "by"), "nobody_may", action=action.id)


def _choices(scene: _Scene, path: Path, step: Step, action: Action) -> Iterator[Problem]:
    if not step.choices:
        return
    place = (*path, "choices")
    options = [option.id for option in action.options]
    if not options:
        yield scene.sheet.problem(place, "choices_without_options", action=action.id)
        return
    is_mapping = isinstance(scene.sheet.tree.at(place), dict)
    for index, choice in enumerate(step.choices):
        if choice.option and choice.option not in options:
            at: Path = (*place, choice.option) if is_mapping else (*place, index, "option")
            yield scene.sheet.problem(
                at,
                "unknown_name",
                nearest(choice.option, options),
                key="choices",
                kind="option",
                name=choice.option,
            )


def _facts(scene: _Scene, path: Path, step: Step, action: Action) -> Iterator[Problem]:
    if not step.facts:
        return
    if action.form is None:
        yield scene.sheet.problem((*path, "facts"), "facts_without_form", action=action.id)
        return
    form = scene.forms.get(action.form)
    fields = {field.id: field for field in form.fields} if form is not None else {}
    for index, fact in enumerate(step.facts):
        if fact.field in fields:
            yield from _fact(scene, (*path, "facts", index), fact, fields[fact.field])


def _fact(scene: _Scene, path: Path, fact: Fact, field: Field) -> Iterator[Problem]:
    if fact.tolerance is not None and field.type not in ("time", "number"):
        yield scene.sheet.problem(
            (*path, "tolerance"), "tolerance_useless", severity=WARNING, type=field.type
        )
    if isinstance(fact.equals, str) and fact.equals.startswith(TRUTH):
        return
    options = [option.id for option in field.options]
    values = fact.equals if isinstance(fact.equals, tuple) else (fact.equals,)
    place = (*path, "equals")
    for value in values:
        if field.type in ("choice", "choices") and options and value not in options:
            hint = nearest(str(value), options)
            yield scene.sheet.problem(
                place, "unknown_name", hint, key="equals", kind="option", name=str(value)
            )
        elif not _fits(value, field.type):
            yield scene.sheet.problem(place, "fact_type", value=str(value)[:80], type=field.type)


def _fits(value: object, type: str) -> bool:
    """Return whether *value* may stand in a field of *type*."""
    match type:
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "yes-no":
            return isinstance(value, bool)
        case "text" | "time" | "services":
            return isinstance(value, str)
    return True
