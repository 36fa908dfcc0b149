"""Random condition trees: every kind of leaf, nested."""

from __future__ import annotations

from random import Random

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

SERVICES = ("s1", "s2", "s3")
ACTIONS = ("x", "y", "decide", "report", "log")
INJECTS = ("I1", "I2", "I3")
SIGNALS = ("alarm", "bell")
LENGTHS = (4, 5, 5, 5, 6, 10, 10, 11)


def often(rng: Random, chance: float) -> bool:
    """Whether something that happens with *chance* does."""
    return rng.randrange(100) < 100 * chance


def some(rng: Random, among: tuple[str, ...], least: int, most: int) -> tuple[str, ...]:
    """Return between *least* and *most* of *among*, in their order."""
    chosen = rng.sample(among, min(len(among), rng.randint(least, most)))
    return tuple(one for one in among if one in chosen)


def condition(rng: Random, steps: tuple[str, ...], roles: tuple[str, ...], depth: int) -> Condition:
    """Return a random condition about *steps* (perhaps none), nested up to *depth*."""
    if depth and often(rng, 0.3):
        parts = [condition(rng, steps, roles, depth - 1) for _ in range(rng.randint(2, 3))]
        match rng.randrange(3):
            case 0:
                return AllOf(tuple(parts))
            case 1:
                return AnyOf(tuple(parts))
        return Not(parts[0])
    return _leaf(rng, steps, roles)


def _leaf(rng: Random, steps: tuple[str, ...], roles: tuple[str, ...]) -> Condition:
    leaves: list[Condition] = [
        Start(),
        At(rng.choice((4, 5, 10))),
        Signal(rng.choice(SIGNALS)),
        Signal(rng.choice(SIGNALS)),
        Delivered(rng.choice(INJECTS), often(rng, 0.3)),
        Opened(rng.choice(INJECTS), often(rng, 0.5)),
        _did(rng, roles),
        _service_is(rng),
        _service_is(rng),
        RecoveryIs("rec", _states(rng, ("waiting", "running", "succeeded", "failed"))),
        RoleIs(rng.choice(roles), (rng.choice(("absent", "present")),)),
    ]
    if steps:
        leaves += [
            Done(rng.choice(steps), often(rng, 0.4)),
            Silent(rng.choice(steps), rng.choice(LENGTHS)),
        ]
    return rng.choice(leaves)


def _did(rng: Random, roles: tuple[str, ...]) -> Did:
    option = rng.choice((None, None, "o1"))
    return Did(rng.choice(ACTIONS), option, rng.choice((None, *roles)), often(rng, 0.4))


def _service_is(rng: Random) -> ServiceIs:
    states = _states(rng, ("up", "degraded", "down", "down"))
    name = rng.choice(SERVICES[:2])
    match rng.randrange(4):
        case 0:
            return ServiceIs(name, states, for_ms=rng.choice((4, 5, 10)))
        case 1:
            return ServiceIs(name, states, total_ms=rng.choice((4, 5, 10)))
    return ServiceIs(name, states)


def _states(rng: Random, among: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rng.choice(among) for _ in range(rng.randint(1, 2))))
