"""Outages and lost data of services: the obligations `rto` and `rpo`."""

from __future__ import annotations

from exercise.facts import DataLost, DataMadeUp
from scenarios.plan import Service
from tests.oracle.moments import Tale
from tests.oracle.obligations import Judged, timed


def outages(tale: Tale, service: str) -> list[tuple[int, int | None]]:
    """Return start and end (None: still down at EndEx) of each unbroken stretch of down."""
    found: list[tuple[int, int | None]] = []
    for p, position in enumerate(tale.positions):
        down = tale.service(service, p) == "down"
        going = bool(found) and found[-1][1] is None
        if down and not going:
            found.append((position.ms, None))
        elif going and not down:
            found[-1] = (found[-1][0], position.ms)
    return found


def lost(tale: Tale, service: str) -> int | None:
    """Return the data lost less what was made up, None when none was ever lost."""
    facts = [e.fact for _, e in tale.entries(len(tale.positions) - 1)]
    gone = [f.ms for f in facts if isinstance(f, DataLost) and f.service == service]
    made = [f.ms for f in facts if isinstance(f, DataMadeUp) and f.service == service]
    return sum(gone) - sum(made) if gone else None


def service_goals(tale: Tale, service: Service) -> list[Judged]:
    """Return the `rto` of each outage and the `rpo` of a service."""
    found = []
    end = tale.positions[-1].ms
    stretches = outages(tale, service.id)
    if service.rto is not None:
        for number, (start, stop) in enumerate(stretches, 1):
            delay = None if stop is None else stop - start
            verdict, score = timed(delay, service.rto, 2 * service.rto, end - start)
            judged = Judged(service.id, "rto", number, verdict, score, 3, start)
            judged.due, judged.done = start + service.rto, stop
            found.append(judged)
    gone = lost(tale, service.id)
    if service.rpo is not None and (stretches or gone is not None):
        kept = (gone or 0) <= service.rpo
        verdict = "met" if kept else "violated"
        found.append(Judged(service.id, "rpo", 1, verdict, float(kept), 3))
    return found
