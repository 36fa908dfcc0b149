"""What each service went through: outages, time in each state, data lost and the impact that adds up."""

from __future__ import annotations

from dataclasses import dataclass, field

from exercise.rounding import rounded
from scenarios.plan import Service
from scenarios.timing import MINUTE, Ms


@dataclass(slots=True)
class Outage:
    """An unbroken stretch of effective ``down``; *end* None while it lasts. Entry numbers prove it."""

    start: Ms
    start_seq: int
    end: Ms | None = None
    end_seq: int | None = None

    def length(self, now: Ms) -> Ms:
        """Return how long it lasted, or has lasted by *now*."""
        return (now if self.end is None else self.end) - self.start


@dataclass(slots=True)
class ServiceLedger:
    """One service's account; *spans* are (since, state) in order, beginning up at 0."""

    service: Service
    spans: list[tuple[Ms, str]] = field(default_factory=lambda: [(0, "up")])
    outages: list[Outage] = field(default_factory=list)
    left_up: Ms | None = None
    lost_ms: Ms = 0
    loss_seqs: list[int] = field(default_factory=list)
    _spent: dict[str, Ms] = field(default_factory=dict)

    @property
    def now(self) -> str:
        """The effective state."""
        return self.spans[-1][1]

    def change(self, to: str, at: Ms, seq: int) -> None:
        """Enter state *to* at *at*."""
        since, before = self.spans[-1]
        self._spent[before] = self._spent.get(before, 0) + at - since
        self.spans.append((at, to))
        if before == "down":
            self.outages[-1].end, self.outages[-1].end_seq = at, seq
        if to == "down":
            self.outages.append(Outage(at, seq))
        if to == "up":
            self.left_up = None
        elif before == "up":
            self.left_up = at

    def lose(self, ms: Ms, seq: int) -> None:
        """Count *ms* of data as lost; negative when they were made up."""
        self.lost_ms += ms
        self.loss_seqs.append(seq)

    def spent(self, states: tuple[str, ...], now: Ms) -> Ms:
        """Return how long the service was in one of *states* in all, by *now*."""
        since, current = self.spans[-1]
        total = sum(self._spent.get(state, 0) for state in states)
        return total + (now - since if current in states else 0)

    def unbroken_since(self, states: tuple[str, ...]) -> Ms | None:
        """Return since when the service has been in one of *states* without a break, None if it is not."""
        since: Ms | None = None
        for start, state in reversed(self.spans):
            if state not in states:
                break
            since = start
        return since

    def impact(self, now: Ms) -> dict[str, float]:
        """Return each kind's total by *now*: per minute down, half of it while degraded (formats.md 1)."""
        halves = 2 * self.spent(("down",), now) + self.spent(("degraded",), now)
        return {
            kind: rounded(rate * halves / (2 * MINUTE))
            for kind, rate in self.service.impact.items()
        }
