"""What moves the result most: rank correlation of how long things took, and of what was decided, with the result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from exercise.rehearsal.intervals import spearman
from exercise.rehearsal.outcome import Outcome

FEWEST = 20
"""Of fewer runs a rank correlation says nothing."""
MOST_NAMED = 12


class Sampled(NamedTuple):
    """What one run had, by name, and what came of it."""

    nth: int
    causes: dict[str, int]
    decided: tuple[tuple[str, str], ...]
    results: dict[str, float]


def sampled(outcome: Outcome) -> Sampled:
    """Return what ranks need of *outcome*: delays of first answers, lengths of recoveries, decisions, results."""
    causes: dict[str, int] = {}
    for duty in outcome.duties:
        step, _, kind = duty.duty.rpartition(".")
        if duty.delay is not None and duty.instance == 1 and kind in ("response", "quorum"):
            causes[f"step:{step}"] = duty.delay
    for attempt in outcome.attempts:
        name = f"recovery:{attempt.recovery}"
        if attempt.began is not None and attempt.ended is not None and name not in causes:
            causes[name] = attempt.ended - attempt.began
    results: dict[str, float] = {s.service: s.longest for s in outcome.services}
    if outcome.score is not None:
        results[""] = outcome.score
    return Sampled(outcome.index, causes, outcome.decisions, results)


def influences(sample: Sequence[Sampled], services: Iterable[str]) -> dict[str, Any]:
    """Return, for the score and for each service's longest outage, what goes with it most, strongest first."""
    ordered = sorted(sample, key=lambda one: one.nth)
    of_services = {name: strongest(ordered, name) for name in services}
    return {
        "runs": len(ordered),
        "score": strongest(ordered, ""),
        "services": {name: found for name, found in of_services.items() if found},
    }


def strongest(sample: Sequence[Sampled], result: str) -> list[dict[str, Any]]:
    """Return the causes whose ranks go most with *result*, each with its `rho` and the runs that had both."""
    sample = [one for one in sample if result in one.results]
    found = []
    for what, pairs in _pairs(sample, result).items():
        if len(pairs) < FEWEST:
            continue
        rho = spearman([cause for cause, _ in pairs], [value for _, value in pairs])
        if rho is not None:
            found.append({"what": what, "rho": round(rho, 4), "runs": len(pairs)})
    found.sort(key=lambda one: (-abs(float(str(one["rho"]))), str(one["what"])))
    return found[:MOST_NAMED]


def _pairs(sample: Sequence[Sampled], result: str) -> dict[str, list[tuple[float, float]]]:
    """Return cause and result by what the cause is; an option counts only where its decision was taken at all."""
    pairs: dict[str, list[tuple[float, float]]] = {}
    options = sorted({decision for one in sample for decision in one.decided})
    for one in sample:
        value = one.results[result]
        for what, cause in one.causes.items():
            pairs.setdefault(what, []).append((cause, value))
        taken = {action for action, _ in one.decided}
        for action, option in options:
            if action in taken:
                chosen = float((action, option) in one.decided)
                pairs.setdefault(f"option:{action}:{option}", []).append((chosen, value))
    return pairs
