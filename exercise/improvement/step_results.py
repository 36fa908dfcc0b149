"""What became of each step in one table: the verdict, how long the answers took, how many stayed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.timing import Ms

Paper = Mapping[str, Any]

_TIMED = ("response", "quorum")
_WITHOUT_ANSWER = ("missed", "compensated")


@dataclass(frozen=True, slots=True)
class StepResult:
    """A step in one table; *delays* are those of the answers that came, *unanswered* how many stayed out."""

    verdict: str | None
    score: float | None
    delays: tuple[Ms, ...] = ()
    unanswered: int = 0

    @property
    def longest(self) -> Ms | None:
        """The longest of the delays."""
        return max(self.delays, default=None)


NOTHING = StepResult(None, None)


def step_results(evaluation: Paper) -> Mapping[str, StepResult]:
    """Return the result of every step of the *evaluation* (formats.md 5), by its id."""
    timed: dict[str, list[Paper]] = {}
    for one in evaluation["obligations"]:
        if one["kind"] in _TIMED and one["anchor_ms"] is not None:
            timed.setdefault(one["step"], []).append(one)
    return {step["id"]: _result(step, timed.get(step["id"], [])) for step in evaluation["steps"]}


def _result(step: Paper, timed: Sequence[Paper]) -> StepResult:
    return StepResult(
        step["verdict"],
        step["score"],
        tuple(one["done_ms"] - one["anchor_ms"] for one in timed if one["done_ms"] is not None),
        sum(one["done_ms"] is None and one["verdict"] in _WITHOUT_ANSWER for one in timed),
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """How far values lie apart: the least, the quarters and the most of *count* values."""

    count: int
    least: float
    first: float
    median: float
    third: float
    most: float

    def paper(self) -> dict[str, float]:
        """Return the spread as JSON."""
        return {
            "count": self.count,
            "least": self.least,
            "first": self.first,
            "median": self.median,
            "third": self.third,
            "most": self.most,
        }


def spread(values: Sequence[float]) -> Spread | None:
    """Return the spread of *values*, quarters lying between neighbours in proportion; None of no values."""
    if not values:
        return None
    ordered = sorted(values)
    first, median, third = (_at(ordered, quarter / 4) for quarter in (1, 2, 3))
    return Spread(len(ordered), ordered[0], first, median, third, ordered[-1])


def _at(ordered: Sequence[float], share: float) -> float:
    """Return the value that *share* of the way through *ordered* meets."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
