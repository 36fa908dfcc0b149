"""What people judged, for reports: panel, ratings, final ratings, observations, signature, survey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exercise.assessment.assessment import Assessment, Given, judge_of
from exercise.assessment.settling import settle
from exercise.assessment.signing import check_signatures, evaluation_hash
from exercise.entry import Entry, person_of, role_of
from exercise.evaluation.survey import survey_results
from exercise.facts import NoteTaken
from exercise.script_paper import text_paper
from exercise.setting import Setting
from web.reports.proof import Proofs

Paper = dict[str, Any]


def assessment_of(entries: Sequence[Entry]) -> Assessment:
    """Return what people judged in *entries*, which may be those that one reader is allowed to see."""
    assessment = Assessment()
    for entry in entries:
        assessment.hear(entry)
    return assessment


def judged(assessment: Assessment, entries: Sequence[Entry]) -> Paper:
    """Return panel, final ratings, survey and signature; the signature's hash is checked over *entries*, every one."""
    return {
        "panel": list(assessment.panel),
        "lead": assessment.lead,
        "revealed": assessment.is_revealed,
        "standing": _standing(assessment),
        "final": {subject: _given(one) for subject, one in assessment.final.items()},
        "signature": _signature(assessment, entries),
        "history": [
            {"what": one.what, "by": judge_of(one.by), "wall": one.wall, "reason": one.reason}
            for one in assessment.history
        ],
        "survey": survey_results(assessment),
    }


def _standing(assessment: Assessment) -> dict[str, Paper]:
    """Return whose rating stands of each subject that people rated: the lead's, what all agree on, or none yet."""
    rated = (subject for given in assessment.ratings.values() for subject in given)
    found = {one: settle(assessment, one, None) for one in (*assessment.final, *rated)}
    return {one: {"rating": how.final, "source": how.source} for one, how in found.items()}


def ratings(assessment: Assessment) -> list[Paper]:
    """Return every evaluator's ratings as they stand, by subject."""
    return [
        {"subject": subject, **_given(one)}
        for given in assessment.ratings.values()
        for subject, one in given.items()
    ]


def notes(setting: Setting, assessment: Assessment, proofs: Proofs) -> list[Paper]:
    """Return the observations that nobody took back; a participant's note tells the role, never the name."""
    return [_note(setting, entry, proofs) for entry in assessment.standing_notes()]


def archive(entries: Sequence[Entry], rules: str | None) -> Paper:
    """Return what belongs into the archive: the journal's length and hash by *rules* (None: not told), attachments."""
    attached = {
        str(one.get("digest")): str(one.get("name", ""))
        for entry in entries
        if isinstance(entry.fact, NoteTaken)
        for one in entry.fact.attachments
    }
    return {
        "entries": len(entries),
        "hash": None if rules is None else evaluation_hash(entries, rules),
        "attachments": [{"digest": digest, "name": name} for digest, name in attached.items()],
    }


def _note(setting: Setting, entry: Entry, proofs: Proofs) -> Paper:
    fact = entry.fact
    assert isinstance(fact, NoteTaken)  # noqa: S101
    is_evaluators = role_of(entry.by or "") not in setting.roles
    role = setting.roles.get(role_of(entry.by or ""))
    return {
        "seq": entry.seq,
        "at": entry.at,
        "by": judge_of(entry.by or "") if is_evaluators else None,
        "role": None if role is None else text_paper(role.title),
        "text": fact.text,
        "kind": fact.kind,
        "audience": fact.audience,
        "step": fact.step,
        "objective": fact.objective,
        "about_ms": fact.about_ms,
        "evidence": list(fact.evidence),
        "proof": proofs.of(fact.evidence),
        "attachments": [str(one.get("name", "")) for one in fact.attachments],
    }


def _given(given: Given) -> Paper:
    return {
        "rating": given.rating,
        "reason": given.reason,
        "by": person_of(given.by) or given.by,
        "seq": given.seq,
    }


def _signature(assessment: Assessment, entries: Sequence[Entry]) -> Paper | None:
    if assessment.signature is None:
        return None
    entry, fact = assessment.signature
    checked = {one.seq: one.holds for one in check_signatures(entries)}
    return {
        "by": judge_of(entry.by or ""),
        "wall": entry.wall,
        "hash": fact.hash,
        "through": fact.through,
        "rules": fact.rules,
        "comment": fact.comment,
        "holds": checked.get(entry.seq),
    }
