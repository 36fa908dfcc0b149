"""Exercise time: the only file that reads the wall, and how its passing becomes milliseconds since StartEx."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from exercise.entry import Entry
from exercise.facts import Ended, Jumped, Paused, Resumed, SpeedChanged, Started
from scenarios.timing import Ms

NS_PER_MS = 1_000_000
SLOWEST, FASTEST = 0.1, 60.0

_PACE = 1_000  # pace of real time; a pace is a whole number of thousandths of it
_TICKS = NS_PER_MS * _PACE  # ticks in one exercise millisecond: a tick is one nanosecond at pace 1


class Time(Protocol):
    """Where moments come from: the machine's own clocks, or a hand that moves them."""

    def moment(self) -> int:
        """Return nanoseconds of a clock that never goes back; its zero means nothing."""

    def stamp(self) -> str:
        """Return the date and time of day as ISO 8601 in UTC, with milliseconds and ``Z``."""

    def give_way(self) -> None:
        """Let other threads or greenlets run for an instant."""


class SystemTime:
    """The machine's own clocks."""

    def moment(self) -> int:
        """Return the monotonic clock in nanoseconds."""
        return time.monotonic_ns()

    def stamp(self) -> str:
        """Return the date and time of day now."""
        return _iso(datetime.now(UTC))

    def give_way(self) -> None:
        """Let others run; gevent turns this into a switch to its hub."""
        time.sleep(0)


class ManualClock:
    """Time that passes only when told to, for tests and virtual time."""

    def __init__(self, began: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._began = began
        self._passed = 0

    def moment(self) -> int:
        """Return the nanoseconds passed so far."""
        return self._passed

    def stamp(self) -> str:
        """Return the beginning plus what has passed."""
        return _iso(self._began + timedelta(microseconds=self._passed // 1_000))

    def give_way(self) -> None:
        """Do nothing: by hand, nothing else runs."""

    def pass_by(self, length: Ms) -> None:
        """Let *length* milliseconds of real time pass; raises ValueError when that is negative."""
        if length < 0:
            raise ValueError(length)
        self._passed += length * NS_PER_MS


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which exercise time passes evenly: from *since* (moment) and *position* (ticks) on, *pace* ticks
    a nanosecond; a pace of 0 is a pause.
    """

    since: int
    position: int
    pace: int


class WallClock:
    """Maps moments to exercise milliseconds, piece by piece; a change adds a piece and never touches those before.

    The pieces are kept as the journal's clock facts: what `hear` takes in live, `rebuilt` takes in after a restart.
    """

    def __init__(self, source: Time, at: Ms = 0) -> None:
        self.source = source
        self.speed = 1.0
        self._segments = [Segment(source.moment(), at * _TICKS, 0)]

    @classmethod
    def rebuilt(cls, source: Time, entries: Iterable[Entry], reached: Ms = 0) -> WallClock:
        """Return a clock that stands at the last exercise time known from *entries* or from *reached*.

        It keeps the speed that was set, and goes on only when it is resumed.
        """
        at, speed, ended = reached, 1.0, None
        for entry in entries:
            match entry.fact:
                case SpeedChanged(factor=factor):
                    speed = factor
                case Jumped(to=to):
                    at = max(at, to)
                case Ended():
                    ended = entry.at
            at = max(at, entry.at)
        clock = cls(source, at if ended is None else ended)
        clock.speed = speed
        return clock

    @property
    def is_running(self) -> bool:
        """Whether exercise time passes now."""
        return self._segments[-1].pace > 0

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Return every stretch so far, the current one last."""
        return tuple(self._segments)

    def read(self, moment: int | None = None) -> Ms:
        """Return the exercise time at *moment*, now when it is None."""
        return self._position(self.source.moment() if moment is None else moment) // _TICKS

    def moment_of(self, at: Ms) -> int | None:
        """Return the first moment at which this stretch reads *at* or more; None while the clock stands."""
        last = self._segments[-1]
        if last.pace == 0:
            return None
        return last.since + max(0, -((last.position - at * _TICKS) // last.pace))

    def resume(self, moment: int | None = None) -> None:
        """Let exercise time pass from *moment* on, at the speed that was set."""
        self._change(moment, running=True)

    def pause(self, moment: int | None = None) -> None:
        """Let exercise time stand from *moment* on."""
        self._change(moment, running=False)

    def set_speed(self, factor: float, moment: int | None = None) -> None:
        """Let exercise time pass *factor* times as fast (0.1 to 60, to the thousandth); raises ValueError outside."""
        if not SLOWEST <= factor <= FASTEST:
            raise ValueError(factor)
        self.speed = factor
        self._change(moment, running=self.is_running)

    def jump(self, to: Ms, moment: int | None = None) -> None:
        """Read *to* from *moment* on; raises ValueError when that lies in the past."""
        moment = self.source.moment() if moment is None else moment
        if to < self.read(moment):
            raise ValueError(to)
        self._change(moment, running=self.is_running, position=to * _TICKS)

    def hear(self, entry: Entry, moment: int | None = None) -> None:
        """Follow a clock fact of the journal, kept for what was asked at *moment*; other facts change nothing.

        A pause and EndEx stand at exactly their entry's time, so that what follows carries the same.
        """
        moment = self.source.moment() if moment is None else moment
        match entry.fact:
            case Started() | Resumed():
                self.resume(moment)
            case Paused() | Ended():
                self._change(moment, running=False, position=entry.at * _TICKS)
            case SpeedChanged(factor=factor):
                self.set_speed(factor, moment)
            case Jumped(to=to):
                leap = (to - entry.at) * _TICKS
                self._change(moment, self.is_running, position=self._position(moment) + leap)

    def _position(self, moment: int) -> int:
        for segment in reversed(self._segments):
            if moment >= segment.since:
                return segment.position + (moment - segment.since) * segment.pace
        return self._segments[0].position

    def _change(self, moment: int | None, running: bool, position: int | None = None) -> None:
        moment = max(self.source.moment() if moment is None else moment, self._segments[-1].since)
        here = self._position(moment) if position is None else position
        pace = round(self.speed * _PACE) if running else 0
        self._segments.append(Segment(moment, here, pace))


def _iso(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
