"""Facts of the people who judge: panel, guides, final ratings, signatures, survey, the words of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PanelNamed:
    """These people evaluate the table, by the names that they come in with; *lead* reconciles and signs."""

    evaluators: tuple[str, ...]
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class GuideSigned:
    """An evaluator's ratings and observations are final."""

    comment: str | None = None


@dataclass(frozen=True, slots=True)
class GuideReopened:
    """The guide of *evaluator*, which was signed, may be worked on again."""

    evaluator: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FinalRatingGiven:
    """The lead evaluator settled the rating of a subject; *rating* None takes it back."""

    subject: str
    rating: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationSigned:
    """The evaluation is final: *hash* is over entries 1 to *through*, *rules* and all ratings."""

    through: int
    hash: str
    rules: str
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class EvaluationReopened:
    """An evaluation that was signed may be worked on again."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SurveyOpened:
    """Participants are asked *questions*; *anonymous* is never, allowed or always."""

    questions: tuple[Mapping[str, object], ...]
    anonymous: str = "allowed"


@dataclass(frozen=True, slots=True)
class SurveyClosed:
    """No more answers are taken."""


@dataclass(frozen=True, slots=True)
class SurveyAnswered:
    """Somebody answered; an anonymous answer has no ``by``, its *token* only tells that two are one person's."""

    answers: Mapping[str, object]
    token: str | None = None


@dataclass(frozen=True, slots=True)
class NarrativeWritten:
    """A person wrote a part of the report in one language; *text* None: back to what the program drafts."""

    part: str
    language: str
    text: str | None = None


JudgingFact = (
    PanelNamed
    | GuideSigned
    | GuideReopened
    | FinalRatingGiven
    | EvaluationSigned
    | EvaluationReopened
    | SurveyOpened
    | SurveyClosed
    | SurveyAnswered
    | NarrativeWritten
)
"""Any of them."""

SURVEYED = (SurveyOpened, SurveyClosed, SurveyAnswered)
