"""The simulated world: services that depend on each other, resources that are scarce, recoveries that take their time.

Its rules are those of formats.md 2, "The world"; the scenario's reality goes before what the plan believes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Mapping

from simpy import Environment, Event

from engine.dependencies import Dependencies
from engine.draws import Draws
from exercise.facts import (
    DataLost,
    DataMadeUp,
    Fact,
    RecoveryChanged,
    RoleChanged,
    ServiceChanged,
    ServiceShown,
)
from exercise.phases import Phase
from exercise.setting import Setting
from scenarios.inject import Effect, RoleEffect, ServiceEffect
from scenarios.plan import Recovery
from scenarios.timing import Ms

_SLOTS = 1_000_000
_HAND_OUT = _SLOTS - 1


def priority(phase: Phase, rank: int = 0) -> int:
    """Return SimPy's priority for the *rank*-th happening of *phase*; SimPy's own bookkeeping goes before all."""
    return (phase + 2) * _SLOTS + rank


def last_of(phase: Phase) -> int:
    """Return the priority that lets all of *phase* go before it."""
    return priority(phase, _SLOTS - 1)


class Due(Event):
    """Happens at a given millisecond, at a given place within it."""

    def __init__(self, env: Environment, at: Ms, place: int) -> None:
        """Be due in *env* at *at* with priority *place*; raises ValueError when *at* is past."""
        if at < env.now:
            raise ValueError(at)
        super().__init__(env)
        self._ok = True
        self._value = None
        env.schedule(self, place, at - env.now)  # type: ignore[arg-type]


class Pool:
    """Resources that are taken all at once, in the order of asking: nobody overtakes, whatever is free."""

    def __init__(self, env: Environment, resources: Mapping[str, int]) -> None:
        self._env = env
        self._free = dict(resources)
        self._queue: deque[tuple[Mapping[str, int], Event]] = deque()

    def take(self, needs: Mapping[str, int]) -> Event | None:
        """Take *needs* now and return None, or return what happens once they are handed out."""
        if not needs or (not self._queue and self._has(needs)):
            self._count(needs, -1)
            return None
        turn = Event(self._env)
        self._queue.append((needs, turn))
        return turn

    def give_back(self, needs: Mapping[str, int]) -> None:
        """Free *needs*; they are handed out after all that ends in this millisecond has ended."""
        if needs:
            self._count(needs, 1)
            hand_out = Due(self._env, self._now(), priority(Phase.WORLD, _HAND_OUT))
            hand_out.callbacks.append(self._hand_out)

    def _hand_out(self, _: Event) -> None:
        while self._queue and self._has(self._queue[0][0]):
            needs, turn = self._queue.popleft()
            self._count(needs, -1)
            turn.succeed()

    def _has(self, needs: Mapping[str, int]) -> bool:
        return all(self._free.get(resource, 0) >= n for resource, n in needs.items())

    def _count(self, needs: Mapping[str, int], sign: int) -> None:
        for resource, n in needs.items():
            self._free[resource] = self._free.get(resource, 0) + sign * n

    def _now(self) -> Ms:
        return int(self._env.now)


class World:
    """Services, roles, resources and recoveries in one SimPy environment; tells facts as they come about."""

    def __init__(
        self, setting: Setting, env: Environment, draws: Draws, tell: Callable[[Fact], None]
    ) -> None:
        """Begin with every service up and the roles of the scenario's seats present; *tell* takes each fact."""
        self._setting = setting
        self._env = env
        self._draws = draws
        self._tell = tell
        self._lost: dict[str, Ms] = dict.fromkeys(setting.services, 0)
        self._overridden: set[str] = set()
        self._dependencies = Dependencies(
            {name: setting.dependencies(name) for name in setting.services},
            {name: setting.soft_dependencies(name) for name in setting.services},
        )
        self._recoveries = tuple(map(setting.real_recovery, setting.recoveries))
        self._pool = Pool(env, setting.real_resources())
        self.seats: tuple[str, ...] = setting.seats
        self._roles: dict[str, str] = {}
        self.services = dict.fromkeys(setting.services, "up")
        self.recoveries: dict[str, str] = {}
        self.seat(setting.seats)

    def seat(self, seats: tuple[str, ...]) -> None:
        """Let exactly the roles in *seats* be there; a role without a seat is absent."""
        self.seats = seats
        self._roles = {
            role: "present" if role in seats else "absent" for role in self._setting.roles
        }

    def affect(self, effects: tuple[Effect, ...]) -> None:
        """Let an inject do its *effects*, all services at once.

        What seats are shown comes first, so that nobody hears of a change that is hidden from them.
        """
        on_services = [effect for effect in effects if isinstance(effect, ServiceEffect)]
        for effect in on_services:
            self._show(effect)
        self._become({e.service: e.becomes for e in on_services if e.becomes is not None})
        for effect in on_services:
            self._lose(effect.service, effect.loses)
        for other in effects:
            if isinstance(other, RoleEffect):
                self._move(other)

    def hear_act(self, action: str, option: str | None, role: str) -> None:
        """Start the recoveries that *action* starts, unless they wait or run already."""
        for recovery in self._recoveries:
            on = recovery.starts_on
            is_meant = on.action == action and on.option in (None, option) and on.by in (None, role)
            if is_meant and self.recoveries.get(recovery.id) not in ("waiting", "running"):
                self._ask(recovery)

    def _ask(self, recovery: Recovery) -> None:
        turn = self._pool.take(recovery.needs)
        self._enter(recovery, "running" if turn is None else "waiting")
        self._env.process(self._recover(recovery, turn))

    def _recover(self, recovery: Recovery, turn: Event | None) -> Generator[Event, None, None]:
        if turn is not None:
            yield turn
            self._enter(recovery, "running")
        takes = self._draws.length(f"recovery:{recovery.id}:takes", recovery.takes)
        succeeds = self._draws.happens(f"recovery:{recovery.id}:success", recovery.success)
        rank = self._recoveries.index(recovery)
        yield Due(self._env, int(self._env.now) + takes, priority(Phase.WORLD, rank))
        self._finish(recovery, succeeds)

    def _finish(self, recovery: Recovery, succeeds: bool) -> None:
        self._enter(recovery, "succeeded" if succeeds else "failed")
        for service in recovery.restores:
            self._lose(service, recovery.loses)
        if succeeds:
            for service in recovery.restores:
                self._show_truth(service)
            self._become(dict.fromkeys(recovery.restores, "up"))
            for service in recovery.makes_up:
                self._make_up(service)
        self._pool.give_back(recovery.needs)

    def _enter(self, recovery: Recovery, state: str) -> None:
        self.recoveries[recovery.id] = state
        self._tell(RecoveryChanged(recovery.id, state))

    def _become(self, states: Mapping[str, str]) -> None:
        for change in self._dependencies.change(states) if states else ():
            self.services[change.service] = change.now
            self._tell(ServiceChanged(*change))

    def _lose(self, service: str, ms: Ms) -> None:
        if ms:
            self._lost[service] += ms
            self._tell(DataLost(service, ms))

    def _make_up(self, service: str) -> None:
        lost, self._lost[service] = self._lost[service], 0
        if lost:
            self._tell(DataMadeUp(service, lost))

    def _show(self, effect: ServiceEffect) -> None:
        if effect.shows is not None:
            self._overridden.add(effect.service)
            self._tell(ServiceShown(effect.service, effect.shows))
        elif effect.becomes is not None:
            self._show_truth(effect.service)

    def _show_truth(self, service: str) -> None:
        if service in self._overridden:
            self._overridden.remove(service)
            self._tell(ServiceShown(service))

    def _move(self, effect: RoleEffect) -> None:
        has_seat = effect.role in self.seats
        if has_seat and self._roles[effect.role] != effect.becomes:
            self._roles[effect.role] = effect.becomes
            self._tell(RoleChanged(effect.role, effect.becomes))
