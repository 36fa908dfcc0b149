"""Random exercises on the real stage: they replay, can be left and gone on with, and are judged as by brute force."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from engine.bots import Bots
from engine.play import Played, in_order, play
from engine.replay import replay
from engine.run import Run
from exercise.entry import Entry
from exercise.facts import Jumped
from exercise.setting import Setting
from scenarios.inject import Inject, RoleEffect, ServiceEffect
from scenarios.plan import AnyOfServices, Plan, Triangular
from scenarios.responses import FacilitatorAct, Response
from scenarios.scenario import Scenario
from scenarios.text import NOTHING
from tests.engine.making import REFS
from tests.oracle.comparison import differences
from tests.oracle.generator import case
from tests.oracle.random_conditions import ACTIONS, SIGNALS, condition, often, some

SEEDS = range(40)


def made(rng: Random) -> Setting:
    """Return a random plan with a script that plays by itself."""
    plan, scenario, _ = case(rng)
    services = [one.id for one in plan.services]
    plan = replace(
        plan,
        services=(
            plan.services[0],
            *(
                replace(
                    one,
                    depends_on=some(rng, tuple(services[:n]), 0, 2)
                    if often(rng, 0.6)
                    else (AnyOfServices(tuple(services[:n])),),
                    degrades_on=some(rng, tuple(services[:n]), 0, 1),
                )
                for n, one in enumerate(plan.services)
                if n
            ),
        ),
        resources={"hand": 1},
        recoveries=tuple(
            replace(
                one,
                takes=Triangular(0, 3, 9),
                needs={"hand": rng.randint(0, 1)},
                loses=rng.choice((0, 2)),
                success=rng.choice((1.0, 0.5)),
                makes_up=some(rng, tuple(services), 0, 1),
            )
            for one in plan.recoveries
        ),
    )
    return Setting(
        plan, replace(scenario, injects=script(rng, plan, scenario), end_when=ends(rng, plan))
    )


def script(rng: Random, plan: Plan, scenario: Scenario) -> tuple[Inject, ...]:
    """Return the scenario's injects with random triggers and effects."""
    return tuple(
        replace(
            one,
            **trigger(rng, plan),
            delay=rng.choice((0, 0, 3)),
            unless=asked(rng, plan) if often(rng, 0.3) else None,
            raises=some(rng, SIGNALS, 0, 2),
            effects=tuple(effect(rng, plan) for _ in range(rng.randint(0, 3))),
            leap=rng.choice((None, None, None, None, 7)),
        )
        for one in (*scenario.injects, Inject("X1", NOTHING), Inject("X2", NOTHING))
    )


def trigger(rng: Random, plan: Plan) -> dict[str, object]:
    """Return one of the three triggers."""
    match rng.randrange(4):
        case 0:
            return {"manual": True, "at": None, "when": None}
        case 1:
            return {"manual": False, "at": None, "when": asked(rng, plan)}
    return {"manual": False, "at": rng.randint(0, 20), "when": None}


def asked(rng: Random, plan: Plan) -> object:
    """Return a random condition about the plan."""
    steps = tuple(step.id for step in plan.steps() if not step.is_prohibition)
    return condition(rng, steps, tuple(role.id for role in plan.roles), 1)


def ends(rng: Random, plan: Plan) -> object:
    """Return a condition that ends the exercise, mostly none."""
    return asked(rng, plan) if often(rng, 0.2) else None


def effect(rng: Random, plan: Plan) -> ServiceEffect | RoleEffect:
    """Return what an inject does to the world."""
    if often(rng, 0.2):
        role = rng.choice([one.id for one in plan.roles])
        return RoleEffect(role, rng.choice(("absent", "present")))
    service = rng.choice([one.id for one in plan.services])
    return ServiceEffect(service, rng.choice(("up", "down", "down", "degraded", None)), None, 1)


def lines(rng: Random, setting: Setting) -> list[Response | FacilitatorAct]:
    """Return what people do: many acts, sometimes about an inject, a facilitator now and then."""
    roles, injects = list(setting.roles), list(setting.injects)
    found: list[Response | FacilitatorAct] = []
    for _ in range(rng.randint(0, 14)):
        by = rng.choice(roles) + rng.choice(("", "", "/li", "/wang"))
        option = rng.choice(("o1", "o2", "o3"))
        action = rng.choice(ACTIONS)
        found.append(
            Response(
                rng.randint(0, 30),
                by,
                action,
                option if action == "decide" else None,
                rng.choice((None, rng.choice(injects))),
                {"words": "w", "number": 3} if action == "report" and often(rng, 0.5) else None,
            )
        )
    for _ in range(rng.randint(0, 4)):
        act = rng.choice(("release", "hold", "skip", "postpone", "jump", "speed", "pause"))
        at = rng.randint(0, 25)
        to, name = at + rng.randint(0, 9), rng.choice(injects)
        found.append(FacilitatorAct(at, act, name, to, 2.0))
    return found


def drawn(seed: int) -> tuple[Setting, Played, list[Response | FacilitatorAct]]:
    """Return a random exercise that was played."""
    rng = Random(seed)
    setting = made(rng)
    said = lines(rng, setting)
    return setting, play(setting, REFS, seed, said), said


@pytest.mark.parametrize("seed", SEEDS)
def test_it_replays(seed: int) -> None:
    setting, done, _ = drawn(seed)
    assert replay(setting, seed, done.entries).count == len(done.entries)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_judged_as_by_brute_force(seed: int) -> None:
    setting, done, _ = drawn(seed)
    assert differences(setting.plan, setting.scenario, list(done.entries)) == {}


@pytest.mark.parametrize("seed", SEEDS)
def test_it_can_be_left_at_any_entry_and_gone_on_with(seed: int) -> None:
    rng = Random(seed)
    setting = made(rng)
    said = [one for one in lines(rng, setting) if isinstance(one, Response)]
    done = play(setting, REFS, seed, said)
    leaps = [(e.at, e.fact.to) for e in done.entries if isinstance(e.fact, Jumped)]
    whole = [e.at for e in done.entries if not any(start <= e.at < to for start, to in leaps)]
    at = whole[len(whole) // 2] if whole else done.entries[-1].at
    told: list[Entry] = []
    kept = [entry for entry in done.entries if entry.at <= at]
    run = Run.rebuild(setting, REFS, seed, kept, keep=told.extend)
    for moment, commands in in_order([one for one in said if one.at > at]):
        for command in commands:
            run.admit(command, moment)
    run.finish()
    assert (*kept, *told) == done.entries


@pytest.mark.parametrize("seed", SEEDS)
def test_colleagues_can_play_it(seed: int) -> None:
    rng = Random(seed)
    setting = made(rng)
    done = play(setting, REFS, seed, (), Bots(setting, setting.seats, seed))
    assert replay(setting, seed, done.entries).count == len(done.entries)
