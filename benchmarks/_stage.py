"""What benchmarks of the engine play: a short plan, and a scenario whose injects come one after another."""

from __future__ import annotations

from collections.abc import Sequence

from engine.control_room import ControlRoom
from engine.store.records import PLAN, SCENARIO, DocumentRecord, ExerciseRecord, RunRecord
from exercise.rules import TODAY
from scenarios.reader import digest_of

PLAN_TEXT = """\
format: startex/plan@1
id: bench
version: 1
title: Bench
owner: head
sections: {purpose: p, organisation: o, activation: a, implementation: i, resources: r, other: x}
roles: [{id: duty, title: Duty}, {id: head, title: Head}]
services: [{id: db, title: Database, rto: 10m}]
actions: [{id: answer, kind: acknowledge, title: Answer}]
procedures:
  - id: detect
    title: Detect
    phase: detect
    steps:
      - {id: D1, title: Answer, does: answer, by: [duty], when: {signal: alarm}, within: 3m}
"""
_HEAD = """\
format: startex/scenario@1
id: bench-%d
title: Bench
plan: bench
duration: 8h
story_start: "2026-03-16T10:05:00+08:00"
seats: [{role: duty}, {role: head}]
injects:
"""


def scenario_text(number: int, moments_ms: Sequence[int]) -> str:
    """Return a scenario with one inject at each of *moments_ms*."""
    lines = (
        f"  - {{id: I{n}, at: {at / 1000}, title: I, to: [duty], subject: s}}\n"
        for n, at in enumerate(moments_ms, 1)
    )
    return _HEAD % number + "".join(lines)


def open_tables(
    room: ControlRoom, number: int, moments_ms: Sequence[int], tables: int
) -> tuple[str, ...]:
    """Open exercise *number* with *tables* runs of that script; return their ids."""
    script = scenario_text(number, moments_ms)
    plan = DocumentRecord(digest_of(PLAN_TEXT), PLAN, "bench", PLAN_TEXT)
    scenario = DocumentRecord(digest_of(script), SCENARIO, "bench", script)
    exercise = ExerciseRecord(
        f"e{number}",
        {"": "x"},
        scenario.digest,
        plan.digest,
        number,
        TODAY.version,
        room.source.stamp(),
    )
    names = tuple(f"t{number}-{place}" for place in range(tables))
    runs = [RunRecord(name, exercise.id, name, place) for place, name in enumerate(names)]
    room.open(exercise, runs, (plan, scenario))
    return names
