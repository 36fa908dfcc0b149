"""Is this condition true now, and when can it next change by itself (formats.md 2, "Conditions")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from exercise.phases import Phase
from exercise.state import State
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
from scenarios.timing import Ms

Timer = tuple[Ms, Phase]
"""A moment at which something changes by itself: when, and where within that millisecond."""

Key = tuple[str, str]
"""What a condition listens to: a kind of happening and the id it concerns."""


class Silence(Protocol):
    """What a condition must know of one open instance of a step."""

    number: int

    def quiet_since(self) -> Ms | None:
        """Return since when an answer or report has been awaited; None when none is."""


class Record(Protocol):
    """What a condition asks about: the state, the steps done, the open instances."""

    state: State

    def times_done(self, step: str) -> int:
        """Return how many instances of *step* are answered."""

    def awaited(self, step: str) -> Iterator[Silence]:
        """Return the instances of *step* that still wait for an answer or a report."""


def holds(condition: Condition, record: Record) -> bool:
    """Return whether *condition*, asked as a question, is true now."""
    state = record.state
    match condition:
        case Start():
            return state.started
        case At(ms=ms):
            return state.started and state.has_come(ms, Phase.TIMERS)
        case Signal(name=name):
            return name in state.signals
        case Delivered(inject=inject):
            return inject in state.deliveries
        case Opened(inject=inject):
            return inject in state.opened
        case Done(step=step):
            return record.times_done(step) > 0
        case Did(action=action, option=option, by=by):
            doings = state.doings.get(action, ())
            return any(option in (None, o) and by in (None, role) for o, role in doings)
        case Silent(step=step):
            return any(_is_silent(condition, one, state) for one in record.awaited(step))
        case ServiceIs():
            return _service_holds(condition, state)
        case RecoveryIs(recovery=recovery, states=states):
            return state.recoveries.get(recovery) in states
        case RoleIs(role=role, states=states):
            return state.roles.get(role) in states
        case AllOf(parts=parts):
            return all(holds(part, record) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, record) for part in parts)
        case Not(part=part):
            return not holds(part, record)


def next_change(condition: Condition, record: Record) -> Timer | None:
    """Return when the answer to *condition* may next change without anything happening."""
    state = record.state
    match condition:
        case At(ms=ms):
            return _to_come(state, ms, Phase.TIMERS)
        case Silent(step=step):
            return _next_silence(condition, record, step)
        case ServiceIs(for_ms=None, total_ms=None):
            return None
        case ServiceIs():
            return _next_of_service(condition, state)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            due = [timer for part in parts if (timer := next_change(part, record)) is not None]
            return min(due, default=None)
        case Not(part=part):
            return next_change(part, record)
        case _:
            return None


@lru_cache(maxsize=4096)
def keys(condition: Condition) -> frozenset[Key]:
    """Return all that *condition* must hear of."""
    match condition:
        case Start() | At():
            return frozenset({("start", "")})
        case Signal(name=name):
            return frozenset({("signal", name)})
        case Delivered(inject=inject):
            return frozenset({("delivered", inject)})
        case Opened(inject=inject):
            return frozenset({("opened", inject)})
        case Done(step=step) | Silent(step=step):
            return frozenset({("step", step)})
        case Did(action=action):
            return frozenset({("did", action)})
        case ServiceIs(service=service):
            return frozenset({("service", service)})
        case RecoveryIs(recovery=recovery):
            return frozenset({("recovery", recovery)})
        case RoleIs(role=role):
            return frozenset({("role", role)})
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return frozenset().union(*(keys(part) for part in parts))
        case Not(part=part):
            return keys(part)


def silent_instances(condition: Silent, record: Record) -> frozenset[int]:
    """Return the numbers of the instances that *condition* is true of now."""
    state = record.state
    return frozenset(
        one.number for one in record.awaited(condition.step) if _is_silent(condition, one, state)
    )


def _is_silent(condition: Silent, instance: Silence, state: State) -> bool:
    since = instance.quiet_since()
    return since is not None and state.has_come(since + condition.for_ms + 1, Phase.SILENCES)


def _to_come(state: State, ms: Ms, phase: Phase) -> Timer | None:
    return None if state.has_come(ms, phase) else (ms, phase)


def _next_silence(condition: Silent, record: Record, step: str) -> Timer | None:
    limits = (one.quiet_since() for one in record.awaited(step))
    due = (since + condition.for_ms + 1 for since in limits if since is not None)
    coming = (_to_come(record.state, ms, Phase.SILENCES) for ms in due)
    return min((timer for timer in coming if timer is not None), default=None)


def _service_holds(condition: ServiceIs, state: State) -> bool:
    ledger = state.ledgers[condition.service]
    if condition.total_ms is not None:
        entered = ledger.spans[-1][0]
        missing = condition.total_ms - ledger.spent(condition.states, entered)
        is_in = ledger.now in condition.states
        return missing <= 0 or (is_in and state.has_come(entered + missing, Phase.TIMERS))
    if condition.for_ms is not None:
        since = ledger.unbroken_since(condition.states)
        return since is not None and state.has_come(since + condition.for_ms, Phase.TIMERS)
    return ledger.now in condition.states


def _next_of_service(condition: ServiceIs, state: State) -> Timer | None:
    ledger = state.ledgers[condition.service]
    if ledger.now not in condition.states:
        return None
    if condition.total_ms is not None:
        due = state.at + condition.total_ms - ledger.spent(condition.states, state.at)
    else:
        since = ledger.unbroken_since(condition.states)
        due = (since or 0) + (condition.for_ms or 0)
    return _to_come(state, due, Phase.TIMERS)
