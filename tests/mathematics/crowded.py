"""Random exercises in which much is broken and mended at once and hands are short."""

from __future__ import annotations

from random import Random

from engine.play import Played
from exercise.setting import Setting
from scenarios.inject import ServiceEffect
from scenarios.plan import Triangular
from scenarios.responses import FacilitatorAct, Response
from tests.engine.making import inject, played, recovery, service, setting

SERVICES = ("a", "b", "c", "d")
MOMENTS = 60
"""So few milliseconds that much falls into the same one."""


def crowded(seed: int) -> tuple[Setting, Played]:
    """Return a random exercise that was played."""
    rng = Random(seed)
    names = [f"r{n}" for n in range(8)]
    made = setting(
        services=[
            service("a", impact={"cny": 60_000}),
            service("b", depends_on=("a",), impact={"cny": 90_000, "clients": 1}),
            service("c", degrades_on=("a",), impact={"clients": 7}),
            service("d", depends_on=("b",), degrades_on=("c",)),
        ],
        resources={"hand": 3, "van": 2},
        recoveries=[
            recovery(
                name,
                rng.sample(SERVICES, rng.randint(0, 3)),
                takes=Triangular(0, rng.randint(0, 6), 12),
                needs={"hand": rng.randint(0, 3), "van": rng.randint(0, 2)},
                loses=rng.choice((0, 2, 5)),
                makes_up=tuple(rng.sample(SERVICES, rng.randint(0, 2))),
                success=rng.choice((0.4, 1.0)),
            )
            for name in names
        ],
        injects=[
            inject(
                f"i{n}",
                at=rng.randint(0, MOMENTS),
                effects=tuple(
                    ServiceEffect(each, rng.choice(("up", "degraded", "down", None)), None, 3)
                    for each in rng.sample(SERVICES, rng.randint(1, 3))
                ),
                leap=rng.choice((None,) * 9 + (8,)),
            )
            for n in range(15)
        ],
        duration=MOMENTS + 20,
    )
    acts = [Response(rng.randint(0, MOMENTS), "duty", rng.choice(names)) for _ in range(30)]
    return made, played(made, *acts, *_by_facilitator(rng), seed=seed)


def _by_facilitator(rng: Random) -> list[FacilitatorAct]:
    wanted = rng.choices(("release", "hold", "skip", "jump"), k=rng.randint(0, 4))
    at = [rng.randint(0, MOMENTS) for _ in wanted]
    return [
        FacilitatorAct(when, what, f"i{rng.randrange(15)}", when + rng.randint(0, 9))
        for when, what in zip(at, wanted, strict=True)
    ]
