"""A behaviour measured from earlier exercises: how much of each limit people took, what they skipped, chose, misstated.

A length is fitted as a lognormal share of the limit: the median is e to the mean of the logarithms, the deviation that
of the logarithms. Where there are too few samples nothing is said, so that the preset behind it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from statistics import fmean, stdev
from typing import Any

from engine.casting import BOT
from exercise.conformance.marks import FALSE, OMITTED
from scenarios.behaviour import Behaviour, Pace, Profile
from scenarios.text import Text

FEWEST = 3
"""So many samples are needed for anything to be said."""
SHORTEST = 0.001
"""The least share of a limit: an answer in the same moment has no logarithm."""
MOST = 100.0
DIGITS = 4
_ANSWERED = ("met", "late", "very_late", "compensated")
_MISSED = "missed"


@dataclass(slots=True)
class Samples:
    """What was seen of a role, of a step, or of all: shares of limits, and whether things happened.

    What was missed was done by nobody, so it tells of steps, not of roles.
    """

    is_of_role: bool = False
    shares: list[float] = field(default_factory=list)
    skipped: list[bool] = field(default_factory=list)
    best: list[bool] = field(default_factory=list)
    omitted: list[bool] = field(default_factory=list)
    misstated: list[bool] = field(default_factory=list)

    def profile(self) -> Profile:
        """Return what the samples tell where there are enough of them."""
        return Profile(
            act=fit(self.shares),
            skip=_share(self.skipped),
            best_option=_share(self.best),
            omit=_share(self.omitted),
            misstate=_share(self.misstated),
        )


def measure(
    evaluations: Iterable[Mapping[str, Any]],
    id: str,
    title: Text,
    measured_from: Sequence[str] = (),
) -> Behaviour:
    """Return how the people behaved whose exercises were judged as *evaluations* say (formats.md 5)."""
    everybody = Samples()
    roles: dict[str, Samples] = defaultdict(lambda: Samples(is_of_role=True))
    steps: dict[str, Samples] = defaultdict(Samples)
    plan = None
    for evaluation in evaluations:
        plan = evaluation["plan"]["id"]
        for duty in evaluation["obligations"]:
            if not str(duty["person"] or "").startswith(f"{BOT}-"):
                _take(duty, [everybody, steps[duty["step"]], *_of_role(duty, roles)])
    at_once = Pace(median=0, sigma=0.0)
    said = everybody.profile()
    return Behaviour(
        id,
        title,
        plan=plan,
        measured_from=tuple(measured_from),
        default=Profile(notice=at_once, hearsay=at_once).over(said),
        roles=_said(roles),
        steps=_said(steps),
    )


def fit(shares: Sequence[float]) -> Pace | None:
    """Return the lognormal pace that *shares* of limits follow; None when there are too few."""
    if len(shares) < FEWEST:
        return None
    logs = [log(min(max(share, SHORTEST), MOST)) for share in shares]
    return Pace(of_limit=round(exp(fmean(logs)), DIGITS), sigma=round(stdev(logs), DIGITS))


def _of_role(duty: Mapping[str, Any], roles: dict[str, Samples]) -> list[Samples]:
    return [roles[duty["by"]]] if duty["by"] else []


def _take(duty: Mapping[str, Any], samples: Sequence[Samples]) -> None:
    """Add what *duty* tells to each of *samples*."""
    take = _TAKES.get(duty["kind"])
    if take is not None:
        for each in samples:
            take(duty, each)


def _response(duty: Mapping[str, Any], samples: Samples) -> None:
    verdict = duty["verdict"]
    if verdict in (*_ANSWERED, _MISSED) and not samples.is_of_role:
        samples.skipped.append(verdict == _MISSED)
    anchor, due, done = duty["anchor_ms"], duty["due_ms"], duty["done_ms"]
    if verdict in _ANSWERED and None not in (anchor, due, done) and due > anchor:
        samples.shares.append((done - anchor) / (due - anchor))


def _choice(duty: Mapping[str, Any], samples: Samples) -> None:
    if duty["done_ms"] is not None and duty["score"] is not None:
        samples.best.append(duty["score"] == 1)


def _facts(duty: Mapping[str, Any], samples: Samples) -> None:
    for report in duty["why"].get("reports", ()):
        for mark in report:
            samples.omitted.append(mark["code"] == OMITTED)
            if mark["code"] != OMITTED:
                samples.misstated.append(mark["code"] == FALSE or mark["worth"] < 1)


def _share(happened: Sequence[bool]) -> float | None:
    return round(fmean(happened), DIGITS) if len(happened) >= FEWEST else None


def _said(found: Mapping[str, Samples]) -> dict[str, Profile]:
    """Return the profiles that say anything."""
    profiles = {name: samples.profile() for name, samples in sorted(found.items())}
    return {name: profile for name, profile in profiles.items() if profile != Profile()}


_TAKES: Mapping[str, Callable[[Mapping[str, Any], Samples], None]] = {
    "response": _response,
    "choice": _choice,
    "facts": _facts,
}
