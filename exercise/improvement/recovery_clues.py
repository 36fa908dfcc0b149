"""Why a service came back too late: what its recoveries went through during the outage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exercise.entry import Entry
from exercise.facts import RecoveryChanged
from exercise.setting import Setting
from scenarios.plan import AnyOfServices, Fixed, Lognormal, Takes, Triangular
from scenarios.timing import Ms

NOTHING_RESTORES = "nothing_restores"
FAILED = "recovery_failed"
WAITED = "waited_for_resources"
SLOWER = "slower_than_planned"
LATE_START = "started_late"
NOT_STARTED = "not_started"

Paper = Mapping[str, Any]
Change = tuple[Ms, str]


def recovery_clue(
    setting: Setting, entries: Sequence[Entry], service: str, failed: Sequence[Paper]
) -> str | None:
    """Return why the outage of *service* with the longest delay was too long; None without one."""
    outages = [one for one in failed if one["anchor_ms"] is not None and one["due_ms"] is not None]
    if not outages:
        return None
    measures = _restoring(setting, service)
    if not measures:
        return NOTHING_RESTORES
    begin, due = outages[0]["anchor_ms"], outages[0]["due_ms"]
    end = outages[0]["done_ms"] or max((entry.at for entry in entries), default=due)
    courses = {name: _course(entries, name, begin, end) for name in measures}
    begun = {name: course for name, course in courses.items() if course}
    if not begun:
        return NOT_STARTED
    return _of_courses(setting, begun, due, end)


def _of_courses(setting: Setting, begun: Mapping[str, list[Change]], due: Ms, end: Ms) -> str:
    if any(to == "failed" for course in begun.values() for _, to in course):
        return FAILED
    if any(0 < end - due <= _waited(course, end) for course in begun.values()):
        return WAITED
    if any(
        course[0][0] + _likely(setting.recoveries[name].takes) <= due
        for name, course in begun.items()
    ):
        return SLOWER
    return LATE_START


def _restoring(setting: Setting, service: str) -> list[str]:
    needed = _needed(setting, service)
    return [name for name, one in setting.recoveries.items() if needed & set(one.restores)]


def _needed(setting: Setting, service: str) -> set[str]:
    """Return *service* with all that it cannot run without, directly or not."""
    found: set[str] = set()
    waiting = [service]
    while waiting:
        name = waiting.pop()
        if name in found or name not in setting.services:
            continue
        found.add(name)
        for one in setting.dependencies(name):
            waiting += one.services if isinstance(one, AnyOfServices) else (one,)
    return found


def _course(entries: Iterable[Entry], recovery: str, begin: Ms, end: Ms) -> list[Change]:
    return [
        (entry.at, entry.fact.to)
        for entry in entries
        if isinstance(entry.fact, RecoveryChanged)
        and entry.fact.recovery == recovery
        and begin <= entry.at <= end
    ]


def _waited(course: Sequence[Change], end: Ms) -> Ms:
    ends = [at for at, _ in course[1:]] + [end]
    return sum(until - at for (at, to), until in zip(course, ends, strict=True) if to == "waiting")


def _likely(takes: Takes) -> Ms:
    """Return how long a plan expects something to take."""
    match takes:
        case Fixed(ms=ms):
            return ms
        case Triangular(mode=mode):
            return mode
        case Lognormal(median=median):
            return median
