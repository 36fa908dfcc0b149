"""How the assessment of a table stands, as one of those who judge may see it: ratings, agreement, sign-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exercise.assessment.agreement import Agreement, agreement, pairwise
from exercise.assessment.assessment import Assessment, Given, judge_of
from exercise.assessment.settling import Settled, settle
from exercise.assessment.signing import check_signatures
from exercise.audience import EVALUATOR
from exercise.entry import Entry
from web.assessing.guide import guide_paper
from web.assessing.preconditions import preconditions
from web.identity import Pass
from web.table import Table

Paper = dict[str, Any]


def standing_paper(table: Table, holder: Pass) -> Paper:
    """Return where the assessment stands for *holder*, a facilitator or an evaluator of *table*."""
    assessment = table.assessment
    evaluation = table.evaluation()
    viewer = judge_of(holder.by) if holder.kind == EVALUATOR else None
    subjects = guide_paper(table.setting)["subjects"]
    automatic = automatic_ratings(evaluation)
    adjusted = automatic_ratings(evaluation["adjusted"]) if evaluation["adjusted"] else {}
    settled = {
        one["subject"]: settle(
            assessment, one["subject"], automatic[one["subject"]]["rating"], viewer
        )
        for one in subjects
    }
    may_see = viewer is None or assessment.may_see_others(viewer)
    return {
        "seq": table.seq,
        "rules": evaluation["rules"],
        "sees_others": may_see,
        "subjects": [
            one
            | automatic[one["subject"]]
            | {"adjusted": adjusted.get(one["subject"], {}).get("rating")}
            | _settled(settled[one["subject"]])
            for one in subjects
        ],
        "agreement": agreement_paper(assessment, subjects) if may_see else None,
        "preconditions": preconditions(assessment, evaluation, list(settled.values()), may_see),
        "signature": _signature(assessment, table.entries),
    }


def automatic_ratings(evaluation: Mapping[str, Any]) -> dict[str, Paper]:
    """Return what the rules say of every subject: ``{score, rating, gates}``."""
    found = {"whole": _automatic(evaluation)}
    found |= {f"objective:{one['id']}": _automatic(one) for one in evaluation["objectives"]}
    return found | {f"procedure:{one['id']}": _automatic(one) for one in evaluation["procedures"]}


def agreement_paper(assessment: Assessment, subjects: Sequence[Paper]) -> Paper:
    """Return how far the panel agrees: overall, on each target with its tasks, by pairs; kappa with linear weights."""
    ratings = {
        person: {subject: one.rating for subject, one in assessment.ratings[person].items()}
        for person in assessment.panel
        if person in assessment.ratings
    }
    return {
        "evaluators": list(ratings),
        "ratings": ratings,
        "overall": _agreement(agreement(ratings)),
        "targets": {
            one["subject"]: _agreement(agreement(ratings, _belonging(one))) for one in subjects
        },
        "pairs": [
            {"one": one, "other": other} | _agreement(found)
            for (one, other), found in pairwise(ratings).items()
        ],
    }


def _belonging(subject: Paper) -> set[str]:
    return {subject["subject"], *(f"step:{task}" for task in subject["tasks"])}


def _agreement(found: Agreement) -> Paper:
    return {"items": found.items, "exact": found.exact, "kappa": found.kappa}


def _automatic(scored: Mapping[str, Any]) -> Paper:
    return {"score": scored["score"], "rating": scored["rating"], "gates": scored["gates"]}


def _settled(settled: Settled) -> Paper:
    return {
        "given": {person: _given(one) for person, one in settled.given.items()},
        "final": settled.final,
        "source": settled.source,
        "reason": settled.reason,
    }


def _given(given: Given) -> Paper:
    return {"rating": given.rating, "reason": given.reason, "by": given.by, "seq": given.seq}


def _signature(assessment: Assessment, entries: Sequence[Entry]) -> Paper | None:
    if assessment.signature is None:
        return None
    entry, fact = assessment.signature
    checked = {one.seq: one.holds for one in check_signatures(entries)}
    return {
        "seq": entry.seq,
        "by": entry.by,
        "wall": entry.wall,
        "through": fact.through,
        "hash": fact.hash,
        "rules": fact.rules,
        "comment": fact.comment,
        "holds": checked.get(entry.seq, False),
    }
