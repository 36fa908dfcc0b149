"""Queues made of what an author may write: people ask for recoveries, which need engineers, of whom there are few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from engine.play import play
from exercise.rehearsal.attempts import attempts
from scenarios.plan import Fixed, Recovery, Takes
from scenarios.responses import Response
from tests.engine.making import MINUTE, REFS, recovery, setting

SERVICE = 10 * MINUTE
"""What a service takes on average."""
LONG_AFTER = 100_000 * MINUTE


@dataclass(frozen=True)
class Visits:
    """What happened to all who came, in order: when they came, how long they waited and were served."""

    arrivals: list[int]
    waits: list[int]
    services: list[int]


def arrivals(rng: Random, rate: float, number: int) -> list[int]:
    """Return moments of a Poisson process with *rate* comings in the time of a mean service."""
    now, found = 0.0, []
    for _ in range(number):
        now += rng.expovariate(rate / SERVICE)
        found.append(round(now))
    return found


def with_own_length(servers: int, coming: Sequence[int], lengths: Sequence[int]) -> Visits:
    """Return the visits to *servers* engineers, everybody with a measure of their own of fixed length."""
    recoveries = [_measure(f"r{n}", Fixed(length)) for n, length in enumerate(lengths)]
    return _visits(servers, coming, recoveries)


def with_drawn_length(
    servers: int, coming: Sequence[int], takes: Takes, seed: int, kinds: int = 60
) -> Visits:
    """Return the visits when the engine draws every length; a measure is asked for again only after *kinds* others."""
    recoveries = [_measure(f"r{n}", takes) for n in range(kinds)]
    return _visits(servers, coming, recoveries, seed)


def _measure(name: str, takes: Takes) -> Recovery:
    return recovery(name, [], needs={"engineer": 1}, takes=takes)


def _visits(
    servers: int, coming: Sequence[int], recoveries: Sequence[Recovery], seed: int = 1
) -> Visits:
    made = setting(
        recoveries=recoveries,
        resources={"engineer": servers},
        duration=coming[-1] + LONG_AFTER,
    )
    kinds = len(recoveries)
    asked = [Response(at, "duty", f"r{n % kinds}") for n, at in enumerate(coming)]
    tried = attempts(play(made, REFS, seed, asked).entries)
    assert [one.asked for one in tried] == list(coming), "somebody was turned away"
    begun = [one.began or 0 for one in tried]
    return Visits(
        [one.asked for one in tried],
        [began - one.asked for one, began in zip(tried, begun, strict=True)],
        [(one.ended or 0) - began for one, began in zip(tried, begun, strict=True)],
    )
