"""The result of a rehearsal as JSON (`startex/rehearsal@1`): chances with their intervals, lengths by quantiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exercise.assessment.agreement import SCALE
from exercise.conformance.obligation import WEIGHTS, WORST_FIRST
from exercise.rehearsal.chances import bins, chance, mean_of, quantiles
from exercise.rehearsal.influence import influences
from exercise.rehearsal.load import people, resources
from exercise.rehearsal.recovering import critical_paths, recoveries
from exercise.rehearsal.tally import INSTANCES, SCORE_STEPS, Counted, Tally
from exercise.setting import Setting

FORMAT = "startex/rehearsal@1"
VERDICTS = (*reversed(WORST_FIRST), "pending", "waived")


def figures(setting: Setting, tally: Tally) -> dict[str, Any]:
    """Return all that *tally* says of the runs of *setting*."""
    counted = Counted(tally)
    return {
        "runs": counted.runs,
        "ended": {str(key[0]): n for key, n in sorted(counted.of("ended").items())},
        "ended_ms": _whole(mean_of(counted, "ended_ms")),
        "score": _score(counted),
        "ratings": [
            {"rating": rating, **chance(counted.number("rating", rating), counted.runs)}
            for rating in SCALE
        ],
        "obligations": _obligations(setting, counted),
        "services": [_service(setting, name, counted) for name in setting.services],
        "injects": _injects(setting, counted),
        "never_played": [
            inject.id
            for inject in setting.injects.values()
            if not inject.manual and not counted.number("played", inject.id)
        ],
        "never_called": [
            step.id
            for step in setting.steps.values()
            if not step.is_prohibition and not counted.number("called", step.id)
        ],
        "decisions": _decisions(setting, counted),
        "people": people(setting, counted),
        "resources": resources(setting, counted),
        "recoveries": recoveries(setting, counted),
        "critical_path": critical_paths(setting, counted),
        "influences": influences(
            tally.sample, [s.id for s in setting.services.values() if s.rto is not None]
        ),
    }


def _whole(means: Mapping[str, float | None]) -> dict[str, int | None]:
    return {name: None if value is None else round(value) for name, value in means.items()}


def _score(counted: Counted) -> dict[str, Any]:
    scores = {int(key[0] or 0): n for key, n in counted.of("scores").items()}
    heights = [0] * 20
    for score, n in scores.items():
        heights[max(0, min(19, score * 20 // SCORE_STEPS))] += n
    found = quantiles(scores)
    return {
        **mean_of(counted, "score", scale=SCORE_STEPS * SCORE_STEPS),
        "quantiles": None if found is None else {k: v / SCORE_STEPS for k, v in found.items()},
        "bins": {"width": 0.05, "counts": heights},
    }


def _obligations(setting: Setting, counted: Counted) -> list[dict[str, Any]]:
    """Return every duty that some run called for, steps in document order, then services."""
    names = dict.fromkeys(str(key[0]) for key in counted.of("verdict"))
    places = {name: place for place, name in enumerate((*setting.steps, *setting.services))}
    return [
        _obligation(setting, name, counted)
        for name in sorted(names, key=lambda one: (places[one.rpartition(".")[0]], one))
    ]


def _obligation(setting: Setting, name: str, counted: Counted) -> dict[str, Any]:
    subject, _, kind = name.rpartition(".")
    verdicts = {str(key[0]): n for key, n in counted.of("verdict", name).items()}
    step = setting.steps.get(subject)
    service = setting.services.get(subject)
    limit = step.within if step is not None else None if service is None else service.rto
    has_limit = kind in ("response", "quorum", "rto")
    return {
        "id": name,
        "step": subject,
        "kind": kind,
        "weight": 3 if step is None else WEIGHTS[step.criticality],
        "limit_ms": limit if has_limit else None,
        "instances": sum(verdicts.values()),
        "called": chance(
            counted.runs if step is None else counted.number("called", subject), counted.runs
        ),
        "verdicts": _verdicts(verdicts),
        "delay_ms": quantiles(counted.lengths("delay", name)) if has_limit else None,
        "by_instance": [
            {"instance": number, "verdicts": _verdicts(found)}
            for number in range(1, INSTANCES + 1)
            if (found := _of_instance(counted, name, number))
        ],
    }


def _of_instance(counted: Counted, name: str, number: int) -> dict[str, int]:
    return {str(key[0]): n for key, n in counted.of("instance", name, number).items()}


def _verdicts(counts: Mapping[str, int]) -> dict[str, Any]:
    whole = sum(counts.values())
    return {name: chance(counts[name], whole) for name in VERDICTS if name in counts}


def _service(setting: Setting, name: str, counted: Counted) -> dict[str, Any]:
    service = setting.services[name]
    longest, lost = counted.lengths("longest", name), counted.lengths("lost", name)
    down = counted.lengths("down", name)
    kept = {kind: counted.of(kind, name) for kind in ("rto", "rpo")}
    return {
        "id": name,
        "rto_ms": service.rto,
        "rpo_ms": service.rpo,
        "outage": chance(counted.number("outage", name), counted.runs),
        "longest_ms": quantiles(longest),
        "longest_bins": bins(longest, service.rto),
        "down_ms": quantiles(down),
        "down_bins": bins(down, service.rto),
        "lost_ms": quantiles(lost),
        "lost_bins": bins(lost, service.rpo),
        "rto_met": chance(kept["rto"].get((True,), 0), sum(kept["rto"].values())),
        "rpo_met": chance(kept["rpo"].get((True,), 0), sum(kept["rpo"].values())),
    }


def _injects(setting: Setting, counted: Counted) -> list[dict[str, Any]]:
    return [
        {
            "id": inject.id,
            "class": inject.kind,
            "by_hand": inject.manual,
            "is_branch": inject.when is not None or inject.unless is not None,
            "played": chance(counted.number("played", inject.id), counted.runs),
            "spent": chance(counted.number("spent", inject.id), counted.runs),
        }
        for inject in setting.injects.values()
    ]


def _decisions(setting: Setting, counted: Counted) -> list[dict[str, Any]]:
    return [
        {
            "action": action.id,
            "options": [
                {
                    "option": one.id,
                    **chance(counted.number("decision", action.id, one.id), counted.runs),
                }
                for one in action.options
            ],
        }
        for action in setting.actions.values()
        if action.options
    ]
