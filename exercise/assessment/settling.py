"""Settling: which rating of a subject is the final one, and which are still open (scoring.md 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exercise.assessment.assessment import Assessment, Given

LEAD, AGREED, AUTOMATIC, OPEN = "lead", "agreed", "automatic", "open"


@dataclass(frozen=True, slots=True)
class Settled:
    """All ratings of one *subject*; *source* says whose the *final* one is: LEAD, AGREED, AUTOMATIC or, none, OPEN."""

    subject: str
    automatic: str | None
    given: Mapping[str, Given]
    final: str | None
    source: str
    reason: str | None = None


def settle(
    assessment: Assessment, subject: str, automatic: str | None, person: str | None = None
) -> Settled:
    """Return how *subject* stands: the lead's word, else what all evaluators agree on, else the rules'.

    *person*: as the evaluator of that name may see it.
    """
    given = {
        evaluator: ratings[subject]
        for evaluator, ratings in assessment.ratings.items()
        if subject in ratings and not (person and assessment.hides(person, ratings[subject].seq))
    }
    last = assessment.final.get(subject)
    if last is not None:
        return Settled(subject, automatic, given, last.rating, LEAD, last.reason)
    spoken = {one.rating for one in given.values()}
    if len(spoken) > 1:
        return Settled(subject, automatic, given, None, OPEN)
    if spoken:
        return Settled(subject, automatic, given, spoken.pop(), AGREED)
    return Settled(subject, automatic, given, automatic, AUTOMATIC)


def unsettled(assessment: Assessment) -> tuple[str, ...]:
    """Return the subjects on which evaluators differ and that the lead has not settled; tasks need no settling."""
    subjects = _rated(assessment.ratings.values())
    return tuple(
        subject
        for subject in subjects
        if not subject.startswith("step:") and settle(assessment, subject, None).source == OPEN
    )


def _rated(ratings: Iterable[Mapping[str, Given]]) -> list[str]:
    return list(dict.fromkeys(subject for given in ratings for subject in given))
