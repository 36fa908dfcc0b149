"""Tiny exercises written by hand: a plan of a few steps and what happened, millisecond by millisecond."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Self

from exercise.entry import OUTSIDE, SCRIPT, WORLD, Entry
from exercise.facts import (
    Acted,
    DataLost,
    DataMadeUp,
    Ended,
    Fact,
    InjectDelivered,
    InjectOpened,
    Jumped,
    RoleChanged,
    ServiceChanged,
    SignalRaised,
    Started,
)
from scenarios.condition import Signal
from scenarios.inject import Inject
from scenarios.plan import Action, Field, Form, Option, Plan, Role, Service
from scenarios.procedure import Procedure, Step
from scenarios.scenario import Objective, Scenario, Seat, TruthRow
from scenarios.text import NOTHING

ACTIONS = ("act", "other", "decide", "report", "log", "call")
FIELDS = {
    "cause": "text",
    "count": "number",
    "since": "time",
    "affected": "services",
    "kinds": "choices",
    "sure": "yes-no",
}
ALARM = Signal("alarm")


def step(name: str, does: str = "act", by: tuple[str, ...] = ("duty",), **more: Any) -> Step:
    """Return a step, done by `act` of `duty` if nothing else is said."""
    return Step(name, NOTHING, does, by, **more)


def service(name: str, **more: Any) -> Service:
    """Return a service."""
    return Service(name, NOTHING, **more)


@dataclass
class Story:
    """A plan and a journal under construction; times in whole milliseconds, EndEx at 100 if not said otherwise."""

    steps: tuple[Step, ...]
    services: tuple[Service, ...] = ()
    deputies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unseated: tuple[str, ...] = ()
    truth: Mapping[str, tuple[TruthRow, ...]] = field(default_factory=dict)
    second: tuple[Step, ...] = ()
    end: int = 100
    entries: list[Entry] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)

    def plan(self) -> Plan:
        """Return the plan: roles duty, boss, third; procedures p1 and p2."""
        roles = tuple(Role(r, NOTHING, self.deputies.get(r, ())) for r in ("duty", "boss", "third"))
        fields = tuple(
            Field(name, kind, NOTHING, options=(Option("k1"), Option("k2"), Option("k3")))
            for name, kind in FIELDS.items()
        )
        choices = {"decide": (Option("go"), Option("stay"))}
        actions = tuple(
            Action(a, "execute", NOTHING, (), choices.get(a, ()), "form" if a == "report" else None)
            for a in ACTIONS
        )
        procedures = (
            Procedure("p1", NOTHING, "detect", self.steps),
            Procedure("p2", NOTHING, "restore", self.second),
        )
        return Plan(
            "plan",
            1,
            NOTHING,
            "boss",
            {},
            roles,
            self.services,
            {},
            (),
            (Form("form", NOTHING, fields),),
            actions,
            procedures,
        )

    def scenario(self) -> Scenario:
        """Return the scenario: injects I1 to I3, one objective O1 with the first step."""
        return Scenario(
            "scenario",
            NOTHING,
            "plan",
            self.end,
            datetime(2026, 3, 16, 10, 0, tzinfo=UTC),
            tuple(Inject(f"I{n}", NOTHING, manual=True) for n in (1, 2, 3)),
            tuple(Seat(r) for r in ("duty", "boss", "third") if r not in self.unseated),
            objectives=(Objective("O1", NOTHING, tuple(s.id for s in self.steps[:1])),),
            truth=self.truth,
        )

    def journal(self) -> list[Entry]:
        """Return the journal with its Started and Ended."""
        start = Entry(1, 0, OUTSIDE, "", None, Started())
        last = Entry(0, self.end, OUTSIDE, "", None, Ended("duration"))
        whole = [start, *self.entries, last]
        return [replace(entry, seq=n) for n, entry in enumerate(whole, 1)]

    def signal(self, at: int, inject: str | None = None, name: str = "alarm") -> Self:
        """Add a signal, perhaps raised by an inject."""
        return self.add(at, SCRIPT, SignalRaised(name, inject))

    def deliver(self, at: int, inject: str, again: bool = False) -> Self:
        """Add the delivery of an inject."""
        return self.add(at, SCRIPT, InjectDelivered(inject, again))

    def opens(self, at: int, inject: str) -> Self:
        """Add somebody opening an inject."""
        return self.add(at, OUTSIDE, InjectOpened(inject), "duty")

    def act(self, at: int, by: str = "duty", action: str = "act", **more: Any) -> Self:
        """Add an act."""
        return self.add(at, OUTSIDE, Acted(action, **more), by)

    def turns(self, at: int, name: str, to: str) -> Self:
        """Add a change of a service's effective state."""
        before, self.states[name] = self.states.get(name, "up"), to
        return self.add(at, WORLD, ServiceChanged(name, before, to))

    def loses(self, at: int, name: str, ms: int) -> Self:
        """Add a loss of data."""
        return self.add(at, WORLD, DataLost(name, ms))

    def makes_up(self, at: int, name: str, ms: int) -> Self:
        """Add lost data being made up."""
        return self.add(at, WORLD, DataMadeUp(name, ms))

    def becomes(self, at: int, role: str, to: str) -> Self:
        """Add a role becoming absent or present."""
        return self.add(at, SCRIPT, RoleChanged(role, to))

    def jump(self, at: int, to: int) -> Self:
        """Add a facilitator's jump."""
        return self.add(at, OUTSIDE, Jumped(to))

    def add(self, at: int, source: str, fact: Fact, by: str | None = None) -> Self:
        """Add any fact."""
        self.entries.append(Entry(0, at, source, "", by, fact))
        return self


def story(*steps: Step, **more: Any) -> Story:
    """Return a story about some steps."""
    return Story(steps, **more)


class Result:
    """What one of the two judges found, by name."""

    def __init__(self, flat: Mapping[str, Any]) -> None:
        self.flat = flat

    def __getitem__(self, name: str) -> Any:
        """Return ``(verdict, score)`` of an obligation, or a block as it is named in comparison.py."""
        if "#" in name:
            score = self.flat[f"{name} score"]
            return self.flat[f"{name} verdict"], score if score is None else round(score, 6)
        return self.flat[name]

    def of(self, name: str, key: str) -> Any:
        """Return a detail of an obligation: anchor, due, done, by or weight."""
        return self.flat[f"{name} {key}"]

    def has(self, name: str) -> bool:
        """Whether an obligation stands in the evaluation."""
        return f"{name} verdict" in self.flat

    def findings(self) -> set[str]:
        """Return the codes of the findings."""
        return {code for code, _ in self.flat["findings"]}


Judge = Callable[[Story], Result]
"""What judges a story: brute force or the product."""
