"""The setting of an exercise: its plan and scenario with look-ups, and the scenario's reality applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from exercise.rules import TODAY, Rules
from scenarios.inject import Inject
from scenarios.plan import Action, Dependency, Form, Plan, Recovery, Role, Service
from scenarios.procedure import ALL, Procedure, Step
from scenarios.scenario import Scenario

Named = TypeVar("Named", Role, Service, Recovery, Action, Form, Step, Inject)


class Setting:
    """The two documents that an exercise is played by and the rules that it is judged by; never changes."""

    __slots__ = (
        "_acted_on",
        "actions",
        "forms",
        "injects",
        "plan",
        "procedure_of",
        "recoveries",
        "roles",
        "rules",
        "scenario",
        "seats",
        "services",
        "steps",
    )

    def __init__(self, plan: Plan, scenario: Scenario, rules: Rules = TODAY) -> None:
        """Index *plan* and *scenario*; both have passed their checks."""
        self.plan = plan
        self.rules = rules
        self.scenario = scenario = _without_withdrawn_triggers(scenario)
        self.roles: Mapping[str, Role] = _by_id(plan.roles)
        self.services: Mapping[str, Service] = _by_id(plan.services)
        self.recoveries: Mapping[str, Recovery] = _by_id(plan.recoveries)
        self.actions: Mapping[str, Action] = _by_id(plan.actions)
        self.forms: Mapping[str, Form] = _by_id(plan.forms)
        self.steps: Mapping[str, Step] = _by_id(plan.steps())
        self.injects: Mapping[str, Inject] = _by_id(scenario.injects)
        self.procedure_of: Mapping[str, Procedure] = {
            step.id: procedure for procedure in plan.procedures for step in procedure.steps
        }
        self.seats: tuple[str, ...] = tuple(dict.fromkeys(seat.role for seat in scenario.seats))
        self._acted_on: dict[str, tuple[Step, ...]] = {}
        for step in self.steps.values():
            self._acted_on[step.does] = (*self._acted_on.get(step.does, ()), step)

    def under(self, rules: Rules) -> Setting:
        """Return the same documents judged by *rules*."""
        return self if rules == self.rules else Setting(self.plan, self.scenario, rules)

    def steps_of(self, action: str) -> tuple[Step, ...]:
        """Return the steps whose action is *action*, in document order."""
        return self._acted_on.get(action, ())

    def names_role(self, step: Step, role: str) -> bool:
        """Whether *step*'s ``by`` names *role* (``all`` names every role of the plan)."""
        return role in step.by or (ALL in step.by and role in self.roles)

    def dependencies(self, service: str) -> tuple[Dependency, ...]:
        """Return what *service* really cannot run without."""
        real = self.scenario.reality.services.get(service)
        if real is not None and real.depends_on is not None:
            return real.depends_on
        return self.services[service].depends_on

    def soft_dependencies(self, service: str) -> tuple[Dependency, ...]:
        """Return what *service* really runs worse without."""
        real = self.scenario.reality.services.get(service)
        if real is not None and real.degrades_on is not None:
            return real.degrades_on
        return self.services[service].degrades_on

    def real_resources(self) -> Mapping[str, int]:
        """Return how many of each resource there really are."""
        return {**self.plan.resources, **self.scenario.reality.resources}

    def real_recovery(self, recovery: str) -> Recovery:
        """Return *recovery* as it really is, the plan's belief where reality says nothing."""
        believed = self.recoveries[recovery]
        real = self.scenario.reality.recoveries.get(recovery)
        if real is None:
            return believed
        return Recovery(
            id=believed.id,
            title=believed.title,
            starts_on=real.starts_on or believed.starts_on,
            restores=believed.restores if real.restores is None else real.restores,
            takes=believed.takes if real.takes is None else real.takes,
            needs=believed.needs if real.needs is None else real.needs,
            loses=believed.loses if real.loses is None else real.loses,
            makes_up=believed.makes_up if real.makes_up is None else real.makes_up,
            success=believed.success if real.success is None else real.success,
        )


def _without_withdrawn_triggers(scenario: Scenario) -> Scenario:
    """Return *scenario* with the injects that their authors put aside left to the facilitator."""
    if not any(inject.is_withdrawn for inject in scenario.injects):
        return scenario
    injects = (
        replace(inject, at=None, when=None, manual=True) if inject.is_withdrawn else inject
        for inject in scenario.injects
    )
    return replace(scenario, injects=tuple(injects))


def _by_id(things: tuple[Named, ...]) -> Mapping[str, Named]:
    return MappingProxyType({thing.id: thing for thing in things})
