"""The tally of many runs: whole numbers only, so that it comes out the same in whatever order runs are added.

It does not grow with the number of runs: lengths of time are counted by steps, and of the first runs alone is kept
what ranks need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from exercise.rehearsal.influence import Sampled, sampled
from exercise.rehearsal.outcome import DutyOutcome, Load, Outcome, ServiceOutcome
from exercise.rehearsal.paths import PARTS
from scenarios.timing import SECOND, Ms

Key = tuple[str | int | bool | None, ...]

FINE: Ms = SECOND
COARSE: Ms = 5 * SECOND
"""The steps by which lengths of services and recoveries, and those of people, are counted."""
SCORE_STEPS = 1000
SAMPLE = 1000
"""Ranks are taken of the runs with an index below this."""
INSTANCES = 5
"""So many instances of a duty are told apart."""


@dataclass(slots=True)
class Tally:
    """What has been counted so far; `add` takes one run, `merge` another tally."""

    counts: Counter[Key] = field(default_factory=Counter)
    sample: list[Sampled] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one more run."""
        counts = self.counts
        counts["runs",] += 1
        counts["ended", outcome.end_reason] += 1
        counts["rating", outcome.rating] += 1
        self.measure(("ended_ms",), outcome.ended)
        if outcome.score is not None:
            self.measure(("score",), round(outcome.score * SCORE_STEPS * SCORE_STEPS))
            counts["scores", round(outcome.score * SCORE_STEPS)] += 1
        for kind, names in (
            ("played", outcome.played),
            ("spent", outcome.spent),
            ("called", outcome.called),
        ):
            for name in names:
                counts[kind, name] += 1
        for action, option in outcome.decisions:
            counts["decision", action, option] += 1
        for duty in outcome.duties:
            self._duty(duty)
        for service in outcome.services:
            self._service(service)
        for load in outcome.people:
            self._person(load, outcome.ended)
        self._recoveries(outcome)
        if outcome.index < SAMPLE:
            self.sample.append(sampled(outcome))

    def merge(self, other: Tally) -> None:
        """Count all that *other* has counted."""
        self.counts.update(other.counts)
        self.sample += other.sample

    def measure(self, key: Key, value: int) -> None:
        """Count *value* for a mean with its interval: how many, their sum and the sum of their squares."""
        self.counts["n", *key] += 1
        self.counts["sum", *key] += value
        self.counts["squares", *key] += value * value

    def length(self, key: Key, value: Ms, step: Ms = FINE) -> None:
        """Count the length *value* for quantiles, by whole *step*s."""
        self.counts["length", *key, (value + step // 2) // step * step] += 1

    def _duty(self, duty: DutyOutcome) -> None:
        name, instance, verdict, delay = duty
        counts = self.counts
        counts["verdict", name, verdict] += 1
        if instance <= INSTANCES:
            counts["instance", name, instance, verdict] += 1
        if delay is not None:
            self.length(("delay", name), delay, COARSE)

    def _service(self, service: ServiceOutcome) -> None:
        counts, name = self.counts, service.service
        if service.longest:
            counts["outage", name] += 1
            self.length(("longest", name), service.longest)
            self.length(("down", name), service.total)
        if service.rpo_met is not None or service.lost:
            self.length(("lost", name), service.lost)
        if service.rto_met is not None:
            counts["rto", name, service.rto_met] += 1
        if service.rpo_met is not None:
            counts["rpo", name, service.rpo_met] += 1

    def _person(self, load: Load, ended: Ms) -> None:
        role = load.role
        self.counts["busy", role] += load.busy
        self.counts["tasks", role] += load.tasks
        self.counts["queue", role, load.most_waiting] += 1
        self.counts["load", role, 100 * load.busy // max(1, ended)] += 1
        self.length(("wait", role), load.longest_wait, COARSE)

    def _recoveries(self, outcome: Outcome) -> None:
        counts = self.counts
        for attempt in outcome.attempts:
            name = attempt.recovery
            counts["asked", name] += 1
            began = outcome.ended if attempt.began is None else attempt.began
            ended = outcome.ended if attempt.ended is None else attempt.ended
            self.length(("waiting", name), began - attempt.asked)
            counts["running", name] += ended - began
            if attempt.ended is not None:
                counts["tried", name, attempt.succeeded] += 1
                self.length(("took", name), ended - began)
        for name in {attempt.recovery for attempt in outcome.attempts}:
            counts["started", name] += 1
        for path in outcome.paths:
            counts["path", path.service, path.recovery] += 1
            for part, length in zip(PARTS, path.parts, strict=True):
                counts["part", path.service, part] += length
                self.length(("part", path.service, part), length, COARSE)
            longest = max(range(len(PARTS)), key=path.parts.__getitem__)
            counts["longest_part", path.service, PARTS[longest]] += 1
        for reach in outcome.reaches:
            key = ("reach", reach.recovery, reach.service)
            self.length(("start", *key[1:]), reach.started, COARSE)
            counts["in_time", *key[1:], reach.is_in_time] += 1
            if reach.elapsed is not None:
                self.length(key, reach.elapsed)


@dataclass(slots=True)
class Counted:
    """A tally put in order for reading, by what was counted."""

    tally: Tally
    _by_kind: dict[Key, dict[Key, int]] = field(default_factory=dict)

    @property
    def runs(self) -> int:
        """How many runs were added."""
        return self.tally.counts["runs",]

    def number(self, *key: str | int | bool | None) -> int:
        """Return how often *key* was counted."""
        return self.tally.counts.get(key, 0)

    def of(self, *key: str | int | bool | None) -> dict[Key, int]:
        """Return what was counted below *key*: the rest of each key with its number."""
        if not self._by_kind:
            self._sort()
        return self._by_kind.get(key, {})

    def lengths(self, *key: str) -> dict[int, int]:
        """Return the lengths counted for *key*."""
        return {int(rest[0] or 0): n for rest, n in self.of("length", *key).items() if rest}

    def _sort(self) -> None:
        for key, n in self.tally.counts.items():
            for size in range(1, len(key)):
                self._by_kind.setdefault(key[:size], {})[key[size:]] = n


def together(tallies: Iterator[Tally]) -> Tally:
    """Return all *tallies* as one."""
    whole = Tally()
    for tally in tallies:
        whole.merge(tally)
    return whole
