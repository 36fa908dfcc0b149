"""A rehearsal on two processes against one, and whether the results are the same: prints one JSON line.

One is a single worker process as well, so that both pay for sending work away; best of several rounds. `steady` leaves
out the start of the processes, which a long rehearsal does not notice.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.replay import REFS, shipped
from engine.rehearsal.crews import processes
from engine.rehearsal.work import REHEARSED, Done, Task, Troupe, Version
from exercise.rehearsal.result import figures
from scenarios.behaviour import TRAINED

RUNS = 240
CHUNK = 10
ROUNDS = 3


def rehearsed(troupe: Troupe, workers: int) -> tuple[float, float, Done]:
    """Return how long it took in all, how long without the start of the processes, and the result."""
    began = perf_counter()
    whole = Done()
    with processes(troupe, workers, is_alone=False) as crew:
        list(crew.play(Task((REHEARSED,), n, n + 1) for n in range(2 * workers)))
        ready = perf_counter()
        tasks = (Task((REHEARSED,), n, n + CHUNK) for n in range(0, RUNS, CHUNK))
        for done in crew.play(tasks):
            whole.merge(done)
        ended = perf_counter()
    return ended - began, ended - ready, whole


def main() -> None:
    """Measure and print."""
    setting = shipped()
    troupe = Troupe({REHEARSED: Version.of(setting, REFS, TRAINED)}, 1)
    best: dict[int, tuple[float, float]] = {}
    papers = set()
    for _ in range(ROUNDS):
        for workers in (1, 2):
            whole, steady, done = rehearsed(troupe, workers)
            before = best.get(workers, (whole, steady))
            best[workers] = (min(before[0], whole), min(before[1], steady))
            papers.add(json.dumps(figures(setting, done.tallies[REHEARSED])))
    print(
        json.dumps(
            {
                "bench": "rehearsal_workers",
                "runs": RUNS,
                "seconds": {workers: round(whole, 2) for workers, (whole, _) in best.items()},
                "steady_seconds": {n: round(steady, 2) for n, (_, steady) in best.items()},
                "ratio": round(best[1][1] / best[2][1], 3),
                "ratio_with_start": round(best[1][0] / best[2][0], 3),
                "same_result": len(papers) == 1,
                "target": {"ratio": 1.8},
            }
        )
    )


if __name__ == "__main__":
    main()
