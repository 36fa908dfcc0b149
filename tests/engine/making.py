"""Builders for the tests of the engine: small plans and scenarios, written as an author would mean them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from engine.play import Played, play
from exercise.evaluation.evaluation import DocumentRefs
from exercise.facts import InjectDelivered
from exercise.setting import Setting
from scenarios.condition import Did
from scenarios.inject import Inject
from scenarios.plan import Action, Fixed, Form, Plan, Recovery, Role, Service
from scenarios.procedure import Procedure, Step
from scenarios.responses import FacilitatorAct, Response
from scenarios.scenario import Reality, Scenario, Seat
from scenarios.text import Text

MINUTE = 60_000
STORY = datetime(2026, 3, 16, 2, 5, tzinfo=UTC)


def role(name: str, **more: Any) -> Role:
    return Role(name, Text.plain(name), **more)


def service(name: str, **more: Any) -> Service:
    return Service(name, Text.plain(name), **more)


def action(name: str, kind: str = "execute", **more: Any) -> Action:
    return Action(name, kind, Text.plain(name), **more)


def recovery(name: str, restores: Iterable[str], **more: Any) -> Recovery:
    more.setdefault("takes", Fixed(10 * MINUTE))
    more.setdefault("starts_on", Did(name, each=True))
    return Recovery(name, Text.plain(name), restores=tuple(restores), **more)


def step(name: str, does: str, by: Iterable[str] = ("all",), **more: Any) -> Step:
    return Step(name, Text.plain(name), does, tuple(by), **more)


def inject(name: str, **more: Any) -> Inject:
    return Inject(name, Text.plain(name), **more)


def setting(
    *,
    roles: Iterable[str | Role] = ("duty", "head"),
    services: Iterable[Service] = (),
    recoveries: Iterable[Recovery] = (),
    actions: Iterable[Action] = (),
    steps: Iterable[Step] = (),
    forms: Iterable[Form] = (),
    injects: Iterable[Inject] = (),
    resources: dict[str, int] | None = None,
    reality: Reality | None = None,
    seats: Iterable[str] | None = None,
    duration: int = 60 * MINUTE,
    **more: Any,
) -> Setting:
    """Return a setting; every action that a step or recovery names is there, every role has a seat."""
    people = tuple(r if isinstance(r, Role) else role(r) for r in roles)
    recoveries, steps = tuple(recoveries), tuple(steps)
    named = {one.id: one for one in actions}
    for doing in (*(r.starts_on.action for r in recoveries), *(s.does for s in steps)):
        named.setdefault(doing, action(doing))
    plan = Plan(
        id="plan",
        version=1,
        title=Text.plain("plan"),
        owner=people[0].id,
        sections={},
        roles=people,
        services=tuple(services),
        resources=resources or {},
        recoveries=recoveries,
        forms=tuple(forms),
        actions=tuple(named.values()),
        procedures=(Procedure("p", Text.plain("p"), "respond", steps),),
    )
    sitting = [one.id for one in people] if seats is None else list(seats)
    scenario = Scenario(
        id="scenario",
        title=Text.plain("scenario"),
        plan="plan",
        duration=duration,
        story_start=STORY,
        injects=tuple(injects),
        seats=tuple(Seat(one) for one in sitting),
        reality=reality or Reality(),
        **more,
    )
    return Setting(plan, scenario)


REFS = DocumentRefs("sha256:plan", "sha256:scenario")


def act(at: float, does: str, by: str = "duty", **more: Any) -> Response:
    """Return what somebody does *at* so many minutes."""
    return Response(round(at * MINUTE), by, does, **more)


def facilitates(at: float, what: str, **more: Any) -> FacilitatorAct:
    """Return what the facilitator does *at* so many minutes."""
    return FacilitatorAct(round(at * MINUTE), what, **more)


def played(made: Setting, *lines: Response | FacilitatorAct, seed: int = 1) -> Played:
    """Play *made* to its end in virtual time."""
    return play(made, REFS, seed, lines)


def facts(done: Played, *kinds: type) -> list[tuple[float, Any]]:
    """Return (minutes, fact) of the entries of some kinds."""
    return [(e.at / MINUTE, e.fact) for e in done.entries if isinstance(e.fact, kinds)]


def deliveries(done: Played) -> list[tuple[float, str]]:
    """Return when each inject was played."""
    return [(at, fact.inject) for at, fact in facts(done, InjectDelivered)]
