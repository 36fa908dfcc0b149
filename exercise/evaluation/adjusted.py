"""The adjusted result: what the whole comes to with the verdicts that people set, kept beside the automatic one.

Worth of a verdict that a person set and the rules had not found: met 1, partial 0.5, late 0.6, very late 0.2,
compensated 0.6, missed and violated 0; pending and not triggered count for nothing. Where a person confirmed the
automatic verdict its own score stays. ``waived`` is part of the automatic result already (scoring.md 1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from exercise.conformance.obligation import (
    COMPENSATED,
    LATE,
    MET,
    MISSED,
    PARTIAL,
    UNCOUNTED,
    VERY_LATE,
    VIOLATED,
    WAIVED,
    Obligation,
)
from exercise.entry import Entry
from exercise.evaluation.tallies import rated, tallies
from exercise.proceedings import Proceedings
from exercise.rounding import rounded
from exercise.rules import Rules


def adjusted(proceedings: Proceedings, obligations: Sequence[Obligation]) -> dict[str, Any] | None:
    """Return the result with people's verdicts in place of the automatic ones; None when none differs."""
    changed = _changed(proceedings, obligations)
    if not changed:
        return None
    rules, setting = proceedings.setting.rules, proceedings.setting
    after = [_with_verdict(o, proceedings, changed, rules) for o in obligations]
    return {
        **rated(after, rules),
        **tallies(setting, after),
        "obligations": {
            o.id: _told(o, changed[o.id], before)
            for o, before in zip(after, obligations, strict=True)
            if o.id in changed
        },
    }


def without_people(evaluation: Mapping[str, Any]) -> dict[str, Any]:
    """Return *evaluation* without what people said of single verdicts: for readers who must not know it yet."""
    obligations = [
        {key: value for key, value in one.items() if key != "override"}
        for one in evaluation["obligations"]
    ]
    return {**evaluation, "obligations": obligations, "adjusted": None}


def worth_of(verdict: str, rules: Rules) -> float | None:
    """Return what a *verdict* that a person set is worth; None when it does not count."""
    if verdict in UNCOUNTED:
        return None
    return {
        MET: 1.0,
        PARTIAL: rules.worth_partial_by_person,
        LATE: rules.worth_late_by_person,
        VERY_LATE: rules.worth_at_ceiling,
        COMPENSATED: rules.worth_compensated,
        MISSED: 0.0,
        VIOLATED: 0.0,
    }[verdict]


def _changed(proceedings: Proceedings, obligations: Sequence[Obligation]) -> dict[str, Entry]:
    """Return the entries, by obligation, that set another verdict than the automatic one."""
    if not proceedings.overrides:
        return {}
    found = {}
    for obligation in obligations:
        override = proceedings.overrides.get(obligation.id)
        if override is None or override.verdict in (None, WAIVED, obligation.verdict):
            continue
        found[obligation.id] = proceedings.override_entries[obligation.id]
    return found


def _with_verdict(
    obligation: Obligation, proceedings: Proceedings, changed: dict[str, Entry], rules: Rules
) -> Obligation:
    if obligation.id not in changed:
        return obligation
    verdict = proceedings.overrides[obligation.id].verdict or obligation.verdict
    return replace(obligation, verdict=verdict, score=worth_of(verdict, rules))


def _told(obligation: Obligation, entry: Entry, before: Obligation) -> dict[str, Any]:
    return {
        "verdict": obligation.verdict,
        "score": obligation.score,
        "automatic": {
            "verdict": before.verdict,
            "score": None if before.score is None else rounded(before.score),
        },
        "reason": getattr(entry.fact, "reason", None),
        "by": entry.by,
        "seq": entry.seq,
    }
