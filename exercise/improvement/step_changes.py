"""What a step demands: whether an exercise of an older version still proves anything about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from scenarios.plan import Action, Form
from scenarios.procedure import Step
from scenarios.text import NOTHING

WORDING = frozenset({"id", "title", "notes", "clause", "source", "origin"})
"""Keys that tell where a step comes from and how it is put, not what has to be done."""

Actions = Mapping[str, Action]
Forms = Mapping[str, Form]


def step_changes(
    old: tuple[Step, Actions, Forms], new: tuple[Step, Actions, Forms]
) -> tuple[str, ...]:
    """Return the keys by which *new* demands something else than *old*, each a step with its plan's actions and forms.

    A reworded step is no other step. ``does`` stands also for a change of the action itself or of its form.
    """
    keys = [
        field.name
        for field in fields(Step)
        if field.name not in WORDING and getattr(old[0], field.name) != getattr(new[0], field.name)
    ]
    if "does" not in keys and _deed(*old) != _deed(*new):
        keys.append("does")
    return tuple(keys)


def _deed(step: Step, actions: Actions, forms: Forms) -> object:
    """Return what the step's action is without its words."""
    action = actions.get(step.does)
    if action is None:
        return None
    form = forms.get(action.form or "")
    asked = (
        () if form is None else tuple(replace(f, title=NOTHING, options=()) for f in form.fields)
    )
    options = () if form is None else tuple(tuple(o.id for o in f.options) for f in form.fields)
    return action.kind, action.by, action.to, tuple(o.id for o in action.options), asked, options
