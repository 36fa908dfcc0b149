"""Conditions by plain quantification: when does one hold (as a question), when does it count (as an anchor)."""

from __future__ import annotations

from collections.abc import Sequence

from exercise.entry import role_of
from exercise.facts import (
    Acted,
    InjectDelivered,
    InjectOpened,
    SignalRaised,
)
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
from scenarios.plan import Plan
from scenarios.procedure import Step
from scenarios.scenario import Scenario
from tests.oracle.scenes import Instance, Scenes, stands_for
from tests.oracle.timeline import SILENCES, TIMERS, Position


class Tale(Scenes):
    """The scenes with the instances found so far, and conditions asked about them."""

    def __init__(self, plan: Plan, scenario: Scenario, positions: Sequence[Position]) -> None:
        super().__init__(plan, scenario, positions)
        self.instances: list[Instance] = []
        self.wanted: set[int] = set()
        self._held: dict[tuple[int, int], bool] = {}
        self._counted: dict[tuple[int, int], bool] = {}
        self._stood: dict[tuple[Condition, int], bool] = {}

    # as a question

    def holds(self, condition: Condition, p: int) -> bool:
        """Whether *condition*, asked as a question at a position, is so."""
        key = (id(condition), p)
        if key not in self._held:
            self._held[key] = self._ask(condition, p)
        return self._held[key]

    def has_held(self, condition: Condition, p: int, after: int = -1) -> bool:
        """Whether *condition* was so at any position behind *after* up to and including *p*."""
        return any(self.holds(condition, q) for q in range(after + 1, p + 1))

    def _ask(self, condition: Condition, p: int) -> bool:
        match condition:
            case AllOf(parts):
                return all(self.holds(part, p) for part in parts)
            case AnyOf(parts):
                return any(self.holds(part, p) for part in parts)
            case Not(part):
                return not self.holds(part, p)
            case Silent(step, for_ms):
                return any(self._is_silent(i, for_ms, p) for i in self._of(step))
            case ServiceIs(for_ms=for_ms, total_ms=total_ms):
                if total_ms is not None:
                    return self._total_reached(condition, total_ms, p)
                if for_ms is not None:
                    return self._lasted(condition, for_ms, p)
                return self._in_state(condition, p)
            case RecoveryIs() | RoleIs():
                return self._in_state(condition, p)
        return any(self._happens(condition, q) for q in range(p + 1))

    def _in_state(self, condition: Condition, p: int) -> bool:
        key = (condition, p)
        if key not in self._stood:
            self._stood[key] = self._look(condition, p)
        return self._stood[key]

    def _look(self, condition: Condition, p: int) -> bool:
        match condition:
            case ServiceIs(service=service, states=states):
                return self.service(service, p) in states
            case RecoveryIs(recovery, states):
                return self.recovery(recovery, p) in states
            case RoleIs(role, states):
                return ("absent" if self.is_absent(role, p) else "present") in states
        raise TypeError(condition)

    def _since(self, condition: Condition, p: int) -> int:
        """Return the first position of the unbroken stretch of a state that includes *p*."""
        while p > 0 and self._in_state(condition, p - 1):
            p -= 1
        return p

    def _lasted(self, condition: Condition, for_ms: int, p: int) -> bool:
        if not self._in_state(condition, p):
            return False
        since = self._since(condition, p)
        due = self.ms(since) + for_ms
        self.wanted.add(due)
        return any(x.tick == TIMERS and x.ms >= due for x in self.positions[since : p + 1])

    def _total_reached(self, condition: Condition, total_ms: int, p: int) -> bool:
        if self._in_state(condition, p):
            self.wanted.add(self.ms(p) + total_ms - self.spent(condition, p))
        settled = [
            x.index
            for x in self.positions[: p + 1]
            if x.tick == TIMERS or not self._in_state(condition, x.index)
        ]
        return bool(settled) and self.spent(condition, settled[-1]) >= total_ms

    def spent(self, condition: Condition, p: int) -> int:
        """Return the milliseconds up to *p* in which the state of *condition* held."""
        steps = range(p)
        return sum(self.ms(q + 1) - self.ms(q) for q in steps if self._in_state(condition, q))

    def _of(self, step: str) -> list[Instance]:
        return [instance for instance in self.instances if instance.step.id == step]

    def _is_silent(self, instance: Instance, for_ms: int, p: int) -> bool:
        """Whether an instance was unanswered that long; with a cadence also: no report that long."""
        if instance.anchor > p:
            return False
        base = self.ms(instance.anchor)
        if instance.filled is not None and instance.filled <= p:
            if instance.step.every is None or self.close(instance, p) is not None:
                return False
            base = max(self.ms(r) for r in (instance.filled, *self.reports(instance, p)))
        self.wanted.add(base + for_ms + 1)
        ticks = self.positions[: p + 1]
        return any(x.tick == SILENCES and x.ms >= base + for_ms + 1 for x in ticks)

    # as an anchor

    def counts(self, condition: Condition, p: int) -> bool:
        """Whether a moment of *condition*, as a whole anchor, is at this position."""
        key = (id(condition), p)
        if key not in self._counted:
            self._counted[key] = self._happens(condition, p)
            if not isinstance(condition, Signal) and not getattr(condition, "each", False):
                self._counted[key] &= not self._counted_in_this_ms(condition, p)
        return self._counted[key]

    def _counted_in_this_ms(self, condition: Condition, p: int) -> bool:
        q = p - 1
        while q >= 0 and self.ms(q) == self.ms(p):
            if self.counts(condition, q):
                return True
            q -= 1
        return False

    def _happens(self, condition: Condition, p: int) -> bool:
        match condition:
            case Start():
                return p == 0
            case At(ms):
                self.wanted.add(ms)
                return self.positions[p].tick == TIMERS and self.ms(p) == ms
            case Delivered() | Opened() | Done() | Did():
                if not self._occurs(condition, p):
                    return False
                return condition.each or not any(self._occurs(condition, q) for q in range(p))
            case Signal():
                return self._occurs(condition, p)
            case AnyOf(parts):
                return any(self._happens(part, p) for part in parts)
            case AllOf(parts):
                return any(
                    self._happens(part, p)
                    and all(self.holds(other, p) for other in parts if other is not part)
                    for part in parts
                )
            case Not(part):
                return p > 0 and self.holds(part, p - 1) and not self.holds(part, p)
            case Silent(step, for_ms):
                return any(
                    self._is_silent(i, for_ms, p)
                    and not any(self._is_silent(i, for_ms, q) for q in range(p))
                    for i in self._of(step)
                )
        return self._is_entered(condition, p)

    def _is_entered(self, condition: Condition, p: int) -> bool:
        """Whether a state turns true here; the state at StartEx is not entered, however long it lasts."""
        if p == 0 or not self.holds(condition, p) or self.holds(condition, p - 1):
            return False
        if isinstance(condition, ServiceIs) and condition.for_ms is not None:
            return self._since(condition, p) > 0
        return True

    def _occurs(self, condition: Condition, p: int) -> bool:
        """Whether the entry at a position is an occurrence of a happening."""
        if isinstance(condition, Done):
            return any(i.filled == p for i in self._of(condition.step))
        entry = self.positions[p].entry
        if entry is None:
            return False
        match condition, entry.fact:
            case Signal(name), SignalRaised(signal=signal):
                return name == signal
            case Delivered(wanted), InjectDelivered(inject, again):
                return wanted == inject and not again
            case Opened(wanted), InjectOpened(inject):
                return wanted == inject
            case Did(action, option, by), Acted() as act:
                return (
                    action == act.action
                    and option in (None, act.option)
                    and by in (None, role_of(entry.by or ""))
                )
        return False

    # cadence

    def close(self, instance: Instance, p: int) -> int | None:
        """Return the first position after the anchor, up to *p*, at which `until` is so; None while open."""
        until = instance.step.until
        if until is None:
            return None
        if self.holds(until, instance.anchor):
            return instance.anchor
        later = range(instance.anchor + 1, p + 1)
        return next((q for q in later if self.holds(until, q)), None)

    def reports(self, instance: Instance, p: int) -> list[int]:
        """Return the positions of all acts up to *p* that a role that may answer made, from anchor to close."""
        closed = self.close(instance, p)
        found = []
        for q, entry, act in self.acts(p):
            if q <= instance.anchor or act.action != instance.step.does:
                continue
            if closed is not None and self.ms(q) > self.ms(closed):
                continue
            if self.may_do(instance.step, role_of(entry.by or ""), q):
                found.append(q)
        return found

    def is_open(self, instance: Instance, p: int) -> bool:
        """Whether an instance is open just before *p*; with a cadence until it closes, answered or not."""
        if instance.anchor >= p or instance.is_open_before(p) or instance.step.every is None:
            return instance.is_open_before(p)
        return self.close(instance, p - 1) is None

    def may_do(self, step: Step, role: str, p: int) -> list[str]:
        """Return the roles as which *role* may do *step* at *p*, whether or not one of its instances is open."""
        own = stands_for(self, step, role, p)
        late = [stands_for(self, step, role, p, i) for i in self._of(step.id) if self.is_open(i, p)]
        return max([own, *late], key=len)
