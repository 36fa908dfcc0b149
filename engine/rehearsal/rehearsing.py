"""A whole rehearsal: the versions it takes, the work cut into tasks, and the result put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

from engine.clock import Time
from engine.rehearsal.crews import Crew, cluster, processes
from engine.rehearsal.work import (
    BELIEVED,
    COMPARED,
    IDEAL,
    IDEAL_BELIEVED,
    REHEARSED,
    Done,
    Task,
    Troupe,
    Version,
)
from exercise.evaluation.evaluation import DocumentRefs
from exercise.rehearsal.belief import as_believed
from exercise.rehearsal.feasibility import Pace, best_case
from exercise.rehearsal.paired import differences
from exercise.rehearsal.result import FORMAT, figures
from exercise.rehearsal.tally import Counted, Tally
from exercise.setting import Setting
from scenarios.behaviour import TRAINED, Behaviour

BEST_RUNS = 100
"""The best case is looked for in so many runs at most."""
WORK_NS = 200_000_000
MOST_A_TASK = 200
MOST_RUNS = 1_000_000

Progress = Callable[[int, int], object]
"""Is told how many runs are done of how many; what it raises ends the rehearsal."""


@dataclass(frozen=True, slots=True)
class Played:
    """One side of a rehearsal: a setting with its documents' digests and how people behave."""

    setting: Setting
    refs: DocumentRefs
    behaviour: Behaviour = TRAINED
    behaviour_digest: str | None = None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What is to be rehearsed; *ideal* is how people behave in the best case, *compared* another version."""

    played: Played
    runs: int
    seed: int = 1
    ideal: Behaviour = TRAINED
    compared: Played | None = None

    @property
    def best_runs(self) -> int:
        """How many runs the best case takes."""
        return min(self.runs, BEST_RUNS)

    @property
    def total(self) -> int:
        """How many runs there are in all."""
        return self.runs * (1 if self.compared is None else 2) + 3 * self.best_runs

    def troupe(self) -> Troupe:
        """Return all versions that are to be played."""
        setting, refs = self.played.setting, self.played.refs
        believed = as_believed(setting)
        versions = {
            REHEARSED: Version.of(setting, refs, self.played.behaviour),
            BELIEVED: Version.of(believed, refs, self.played.behaviour),
            IDEAL: Version.of(setting, refs, self.ideal),
            IDEAL_BELIEVED: Version.of(believed, refs, self.ideal),
        }
        if self.compared is not None:
            other = self.compared
            versions[COMPARED] = Version.of(other.setting, other.refs, other.behaviour)
        return Troupe(versions, self.seed)


def in_processes(workers: int) -> Callable[[Troupe], AbstractContextManager[Crew]]:
    """Return how to have *workers* processes of this machine do the work; one is this process itself."""
    return partial(processes, workers=workers)


def on_cluster(address: str) -> Callable[[Troupe], AbstractContextManager[Crew]]:
    """Return how to have a Dask cluster do the work."""
    return partial(cluster, address=address)


def rehearse(
    rehearsal: Rehearsal,
    crew: Callable[[Troupe], AbstractContextManager[Crew]],
    clock: Time,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return the result of *rehearsal*, the same whoever does the work (`startex/rehearsal@1`)."""
    troupe = rehearsal.troupe()
    whole = Done()
    size = _size(troupe, clock)
    with crew(troupe) as people:
        for done in people.play(_tasks(rehearsal, size)):
            whole.merge(done)
            if progress is not None:
                progress(whole.runs, rehearsal.total)
    return result(rehearsal, whole)


def result(rehearsal: Rehearsal, whole: Done) -> dict[str, Any]:
    """Return what *whole* says as JSON."""
    played, tallies = rehearsal.played, whole.tallies
    paper: dict[str, Any] = {
        **_head(rehearsal, played),
        **figures(played.setting, tallies[REHEARSED]),
        "best": best_case(played.setting, _paces(tallies)),
    }
    if rehearsal.compared is not None:
        other = rehearsal.compared
        paper["compared"] = {
            **differences(whole.paired),
            "other": _head(rehearsal, other) | figures(other.setting, tallies[COMPARED]),
        }
    return paper


def _paces(tallies: dict[str, Tally]) -> tuple[Pace, ...]:
    names = ((IDEAL, IDEAL_BELIEVED), (REHEARSED, BELIEVED))
    return tuple(
        Pace(real, Counted(tallies[real]), Counted(tallies[believed])) for real, believed in names
    )


def _head(rehearsal: Rehearsal, played: Played) -> dict[str, Any]:
    setting, refs = played.setting, played.refs
    return {
        "format": FORMAT,
        "scenario": {"id": setting.scenario.id, "digest": refs.scenario_digest},
        "plan": {
            "id": setting.plan.id,
            "version": setting.plan.version,
            "digest": refs.plan_digest,
        },
        "behaviour": {
            "id": played.behaviour.id,
            "digest": played.behaviour_digest,
        },
        "rules": setting.rules.version,
        "seed": rehearsal.seed,
    }


def _size(troupe: Troupe, clock: Time) -> int:
    """Return how many runs make a task that is worth sending; the first run, played here, tells."""
    before = clock.moment()
    troupe.play(Task((REHEARSED,), 0, 1))
    spent = max(1, clock.moment() - before)
    return max(1, min(MOST_A_TASK, WORK_NS // spent))


def _tasks(rehearsal: Rehearsal, size: int) -> Iterator[Task]:
    names: tuple[str, ...] = (REHEARSED,)
    if rehearsal.compared is not None:
        names = (REHEARSED, COMPARED)
    yield from _cut(names, rehearsal.runs, max(1, size // len(names)))
    rest = (BELIEVED, IDEAL, IDEAL_BELIEVED)
    yield from _cut(rest, rehearsal.best_runs, max(1, size // len(rest)))


def _cut(names: tuple[str, ...], runs: int, size: int) -> Iterable[Task]:
    for first in range(0, runs, size):
        yield Task(names, first, min(runs, first + size))
