"""How often somebody may ask: buckets that fill with time, kept small and forgotten when full."""

from __future__ import annotations

from engine.clock import SystemTime, Time

_SECOND = 1_000_000_000
_MOST_KEPT = 10_000


class Bucket:
    """*burst* askings at once, then *rate* a second."""

    __slots__ = ("_level", "_time", "_when", "burst", "rate")

    def __init__(self, rate: float, burst: float, time: Time | None = None) -> None:
        self.rate = rate
        self.burst = burst
        self._time = time or SystemTime()
        self._level = burst
        self._when = self._time.moment()

    def take(self) -> bool:
        """Take one; False when there is none left."""
        self.fill()
        if self._level < 1:
            return False
        self._level -= 1
        return True

    def fill(self) -> float:
        """Return how many may be taken now."""
        now = self._time.moment()
        self._level = min(self.burst, self._level + (now - self._when) / _SECOND * self.rate)
        self._when = now
        return self._level


class Failures:
    """Counts what went wrong per address: guesses are limited, a class behind one address that succeeds is not."""

    def __init__(self, rate: float = 0.2, burst: float = 120, time: Time | None = None) -> None:
        self._rate = rate
        self._burst = burst
        self._time = time or SystemTime()
        self._buckets: dict[str, Bucket] = {}

    def may_try(self, address: str) -> bool:
        """Whether *address* has guesses left."""
        bucket = self._buckets.get(address)
        return bucket is None or bucket.fill() >= 1

    def failed(self, address: str) -> None:
        """Note that *address* guessed wrongly."""
        if len(self._buckets) >= _MOST_KEPT:
            self._forget()
        bucket = self._buckets.setdefault(address, Bucket(self._rate, self._burst, self._time))
        bucket.take()

    def _forget(self) -> None:
        full = [key for key, bucket in self._buckets.items() if bucket.fill() >= bucket.burst]
        for key in full or list(self._buckets)[: _MOST_KEPT // 2]:
            del self._buckets[key]
