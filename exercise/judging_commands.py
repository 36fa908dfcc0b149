"""Commands of the people who judge: panel, guides, final ratings, signatures, survey, the words of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamePanel:
    """A facilitator or the lead says who evaluates."""

    by: str
    evaluators: tuple[str, ...]
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class SignGuide:
    """An evaluator says that the own ratings and observations are final."""

    by: str
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class ReopenGuide:
    """The evaluator, the lead or a facilitator lets a signed guide be worked on again."""

    by: str
    evaluator: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RateFinally:
    """The lead settles a rating, or takes that back (None)."""

    by: str
    subject: str
    rating: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """The lead signs the evaluation of all that came about up to entry *through*."""

    by: str
    through: int
    hash: str
    rules: str
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Reopen:
    """The lead or a facilitator lets a signed evaluation be worked on again."""

    by: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """A facilitator asks the participants."""

    by: str
    questions: tuple[Mapping[str, object], ...]
    anonymous: str = "allowed"


@dataclass(frozen=True, slots=True)
class CloseSurvey:
    """A facilitator takes no more answers."""

    by: str


@dataclass(frozen=True, slots=True)
class AnswerSurvey:
    """A participant answers; without a name (*by* None) a *token* that is the same each time."""

    by: str | None
    answers: Mapping[str, object]
    token: str | None = None


@dataclass(frozen=True, slots=True)
class WriteNarrative:
    """A facilitator or evaluator writes a part of the report, or goes back to the draft (None)."""

    by: str
    part: str
    language: str
    text: str | None
