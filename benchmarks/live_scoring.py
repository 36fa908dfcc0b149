"""Live scoring: what one more entry costs to judge, early and late in a long journal (target: flat)."""

from __future__ import annotations

import json
import time
from datetime import datetime

from exercise.entry import OUTSIDE, SCRIPT, Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate
from exercise.facts import Acted, SignalRaised, Started
from exercise.proceedings import Proceedings
from exercise.setting import Setting
from scenarios.condition import Done, Signal
from scenarios.plan import Action, Plan, Role
from scenarios.procedure import Procedure, Step
from scenarios.scenario import Scenario, Seat
from scenarios.text import Text
from scenarios.timing import HOUR, MINUTE

ENTRIES = 60_000
PART = 6_000
REFS = DocumentRefs("sha256:plan", "sha256:scenario")


def main() -> None:
    """Print one JSON line: microseconds an entry in the first and last part, their ratio, one evaluation's cost."""
    proceedings = Proceedings(_setting())
    entries = _journal()
    costs = []
    for start in range(0, ENTRIES, PART):
        began = time.perf_counter()
        for entry in entries[start : start + PART]:
            proceedings.hear(entry)
        costs.append((time.perf_counter() - began) / PART * 1e6)
    began = time.perf_counter()
    evaluate(proceedings, REFS, seed=1)
    whole = time.perf_counter() - began
    print(
        json.dumps(
            {
                "benchmark": "live_scoring",
                "entries": ENTRIES,
                "first_us": round(min(costs[:3]), 2),
                "last_us": round(min(costs[-3:]), 2),
                "last_over_first": round(min(costs[-3:]) / min(costs[:3]), 3),
                "evaluation_ms": round(whole * 1e3, 1),
            }
        )
    )


def _setting() -> Setting:
    """Return a plan whose steps are called for again and again."""
    steps = (
        _step("D1", "ack", when=Signal("alarm"), within=3 * MINUTE),
        _step("D2", "verify", when=Done("D1", each=True), within=5 * MINUTE, after=("D1",)),
        _step("R1", "report", every=30 * MINUTE),
        _step("L1", "log", records=("ack",), within=5 * MINUTE),
    )
    plan = Plan(
        id="plan",
        version=1,
        title=Text.plain("plan"),
        owner="duty",
        sections={},
        roles=(Role("duty", Text.plain("duty")),),
        services=(),
        resources={},
        recoveries=(),
        forms=(),
        actions=tuple(
            Action(a, "execute", Text.plain(a)) for a in ("ack", "verify", "report", "log")
        ),
        procedures=(Procedure("p", Text.plain("p"), "detect", steps),),
    )
    scenario = Scenario(
        id="scenario",
        title=Text.plain("scenario"),
        plan="plan",
        duration=10_000 * HOUR,
        story_start=datetime.fromisoformat("2026-03-16T10:00:00+08:00"),
        injects=(),
        seats=(Seat("duty"),),
    )
    return Setting(plan, scenario)


def _step(id: str, does: str, **keys: object) -> Step:
    return Step(id=id, title=Text.plain(id), does=does, by=("duty",), **keys)  # type: ignore[arg-type]


def _journal() -> list[Entry]:
    """Return rounds of alarm, acknowledgement, verification, log and report, a minute apart."""
    entries = [Entry(1, 0, OUTSIDE, "", None, Started())]
    acts = ("ack", "verify", "log", "report")
    while len(entries) < ENTRIES:
        seq = len(entries) + 1
        at = seq * 10_000
        turn = seq % 5
        if turn == 0:
            entries.append(Entry(seq, at, SCRIPT, "", None, SignalRaised("alarm")))
        else:
            entries.append(Entry(seq, at, OUTSIDE, "", "duty", Acted(acts[turn - 1])))
    return entries


if __name__ == "__main__":
    main()
