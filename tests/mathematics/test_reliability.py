"""Services that stand on each other fail as often as the theory of reliability says: in series, in parallel, mixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod
from random import Random

import pytest

from engine.dependencies import Dependencies
from exercise.setting import Setting
from scenarios.inject import Inject, ServiceEffect
from scenarios.plan import AnyOfServices, Dependency, Service
from scenarios.timing import MINUTE
from tests.engine.making import inject, played, service, setting
from tests.mathematics.evidence import is_share, is_within

STATES = ("up", "degraded", "down")
UP, DEGRADED, DOWN = range(3)
HOUR = 60 * MINUTE
NAMES = ("a", "b", "c")
REST = {"a": 0.8, "b": 0.65, "c": 0.5}
"""How long each component is up on average, as a share of all time."""
CYCLES = 400
STORIES = 8


def any_of(*names: str) -> AnyOfServices:
    return AnyOfServices(names)


def outages(rng: Random, name: str, until: int) -> Iterable[Inject]:
    """Yield the injects that break and mend *name* at exponential intervals, up for its share of the time."""
    at = 0.0
    for n in range(10**6):
        at += rng.expovariate(1 / (REST[name] * HOUR))
        back = at + rng.expovariate(1 / ((1 - REST[name]) * HOUR))
        if back >= until:
            return
        yield inject(f"{name}{n}d", at=round(at), effects=(ServiceEffect(name, "down"),))
        yield inject(f"{name}{n}u", at=round(back), effects=(ServiceEffect(name, "up"),))
        at = back


def world(rng: Random, tops: Mapping[str, Service], hours: int = CYCLES) -> Setting:
    """Return a script in which the components fail independently of each other for so many hours."""
    until = hours * HOUR
    return setting(
        services=[*map(service, NAMES), *tops.values()],
        injects=[one for name in NAMES for one in outages(rng, name, until)],
        duration=until,
    )


TOPS = {
    "series": service("series", depends_on=NAMES),
    "parallel": service("parallel", depends_on=(any_of(*NAMES),)),
    "mixed": service("mixed", depends_on=("a", any_of("b", "c"))),
    "one-of-pairs": service("one-of-pairs", depends_on=(any_of("a", "b"), any_of("b", "c"))),
    "chain": service("chain", depends_on=("mixed",)),
    "soft": service("soft", depends_on=("a",), degrades_on=("b",)),
}


Shares = dict[str, dict[str, list[float]]]
Spans = dict[str, list[tuple[int, int]]]


@pytest.fixture(scope="module")
def seen() -> tuple[Shares, Spans]:
    """Return each service's share of time in every state, story by story, and the outages of the last story."""
    found: Shares = {name: {state: [] for state in STATES} for name in (*NAMES, *TOPS)}
    spans: Spans = {}
    for seed in range(STORIES):
        state = played(world(Random(seed), TOPS)).run.proceedings.state
        ended = state.ended_at or 0
        for name, ledger in state.ledgers.items():
            for one in STATES:
                found[name][one].append(ledger.spent((one,), ended) / ended)
            spans[name] = [(outage.start, outage.end or ended) for outage in ledger.outages]
    return found, spans


def test_time_down_is_what_the_formulas_say(seen) -> None:
    """By the components' stationary availabilities: a product in series, a product of the rest in parallel."""
    a, b, c = (REST[name] for name in NAMES)
    expected = {
        "a": 1 - a,
        "b": 1 - b,
        "c": 1 - c,
        "series": 1 - a * b * c,
        "parallel": (1 - a) * (1 - b) * (1 - c),
        "mixed": 1 - a * (1 - (1 - b) * (1 - c)),
        "chain": 1 - a * (1 - (1 - b) * (1 - c)),
        "one-of-pairs": 1 - (b + (1 - b) * a * c),
        "soft": 1 - a,
    }
    assert expected.keys() == seen[0].keys()
    for name, share in expected.items():
        is_within(seen[0][name]["down"], share, most=0.06)


def test_time_degraded_is_what_the_formulas_say(seen) -> None:
    """Only what stands softly on something is ever degraded: while that is down and its own base is not."""
    is_within(seen[0]["soft"]["degraded"], REST["a"] * (1 - REST["b"]), most=0.05)
    assert {max(of["degraded"]) for name, of in seen[0].items() if name != "soft"} == {0.0}


def test_components_fail_independently_and_what_stands_on_them_exactly_when_they_do(seen) -> None:
    """Millisecond by millisecond: a series is down in the union of its parts' outages, a parallel in what all share."""
    spans = seen[1]
    union = joined(sorted(span for name in NAMES for span in spans[name]))
    assert joined(spans["series"]) == union
    assert joined(spans["parallel"]) == shared(shared(spans["a"], spans["b"]), spans["c"])


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the union of *spans*, which are in order."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def shared(ones: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what two lists of spans have in common."""
    return [
        (max(s1, s2), min(e1, e2))
        for s1, e1 in ones
        for s2, e2 in others
        if max(s1, s2) < min(e1, e2)
    ]


def network(rng: Random, size: int) -> tuple[dict[str, tuple[Dependency, ...]], ...]:
    """Return random hard and soft dependencies of *size* services, each on earlier ones."""
    names = [f"s{n}" for n in range(size)]
    hard: dict[str, tuple[Dependency, ...]] = {}
    soft: dict[str, tuple[Dependency, ...]] = {}
    for n, name in enumerate(names):
        hard[name] = tuple(_some(rng, names[:n]) for _ in range(rng.randint(0, 2) if n else 0))
        soft[name] = tuple(_some(rng, names[:n]) for _ in range(rng.randint(0, 1) if n else 0))
    return hard, soft


def _some(rng: Random, names: list[str]) -> Dependency:
    if len(names) == 1 or rng.random() < 0.5:
        return rng.choice(names)
    return AnyOfServices(tuple(rng.sample(names, rng.randint(2, len(names)))))


def by_definition(hard, soft, own: dict[str, int]) -> dict[str, int]:
    """Return effective states straight from the sentence of the world: the worst of own, hard and half of soft."""

    def best(one: Dependency) -> int:
        return state(one) if isinstance(one, str) else min(map(state, one.services))

    def state(name: str) -> int:
        strong = [best(one) for one in hard[name]]
        weak = [min(best(one), DEGRADED) for one in soft[name]]
        return max([own[name], *strong, *weak])

    return {name: state(name) for name in own}


@pytest.mark.parametrize("seed", range(24))
def test_every_state_of_up_to_six_services_is_what_the_definition_says(seed: int) -> None:
    """All 3 ** n own states, reached one from another in a random order, so that what was before must not matter."""
    rng = Random(seed)
    hard, soft = network(rng, 2 + seed % 5)
    tried = Dependencies(hard, soft)
    now = dict.fromkeys(hard, UP)
    everything = list(product(range(3), repeat=len(hard)))
    rng.shuffle(everything)
    for states in everything:
        own = dict(zip(hard, states, strict=True))
        for change in tried.change({name: STATES[state] for name, state in own.items()}):
            assert now[change.service] == STATES.index(change.before)
            now[change.service] = STATES.index(change.now)
        assert now == by_definition(hard, soft, own)


@pytest.mark.parametrize("seed", range(12))
def test_one_service_changing_at_a_time_comes_to_the_same(seed: int) -> None:
    rng = Random(100 + seed)
    hard, soft = network(rng, 6)
    tried = Dependencies(hard, soft)
    own, now = dict.fromkeys(hard, UP), dict.fromkeys(hard, UP)
    for _ in range(800):
        name = rng.choice(list(hard))
        own[name] = rng.randrange(3)
        for change in tried.change({name: STATES[own[name]]}):
            now[change.service] = STATES.index(change.now)
        assert now == by_definition(hard, soft, own)


@pytest.mark.parametrize("seed", range(3))
def test_chances_of_random_networks_are_sums_over_all_states(seed: int) -> None:
    """Independent outages drawn anew every minute: time down and degraded against sums over all 3 ** 5 states."""
    rng = Random(500 + seed)
    hard, soft = network(rng, 5)
    chances = {name: _chances(rng) for name in hard}
    minutes = 4000
    script = [
        inject(
            f"i{n}",
            at=n * MINUTE,
            effects=tuple(
                ServiceEffect(name, rng.choices(STATES, weights)[0])
                for name, weights in chances.items()
            ),
        )
        for n in range(minutes)
    ]
    services = [service(n, depends_on=hard[n], degrades_on=soft[n]) for n in hard]
    done = played(setting(services=services, injects=script, duration=minutes * MINUTE))
    state = done.run.proceedings.state
    for name, ledger in state.ledgers.items():
        for kind in (DEGRADED, DOWN):
            expected = _chance(hard, soft, chances, name, kind)
            spent = ledger.spent((STATES[kind],), minutes * MINUTE)
            is_share(spent // MINUTE, minutes, expected)


def _chances(rng: Random) -> tuple[float, float, float]:
    down, degraded = rng.uniform(0.05, 0.3), rng.uniform(0.05, 0.3)
    return 1 - down - degraded, degraded, down


def _chance(hard, soft, chances, name: str, kind: int) -> float:
    """Return the exact chance that *name* is in the state *kind*."""
    return sum(
        prod(chances[each][state] for each, state in own.items())
        for own in (
            dict(zip(hard, states, strict=True)) for states in product(range(3), repeat=len(hard))
        )
        if by_definition(hard, soft, own)[name] == kind
    )
