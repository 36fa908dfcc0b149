"""Two versions played with the same luck, run by run: what differs between them, with the interval of a paired mean."""

from __future__ import annotations

from typing import Any

from exercise.conformance.obligation import MET, UNCOUNTED
from exercise.rehearsal.chances import mean_of
from exercise.rehearsal.outcome import Outcome
from exercise.rehearsal.tally import SCORE_STEPS, Counted, Tally

WHOLE = SCORE_STEPS * SCORE_STEPS


def compare(tally: Tally, one: Outcome, other: Outcome) -> None:
    """Count in *tally* by how much *other* differs from *one*, the same run of another version."""
    tally.counts["runs",] += 1
    if one.score is not None and other.score is not None:
        difference = round(other.score * WHOLE) - round(one.score * WHOLE)
        tally.measure(("score",), difference)
        tally.counts["sign", (difference > 0) - (difference < 0)] += 1
    before = {service.service: service for service in one.services}
    for service in other.services:
        if service.service in before:
            earlier = before[service.service]
            tally.measure(("longest", service.service), service.longest - earlier.longest)
            tally.measure(("down", service.service), service.total - earlier.total)
            tally.measure(("lost", service.service), service.lost - earlier.lost)
    met, now_met = _met(one), _met(other)
    for duty in met.keys() & now_met.keys():
        tally.measure(("met", duty), now_met[duty] - met[duty])


def differences(tally: Tally) -> dict[str, Any]:
    """Return the mean differences, the other version less the first, of all that was in both."""
    counted = Counted(tally)
    services = sorted(str(key[0]) for key in counted.of("n", "longest"))
    duties = sorted(str(key[0]) for key in counted.of("n", "met"))
    return {
        "pairs": counted.runs,
        "score": {
            **mean_of(counted, "score", scale=WHOLE),
            "better": counted.number("sign", 1),
            "worse": counted.number("sign", -1),
            "same": counted.number("sign", 0),
        },
        "services": [
            {"id": name}
            | {f"{kind}_ms": mean_of(counted, kind, name) for kind in ("longest", "down", "lost")}
            for name in services
        ],
        "obligations": [
            {"id": duty, "pairs": counted.number("n", "met", duty)}
            | {"met": mean_of(counted, "met", duty)}
            for duty in duties
        ],
    }


def _met(outcome: Outcome) -> dict[str, int]:
    """Return for each duty that counted whether its first instance was met."""
    return {
        duty.duty: int(duty.verdict == MET)
        for duty in outcome.duties
        if duty.instance == 1 and duty.verdict not in UNCOUNTED
    }
