"""When each thing can happen at the earliest: injects, signals, steps, states; NEVER where nothing leads to it.

It is a bound, not a prediction: people may act at any time, every resource is free, every draw is lucky.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scenarios.checks.conditions import can_turn_false, other_states
from scenarios.checks.names import dependencies
from scenarios.condition import (
    AllOf,
    AnyOf,
    At,
    Condition,
    Delivered,
    Did,
    Done,
    Not,
    Opened,
    RecoveryIs,
    RoleIs,
    ServiceIs,
    Signal,
    Silent,
    Start,
)
from scenarios.inject import Inject, RoleEffect, ServiceEffect
from scenarios.plan import Action, AnyOfServices, Dependency, Plan, Recovery
from scenarios.procedure import ALL, Step
from scenarios.scenario import Scenario

Key = TypeVar("Key")

NEVER: float = float("inf")
When = float
"""A number of milliseconds, or NEVER."""


@dataclass(slots=True)
class Possible:
    """What can happen in *plan*, in *scenario* if there is one; without, all that a script does can."""

    plan: Plan
    scenario: Scenario | None = None
    injects: dict[str, When] = field(default_factory=dict)
    anchors: dict[str, When] = field(default_factory=dict)
    _steps: Mapping[str, Step] = field(default_factory=dict)
    _actions: Mapping[str, Action] = field(default_factory=dict)
    _recoveries: Mapping[str, Recovery] = field(default_factory=dict)
    _states: dict[tuple[str, str], When] = field(default_factory=dict)
    _signals: dict[str, list[str]] = field(default_factory=dict)
    _deliveries: Mapping[str, Inject] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work everything out: repeat until nothing gets any earlier."""
        self._steps = {step.id: step for step in self.plan.steps()}
        self._actions = {action.id: action for action in self.plan.actions}
        self._recoveries = {recovery.id: recovery for recovery in self.plan.recoveries}
        script = self.scenario.injects if self.scenario is not None else ()
        self._deliveries = {inject.id: inject for inject in script}
        for inject in script:
            for signal in inject.raises:
                self._signals.setdefault(signal, []).append(inject.id)
        self.injects = dict.fromkeys(self._deliveries, NEVER)
        self.anchors = dict.fromkeys(self._steps, NEVER)
        order = list(self._deliveries.values())
        while self._settle(order):
            order.reverse()  # a chain is settled at once in one direction or the other

    @property
    def seats(self) -> frozenset[str]:
        """The roles that have a seat; without a scenario all."""
        if self.scenario is None:
            return frozenset(role.id for role in self.plan.roles)
        return frozenset(seat.role for seat in self.scenario.seats)

    @property
    def end(self) -> When:
        """The latest moment that can be; NEVER where nobody knows it."""
        return (self.scenario.duration if self.scenario is not None else 0) or NEVER

    def raisers(self, signal: str) -> list[str]:
        """Return the injects that raise *signal*."""
        return self._signals.get(signal, [])

    def signals(self) -> tuple[str, ...]:
        """Return the signals that are raised by any inject."""
        return tuple(self._signals)

    def is_able(self, step: Step) -> bool:
        """Whether somebody with a seat may answer *step* (a deputy may)."""
        roles = {role.id for role in self.plan.roles}
        named = roles if ALL in step.by else set(step.by)
        if not named <= roles:
            return True  # a name that leads nowhere is said elsewhere
        able = named | {
            deputy for role in self.plan.roles if role.id in named for deputy in role.deputies
        }
        action = self._actions.get(step.does)
        allowed = able & set(action.by) if action is not None and action.by else able
        return bool(allowed & self.seats)

    def trigger(self, condition: Condition) -> When:
        """Return when *condition* can first become true, as an anchor or trigger."""
        moment = self._trigger(condition)
        return moment if moment <= self.end else NEVER

    def _trigger(self, condition: Condition) -> When:
        match condition:
            case AllOf(parts=parts):
                return self._all(parts)
            case AnyOf(parts=parts):
                return min((self.trigger(part) for part in parts), default=NEVER)
            case Not(part=ServiceIs(for_ms=None, total_ms=None) as part):
                return self.trigger(other_states(part))
            case Not(part=part):
                return self.truth(part) if can_turn_false(part) else NEVER
            case ServiceIs(states=states, total_ms=int(total_ms)) if "up" in states:
                return total_ms  # being up adds up from StartEx on
            case ServiceIs(service=service, states=states, for_ms=for_ms, total_ms=total_ms):
                moments = [self._entered(service, state) for state in states]
                return min(moments, default=NEVER) + (for_ms or total_ms or 0)
            case RoleIs(role=role, states=states):
                return min((self._role(role, state) for state in states), default=NEVER)
        return self._happening(condition)

    def truth(self, condition: Condition) -> When:
        """Return when *condition* can first hold, asked as a question."""
        match condition:
            case AllOf(parts=parts):
                return max((self.truth(part) for part in parts), default=0)
            case AnyOf(parts=parts):
                return min((self.truth(part) for part in parts), default=NEVER)
            case Not(part=ServiceIs(for_ms=None, total_ms=None) as part):
                return self.truth(other_states(part))
            case Not():
                return 0
            case ServiceIs(states=states, for_ms=for_ms, total_ms=total) if (
                "up" in states or total == 0
            ):
                return for_ms or total or 0
            case RoleIs(role=role, states=states):
                is_there = "present" if role in self.seats else "absent"
                return 0 if is_there in states else self._trigger(condition)
        return self.trigger(condition)

    def _all(self, parts: tuple[Condition, ...]) -> When:
        """Return when a part can become true while all others hold."""
        held = [self.truth(part) for part in parts]
        return min(
            (
                max((self.trigger(part), *held[:index], *held[index + 1 :]))
                for index, part in enumerate(parts)
            ),
            default=NEVER,
        )

    def _happening(self, condition: Condition) -> When:
        match condition:
            case Start():
                return 0
            case At(ms=ms):
                return ms
            case Signal(name=name):
                if self.scenario is None:
                    return 0
                return min((self.injects[inject] for inject in self.raisers(name)), default=NEVER)
            case Delivered(inject=inject):
                return self.injects.get(inject, 0)
            case Opened(inject=inject):
                is_told = inject not in self._deliveries or self._deliveries[inject].is_told
                return self.injects.get(inject, 0) if is_told else NEVER
            case Done(step=step):
                return self._done(step)
            case Silent(step=step, for_ms=for_ms):
                return self.anchors.get(step, 0) + for_ms
            case Did():
                return self._did(condition)
            case RecoveryIs(recovery=recovery, states=states):
                return min((self._recovery(recovery, each) for each in states), default=NEVER)
        return 0

    def _done(self, name: str) -> When:
        step = self._steps.get(name)
        if step is None:
            return 0
        return self.anchors[name] if self.is_able(step) else NEVER

    def _did(self, did: Did) -> When:
        action = self._actions.get(did.action)
        able = self.seats & set(action.by) if action is not None and action.by else self.seats
        if did.by is not None and all(did.by != role.id for role in self.plan.roles):
            return 0
        return 0 if (did.by in able if did.by is not None else able) else NEVER

    def _recovery(self, name: str, state: str) -> When:
        recovery = self._recoveries.get(name)
        if recovery is None:
            return 0
        success, starts = recovery.success, recovery.starts_on
        if self.scenario is not None and name in self.scenario.reality.recoveries:
            real = self.scenario.reality.recoveries[name]
            success = success if real.success is None else real.success
            starts = real.starts_on or starts
        is_possible = {"succeeded": success > 0, "failed": success < 1}.get(state, True)
        return self._did(starts) if is_possible else NEVER

    def _role(self, name: str, state: str) -> When:
        if self.scenario is None:
            return 0
        moments = [
            self.injects[inject.id]
            for inject in self.scenario.injects
            for effect in inject.effects
            if isinstance(effect, RoleEffect) and effect.role == name and effect.becomes == state
        ]
        return min(moments, default=NEVER)

    def _entered(self, service: str, state: str) -> When:
        """Return when *service* can first enter *state*; it is up at StartEx, so it must have left first."""
        if self.scenario is None:
            return 0
        if state == "up":
            return min(self._states.get((service, bad), NEVER) for bad in ("down", "degraded"))
        return self._states.get((service, state), NEVER)

    def _settle(self, order: Sequence[Inject]) -> bool:
        """Take one round of consequences; return whether anything became earlier."""
        changed = False
        for inject in order:
            changed |= _earlier(self.injects, inject.id, self._inject(inject))
        for step in self._steps.values():
            changed |= _earlier(self.anchors, step.id, self.anchor(step))
        if self.scenario is not None:
            for service in self.plan.services:
                for state in ("down", "degraded"):
                    moment = self._state(self.scenario, service.id, state)
                    changed |= _earlier(self._states, (service.id, state), moment)
        return changed

    def anchor(self, step: Step) -> When:
        """Return when *step* can first be asked for; a step without anchor is, at StartEx."""
        return 0 if step.when is None else self.trigger(step.when)

    def _inject(self, inject: Inject) -> When:
        if inject.manual or inject.is_withdrawn:
            return 0
        moment = inject.at if inject.at is not None else NEVER
        if inject.when is not None:
            moment = min(moment, self.trigger(inject.when))
        moment += inject.delay
        return moment if moment <= self.end else NEVER

    def _state(self, scenario: Scenario, service: str, state: str) -> When:
        own = [
            self.injects[inject.id]
            for inject in scenario.injects
            for effect in inject.effects
            if isinstance(effect, ServiceEffect)
            and effect.service == service
            and effect.becomes == state
        ]
        hard, soft = dependencies(self.plan, scenario, service)
        moments = own + [self._fallen(each, (state,)) for each in hard]
        if state == "degraded":
            moments += [self._fallen(each, ("down", "degraded")) for each in (*hard, *soft)]
        return min(moments, default=NEVER)

    def _fallen(self, dependency: Dependency, states: tuple[str, ...]) -> When:
        names = dependency.services if isinstance(dependency, AnyOfServices) else (dependency,)
        return max(
            (min(self._states.get((name, state), NEVER) for state in states) for name in names),
            default=NEVER,
        )


def _earlier(times: dict[Key, When], key: Key, moment: When) -> bool:
    if moment >= times.get(key, NEVER):
        return False
    times[key] = moment
    return True
