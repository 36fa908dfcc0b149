"""Services that depend on each other: from own states follows what each is in effect (formats.md 2, "The world")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scenarios.plan import SERVICE_STATES, Dependency

_BADNESS: Mapping[str, int] = {state: rank for rank, state in enumerate(SERVICE_STATES)}
_UP, _DEGRADED = 0, 1


class Change(NamedTuple):
    """A service's effective state became another."""

    service: str
    before: str
    now: str


class _Node(NamedTuple):
    """One service's needs, each a group of places of which the best counts."""

    place: int
    hard: tuple[tuple[int, ...], ...]
    soft: tuple[tuple[int, ...], ...]


class Dependencies:
    """Own and effective state of every service; a state is its badness, 0 is up."""

    def __init__(
        self,
        hard: Mapping[str, tuple[Dependency, ...]],
        soft: Mapping[str, tuple[Dependency, ...]],
    ) -> None:
        """Begin with every service up; *hard* and *soft* are keyed by all services in document order."""
        self._names = tuple(hard)
        self._place = {name: place for place, name in enumerate(self._names)}
        self._nodes = tuple(
            _Node(place, self._groups(hard[name]), self._groups(soft[name]))
            for name, place in self._place.items()
        )
        self._own = [_UP] * len(self._names)
        self._effective = [_UP] * len(self._names)
        self._order = self._in_order()
        self._touched: dict[int, tuple[_Node, ...]] = {}

    def change(self, states: Mapping[str, str]) -> list[Change]:
        """Set the own states of some services and return what changed in effect, in document order."""
        for name, state in states.items():
            self._own[self._place[name]] = _BADNESS[state]
        later = self._settled_ring() if self._order is None else self._settled(states)
        changes = [
            Change(self._names[place], SERVICE_STATES[before], SERVICE_STATES[now])
            for place, (before, now) in enumerate(zip(self._effective, later, strict=True))
            if before != now
        ]
        self._effective = later
        return changes

    def _settled(self, states: Iterable[str]) -> list[int]:
        """Return the effective states, looking only at what stands on a changed service, foundations first."""
        now = self._effective.copy()
        for node in self._standing_on([self._place[name] for name in states]):
            now[node.place] = self._worst(node, now)
        return now

    def _settled_ring(self) -> list[int]:
        """Return the effective states in a ring of dependencies: they only get worse, so it ends."""
        now = self._own.copy()
        while True:
            later = [self._worst(node, now) for node in self._nodes]
            if later == now:
                return now
            now = later

    def _worst(self, node: _Node, now: list[int]) -> int:
        worst = self._own[node.place]
        for group in node.hard:
            state = now[group[0]] if len(group) == 1 else min(now[place] for place in group)
            worst = max(worst, state)
        for group in node.soft:
            if worst < _DEGRADED and min(now[place] for place in group) > _UP:
                worst = _DEGRADED
        return worst

    def _groups(self, needed: Iterable[Dependency]) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(self._place[name] for name in ((one,) if isinstance(one, str) else one.services))
            for one in needed
        )

    def _standing_on(self, places: list[int]) -> Iterable[_Node]:
        """Return the nodes at *places* and all that stand on them, foundations first."""
        if len(places) == 1 and places[0] in self._touched:
            return self._touched[places[0]]
        reached = set(places)
        found = []
        for node in self._order or ():
            if node.place in reached or not reached.isdisjoint(_needs(node)):
                reached.add(node.place)
                found.append(node)
        if len(places) == 1:
            self._touched[places[0]] = tuple(found)
        return found

    def _in_order(self) -> tuple[_Node, ...] | None:
        """Return the nodes with what they need before them; None where they go in a ring."""
        done: dict[int, _Node] = {}
        waiting = list(self._nodes)
        while waiting:
            ready = [node for node in waiting if all(place in done for place in _needs(node))]
            if not ready:
                return None
            done |= {node.place: node for node in ready}
            waiting = [node for node in waiting if node.place not in done]
        return tuple(done.values())


def _needs(node: _Node) -> Iterator[int]:
    for group in (*node.hard, *node.soft):
        yield from group
