"""The critical path of recovery: what the time went into between a service's first outage and its last return."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from exercise.entry import Entry
from exercise.facts import Acted
from exercise.ledger import Outage, ServiceLedger
from exercise.rehearsal.attempts import Attempt
from exercise.setting import Setting
from scenarios.plan import Dependency
from scenarios.timing import Ms

PARTS = ("detect", "decide", "start", "wait", "recover", "other")
"""Until somebody took note; until the last decision before the measure; until it was asked for; until it had its
resources; until it was done. Where no measure brought the service back, all of the time is ``other``.
"""
NOTICING = ("acknowledge", "verify", "assess")
DECIDING = ("decide", "activate")


class Path(NamedTuple):
    """One service's way back in one run; *recovery* ended its last outage, None: something else did or nothing."""

    service: str
    recovery: str | None
    parts: tuple[Ms, ...]
    has_returned: bool


class Reach(NamedTuple):
    """How long after the beginning of *service*'s outage *recovery* was done; None: it failed or EndEx came first."""

    recovery: str
    service: str
    elapsed: Ms | None
    started: Ms
    is_in_time: bool


def path_of(
    setting: Setting,
    ledger: ServiceLedger,
    acts: Sequence[Entry],
    tried: Sequence[Attempt],
    ended: Ms,
) -> Path:
    """Return the way back of the service of *ledger*, which had at least one outage."""
    first, last = ledger.outages[0], ledger.outages[-1]
    back = ended if last.end is None else last.end
    attempt = _what_brought_back(setting, ledger.service.id, last, tried)
    if attempt is None:
        return Path(
            ledger.service.id, None, (0, 0, 0, 0, 0, back - first.start), last.end is not None
        )
    marks = _marks(setting, acts, first.start, attempt, back)
    lengths = tuple(later - earlier for earlier, later in itertools.pairwise(marks))
    return Path(ledger.service.id, attempt.recovery, (*lengths, 0), True)


def reaches(
    setting: Setting, ledgers: Mapping[str, ServiceLedger], tried: Sequence[Attempt], ended: Ms
) -> Iterator[Reach]:
    """Yield, for every recovery asked for during an outage that it helps to end, how far into it it was done."""
    for attempt in tried:
        helped = helped_by(setting, attempt.recovery)
        for name in helped:
            ledger = ledgers[name]
            outage = _outage_at(ledger.outages, attempt.asked)
            if outage is None or ledger.service.rto is None:
                continue
            is_over = attempt.ended is not None
            if not is_over and ended - outage.start <= ledger.service.rto:
                continue  # EndEx came before anybody could say
            done = attempt.ended if attempt.succeeded and is_over else None
            elapsed = None if done is None else done - outage.start
            is_in_time = elapsed is not None and elapsed <= ledger.service.rto
            started = attempt.asked - outage.start
            yield Reach(attempt.recovery, name, elapsed, started, is_in_time)


def helped_by(setting: Setting, recovery: str) -> tuple[str, ...]:
    """Return the services with an RTO that *recovery* restores or that need what it restores."""
    restored = set(setting.real_recovery(recovery).restores)
    return tuple(
        name
        for name, service in setting.services.items()
        if service.rto is not None and not restored.isdisjoint(_foundations(setting, name))
    )


@lru_cache(maxsize=4096)
def _foundations(setting: Setting, service: str) -> frozenset[str]:
    """Return *service* and all that it cannot run without, at any remove."""
    found: set[str] = set()
    waiting = [service]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [each for one in setting.dependencies(name) for each in _names(one)]
    return frozenset(found)


def _names(dependency: Dependency) -> tuple[str, ...]:
    return (dependency,) if isinstance(dependency, str) else dependency.services


def _outage_at(outages: Iterable[Outage], at: Ms) -> Outage | None:
    for outage in outages:
        if outage.start <= at and (outage.end is None or at < outage.end):
            return outage
    return None


def _what_brought_back(
    setting: Setting, service: str, outage: Outage, tried: Sequence[Attempt]
) -> Attempt | None:
    for attempt in tried:
        if attempt.succeeded and attempt.ended == outage.end and outage.end is not None:
            restored = setting.real_recovery(attempt.recovery).restores
            if not _foundations(setting, service).isdisjoint(restored):
                return attempt
    return None


def _marks(
    setting: Setting, acts: Sequence[Entry], start: Ms, attempt: Attempt, back: Ms
) -> tuple[Ms, ...]:
    """Return the moments between which the parts lie, none before the one before it."""
    asked = max(start, attempt.asked)
    noticed, decided = asked, start
    for entry in acts:
        fact = entry.fact
        if not isinstance(fact, Acted) or not start <= entry.at <= asked:
            continue
        kind = setting.actions[fact.action].kind
        if kind in NOTICING:
            noticed = min(noticed, entry.at)
        elif kind in DECIDING:
            decided = max(decided, entry.at)
    began = max(asked, asked if attempt.began is None else attempt.began)
    return (start, noticed, max(noticed, decided), asked, began, max(began, back))
