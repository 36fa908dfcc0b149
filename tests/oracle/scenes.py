"""What stood at each position of a journal, an opened instance of a step, and who may answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exercise.entry import Entry
from exercise.facts import Acted, RecoveryChanged, RoleChanged, ServiceChanged, Started
from scenarios.plan import Plan
from scenarios.procedure import ALL, Step
from scenarios.scenario import Scenario
from tests.oracle.timeline import Position


@dataclass(slots=True)
class Instance:
    """One opening of a step; *acts* are (position, role that it counts as), *filled* the position of the answer."""

    step: Step
    number: int
    anchor: int
    opened_by: str | None
    acts: list[tuple[int, str]] = field(default_factory=list)
    filled: int | None = None

    def is_open_before(self, position: int) -> bool:
        """Whether it was opened before *position* and not answered before it."""
        return self.anchor < position and (self.filled is None or self.filled >= position)


class Scenes:
    """All positions of one journal and what stood at each."""

    def __init__(self, plan: Plan, scenario: Scenario, positions: Sequence[Position]) -> None:
        self.plan = plan
        self.scenario = scenario
        self.positions = positions
        self.steps: Mapping[str, Step] = {step.id: step for step in plan.steps()}
        self._services: dict[tuple[str, int], str] = {}
        started = positions[0].entry
        assert started is not None
        assert isinstance(started.fact, Started)
        seats = started.fact.seats
        self.seats = {s.role for s in scenario.seats} if seats is None else set(seats)

    def ms(self, p: int) -> int:
        """Return the exercise time of a position."""
        return self.positions[p].ms

    def entries(self, through: int) -> list[tuple[int, Entry]]:
        """Return (position, entry) of all entries up to and including a position."""
        return [(x.index, x.entry) for x in self.positions[: through + 1] if x.entry is not None]

    def acts(self, through: int | None = None) -> list[tuple[int, Entry, Acted]]:
        """Return (position, entry, act) of all acts up to and including a position."""
        last = len(self.positions) - 1 if through is None else through
        return [(p, e, e.fact) for p, e in self.entries(last) if isinstance(e.fact, Acted)]

    def service(self, service: str, p: int) -> str:
        """Return the effective state of a service at a position."""
        key = (service, p)
        if key not in self._services:
            self._services[key] = "up"
            for _, entry in self.entries(p):
                if isinstance(entry.fact, ServiceChanged) and entry.fact.service == service:
                    self._services[key] = entry.fact.to
        return self._services[key]

    def is_absent(self, role: str, p: int) -> bool:
        """Whether a role has no seat or was made absent."""
        absent = role not in self.seats
        for _, entry in self.entries(p):
            if isinstance(entry.fact, RoleChanged) and entry.fact.role == role:
                absent = entry.fact.to == "absent"
        return absent

    def recovery(self, recovery: str, p: int) -> str | None:
        """Return the state of a recovery, None before it was ever asked for."""
        state = None
        for _, entry in self.entries(p):
            if isinstance(entry.fact, RecoveryChanged) and entry.fact.recovery == recovery:
                state = entry.fact.to
        return state


def limit(instance: Instance, scenes: Scenes) -> int | None:
    """Return the moment at which an instance's limit runs out, None without one."""
    within = instance.step.within
    return None if within is None else scenes.ms(instance.anchor) + within


def ceiling(step: Step) -> int | None:
    """Return T_max of a step as a delay, None without a limit."""
    if step.within is None:
        return None
    if step.hard:
        return step.within
    return 2 * step.within if step.within_max is None else step.within_max


def stands_for(
    scenes: Scenes, step: Step, role: str, p: int, instance: Instance | None = None
) -> list[str]:
    """Return the roles as which *role* may do *step* (answer *instance*) just before *p*; empty: it may not."""
    own = [role] if step.by == (ALL,) or role in step.by else []
    due = None if instance is None else limit(instance, scenes)
    is_past = due is not None and scenes.ms(p) > due
    named = [r.id for r in scenes.plan.roles if r.id in step.by and role in r.deputies]
    return own + [name for name in named if is_past or scenes.is_absent(name, p - 1)]


def counts_as(roles: list[str], taken: set[str]) -> str:
    """Return the role that an act counts as: one that has not acted yet, if it may stand for one."""
    return next((role for role in roles if role not in taken), roles[0])


def may_escalate(scenes: Scenes, step: Step, role: str, p: int) -> bool:
    """Whether *role* is named to escalate, or is the deputy of one that is and is absent."""
    assert step.escalate is not None
    if step.escalate.by == (ALL,) or role in step.escalate.by:
        return True
    return any(
        named.id in step.escalate.by
        and role in named.deputies
        and scenes.is_absent(named.id, p - 1)
        for named in scenes.plan.roles
    )
