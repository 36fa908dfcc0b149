"""Replay against a headless run of the same exercise (performance.md): prints one JSON line.

The exercise is the shipped one, played by its simulated colleagues; best of several rounds, both in this process.
`engine` is the replay without judging acts: a long exercise of injects and world alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.bots import Bots
from engine.play import play
from engine.replay import replay
from engine.run import Run
from exercise.commands import Start
from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs
from exercise.paper import fact_to_paper
from exercise.setting import Setting
from scenarios.desk import open_setting
from scenarios.inject import Inject, ServiceEffect
from scenarios.plan import Plan
from scenarios.responses import Response
from scenarios.scenario import Scenario
from scenarios.text import Text

REFS = DocumentRefs("", "")
ROUNDS = 5
INJECTS = 5_000


def shipped() -> Setting:
    """Return the shipped exercise."""
    scenario, plan = open_setting("ups-single-path")
    assert plan is not None
    assert isinstance(scenario.document, Scenario)
    assert isinstance(plan.document, Plan)
    return Setting(plan.document, scenario.document)


def best(work: Callable[[], object]) -> float:
    """Return the shortest of several runs of *work*, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def responses_of(entries: tuple[Entry, ...]) -> list[Response]:
    """Return the acts among *entries* as scripted responses."""
    acts = [(e, fact_to_paper(e.fact)) for e in entries]
    return [
        Response(
            e.at,
            e.by or "",
            paper["action"],
            paper.get("option"),
            paper.get("about"),
            paper.get("form"),
        )
        for e, paper in acts
        if paper["type"] == "acted"
    ]


def of_world(setting: Setting) -> Setting:
    """Return an exercise of thousands of injects that take a service down and bring it up."""
    service = next(iter(setting.services))
    injects = tuple(
        Inject(
            f"N{n}",
            Text.plain("n"),
            at=n * 1_000,
            raises=("tick",),
            effects=(ServiceEffect(service, "down" if n % 2 else "up"),),
        )
        for n in range(1, INJECTS)
    )
    plan = replace(setting.plan, procedures=())
    scenario = replace(
        setting.scenario,
        injects=injects,
        duration=INJECTS * 1_000,
        end_when=None,
        truth={},
        objectives=(),
    )
    return Setting(plan, scenario)


def headless(setting: Setting) -> list[Entry]:
    """Play *setting* with nobody, to its end."""
    entries: list[Entry] = []
    run = Run(setting, REFS, 1, keep=entries.extend)
    run.admit(Start(), 0)
    run.finish()
    return entries


def measure(live: float, again: float, entries: int) -> dict[str, float | int]:
    """Return the figures of one comparison."""
    return {
        "entries": entries,
        "headless_per_s": round(entries / live),
        "replay_per_s": round(entries / again),
        "ratio": round(live / again, 3),
    }


def main() -> None:
    """Measure and print."""
    setting = shipped()
    entries = play(setting, REFS, 1, (), Bots(setting, setting.seats, 1)).entries
    lines = responses_of(entries)
    scripted = play(setting, REFS, 1, lines).entries
    world = of_world(setting)
    ticks = headless(world)
    print(
        json.dumps(
            {
                "bench": "replay",
                "exercise": measure(
                    best(lambda: play(setting, REFS, 1, lines)),
                    best(lambda: replay(setting, 1, scripted)),
                    len(scripted),
                ),
                "engine": measure(
                    best(lambda: headless(world)), best(lambda: replay(world, 1, ticks)), len(ticks)
                ),
                "target": {"ratio": 0.5, "engine_per_s": 500_000},
            }
        )
    )


if __name__ == "__main__":
    main()
