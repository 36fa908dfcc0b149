"""What facilitators and evaluators see of people's judgement, as a mapping (docs/protocol.md 4, ``assessment``)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from exercise.assessment.assessment import Assessment, Given, Signing, judge_of
from exercise.assessment.settling import unsettled
from exercise.facts import NoteTaken

Paper = dict[str, Any]


def assessment_paper(assessment: Assessment) -> Paper:
    """Return how far people's judgement has come; nothing of what they rated or observed."""
    signature = assessment.signature
    return {
        "panel": list(assessment.panel),
        "named": assessment.named is not None,
        "lead": assessment.lead,
        "signed": dict(assessment.signed),
        "ever_signed": sorted(assessment.ever_signed),
        "revealed": assessment.is_revealed,
        "progress": _progress(assessment),
        "final": {subject: _given(one) for subject, one in assessment.final.items()},
        "unsettled": list(unsettled(assessment)) if assessment.is_revealed else [],
        "signature": None
        if signature is None
        else {
            "by": signature[0].by,
            "seq": signature[0].seq,
            "wall": signature[0].wall,
            "through": signature[1].through,
            "hash": signature[1].hash,
            "rules": signature[1].rules,
            "comment": signature[1].comment,
        },
        "history": [_signing(one, assessment.is_revealed) for one in assessment.history],
        "survey": survey_paper(assessment),
        "answers": len(assessment.answers),
        "narrative": _narrative(assessment),
    }


def survey_paper(assessment: Assessment) -> Paper | None:
    """Return the survey as participants see it; None before it was opened."""
    survey = assessment.survey
    if survey is None:
        return None
    questions = [dict(question) for question in survey.questions]
    return {
        "seq": survey.seq,
        "open": survey.is_open,
        "anonymous": survey.anonymous,
        "questions": questions,
    }


def _progress(assessment: Assessment) -> dict[str, Paper]:
    """Return how many subjects each evaluator has rated and how many observations stand."""
    standing = [entry for entry in assessment.standing_notes() if _is_observation(entry.fact)]
    return {
        person: {
            "rated": len(assessment.ratings.get(person, {})),
            "observed": sum(judge_of(entry.by or "") == person for entry in standing),
        }
        for person in assessment.panel
    }


def _is_observation(fact: object) -> bool:
    return isinstance(fact, NoteTaken) and fact.audience == "evaluators"


def _given(given: Given) -> Paper:
    return asdict(given)


def _signing(signing: Signing, is_revealed: bool) -> Paper:
    """Return *signing*; what an evaluator says to the own guide is told once all have signed."""
    is_told = is_revealed or signing.what != "guide_signed"
    return {**asdict(signing), "reason": signing.reason if is_told else None}


def _narrative(assessment: Assessment) -> dict[str, dict[str, Paper]]:
    parts: dict[str, dict[str, Paper]] = {}
    for (part, language), written in assessment.narrative.items():
        about = {"by": written.by, "seq": written.seq, "wall": written.wall}
        parts.setdefault(part, {})[language] = about
    return parts
