"""Watches: a condition as an anchor or trigger counts at each moment at which it becomes true (formats.md 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exercise.conditions import Key, Record, Timer, holds, keys, next_change, silent_instances
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


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that conditions listen to; *nth* counts from 1 where "the first time only" matters."""

    key: Key
    nth: int = 1
    option: str | None = None
    role: str | None = None


class _Part:
    """A node of a watched condition that remembers what it was."""

    __slots__ = ("condition", "parts", "quiet", "times", "was")

    def __init__(self, condition: Condition) -> None:
        self.condition = condition
        self.was = False
        self.times = 0
        self.quiet: frozenset[int] = frozenset()
        inner: tuple[Condition, ...] = ()
        if isinstance(condition, AllOf | AnyOf):
            inner = condition.parts
        elif isinstance(condition, Not):
            inner = (condition.part,)
        self.parts = tuple(_Part(part) for part in inner)

    def begin(self, record: Record) -> None:
        """Remember how things are at StartEx: what is so then is not entered."""
        for part in self.parts:
            part.begin(record)
        match self.condition:
            case Not(part=content):
                self.was = holds(content, record)
            case ServiceIs() | RecoveryIs() | RoleIs():
                self.was = holds(self.condition, record)

    def fires(self, record: Record, happened: Iterable[Happening]) -> bool:
        """Return whether a moment of this node is now; every node below takes note as well."""
        match self.condition:
            case AllOf(parts=conditions):
                moments = [part.fires(record, happened) for part in self.parts]
                held = [holds(condition, record) for condition in conditions]
                return any(
                    moment and all(held[:i]) and all(held[i + 1 :])
                    for i, moment in enumerate(moments)
                )
            case AnyOf():
                moments = [part.fires(record, happened) for part in self.parts]
                return any(moments)
            case Not(part=content):
                for part in self.parts:
                    part.fires(record, happened)
                was, self.was = self.was, holds(content, record)
                return was and not self.was
            case Silent() as silent:
                quiet = silent_instances(silent, record)
                fresh, self.quiet = quiet - self.quiet, self.quiet | quiet
                return bool(fresh)
            case At() | ServiceIs() | RecoveryIs() | RoleIs():
                return self._is_entered(record)
            case _:
                return any(self._matches(happening) for happening in happened)

    def _is_entered(self, record: Record) -> bool:
        was, self.was = self.was, holds(self.condition, record)
        if was or not self.was:
            return False
        return not self._is_since_start(record)

    def _is_since_start(self, record: Record) -> bool:
        """Whether a state with ``for`` only goes on as it was at StartEx."""
        match self.condition:
            case ServiceIs(service=service, states=states, for_ms=int()):
                spans = record.state.ledgers[service].spans
                return all(state in states for _, state in spans)
        return False

    def _matches(self, happening: Happening) -> bool:
        match self.condition:
            case Start():
                return happening.key == ("start", "")
            case Signal(name=name):
                return happening.key == ("signal", name)
            case Delivered(inject=inject, each=each):
                return happening.key == ("delivered", inject) and (each or happening.nth == 1)
            case Opened(inject=inject, each=each):
                return happening.key == ("opened", inject) and (each or happening.nth == 1)
            case Done(step=step, each=each):
                return happening.key == ("step", step) and self._is_next(each, happening)
            case Did() as did:
                return _is_of(did, happening) and self._is_next(did.each, happening)
        return False

    def _is_next(self, each: bool, happening: Happening) -> bool:
        if happening.nth == 0:
            return False
        self.times += 1
        return each or self.times == 1


def _is_of(did: Did, happening: Happening) -> bool:
    return (
        happening.key == ("did", did.action)
        and did.option in (None, happening.option)
        and did.by in (None, happening.role)
    )


class Watch:
    """An anchor or trigger that is looked at whenever something it listens to happens."""

    __slots__ = ("_last", "_once", "_root", "condition", "keys")

    def __init__(self, condition: Condition) -> None:
        """Watch *condition* from StartEx on."""
        self.condition = condition
        self.keys = keys(condition) | {("start", "")}
        self._root = _Part(condition)
        self._once = not isinstance(condition, Signal | Delivered | Opened | Done | Did | Silent)
        self._last: Ms | None = None

    def begin(self, record: Record) -> None:
        """Watch from now on: what is so already is not entered."""
        self._root.begin(record)

    def look(self, record: Record, happened: tuple[Happening, ...]) -> bool:
        """Return whether the condition has a moment now.

        States and combinations count once in a millisecond, happenings each time.
        """
        if any(happening.key == ("start", "") for happening in happened):
            self._root.begin(record)
        if not self._root.fires(record, happened):
            return False
        now = record.state.at
        if self._once and self._last == now:
            return False
        self._last = now
        return True


class Latch:
    """A condition that holds for good from the first moment at which it is true, asked as a question."""

    __slots__ = ("condition", "keys", "since")

    def __init__(self, condition: Condition) -> None:
        """Wait for *condition*."""
        self.condition = condition
        self.keys = keys(condition) | {("start", "")}
        self.since: Ms | None = None

    def look(self, record: Record, happened: tuple[Happening, ...]) -> bool:
        """Return whether the condition has come true just now."""
        if self.since is not None or not holds(self.condition, record):
            return False
        self.since = record.state.at
        return True


def next_look(watch: Watch | Latch, record: Record) -> Timer | None:
    """Return when *watch* must be looked at though nothing happens."""
    if isinstance(watch, Latch) and watch.since is not None:
        return None
    return next_change(watch.condition, record)
