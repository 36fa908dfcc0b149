"""What a plan and a scenario define: the names that may be referred to, by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from scenarios.plan import Dependency, Plan
from scenarios.procedure import Step
from scenarios.scenario import Scenario
from scenarios.yaml_tree import Path

DERIVED_TRUTHS = ("affected", "down_since")
"""Truths that every world has (formats.md 2); so is the total of every impact."""


@dataclass(frozen=True, slots=True)
class Names:
    """Ids by kind; a kind that is missing is not known here, so references to it cannot be judged."""

    by_kind: Mapping[str, Collection[str]]
    options: Mapping[str, Collection[str]] = field(default_factory=dict)  # of an action
    fields: Mapping[str, Collection[str]] = field(default_factory=dict)  # of a form
    form_of: Mapping[str, str | None] = field(default_factory=dict)  # of an action

    def known(self, kind: str, owner: str | None = None) -> Collection[str] | None:
        """Return the names of *kind* (options and fields: those of *owner*), None where nobody knows."""
        if kind == "option":
            return self.options.get(owner or "")
        if kind == "field":
            return self.fields.get(owner or "")
        return self.by_kind.get(kind)


def plan_names(plan: Plan, is_whole: bool) -> Names:
    """Return what *plan* defines; unless it *is_whole*, an empty list may be one that was not readable."""
    by_kind = {
        "role": [role.id for role in plan.roles],
        "service": [service.id for service in plan.services],
        "recovery": [recovery.id for recovery in plan.recoveries],
        "resource": list(plan.resources),
        "form": [form.id for form in plan.forms],
        "action": [action.id for action in plan.actions],
        "step": [step.id for step in plan.steps()],
    }
    return Names(
        by_kind={kind: names for kind, names in by_kind.items() if names or is_whole},
        options={a.id: [option.id for option in a.options] for a in plan.actions},
        fields={form.id: [each.id for each in form.fields] for form in plan.forms},
        form_of={action.id: action.form for action in plan.actions},
    )


def all_names(plan: Plan, scenario: Scenario, is_whole: bool) -> Names:
    """Return what *plan* and *scenario* together define."""
    own = plan_names(plan, is_whole)
    more = {
        "inject": [inject.id for inject in scenario.injects],
        "actor": [actor.id for actor in scenario.actors],
        "module": [module.id for module in scenario.modules],
    }
    more = {kind: names for kind, names in more.items() if names or is_whole}
    return Names({**own.by_kind, **more}, own.options, own.fields, own.form_of)


def impacts(plan: Plan) -> tuple[str, ...]:
    """Return the kinds of impact that *plan* counts."""
    return tuple(dict.fromkeys(kind for service in plan.services for kind in service.impact))


def steps_of(plan: Plan) -> Iterator[tuple[Path, Step]]:
    """Yield every step of *plan* with its path."""
    for row, procedure in enumerate(plan.procedures):
        for index, step in enumerate(procedure.steps):
            yield ("procedures", row, "steps", index), step


def dependencies(
    plan: Plan, scenario: Scenario, service: str
) -> tuple[tuple[Dependency, ...], tuple[Dependency, ...]]:
    """Return what *service* really depends on, hard and soft."""
    believed = next((each for each in plan.services if each.id == service), None)
    real = scenario.reality.services.get(service)
    hard = believed.depends_on if believed is not None else ()
    soft = believed.degrades_on if believed is not None else ()
    if real is not None:
        hard = hard if real.depends_on is None else real.depends_on
        soft = soft if real.degrades_on is None else real.degrades_on
    return hard, soft
