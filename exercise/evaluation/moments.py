"""Moments: the headline of an exercise and its three best and three worst moments, ranked by rule.

Worst: obligations that fell short of one subject (a step, or the services that came back together) at one time make a
moment; it ranks by the sum of weight times what was lost. Best: what was met, by weight times how much it tells: the
share of the limit that was left, an outage ended inside its RTO, a right decision, a true report, a temptation
resisted. Ties go to what weighs more on services and people, then to the earlier, then to document order. No subject
appears twice, and none among both the best and the worst.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from exercise.conformance.obligation import MET, UNCOUNTED
from exercise.entry import Entry
from exercise.evaluation.headline import Headline, headline
from exercise.rounding import rounded
from exercise.setting import Setting
from scenarios.timing import Ms

Paper = Mapping[str, Any]
Worth = Callable[[Paper], float]
Kinds = tuple[str, ...]

Place = tuple[str, Ms]
"""Of what and when."""

MOST = 3
"""How many of each are told."""

GRAVEST = (
    *("rto", "rpo", "forbidden", "choice", "facts", "response", "quorum", "escalation"),
    *("cadence", "order", "separation", "record"),
)
"""Which kind of obligation tells most when two went wrong alike."""

FINEST = (
    *("rto", "choice", "facts", "quorum", "response", "escalation", "cadence"),
    *("record", "separation", "order", "forbidden", "rpo"),
)
"""Which kind tells most when two went well alike."""

_OF_SERVICES = ("rto", "rpo")

_TELLS = {
    "rto": 2.0,
    "choice": 1.5,
    "facts": 1.25,
    "cadence": 1.25,
    "escalation": 1.25,
    "forbidden": 1.0,
    "quorum": 0.75,
    "response": 0.5,
    "record": 0.75,
    "separation": 0.75,
    "order": 0.5,
    "rpo": 0.5,
}
"""What meeting an obligation of a kind tells for each point of weight, before the share of the limit that was left."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What went well or badly at *at_ms*: *obligations* by id, the one that tells most first, *seqs* prove it."""

    at_ms: Ms
    subjects: tuple[str, ...]
    kind: str
    verdict: str
    why: str
    obligations: tuple[str, ...]
    seqs: tuple[int, ...]
    value: float


@dataclass(frozen=True, slots=True)
class Moments:
    """The headline, and the best and the worst moments, the first the best or the worst."""

    headline: Headline
    best: tuple[Moment, ...]
    worst: tuple[Moment, ...]

    def paper(self) -> dict[str, Any]:
        """Return the moments as JSON."""
        return {
            "headline": asdict(self.headline),
            "best": [asdict(one) for one in self.best],
            "worst": [asdict(one) for one in self.worst],
        }


def find_moments(setting: Setting, evaluation: Paper, entries: Sequence[Entry]) -> Moments:
    """Return the moments of the exercise that *evaluation* judges and *entries* tell."""
    places = _places(evaluation, entries)
    counted = [o for o in evaluation["obligations"] if o["verdict"] not in UNCOUNTED]
    lost = [o for o in counted if o["verdict"] != MET]
    spoilt = {places[o["id"]] for o in lost}
    met = [o for o in counted if o["verdict"] == MET and places[o["id"]] not in spoilt]
    worst = _first(_ranked(lost, _loss, places, GRAVEST))
    bad = {subject for moment in worst for subject in moment.subjects}
    best = _first(_ranked(met, _gain, places, FINEST), bad)
    return Moments(headline(setting, evaluation, entries), best, worst)


def moment_of(obligation: Paper, times: Mapping[int, Ms], now: Ms) -> Ms:
    """Return when it showed how *obligation* went; *times* are those of the entries by number."""
    verdict, kind = obligation["verdict"], obligation["kind"]
    if kind == "cadence" and verdict != MET:
        return _overdue_report(obligation, now)
    if obligation["done_ms"] is not None:
        return int(obligation["done_ms"])
    if verdict != MET and obligation["due_ms"] is not None:
        return int(obligation["due_ms"])
    known = [times[seq] for seq in obligation["evidence"] if seq in times]
    return max(known) if known and kind in ("rpo", "record") else now


def _overdue_report(obligation: Paper, now: Ms) -> Ms:
    """Return when the longest gap of a cadence grew too long."""
    why = obligation["why"]
    close = now if why["closed_ms"] is None else why["closed_ms"]
    moments = [obligation["anchor_ms"], *why["report_ms"], close]
    start = max(pairwise(moments), key=lambda gap: gap[1] - gap[0])[0]
    return int(min(start + why["every_ms"], close))


def _loss(obligation: Paper) -> float:
    return float(obligation["weight"]) * (1.0 - float(obligation["score"] or 0.0))


def _gain(obligation: Paper) -> float:
    kind = obligation["kind"]
    tells = _TELLS[kind]
    if kind == "forbidden" and obligation["done_ms"] is None:
        tells = 0.5
    if obligation["margin_ms"] is not None and obligation["due_ms"] > obligation["anchor_ms"]:
        tells += obligation["margin_ms"] / (obligation["due_ms"] - obligation["anchor_ms"])
    return float(obligation["weight"]) * tells


def _places(evaluation: Paper, entries: Sequence[Entry]) -> dict[str, Place]:
    """Return by id the subject and time of each obligation; outages that ended together are one subject."""
    times = {entry.seq: entry.at for entry in entries}
    end = evaluation["ended_ms"]
    now = (entries[-1].at if entries else 0) if end is None else end
    return {
        one["id"]: (
            f"*{one['kind']}" if one["kind"] in _OF_SERVICES else one["step"],
            moment_of(one, times, now),
        )
        for one in evaluation["obligations"]
    }


def _ranked(
    obligations: Sequence[Paper], worth: Worth, places: Mapping[str, Place], kinds: Kinds
) -> list[Moment]:
    groups: dict[Place, list[Paper]] = {}
    for one in obligations:
        groups.setdefault(places[one["id"]], []).append(one)
    made = [_moment(at, group, worth, kinds) for (_, at), group in groups.items()]
    return sorted(made, key=lambda m: (-m.value, kinds.index(m.kind), m.at_ms))


def _moment(at: Ms, group: Sequence[Paper], worth: Worth, kinds: Kinds) -> Moment:
    """Return the moment of *group*, led by the first of *kinds* that tells at least half of what the best tells."""
    most = max(map(worth, group))
    ordered = sorted(group, key=lambda o: (2 * worth(o) < most, kinds.index(o["kind"]), -worth(o)))
    first = ordered[0]
    value = most if first["kind"] in _OF_SERVICES else sum(map(worth, ordered))
    return Moment(
        at_ms=at,
        subjects=tuple(dict.fromkeys(o["step"] for o in ordered)),
        kind=first["kind"],
        verdict=first["verdict"],
        why=first["why"]["code"],
        obligations=tuple(o["id"] for o in ordered),
        seqs=tuple(sorted({seq for o in ordered for seq in o["evidence"]})),
        value=rounded(value),
    )


def _first(moments: Iterable[Moment], taken: Iterable[str] = ()) -> tuple[Moment, ...]:
    return tuple(_apart(moments, set(taken)))[:MOST]


def _apart(moments: Iterable[Moment], taken: set[str]) -> Iterator[Moment]:
    for moment in moments:
        if taken.isdisjoint(moment.subjects):
            taken.update(moment.subjects)
            yield moment
