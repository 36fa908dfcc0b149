"""A what-if is the same run but for what is changed: same luck, entry for entry, in any number of forks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest

from engine.bots import Bots
from engine.forking import Fork, fork
from engine.play import Played, play
from exercise.commands import Act
from exercise.entry import Entry
from exercise.facts import Acted, RecoveryChanged
from exercise.paper import canonical, entry_to_paper
from exercise.rehearsal.attempts import Attempt, attempts
from exercise.setting import Setting
from exercise.whatif.changes import (
    Added,
    Altered,
    Change,
    Moved,
    RecoveryOtherwise,
    Removed,
)
from scenarios.behaviour import Pace, Profile
from scenarios.plan import Fixed, Lognormal
from scenarios.responses import Response
from scenarios.scenario import RecoveryReality
from tests.engine.making import MINUTE, REFS, recovery, setting
from tests.engine.test_any_exercise import drawn, lines
from tests.mathematics.crowded import crowded
from tests.mathematics.rehearsed import people

CARELESS = people(
    Profile(
        notice=Pace(median=2, sigma=0.9),
        act=Pace(median=4, sigma=0.9),
        skip=0.2,
        best_option=0.5,
        omit=0.2,
        misstate=0.2,
    )
)
"""People of milliseconds, for exercises of milliseconds."""

Drill = tuple[Setting, Played]


def scripted(seed: int) -> Drill:
    made, done, _ = drawn(seed)
    return made, done


def rehearsed(seed: int) -> Drill:
    """Return a random exercise in which simulated colleagues act beside what is scripted."""
    made = drawn(seed)[0]
    colleagues = Bots(made, made.seats, seed, CARELESS)
    return made, play(made, REFS, seed, lines(Random(seed), made), colleagues)


KINDS: dict[str, Callable[[int], Drill]] = {
    "scripted": scripted,
    "crowded": crowded,
    "rehearsed": rehearsed,
}
SEEDS = range(3000, 3030)


@pytest.fixture(scope="module", params=KINDS)
def drills(request) -> list[Drill]:
    return [KINDS[request.param](seed) for seed in SEEDS]


def papers(entries: Sequence[Entry]) -> list[str]:
    return [canonical({**entry_to_paper(entry), "wall": ""}) for entry in entries]


def again(made: Setting, done: Played | Fork, *changes: Change, **more: Any) -> Fork:
    return fork(made, REFS, done.run.seed, done.entries, changes, **more)


def are_same(one: Played | Fork, other: Fork) -> None:
    assert papers(other.entries) == papers(one.entries)
    assert canonical(other.run.evaluation()) == canonical(one.run.evaluation())
    assert other.dropped == ()


def acts(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if isinstance(entry.fact, Acted)]


def test_the_drills_are_worth_a_look(drills: list[Drill]) -> None:
    entries = [entry for _, done in drills for entry in done.entries]
    assert len(acts(entries)) > 60
    assert sum(isinstance(entry.fact, RecoveryChanged) for entry in entries) > 20


def test_without_a_change_it_comes_again_byte_for_byte(drills: list[Drill]) -> None:
    for made, done in drills:
        are_same(done, again(made, done))


def test_without_a_change_simulated_colleagues_have_nothing_to_carry_on(
    drills: list[Drill],
) -> None:
    for made, done in drills:
        carry_on = lambda changed, seed: Bots(changed, changed.seats, seed)  # noqa: E731
        are_same(done, again(made, done, carry_on=carry_on))


def test_changes_that_change_nothing_change_nothing(drills: list[Drill]) -> None:
    """Every act moved to its own moment and altered into itself; a recovery that takes what it takes."""
    for made, done in drills:
        idle: list[Change] = []
        for entry in acts(done.entries):
            assert isinstance(entry.fact, Acted)
            idle += [Moved(entry.seq, entry.at), Altered(entry.seq, entry.fact.option)]
        idle += [
            RecoveryOtherwise(name, RecoveryReality(takes=made.real_recovery(name).takes))
            for name in made.recoveries
        ]
        are_same(done, again(made, done, *idle))


def test_a_fork_is_itself_a_run_that_comes_again(drills: list[Drill]) -> None:
    """Whatever was changed: what came of it is a run like any other, and forks into itself."""
    for nth, (made, done) in enumerate(drills):
        changed = again(made, done, *somehow(Random(nth), made, done))
        are_same(changed, again(changed.setting, changed))


def somehow(rng: Random, made: Setting, done: Played) -> list[Change]:
    """Return some changes of all kinds."""
    found: list[Change] = []
    for entry in acts(done.entries):
        fact = entry.fact
        assert isinstance(fact, Acted)
        match rng.randrange(6):
            case 0:
                found.append(Removed(entry.seq))
            case 1:
                found.append(Moved(entry.seq, rng.randint(0, 30)))
            case 2:
                role = (entry.by or "").partition("/")[0]
                found.append(Added(rng.randint(0, 30), Act(role, fact.action, fact.option)))
    if made.recoveries and rng.random() < 0.5:
        name = rng.choice(list(made.recoveries))
        found.append(RecoveryOtherwise(name, RecoveryReality(takes=Fixed(rng.randint(0, 9)))))
    return found


def test_before_the_first_change_nothing_is_different(drills: list[Drill]) -> None:
    looked_at = 0
    for made, done in drills:
        made_acts = acts(done.entries)
        if len(made_acts) < 2:
            continue
        last = made_acts[-1]
        without = again(made, done, Removed(last.seq))
        before = [entry for entry in done.entries if entry.at < last.at]
        assert papers(without.entries)[: len(before)] == papers(before)
        looked_at += 1
    assert looked_at > 15


NAMES = [f"r{n}" for n in range(12)]
LUCKY = setting(
    roles=["duty"],
    recoveries=[recovery(n, [], takes=Lognormal(9 * MINUTE, 0.5), success=0.5) for n in NAMES],
    duration=600 * MINUTE,
)
REAL = play(LUCKY, REFS, 5, [Response(n * MINUTE, "duty", name) for n, name in enumerate(NAMES)])


def lengths(entries: Sequence[Entry]) -> dict[str, tuple[int, bool]]:
    """Return how long each recovery took and whether it succeeded."""
    return {one.recovery: _came_to(one) for one in attempts(entries)}


def _came_to(one: Attempt) -> tuple[int, bool]:
    assert one.began is not None
    assert one.ended is not None
    return one.ended - one.began, one.succeeded


def test_whatever_order_measures_are_begun_in_each_keeps_its_own_luck() -> None:
    """Begun backwards, with some left out: what is begun takes as long, and succeeds as it did."""
    own = lengths(REAL.entries)
    assert len(set(own.values())) == len(NAMES)
    made_acts = acts(REAL.entries)
    backwards = [
        Moved(entry.seq, (len(NAMES) - n) * MINUTE * 2) for n, entry in enumerate(made_acts)
    ]
    assert lengths(again(LUCKY, REAL, *backwards).entries) == own
    fewer = again(LUCKY, REAL, *(Removed(entry.seq) for entry in made_acts[::2]))
    assert lengths(fewer.entries) == {name: own[name] for name in NAMES[1::2]}


def test_twice_the_median_takes_twice_as_long_with_the_same_luck() -> None:
    own = lengths(REAL.entries)
    doubled = RecoveryOtherwise("r3", RecoveryReality(takes=Lognormal(18 * MINUTE, 0.5)))
    found = lengths(again(LUCKY, REAL, doubled).entries)
    assert found["r3"] == (pytest.approx(2 * own["r3"][0], abs=2), own["r3"][1])
    del found["r3"], own["r3"]
    assert found == own


def test_another_seed_has_other_luck() -> None:
    other = play(
        LUCKY, REFS, 6, [Response(n * MINUTE, "duty", name) for n, name in enumerate(NAMES)]
    )
    assert not set(lengths(other.entries).values()) & set(lengths(REAL.entries).values())
