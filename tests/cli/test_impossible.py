"""What check calls impossible never happens in play: exercises drawn by lot, each recorded, replayed and compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.cli.playing import Came, act, plan, played, put, scenario, startex, step

STEPS, INJECTS = ("S0", "S1", "S2", "S3"), ("I0", "I1", "I2", "I3", "I4")
SERVICES = "{id: db, title: D}, {id: web, title: W, depends_on: [db]}"
RECOVERY = "{id: rec, title: R, starts_on: fix, restores: [db], takes: 1m, success: 0.5}"
EFFECTS = (
    *("{service: db, becomes: down}", "{service: db, becomes: up}"),
    *("{service: web, becomes: degraded}", "{role: head, becomes: absent}"),
)
DOINGS = ("did: ack", "did: fix, by: head", "did: decide, option: go", "did: log, by: chief")
STATES = ("up", "down", "degraded", "[up, down]", "[down, degraded]")
COURSES = ("running", "succeeded", "failed", "[waiting, failed]")


def condition(lot: Random, depth: int) -> str:
    """Return a condition drawn by lot, nested at most *depth* deep."""
    if depth and lot.random() < 0.4:
        parts = [condition(lot, depth - 1) for _ in range(lot.randint(1, 3))]
        return lot.choice(
            [f"{{not: {parts[0]}}}", *(f"{{{k}: [{', '.join(parts)}]}}" for k in ("all", "any"))]
        )
    each = lot.choice(["", ", each: true"])
    length = lot.choice(["", f", for: {lot.randint(0, 3)}m", f", total: {lot.randint(0, 4)}m"])
    return lot.choice(
        [
            "start",
            f"{{at: {lot.randint(0, 12)}m}}",
            f"{{signal: {lot.choice('ab')}}}",
            f"{{delivered: {lot.choice(INJECTS)}{each}}}",
            f"{{done: {lot.choice(STEPS)}{each}}}",
            f"{{{lot.choice(DOINGS)}{each}}}",
            f"{{silent: {lot.choice(STEPS)}, for: {lot.randint(1, 3)}m}}",
            f"{{service: {lot.choice(('db', 'web'))}, is: {lot.choice(STATES)}{length}}}",
            f"{{recovery: rec, is: {lot.choice(COURSES)}}}",
            f"{{role: {lot.choice(('head', 'chief'))}, is: {lot.choice(('present', 'absent'))}}}",
        ]
    )


def inject(lot: Random, id: str) -> str:
    """Return an inject with a trigger, signals and effects drawn by lot."""
    triggers = (f"at: {lot.randint(0, 12)}m", f"when: {condition(lot, 2)}", "manual: true")
    more = lot.choice(["", f", raises: [{lot.choice('ab')}]"]) + lot.choice(["", ", delay: 1m"])
    effects = lot.choice(["", f", effects: [{lot.choice(EFFECTS)}]"])
    return f"{{id: {id}, title: T, to: [duty], {lot.choice(triggers)}{more}{effects}}}"


def documents(lot: Random) -> tuple[str, str, list[str]]:
    """Return a plan, a scenario and acts drawn by lot; every signal is raised by somebody."""
    by = ("all", "[head]", "[duty, chief]")
    does = ("ack", "fix", "log", "decide")
    steps = [
        step("within: 2m", name, lot.choice(does), lot.choice(by), condition(lot, 2))
        for name in STEPS
    ]
    signals = "{id: X, title: X, manual: true, raises: [a, b]}"
    injects = [*(inject(lot, name) for name in INJECTS), signals]
    end = f"end_when: {condition(lot, 2)}"
    acts = [
        act(
            str(lot.randint(0, 720)),
            lot.choice(("duty", "head")),
            action,
            ", option: go" * (action == "decide"),
        )
        for action in lot.choices(does, k=lot.randint(0, 12))
    ]
    acts += [
        f"{{at: {lot.randint(0, 700)}, facilitator: release, inject: {name}}}"
        for name, written in zip(INJECTS, injects, strict=False)
        if "manual" in written
    ]
    made = plan(*steps, services=SERVICES, recoveries=RECOVERY)
    seats = "[{role: duty}, {role: head}]"
    return made, scenario(*injects, duration="12m", seats=seats, more=end), acts


def impossible(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Yield code and id of each problem that check finds with the documents in *folder*."""
    outcome = startex("check", folder / "plan.yaml", folder / "scenario.yaml", "--json")
    for file in json.loads(outcome.stdout)["files"]:
        for problem in file["problems"]:
            yield problem["code"], (problem["subject"] or {}).get("id")


def happened(came: Came, code: str, id: str | None) -> bool:
    """Return whether what check called impossible came about."""
    if code == "end_never":
        return bool(came.evaluation["end_reason"] == "end_when")
    if code == "step_never":
        return bool(came.anchors(id or ""))
    return code.startswith(("inject_", "trigger_cycle")) and bool(came.delivered(id or ""))


@pytest.mark.parametrize("seed", range(16))
def test_what_is_called_impossible_never_happens(tmp_path: Path, seed: int) -> None:
    made, script, acts = documents(Random(seed))
    put(tmp_path, plan=made, scenario=script)
    found = list(impossible(tmp_path))
    came = played(tmp_path, made, script, *acts)
    assert [each for each in found if happened(came, *each)] == []
    assert startex("replay", tmp_path / "out.jsonl").exit_code == 0
