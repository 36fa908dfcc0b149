"""Builders of small documents and journals for the tests of judgement: only what a test is about is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from exercise.entry import OUTSIDE, SCRIPT, WORLD, Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate_journal
from exercise.facts import (
    Acted,
    DataLost,
    DataMadeUp,
    Ended,
    Fact,
    InjectDelivered,
    InjectOpened,
    Jumped,
    RecoveryChanged,
    RoleChanged,
    SeatTaken,
    ServiceChanged,
    SignalRaised,
    SpeedChanged,
    Started,
    VerdictOverridden,
)
from exercise.setting import Setting
from scenarios.inject import Inject
from scenarios.plan import Action, Field, Form, Option, Plan, Role, Service
from scenarios.procedure import Procedure, Step
from scenarios.scenario import Objective, Scenario, Seat, TruthRow
from scenarios.text import Text
from scenarios.timing import MINUTE, Ms

MIN = MINUTE
REFS = DocumentRefs("sha256:plan", "sha256:scenario")
ROLES = ("duty", "head", "lead", "liaison")


def step(id: str, does: str, by: str | Sequence[str] = "duty", **keys: Any) -> Step:
    """Return a step done by *by* (one role, several, or all)."""
    roles = (by,) if isinstance(by, str) else tuple(by)
    return Step(id=id, title=Text.plain(id), does=does, by=roles, **keys)


def setting(
    *steps: Step,
    services: Sequence[Service] = (),
    seats: Sequence[str] = ROLES,
    deputies: dict[str, tuple[str, ...]] | None = None,
    fields: Sequence[Field] = (),
    truth: dict[str, tuple[TruthRow, ...]] | None = None,
    objectives: Sequence[Objective] = (),
    injects: Sequence[Inject] = (),
    duration: Ms = 90 * MIN,
    kinds: dict[str, str] | None = None,
) -> Setting:
    """Return a setting whose plan has one procedure with *steps* and an action for whatever they do."""
    wanted = [s.does for s in steps] + [
        s.escalate.does for s in steps if s.escalate and s.escalate.does
    ]
    actions = tuple(
        Action(
            id=name,
            kind=(kinds or {}).get(name, "execute"),
            title=Text.plain(name),
            form="sheet" if fields else None,
            options=(Option("switch"), Option("stay")),
        )
        for name in dict.fromkeys([*wanted, "other"])
    )
    plan = Plan(
        id="plan",
        version=1,
        title=Text.plain("plan"),
        owner="head",
        sections={},
        roles=tuple(Role(r, Text.plain(r), (deputies or {}).get(r, ())) for r in ROLES),
        services=tuple(services),
        resources={},
        recoveries=(),
        forms=(Form("sheet", Text.plain("sheet"), tuple(fields)),) if fields else (),
        actions=actions,
        procedures=(Procedure("p1", Text.plain("p1"), "respond", tuple(steps)),),
    )
    scenario = Scenario(
        id="scenario",
        title=Text.plain("scenario"),
        plan="plan",
        duration=duration,
        story_start=datetime.fromisoformat("2026-03-16T10:00:00+08:00"),
        injects=tuple(injects),
        seats=tuple(Seat(role) for role in seats),
        truth=truth or {},
        objectives=tuple(objectives),
    )
    return Setting(plan, scenario)


class Journal:
    """Writes entries one after the other, as an exercise would."""

    def __init__(self) -> None:
        """Begin with StartEx."""
        self.entries: list[Entry] = []
        self._add(0, OUTSIDE, None, Started())

    def act(self, at: Ms, by: str, action: str, **keys: Any) -> Journal:
        """Somebody carries out an action."""
        return self._add(at, OUTSIDE, by, Acted(action, **keys))

    def signal(self, at: Ms, name: str, inject: str | None = None) -> Journal:
        """A script raises a signal."""
        return self._add(at, SCRIPT, None, SignalRaised(name, inject))

    def inject(self, at: Ms, inject: str, again: bool = False) -> Journal:
        """An inject is played."""
        return self._add(at, SCRIPT, None, InjectDelivered(inject, again))

    def opened(self, at: Ms, by: str, inject: str) -> Journal:
        """Somebody opens an inject."""
        return self._add(at, OUTSIDE, by, InjectOpened(inject))

    def service(self, at: Ms, service: str, before: str, to: str) -> Journal:
        """A service's effective state changes."""
        return self._add(at, WORLD, None, ServiceChanged(service, before, to))

    def lost(self, at: Ms, service: str, ms: Ms) -> Journal:
        """A service loses data."""
        return self._add(at, WORLD, None, DataLost(service, ms))

    def made_up(self, at: Ms, service: str, ms: Ms) -> Journal:
        """A service's lost data are made up."""
        return self._add(at, WORLD, None, DataMadeUp(service, ms))

    def recovery(self, at: Ms, recovery: str, to: str) -> Journal:
        """A recovery changes."""
        return self._add(at, WORLD, None, RecoveryChanged(recovery, to))

    def role(self, at: Ms, role: str, to: str) -> Journal:
        """A role leaves or comes back."""
        return self._add(at, SCRIPT, None, RoleChanged(role, to))

    def jump(self, at: Ms, to: Ms) -> Journal:
        """The facilitator jumps ahead."""
        return self._add(at, OUTSIDE, None, Jumped(to))

    def speed(self, at: Ms, factor: float) -> Journal:
        """The facilitator changes the speed."""
        return self._add(at, OUTSIDE, None, SpeedChanged(factor))

    def waive(self, at: Ms, obligation: str) -> Journal:
        """The facilitator waives an obligation."""
        return self._add(at, OUTSIDE, None, VerdictOverridden(obligation, "waived", "not fair"))

    def sit(self, at: Ms, role: str, person: str, simulated: bool = False) -> Journal:
        """Somebody sits down."""
        return self._add(at, OUTSIDE, f"{role}/{person}", SeatTaken(role, person, simulated))

    def end(self, at: Ms, reason: str = "duration") -> Journal:
        """EndEx."""
        return self._add(at, WORLD, None, Ended(reason))

    def _add(self, at: Ms, source: str, by: str | None, fact: Fact) -> Journal:
        self.entries.append(Entry(len(self.entries) + 1, at, source, "", by, fact))
        return self


def judged(play: Setting, journal: Journal) -> dict[str, dict[str, Any]]:
    """Return the obligations of the evaluation by id."""
    return {o["id"]: o for o in evaluation(play, journal)["obligations"]}


def evaluation(play: Setting, journal: Journal) -> dict[str, Any]:
    """Return the whole evaluation."""
    return evaluate_journal(play, journal.entries, REFS, seed=1)
