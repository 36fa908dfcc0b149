"""Re-evaluation: one journal judged by two sets of rules, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exercise.entry import Entry
from exercise.evaluation.evaluation import DocumentRefs, evaluate_journal
from exercise.rules import Rules
from exercise.setting import Setting

Paper = Mapping[str, Any]
WHOLE = "whole"


def reevaluate(
    setting: Setting,
    entries: Sequence[Entry],
    documents: DocumentRefs,
    seed: int,
    rules: Rules,
) -> dict[str, Any]:
    """Return what the exercise comes to by its own rules and by *rules*: subjects, and the obligations that differ."""
    own = evaluate_journal(setting, entries, documents, seed)
    other = evaluate_journal(setting, entries, documents, seed, rules)
    return side_by_side(own, other)


def side_by_side(one: Paper, other: Paper) -> dict[str, Any]:
    """Return two evaluations of the same journal beside each other.

    ``subjects`` are the whole, objectives and procedures, ``obligations`` those whose verdict or score differ.
    """
    subjects = zip(subjects_of(one), subjects_of(other), strict=True)
    return {
        "from": one["rules"],
        "to": other["rules"],
        "subjects": [
            {"subject": subject, "from": before, "to": after}
            for (subject, before), (_, after) in subjects
        ],
        "obligations": list(_differing(one, other)),
    }


def subjects_of(evaluation: Paper) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the whole, each objective and each procedure (``objective:O1``) with score, rating and gates."""
    yield WHOLE, _rated(evaluation)
    for objective in evaluation["objectives"]:
        yield f"objective:{objective['id']}", _rated(objective)
    for procedure in evaluation["procedures"]:
        yield f"procedure:{procedure['id']}", _rated(procedure)


def _rated(paper: Paper) -> dict[str, Any]:
    return {"score": paper["score"], "rating": paper["rating"], "gates": list(paper["gates"])}


def _differing(one: Paper, other: Paper) -> Iterator[dict[str, Any]]:
    """Yield what differs; an obligation that one side alone has is None on the other."""
    before, after = _by_id(one), _by_id(other)
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield {"id": name, "from": before.get(name), "to": after.get(name)}


def _by_id(evaluation: Paper) -> dict[str, dict[str, Any]]:
    return {
        o["id"]: {"verdict": o["verdict"], "score": o["score"], "why": o["why"]["code"]}
        for o in evaluation["obligations"]
    }
