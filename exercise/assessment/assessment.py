"""The fold of what people judged: who rates what, what is final, what is signed, what the survey says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from exercise.entry import Entry, person_of, role_of
from exercise.facts import NoteTaken, NoteWithdrawn, RatingGiven
from exercise.judging_facts import (
    EvaluationReopened,
    EvaluationSigned,
    FinalRatingGiven,
    GuideReopened,
    GuideSigned,
    NarrativeWritten,
    PanelNamed,
    SurveyAnswered,
    SurveyClosed,
    SurveyOpened,
)

EVALUATORS = "evaluators"


@dataclass(frozen=True, slots=True)
class Given:
    """A rating, by whom and why; entry *seq*."""

    rating: str
    reason: str | None
    by: str
    seq: int


@dataclass(frozen=True, slots=True)
class Survey:
    """The questions put to participants; *seq* is the entry that opened them."""

    questions: tuple[Mapping[str, object], ...]
    anonymous: str
    is_open: bool
    seq: int


@dataclass(frozen=True, slots=True)
class Written:
    """A part of the report as a person wrote it."""

    text: str
    by: str
    seq: int
    wall: str


@dataclass(frozen=True, slots=True)
class Signing:
    """A guide or the evaluation was signed or opened again; *what* is the fact's name on paper."""

    what: str
    by: str
    seq: int
    wall: str
    reason: str | None = None
    evaluator: str | None = None


class Assessment:
    """What people judged so far; fed with every entry, ignores those that are not of judging.

    A person is known by the name alone, and without one by the kind (`judge_of`).
    """

    def __init__(self) -> None:
        """Begin with nobody having judged anything."""
        self.named: tuple[str, ...] | None = None
        self.lead: str | None = None
        self.ratings: dict[str, dict[str, Given]] = {}
        self.final: dict[str, Given] = {}
        self.notes: dict[int, Entry] = {}
        self.withdrawn: set[int] = set()
        self.signed: dict[str, int] = {}
        self.ever_signed: set[str] = set()
        self.is_revealed = False
        self.secrets: dict[int, str] = {}
        self.signature: tuple[Entry, EvaluationSigned] | None = None
        self.history: list[Signing] = []
        self.survey: Survey | None = None
        self.answers: dict[str, Entry] = {}
        self.narrative: dict[tuple[str, str], Written] = {}

    @property
    def panel(self) -> tuple[str, ...]:
        """The evaluators: those who were named, else whoever came in as one and rated or observed."""
        if self.named is not None:
            return self.named
        noted = (_by(entry) for entry in self.notes.values() if _is_evaluators(entry))
        return tuple(dict.fromkeys([*self.ratings, *noted]))

    @property
    def is_signed_off(self) -> bool:
        """Whether the evaluation is locked."""
        return self.signature is not None

    @property
    def is_blind(self) -> bool:
        """Whether somebody of the panel has yet to sign for the first time."""
        return not self.is_revealed

    def standing_notes(self) -> list[Entry]:
        """Return the notes that nobody took back or replaced, in order."""
        return [entry for seq, entry in self.notes.items() if seq not in self.withdrawn]

    def may_see_others(self, person: str) -> bool:
        """Whether *person* may see what other evaluators rated and observed: all have signed, and so has *person*.

        Who is left out of a named panel only looks on. Without one anybody may still rate, so who has not signed
        waits until the evaluation is signed off.
        """
        looks_on = self.is_signed_off if self.named is None else person not in self.named
        return self.is_revealed and (person in self.ever_signed or looks_on)

    def hides(self, person: str, seq: int) -> bool:
        """Whether entry *seq* is kept from the evaluator *person*."""
        owner = self.secrets.get(seq)
        return owner is not None and owner != person and not self.may_see_others(person)

    def hear(self, entry: Entry) -> None:
        """Take in the next entry."""
        arm = _ARMS.get(type(entry.fact))
        if arm is not None:
            arm(self, entry, entry.fact)

    def _note(self, entry: Entry, fact: NoteTaken) -> None:
        if role_of(entry.by or "") == "evaluator" and fact.audience != "hotwash":
            self.secrets[entry.seq] = _by(entry)
        if fact.audience == "own":
            return
        self.notes[entry.seq] = entry
        if fact.replaces is not None:
            self.withdrawn.add(fact.replaces)

    def _withdraw(self, entry: Entry, fact: NoteWithdrawn) -> None:
        self.withdrawn.add(fact.note)
        if fact.note in self.secrets:
            self.secrets[entry.seq] = self.secrets[fact.note]

    def _rate(self, entry: Entry, fact: RatingGiven) -> None:
        given = Given(fact.rating, fact.reason, entry.by or "", entry.seq)
        self.ratings.setdefault(_by(entry), {})[fact.subject] = given
        self.secrets[entry.seq] = _by(entry)

    def _name(self, entry: Entry, fact: PanelNamed) -> None:
        self.named, self.lead = fact.evaluators, fact.lead
        self._reveal_if_all_signed()

    def _sign_guide(self, entry: Entry, fact: GuideSigned) -> None:
        person = _by(entry)
        self.signed[person] = entry.seq
        self.ever_signed.add(person)
        if fact.comment:
            self.secrets[entry.seq] = person
        self._remember("guide_signed", entry, fact.comment, person)
        self._reveal_if_all_signed()

    def _reopen_guide(self, entry: Entry, fact: GuideReopened) -> None:
        self.signed.pop(fact.evaluator, None)
        self._remember("guide_reopened", entry, fact.reason, fact.evaluator)

    def _rate_finally(self, entry: Entry, fact: FinalRatingGiven) -> None:
        if fact.rating is None:
            self.final.pop(fact.subject, None)
        else:
            given = Given(fact.rating, fact.reason, entry.by or "", entry.seq)
            self.final[fact.subject] = given

    def _sign(self, entry: Entry, fact: EvaluationSigned) -> None:
        self.signature = (entry, fact)
        self._remember("evaluation_signed", entry, fact.comment)

    def _reopen(self, entry: Entry, fact: EvaluationReopened) -> None:
        self.signature = None
        self._remember("evaluation_reopened", entry, fact.reason)

    def _open_survey(self, entry: Entry, fact: SurveyOpened) -> None:
        self.survey = Survey(fact.questions, fact.anonymous, True, entry.seq)
        known = {question["id"] for question in fact.questions}
        self.answers = {
            key: answer
            for key, answer in self.answers.items()
            if isinstance(answer.fact, SurveyAnswered) and known >= set(answer.fact.answers)
        }

    def _close_survey(self, entry: Entry, fact: SurveyClosed) -> None:
        if self.survey is not None:
            self.survey = Survey(self.survey.questions, self.survey.anonymous, False, entry.seq)

    def _answer(self, entry: Entry, fact: SurveyAnswered) -> None:
        self.answers[entry.by or f"token:{fact.token}"] = entry

    def _write(self, entry: Entry, fact: NarrativeWritten) -> None:
        place = (fact.part, fact.language)
        if fact.text is None:
            self.narrative.pop(place, None)
        else:
            self.narrative[place] = Written(fact.text, entry.by or "", entry.seq, entry.wall)

    def _reveal_if_all_signed(self) -> None:
        if self.panel and all(person in self.ever_signed for person in self.panel):
            self.is_revealed = True

    def _remember(
        self, what: str, entry: Entry, reason: str | None, evaluator: str | None = None
    ) -> None:
        signing = Signing(what, entry.by or "", entry.seq, entry.wall, reason, evaluator)
        self.history.append(signing)


def judge_of(by: str) -> str:
    """Return by what a person who judges is known: the name, without one the kind."""
    return person_of(by) or role_of(by)


def _by(entry: Entry) -> str:
    return judge_of(entry.by or "")


def _is_evaluators(entry: Entry) -> bool:
    """Whether *entry* is a note of an evaluator for evaluators."""
    fact = entry.fact
    return (
        isinstance(fact, NoteTaken)
        and fact.audience == EVALUATORS
        and role_of(entry.by or "") == "evaluator"
    )


_ARMS: Mapping[type, Callable[[Assessment, Entry, Any], None]] = {
    NoteTaken: Assessment._note,
    NoteWithdrawn: Assessment._withdraw,
    RatingGiven: Assessment._rate,
    PanelNamed: Assessment._name,
    GuideSigned: Assessment._sign_guide,
    GuideReopened: Assessment._reopen_guide,
    FinalRatingGiven: Assessment._rate_finally,
    EvaluationSigned: Assessment._sign,
    EvaluationReopened: Assessment._reopen,
    SurveyOpened: Assessment._open_survey,
    SurveyClosed: Assessment._close_survey,
    SurveyAnswered: Assessment._answer,
    NarrativeWritten: Assessment._write,
}
