"""Run by hand: ``python -m tests.oracle.agree 100000 [first-seed]`` compares that many random exercises."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from exercise.facts import Ended, Started
from scenarios.procedure import Step
from tests.oracle.comparison import differences
from tests.oracle.generator import Case, case

SHOWN = 12
EVERY = 5000


def main(count: int, first: int) -> int:
    """Compare *count* random exercises from seed *first* on; print the smallest form of each disagreement."""
    shown: set[str] = set()
    wrong = 0
    for seed in range(first, first + count):
        if seed != first and (seed - first) % EVERY == 0:
            print(f"{seed - first - wrong} of {seed - first} agree so far", flush=True)
        found = _compare(case(Random(seed)))
        if found:
            wrong += 1
            print(f"seed {seed}: {_kind(found)}")
            if len(shown) < SHOWN and _kind(found) not in shown:
                shown.add(_kind(found))
                show(shrink(case(Random(seed)), _kind(found)))
    print(f"{count - wrong} of {count} agree")
    return 1 if wrong else 0


def _compare(one: Case) -> dict[str, Any]:
    try:
        return differences(*one)
    except Exception:  # noqa: BLE001 - whatever goes wrong is what is looked for
        return {"crash " + traceback.format_exc(limit=-2): ("", "")}


def _kind(found: dict[str, Any]) -> str:
    """Return what sort of disagreement this is: the first obligation's kind, or the block."""
    obligations = [name for name in found if "#" in name]
    if obligations:
        return obligations[0].split(".")[1].split("#")[0]
    return next(iter(found)).split(" ")[0]


def shrink(one: Case, kind: str) -> Case:
    """Return a smaller exercise with the same sort of disagreement, by leaving out what can be left out."""
    while True:
        for smaller in _smaller(one):
            found = _compare(smaller)
            if found and _kind(found) == kind:
                one = smaller
                break
        else:
            return one


def _smaller(one: Case) -> Iterator[Case]:
    plan, scenario, entries = one
    for n, entry in enumerate(entries):
        if not isinstance(entry.fact, Started | Ended):
            yield plan, scenario, entries[:n] + entries[n + 1 :]
    for p, procedure in enumerate(plan.procedures):
        for s, step in enumerate(procedure.steps):
            for smaller in (None, *_simpler(step)):
                steps = [
                    *procedure.steps[:s],
                    *([smaller] if smaller else []),
                    *procedure.steps[s + 1 :],
                ]
                procedures = list(plan.procedures)
                procedures[p] = replace(procedure, steps=tuple(steps))
                fewer = replace(plan, procedures=tuple(procedures))
                yield from _consistent(fewer, one)


def _consistent(plan: Any, one: Case) -> Iterator[Case]:
    names = {step.id for step in plan.steps()}
    text = repr([plan.procedures, one[1].truth])
    if all(f"'{name}'" not in text for name in {s.id for s in one[0].steps()} - names):
        yield plan, one[1], one[2]


def _simpler(step: Step) -> Iterator[Step]:
    plain = Step(step.id, step.title, step.does, step.by)
    for name in Step.__slots__:
        is_needed = name == "within" and step.escalate is not None
        if getattr(step, name) != getattr(plain, name) and not is_needed:
            yield replace(step, **{name: getattr(plain, name)})


def show(one: Case) -> None:
    """Print an exercise and what differs."""
    plan, scenario, entries = one
    for role in plan.roles:
        print("  role", role.id, "deputies", role.deputies)
    print("  seats", [s.role for s in scenario.seats], "truth", scenario.truth)
    plain = Step("", plan.title, "", ())
    for step in plan.steps():
        keys = [n for n in Step.__slots__ if getattr(step, n) != getattr(plain, n)]
        print("  step", {n: getattr(step, n) for n in keys})
    for entry in entries:
        print("   ", entry.seq, entry.at, entry.source, entry.by or "", entry.fact)
    for name, (ours, theirs) in _compare(one).items():
        print(f"  {name}: brute force {ours!r}, product {theirs!r}")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]] + [1000, 0]
    sys.exit(main(numbers[0], numbers[1] if len(sys.argv) > 2 else 0))
