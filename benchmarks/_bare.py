"""The same exercise in bare SimPy, as somebody would write it who wants nothing but the simulation.

The same documents, services, recoveries, resources, injects, steps and people's pace; no journal, no facts, no
obligations, no scores. What it is measured for is speed: it plays the same things, but decides nothing by luck of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from math import exp
from random import Random
from typing import Any

from simpy import AnyOf as Either
from simpy import Container, Event, PriorityItem, PriorityStore

from benchmarks._bare_truth import BAD, Truth, keys_of
from exercise.setting import Setting
from scenarios.condition import Condition, Start
from scenarios.inject import Inject, ServiceEffect
from scenarios.plan import Fixed, Lognormal, Recovery, Takes, Triangular
from scenarios.procedure import ALL, Step

Process = Generator[Event, Any, None]


class Bare(Truth):
    """One run; `counts` says how much happened."""

    def __init__(self, setting: Setting, seed: int) -> None:
        super().__init__(setting)
        self.random = Random(seed)
        self.counts = {"acts": 0, "injects": 0, "recoveries": 0, "changes": 0}
        self.own = dict.fromkeys(setting.services, 0)
        self.lost = dict.fromkeys(setting.services, 0)
        self.has_ended = self.env.event()
        self.pools = {
            name: Container(self.env, n, n) for name, n in setting.real_resources().items() if n
        }
        self.inboxes = {role: PriorityStore(self.env) for role in setting.seats}

    def play(self) -> None:
        """Play to the end."""
        env, setting = self.env, self.setting
        for role in setting.seats:
            env.process(self._person(role))
        for step in setting.steps.values():
            if not step.is_prohibition:
                self._whenever(step.when or Start(), partial(self._call, step))
        for inject in setting.injects.values():
            if inject.at is not None:
                env.process(self._inject(inject, inject.at))
            elif inject.when is not None:
                self._whenever(inject.when, self._player(inject), 1)
        if setting.scenario.end_when is not None:
            self._whenever(setting.scenario.end_when, self.has_ended.succeed, 1)
        self._happen("start", "")
        env.run(Either(env, [self.has_ended, env.timeout(setting.scenario.duration)]))

    def _whenever(
        self, condition: Condition, then: Callable[[], object], most: int | None = None
    ) -> None:
        self.env.process(self._watch(condition, then, most))

    def _watch(self, condition: Condition, then: Callable[[], object], most: int | None) -> Process:
        env, told, before = self.env, 0, 0
        keys = tuple(keys_of(condition))
        while most is None or told < most:
            level = self._level(condition)
            if level > before:
                told += 1
                then()
            before = level
            events = [self.heard.setdefault(key, env.event()) for key in keys]
            due = self._due(condition)
            if due is not None:
                events.append(env.timeout(due))
            yield Either(env, events) if len(events) > 1 else events[0]

    def _player(self, inject: Inject) -> Callable[[], object]:
        return lambda: self.env.process(self._inject(inject, self.env.now))

    def _inject(self, inject: Inject, at: float) -> Process:
        yield self.env.timeout(at - self.env.now + inject.delay)
        if inject.unless is not None and self._level(inject.unless):
            return
        self.counts["injects"] += 1
        self._happen("delivered", inject.id)
        states = {}
        for effect in inject.effects:
            if isinstance(effect, ServiceEffect):
                if effect.becomes is not None:
                    states[effect.service] = BAD[effect.becomes]
            else:
                (self.absent.add if effect.becomes == "absent" else self.absent.discard)(
                    effect.role
                )
                self._happen("role", effect.role)
            if isinstance(effect, ServiceEffect) and effect.loses:
                self.lost[effect.service] += effect.loses
        self._become(states)
        for signal in inject.raises:
            self._happen("signal", signal)
        for role in self.setting.seats if ALL in inject.to else inject.to:
            if role in self.inboxes and role not in self.absent:
                self.inboxes[role].put(PriorityItem(self.env.now + 48_000, inject))

    def _become(self, states: dict[str, int]) -> None:
        self.own.update(states)
        setting, now = self.setting, dict(self.own)
        for _ in range(len(now)):
            later = {name: self._worst(name, now, setting) for name in now}
            if later == now:
                break
            now = later
        for name, state in now.items():
            if state != self.states[name]:
                self.spent[name][self.states[name]] += self.env.now - self.since[name]
                self.states[name], self.since[name] = state, self.env.now
                self.counts["changes"] += 1
                self._happen("service", name)

    def _worst(self, name: str, now: dict[str, int], setting: Setting) -> int:
        worst = self.own[name]
        for one in setting.dependencies(name):
            worst = max(
                worst, now[one] if isinstance(one, str) else min(now[n] for n in one.services)
            )
        for one in setting.soft_dependencies(name):
            if worst == 0 and (
                now[one] if isinstance(one, str) else min(now[n] for n in one.services)
            ):
                worst = 1
        return worst

    def _recover(self, recovery: Recovery) -> Process:
        env, name = self.env, recovery.id
        self._enter(name, "waiting")
        for resource, n in recovery.needs.items():
            yield self.pools[resource].get(n)
        self._enter(name, "running")
        yield env.timeout(self._length(recovery.takes))
        self.counts["recoveries"] += 1
        succeeds = self.random.random() < recovery.success
        self._enter(name, "succeeded" if succeeds else "failed")
        for service in recovery.restores:
            self.lost[service] += recovery.loses
        if succeeds:
            self._become(dict.fromkeys(recovery.restores, 0))
            self.lost.update(dict.fromkeys(recovery.makes_up, 0))
        for resource, n in recovery.needs.items():
            yield self.pools[resource].put(n)

    def _enter(self, name: str, state: str) -> None:
        self.recoveries[name] = state
        self._happen("recovery", name)

    def _call(self, step: Step) -> None:
        if step.records:
            return
        self.open[step.id].append(self.env.now)
        if step.within is not None:
            self.env.process(self._silence(step, self.env.now))
        allowed = self.setting.actions[step.does].by
        named = tuple(self.setting.roles) if ALL in step.by else step.by
        there = [r for r in named if r not in self.absent and (not allowed or r in allowed)]
        if not there:
            deputies = [d for r in named for d in self.setting.roles[r].deputies]
            there = [r for r in deputies if r not in self.absent]
        for role in there[: step.quorum or 1]:
            deadline = self.env.now + (step.within or 1 << 40)
            self.inboxes[role].put(PriorityItem(deadline, step))

    def _silence(self, step: Step, since: float) -> Process:
        """Note it when nobody has answered in time, and let somebody escalate."""
        yield self.env.timeout((step.within or 0) + 1)
        if since not in self.open[step.id]:
            return
        self._happen("step", step.id)
        if step.escalate is not None:
            there = [role for role in step.escalate.by if role not in self.absent]
            for role in there[:1]:
                deadline = self.env.now + step.escalate.within
                self.inboxes[role].put(PriorityItem(deadline, step))

    def _think_again(self, role: str, step: Step, option: str | None, since: float) -> Process:
        """Decide again when another option is best before the limit of the decision has passed."""
        env, until = self.env, since + (step.within or 0)
        keys = {key for one in step.choices if one.condition for key in keys_of(one.condition)}
        while env.now < until:
            if self._best(step) != option:
                self.inboxes[role].put(PriorityItem(until, step))
                return
            events = [self.heard.setdefault(key, env.event()) for key in keys]
            dues = [self._due(one.condition) for one in step.choices if one.condition]
            soonest = min((due for due in dues if due is not None), default=until - env.now)
            yield Either(env, [*events, env.timeout(min(soonest, until - env.now))])

    def _best(self, step: Step) -> str | None:
        values: dict[str, float] = {}
        for one in step.choices:
            if one.option not in values and (one.condition is None or self._level(one.condition)):
                values[one.option] = one.value
        return max(values, key=lambda option: values[option]) if values else None

    def _person(self, role: str) -> Process:
        env, inbox = self.env, self.inboxes[role]
        while True:
            item = yield inbox.get()
            work, left = item.item, item.priority - env.now
            is_mail = isinstance(work, Inject)
            median = 12_000 if is_mail else min(90_000, 0.35 * left / (1 + len(inbox.items)))
            takes = max(median, 4_000) * exp(self.random.gauss(0, 0.45))
            yield env.timeout(max(4_000, min(takes, 240_000, max(4_000, 0.85 * left))))
            if is_mail:
                self._happen("opened", work.id)
            elif self._is_blocked(work):
                env.process(self._later(inbox, item))
            else:
                self._do(role, work)

    def _later(self, inbox: PriorityStore, item: PriorityItem) -> Process:
        yield self.env.timeout(15_000)
        inbox.put(item)

    def _is_blocked(self, step: Step) -> bool:
        times = self.times.get
        if any(self.open[e] and not times(("step", e), 0) for e in step.after):
            return True
        if step.not_while is not None and self._level(step.not_while):
            return True
        return step.not_before is not None and not self._level(step.not_before)

    def _do(self, role: str, step: Step) -> None:
        self.counts["acts"] += 1
        since = self.open[step.id][0] if self.open[step.id] else None
        self.open[step.id] = self.open[step.id][1:]
        option = self._best(step)
        if since is not None and step.within and any(one.condition for one in step.choices):
            self.env.process(self._think_again(role, step, option, since))
        self._happen("did", step.does, *(() if option is None else (option,)))
        self._happen("step", step.id)
        for recovery in map(self.setting.real_recovery, self.setting.recoveries):
            on = recovery.starts_on
            is_meant = on.action == step.does and on.option in (None, option)
            if is_meant and self.recoveries.get(recovery.id) not in ("waiting", "running"):
                self.env.process(self._recover(recovery))
        for keeper in self.setting.steps.values():
            if step.does in keeper.records:
                self.inboxes[keeper.by[0]].put(
                    PriorityItem(self.env.now + (keeper.within or 0), keeper)
                )
        if step.every is not None and not (step.until is not None and self._level(step.until)):
            self.env.process(self._again(role, step))

    def _again(self, role: str, step: Step) -> Process:
        yield self.env.timeout(0.6 * (step.every or 0))
        self.inboxes[role].put(PriorityItem(self.env.now + 0.4 * (step.every or 0), step))

    def _length(self, takes: Takes) -> float:
        match takes:
            case Fixed(ms=ms):
                return ms
            case Triangular(least=least, mode=mode, most=most):
                return self.random.triangular(least, most, mode)
            case Lognormal(median=median, sigma=sigma):
                return median * exp(self.random.gauss(0, sigma))
