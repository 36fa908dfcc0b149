"""A rehearsed run against the same model in bare SimPy, without journal and scoring: prints one JSON line.

Both play the shipped exercise on one core, in turns, each run with another seed; the best round of each counts. How
much happens in a run of each is printed too, so that it can be seen that they do the same work. `memory` says how much
the process grows while it rehearses on: `--runs` sets how far.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks._bare import Bare
from benchmarks.replay import REFS, shipped
from engine.rehearsal.one import rehearse_once
from engine.rehearsal.work import REHEARSED, Task, Troupe, Version
from exercise.rehearsal.tally import Tally
from exercise.setting import Setting
from scenarios.behaviour import TRAINED

ROUNDS = 7
RUNS = 20


def seconds(play: Callable[[int], object]) -> float:
    """Return how long a run took on average over one round, in seconds of this core."""
    before = process_time()
    for seed in range(RUNS):
        play(seed)
    return (process_time() - before) / RUNS


def counts_of_bare(setting: Setting) -> dict[str, float]:
    """Return how much happens in a run of the bare model, on average."""
    whole: Counter[str] = Counter()
    for seed in range(RUNS):
        run = Bare(setting, seed)
        run.play()
        whole.update(run.counts)
    return {name: n / RUNS for name, n in whole.items()}


def counts_of_ours(setting: Setting) -> dict[str, float]:
    """Return how much happens in a rehearsed run, on average."""
    whole: Counter[str] = Counter()
    for index in range(RUNS):
        outcome = rehearse_once(setting, REFS, TRAINED, 1, index)
        whole["tasks"] += sum(load.tasks for load in outcome.people)
        whole["injects"] += len(outcome.played)
        whole["recoveries"] += sum(attempt.ended is not None for attempt in outcome.attempts)
    return {name: n / RUNS for name, n in whole.items()}


def memory(setting: Setting, runs: int) -> dict[str, float]:
    """Return how many MB this process holds after a tenth of *runs* and after all of them."""
    troupe = Troupe({REHEARSED: Version.of(setting, REFS, TRAINED)}, 1)
    process, whole = psutil.Process(), Tally()
    found = {}
    for first in range(0, runs, 100):
        whole.merge(troupe.play(Task((REHEARSED,), first, first + 100)).tallies[REHEARSED])
        if first + 100 in (runs // 10, runs):
            found[str(first + 100)] = round(process.memory_info().rss / 1e6, 1)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=0, help="watch the memory over so many runs")
    runs = parser.parse_args().runs
    setting = shipped()
    bare: list[float] = []
    ours: list[float] = []
    for _ in range(ROUNDS):
        bare.append(seconds(lambda seed: Bare(setting, seed).play()))
        ours.append(seconds(lambda seed: rehearse_once(setting, REFS, TRAINED, 1, seed)))
    figures = {
        "bench": "rehearsal",
        "bare_ms": round(1000 * min(bare), 2),
        "rehearsed_ms": round(1000 * min(ours), 2),
        "ratio": round(min(bare) / min(ours), 3),
        "bare_run": counts_of_bare(setting),
        "rehearsed_run": counts_of_ours(setting),
        "target": {"ratio": 0.4},
    }
    if runs:
        figures["memory_mb_after"] = memory(setting, runs)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
