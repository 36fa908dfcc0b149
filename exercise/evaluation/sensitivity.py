"""Sensitivity: which ratings hang on the rules for late answers, and on which obligations (VARIANTS of the rules)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate_journal
from exercise.evaluation.reevaluation import Paper, side_by_side
from exercise.rules import VARIANTS, varied
from exercise.setting import Setting


def sensitivity(
    setting: Setting, entries: Sequence[Entry], documents: DocumentRefs, seed: int
) -> dict[str, Any]:
    """Return for each variant of the exercise's own rules the ratings that it would change."""
    own = evaluate_journal(setting, entries, documents, seed)
    return {
        "rules": own["rules"],
        "rating": own["rating"],
        "score": own["score"],
        "variants": [
            _variant(
                name,
                own,
                evaluate_journal(setting, entries, documents, seed, varied(setting.rules, name)),
            )
            for name in VARIANTS
        ],
    }


def _variant(name: str, own: Paper, other: Paper) -> dict[str, Any]:
    compared = side_by_side(own, other)
    return {
        "variant": name,
        "rules": other["rules"],
        "score": other["score"],
        "rating": other["rating"],
        "verdicts": sum(1 for one in compared["obligations"] if _has_turned(one)),
        "changes": list(_changes(compared)),
    }


def _changes(compared: Paper) -> Iterator[dict[str, Any]]:
    """Yield what has another rating, with the gates that decide it on either side."""
    for one in compared["subjects"]:
        before, after = one["from"], one["to"]
        if before["rating"] != after["rating"]:
            yield one


def _has_turned(one: Paper) -> bool:
    before, after = one["from"], one["to"]
    return before is None or after is None or bool(before["verdict"] != after["verdict"])
