"""What is so in a run of the bare model: what has happened, how services are, and which conditions hold."""

from __future__ import annotations

from collections.abc import Iterable

from simpy import Environment, Event

from exercise.setting import Setting
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

BAD = {"up": 0, "degraded": 1, "down": 2}
STATES = ("up", "degraded", "down")


class Truth:
    """Counts what happens, wakes who waits for it, and answers conditions."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.env = setting, Environment()
        self.heard: dict[tuple[str, str], Event] = {}
        self.times: dict[tuple[str, ...], int] = {}
        self.states = dict.fromkeys(setting.services, 0)
        self.since = dict.fromkeys(setting.services, 0.0)
        self.spent = {name: [0.0, 0.0, 0.0] for name in setting.services}
        self.recoveries: dict[str, str] = {}
        self.absent = {role for role in setting.roles if role not in setting.seats}
        self.open: dict[str, list[float]] = {step: [] for step in setting.steps}

    def _happen(self, kind: str, name: str, *more: str) -> None:
        for key in ((kind, name), (kind, name, *more)) if more else ((kind, name),):
            self.times[key] = self.times.get(key, 0) + 1
        waiting = self.heard.pop((kind, name), None)
        if waiting is not None:
            waiting.succeed()

    def _level(self, condition: Condition) -> int:
        """Return how often *condition* has come true, for a state whether it is."""
        times = self.times.get
        match condition:
            case Start():
                return 1
            case At(ms=ms):
                return int(self.env.now >= ms)
            case Signal(name=name):
                return times(("signal", name), 0)
            case Delivered(inject=inject):
                return min(1, times(("delivered", inject), 0))
            case Opened(inject=inject):
                return min(1, times(("opened", inject), 0))
            case Done(step=step, each=each):
                return times(("step", step), 0) if each else min(1, times(("step", step), 0))
            case Did(action=action, option=option, each=each):
                n = times(("did", action) if option is None else ("did", action, option), 0)
                return n if each else min(1, n)
            case Silent(step=step, for_ms=for_ms):
                return int(any(self.env.now > since + for_ms for since in self.open[step]))
            case ServiceIs():
                return int(self._is(condition))
            case RecoveryIs(recovery=recovery, states=states):
                return int(self.recoveries.get(recovery) in states)
            case RoleIs(role=role, states=states):
                return int(("absent" if role in self.absent else "present") in states)
            case AllOf(parts=parts):
                return int(all(self._level(part) for part in parts))
            case AnyOf(parts=parts):
                return sum(self._level(part) for part in parts)
            case Not(part=part):
                return int(not self._level(part))

    def _is(self, condition: ServiceIs) -> bool:
        name, now = condition.service, self.env.now
        is_in = STATES[self.states[name]] in condition.states
        if condition.total_ms is not None:
            return self._total(condition) >= condition.total_ms
        return is_in and (condition.for_ms is None or now - self.since[name] >= condition.for_ms)

    def _total(self, condition: ServiceIs) -> float:
        name = condition.service
        total = sum(self.spent[name][BAD[state]] for state in condition.states)
        is_in = STATES[self.states[name]] in condition.states
        return total + (self.env.now - self.since[name] if is_in else 0)

    def _due(self, condition: Condition) -> float | None:
        """Return in how long *condition* may change by itself."""
        now = self.env.now
        match condition:
            case At(ms=ms):
                return ms - now if ms > now else None
            case Silent(step=step, for_ms=for_ms):
                coming = [since + for_ms + 1 - now for since in self.open[step]]
                return min((due for due in coming if due > 0), default=None)
            case ServiceIs(service=name, for_ms=for_ms, total_ms=total_ms):
                if STATES[self.states[name]] not in condition.states:
                    return None
                if total_ms is not None:
                    left = total_ms - self._total(condition)
                else:
                    left = self.since[name] + (for_ms or 0) - now
                return left if left > 0 else None
            case AllOf(parts=parts) | AnyOf(parts=parts):
                return min((due for p in parts if (due := self._due(p)) is not None), default=None)
            case Not(part=part):
                return self._due(part)
        return None


def keys_of(condition: Condition) -> Iterable[tuple[str, str]]:
    """Yield what *condition* listens to."""
    match condition:
        case Start() | At():
            yield ("start", "")
        case Signal(name=name):
            yield ("signal", name)
        case Delivered(inject=name):
            yield ("delivered", name)
        case Opened(inject=name):
            yield ("opened", name)
        case Done(step=name) | Silent(step=name):
            yield ("step", name)
        case Did(action=name):
            yield ("did", name)
        case ServiceIs(service=name):
            yield ("service", name)
        case RecoveryIs(recovery=name):
            yield ("recovery", name)
        case RoleIs(role=name):
            yield ("role", name)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from keys_of(part)
        case Not(part=part):
            yield from keys_of(part)
