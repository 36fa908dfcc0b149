"""What adds up must add up: time in all states, losses, impact, resources and counts, on random exercises."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.play import Played
from exercise.facts import DataLost, DataMadeUp, InjectDelivered, RecoveryChanged, ServiceChanged
from exercise.rehearsal.attempts import attempts
from exercise.rehearsal.paths import PARTS
from exercise.rehearsal.result import VERDICTS, figures
from exercise.rehearsal.tally import Tally, together
from exercise.setting import Setting
from scenarios.behaviour import Profile
from scenarios.inject import ServiceEffect
from scenarios.plan import Fixed, Lognormal
from tests.engine.making import MINUTE, act, inject, played, recovery, service, setting, step
from tests.engine.test_any_exercise import drawn
from tests.mathematics.closed_forms import integral, lognormal_cdf
from tests.mathematics.crowded import crowded
from tests.mathematics.rehearsed import named, outcomes, people, rehearsed, takes, told

STATES = ("up", "degraded", "down")
DRILLS = [
    *(
        pytest.param(lambda seed=seed: drawn(seed)[:2], id=f"drawn {seed}")
        for seed in range(2000, 2040)
    ),
    *(pytest.param(lambda seed=seed: crowded(seed), id=f"crowded {seed}") for seed in range(60)),
]


@pytest.fixture(scope="module", params=DRILLS)
def drill(request) -> tuple[Setting, Played]:
    return request.param()


def test_the_drills_are_worth_a_look() -> None:
    """Among them are losses, some of them made up, services in every state, and recoveries that waited and failed."""
    told_facts = [e.fact for seed in range(60) for e in crowded(seed)[1].entries]
    assert sum(isinstance(fact, DataLost) for fact in told_facts) > 500
    assert sum(isinstance(fact, DataMadeUp) for fact in told_facts) > 100
    assert {fact.to for fact in told_facts if isinstance(fact, ServiceChanged)} == set(STATES)
    entered = Counter(fact.to for fact in told_facts if isinstance(fact, RecoveryChanged))
    assert min(entered[state] for state in ("waiting", "running", "succeeded", "failed")) > 100


def spent(done: Played, name: str, end: int) -> dict[str, int]:
    """Return how long a service was in each state, straight from what the journal says."""
    changes = [
        e for e in done.entries if isinstance(e.fact, ServiceChanged) and e.fact.service == name
    ]
    for earlier, later in pairwise(changes):
        assert earlier.fact.to == later.fact.before
    marks = [(0, "up"), *((e.at, e.fact.to) for e in changes), (end, "")]
    found = dict.fromkeys(STATES, 0)
    for (since, state), (until, _) in pairwise(marks):
        found[state] += until - since
    return found


def test_time_up_degraded_and_down_is_all_the_time_there_was(drill) -> None:
    made, done = drill
    evaluation = done.run.evaluation()
    end = evaluation["ended_ms"]
    for row in evaluation["services"]:
        ledger = done.run.proceedings.state.ledgers[row["id"]]
        seen = spent(done, row["id"], end)
        assert sum(seen.values()) == end
        assert {state: ledger.spent((state,), end) for state in STATES} == seen
        assert row["down_ms"] == seen["down"] == sum(o.length(end) for o in ledger.outages)
        minutes = (seen["down"] + seen["degraded"] / 2) / MINUTE
        impact = made.services[row["id"]].impact
        assert row["impact"] == pytest.approx({k: rate * minutes for k, rate in impact.items()})


def test_what_was_lost_and_not_made_up_is_still_lost(drill) -> None:
    """The journal's losses less what was made up are the result's; each loss is one that the documents name."""
    made, done = drill
    lost: Counter[str] = Counter()
    for entry in done.entries:
        match entry.fact:
            case DataLost(service=name, ms=ms):
                lost[name] += ms
            case DataMadeUp(service=name, ms=ms):
                assert ms == lost[name] > 0
                lost[name] = 0
    rows = {row["id"]: row["lost_ms"] for row in done.run.evaluation()["services"]}
    assert rows == {name: lost[name] for name in rows}
    told_ms = sum(e.fact.ms for e in done.entries if isinstance(e.fact, DataLost))
    assert told_ms == by_injects(made, done) + by_recoveries(made, done)


def by_injects(made: Setting, done: Played) -> int:
    """Return what all injects that were played for the first time lose."""
    names = [
        e.fact.inject
        for e in done.entries
        if isinstance(e.fact, InjectDelivered) and not e.fact.again
    ]
    assert len(names) == len(set(names))
    effects = [effect for name in names for effect in made.injects[name].effects]
    return sum(effect.loses for effect in effects if isinstance(effect, ServiceEffect))


def by_recoveries(made: Setting, done: Played) -> int:
    """Return what all recoveries that ended lose, once for each service that they were to restore."""
    ended = [one for one in attempts(done.entries) if one.ended is not None]
    real = [made.real_recovery(one.recovery) for one in ended]
    return sum(one.loses * len(one.restores) for one in real)


def test_no_more_is_in_use_than_there_is_and_nobody_waits_for_what_is_free(drill) -> None:
    made, done = drill
    free = dict(made.real_resources())
    queue: list[str] = []
    for now, later in zip(done.entries, (*done.entries[1:], None), strict=True):
        if isinstance(now.fact, RecoveryChanged):
            name, to = now.fact.recovery, now.fact.to
            needs = made.real_recovery(name).needs
            if to == "waiting":
                queue.append(name)
                continue
            if name in queue:
                assert queue.pop(0) == name, "somebody overtook"
            for resource, n in needs.items():
                free[resource] += -n if to == "running" else n
                assert 0 <= free[resource] <= made.real_resources()[resource]
        if queue and later is not None and later.at > now.at:
            needs = made.real_recovery(queue[0]).needs
            assert any(free[resource] < n for resource, n in needs.items()), "it could have begun"


LOSSES = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 90), st.integers(1, 600)), max_size=12
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(LOSSES, st.randoms(use_true_random=False))
def test_losses_add_up_in_whatever_order_they_come(
    losses: list[tuple[str, int, int]], rng: Random
) -> None:
    """The same losses at other moments, in another order, in the same millisecond: the sums are the same."""
    sums = Counter(dict.fromkeys("abc", 0))
    for name, _, ms in losses:
        sums[name] += ms
    for name in "abc":  # and what the measures of all three lose
        sums[name] += 7
    moments = [at for _, at, _ in losses]
    shuffled = rng.sample(losses, len(losses))
    for order, times in ((losses, moments), (shuffled, moments), (shuffled, [5] * len(losses))):
        script = [
            inject(f"i{n}", at=at * MINUTE // 2, effects=(ServiceEffect(name, None, loses=ms),))
            for n, ((name, _, ms), at) in enumerate(zip(order, times, strict=True))
        ]
        made = setting(
            services=[service(name) for name in "abc"],
            recoveries=[
                recovery("mend", ["a", "b"], takes=Fixed(3 * MINUTE), loses=7),
                recovery("patch", ["c"], takes=Fixed(3 * MINUTE), loses=7, success=0.0),
            ],
            injects=script,
        )
        done = played(made, act(rng.randint(0, 50), "mend"), act(rng.randint(0, 50), "patch"))
        rows = {row["id"]: row["lost_ms"] for row in done.run.evaluation()["services"]}
        assert rows == dict(sums)


def rehearsal() -> Setting:
    """Return an exercise with people, a measure that waits and two services, one of which stands on the other."""
    return setting(
        services=[
            service("db", rto=20 * MINUTE),
            service("web", rto=25 * MINUTE, depends_on=("db",)),
        ],
        resources={"hand": 1},
        recoveries=[
            recovery("mend", ["db"], takes=Lognormal(9 * MINUTE, 0.6), needs={"hand": 1}),
            recovery("clean", [], takes=Fixed(6 * MINUTE), needs={"hand": 1}),
        ],
        steps=[
            step("D1", "mend", ["duty"], within=5 * MINUTE),
            step("D2", "clean", ["head"], within=4 * MINUTE),
            step("D3", "note", ["duty"], within=9 * MINUTE),
        ],
        injects=[inject("I1", at=0, effects=(ServiceEffect("db", "down"),))],
        duration=40 * MINUTE,
    )


BEHAVIOUR = people(Profile(act=takes(5 * MINUTE, 0.7), skip=0.1))


def test_what_a_rehearsal_counts_adds_up() -> None:
    """Verdicts are as many as duties came up; parts of the way back are all of it; lengths lie inside the exercise."""
    made = rehearsal()
    found = outcomes(made, BEHAVIOUR, 300)
    result = told(made, found)
    for row in result["obligations"]:
        assert sum(verdict["times"] for verdict in row["verdicts"].values()) == row["instances"]
        assert set(row["verdicts"]) <= set(VERDICTS)
    assert sum(row["times"] for row in result["ratings"]) == 300
    assert sum(result["ended"].values()) == 300
    assert sum(result["score"]["bins"]["counts"]) == 300
    for outcome in found:
        for path in outcome.paths:
            assert len(path.parts) == len(PARTS)
            lasted = next(s.longest for s in outcome.services if s.service == path.service)
            assert sum(path.parts) == lasted
            assert min(path.parts) >= 0
        assert all(service.total <= outcome.ended for service in outcome.services)


@given(st.lists(st.integers(0, 3), min_size=40, max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_runs_counted_apart_and_put_together_in_any_order_are_the_same(
    parts: list[int], rng: Random
) -> None:
    tallies = [Tally() for _ in range(4)]
    for outcome, part in zip(OUTCOMES, parts, strict=True):
        tallies[part].add(outcome)
    rng.shuffle(tallies)
    assert told(MADE, OUTCOMES) == figures(MADE, together(iter(tallies)))


MADE = rehearsal()
OUTCOMES = outcomes(MADE, BEHAVIOUR, 40)


@pytest.mark.parametrize("minutes", [2, 6, 30])
def test_nobody_is_busy_longer_than_the_exercise_lasts(minutes: int) -> None:
    """One lognormal task in an exercise of length d is at hand a mean of ∫ (1 − F) from 0 to d."""
    made = setting(
        roles=["duty"],
        steps=[step("D1", "answer", ["duty"], within=5 * MINUTE)],
        duration=minutes * MINUTE,
    )
    result = rehearsed(made, people(Profile(act=takes(5 * MINUTE, 0.7))), 1500)
    row = named(result["people"], "duty", "role")
    busy = integral(lambda x: 1 - lognormal_cdf(x, 5, 0.7), 0, minutes) / minutes
    assert row["utilisation"] == pytest.approx(busy, rel=0.05)
    assert row["utilisation"] <= row["utilisation_p95"] + 0.01 <= 1.01


def test_resources_are_in_use_as_much_as_the_measures_that_hold_them() -> None:
    """Two of three hands for eight minutes of forty, one for ten: (2 * 8 + 10) / (3 * 40)."""
    made = setting(
        roles=["duty"],
        resources={"hand": 3},
        recoveries=[
            recovery("answer", [], takes=Fixed(8 * MINUTE), needs={"hand": 2}),
            recovery("help", [], takes=Fixed(10 * MINUTE), needs={"hand": 1}),
        ],
        steps=[
            step("D1", "answer", ["duty"], within=5 * MINUTE),
            step("D2", "help", ["duty"], within=9 * MINUTE),
        ],
        duration=40 * MINUTE,
    )
    [row] = rehearsed(made, people(Profile(act=takes(MINUTE, 0.2))), 5)["resources"]
    assert row["utilisation"] == pytest.approx(26 / 120, abs=1e-4)
