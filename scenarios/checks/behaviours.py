"""What a behaviour refers to in a plan: roles, steps, actions, their options and the fields of their forms."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.behaviour import Behaviour, Manner
from scenarios.checks.names import Names
from scenarios.checks.references import Reference


def references(behaviour: Behaviour, names: Names) -> Iterator[Reference]:
    """Yield what *behaviour* names of the plan that *names* are of."""
    for role in behaviour.roles:
        yield Reference(("roles", role), "role", role)
    for step in behaviour.steps:
        yield Reference(("steps", step), "step", step)
    for action, manner in behaviour.actions.items():
        yield Reference(("actions", action), "action", action)
        yield from _of_manner(action, manner, names)


def _of_manner(action: str, manner: Manner, names: Names) -> Iterator[Reference]:
    for option in manner.options:
        yield Reference(("actions", action, "options", option), "option", option, action)
    form = names.form_of.get(action)
    for name in manner.fields:
        yield Reference(("actions", action, "fields", name), "field", name, form)
