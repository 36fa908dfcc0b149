"""What becomes of the commands of people who judge: facts, or why they are refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from exercise.assessment.agreement import SCALE
from exercise.assessment.assessment import Assessment, judge_of
from exercise.assessment.settling import unsettled
from exercise.assessment.survey import ANONYMITY, answer_fault, question_fault
from exercise.commands import Override, Rate, TakeNote, WithdrawNote
from exercise.entry import person_of, role_of
from exercise.facts import (
    NoteTaken,
    NoteWithdrawn,
    RatingGiven,
    VerdictOverridden,
)
from exercise.judging_commands import (
    AnswerSurvey,
    CloseSurvey,
    NamePanel,
    OpenSurvey,
    RateFinally,
    Reopen,
    ReopenGuide,
    SignGuide,
    SignOff,
    WriteNarrative,
)
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
from exercise.refusal import Decided, Refused
from exercise.state import State

VERDICTS = ("met", "late", "very_late", "partial", "missed", "violated", "compensated", "waived")
LANGUAGES = ("zh", "en")
_OWN = "own"


def decide_judgement(state: State, command: object) -> Decided:
    """Return the facts that follow from *command*, one of JUDGEMENTS.

    After the signature only reopening, and notes for oneself, are taken.
    """
    assessment = state.assessment
    is_own = isinstance(command, TakeNote) and command.audience == _OWN
    if assessment.is_signed_off and not is_own and not isinstance(command, Reopen):
        return Refused("signed_off")
    return JUDGEMENTS[type(command)](state, assessment, command)


def _note(state: State, assessment: Assessment, note: TakeNote) -> Decided:
    if note.audience in ("evaluators", "facilitators") and _is_final(assessment, note.by):
        return Refused("guide_signed")
    if note.replaces is not None and not _is_own_note(assessment, note.replaces, note.by):
        return Refused("no_such_note", {"note": note.replaces})
    if note.origin is not None and note.origin not in assessment.notes:
        return Refused("no_such_note", {"note": note.origin})
    if note.step is not None and note.step not in state.setting.steps:
        return Refused("no_such_step", {"step": note.step})
    if note.objective is not None and not _is_subject(state, f"objective:{note.objective}"):
        return Refused("no_such_objective", {"objective": note.objective})
    taken = NoteTaken(
        text=note.text,
        audience=note.audience,
        kind=note.kind,
        step=note.step,
        objective=note.objective,
        about_ms=note.about_ms,
        evidence=note.evidence,
        client_id=note.client_id,
        attachments=note.attachments,
        replaces=note.replaces,
        origin=note.origin,
    )
    return (taken,)


def _withdraw(state: State, assessment: Assessment, command: WithdrawNote) -> Decided:
    if not _is_own_note(assessment, command.note, command.by):
        return Refused("no_such_note", {"note": command.note})
    if command.note in assessment.secrets and _is_final(assessment, command.by):
        return Refused("guide_signed")
    return (NoteWithdrawn(command.note),)


def _rate(state: State, assessment: Assessment, command: Rate) -> Decided:
    if command.rating not in SCALE:
        return Refused("no_such_rating", {"rating": command.rating})
    if not _is_subject(state, command.subject):
        return Refused("no_such_subject", {"subject": command.subject})
    if _is_final(assessment, command.by):
        return Refused("guide_signed")
    return (RatingGiven(command.subject, command.rating, command.reason),)


def _override(state: State, assessment: Assessment, command: Override) -> Decided:
    owner = command.obligation.partition(".")[0]
    if owner not in state.setting.steps and owner not in state.setting.services:
        return Refused("no_such_obligation", {"obligation": command.obligation})
    if command.verdict is not None and command.verdict not in VERDICTS:
        return Refused("no_such_verdict", {"verdict": command.verdict})
    return (VerdictOverridden(command.obligation, command.verdict, command.reason),)


def _name_panel(state: State, assessment: Assessment, command: NamePanel) -> Decided:
    if not _leads(assessment, command.by):
        return Refused("not_lead")
    evaluators = tuple(dict.fromkeys(command.evaluators))
    return (PanelNamed(evaluators, command.lead),)


def _sign_guide(state: State, assessment: Assessment, command: SignGuide) -> Decided:
    person = judge_of(command.by)
    if state.ended_at is None:
        return Refused("not_ended")
    if person not in assessment.panel:
        return Refused("not_on_panel", {"person": person})
    if person in assessment.signed:
        return Refused("guide_signed")
    return (GuideSigned(command.comment),)


def _reopen_guide(state: State, assessment: Assessment, command: ReopenGuide) -> Decided:
    if command.evaluator not in assessment.signed:
        return Refused("guide_not_signed", {"person": command.evaluator})
    if judge_of(command.by) != command.evaluator and not _leads(assessment, command.by):
        return Refused("not_lead")
    return (GuideReopened(command.evaluator, command.reason),)


def _rate_finally(state: State, assessment: Assessment, command: RateFinally) -> Decided:
    if not _leads(assessment, command.by):
        return Refused("not_lead")
    if command.rating is not None and command.rating not in SCALE:
        return Refused("no_such_rating", {"rating": command.rating})
    if not _is_subject(state, command.subject):
        return Refused("no_such_subject", {"subject": command.subject})
    unsigned = _unsigned(assessment)
    if unsigned:
        return Refused("guides_open", {"people": unsigned})
    return (FinalRatingGiven(command.subject, command.rating, command.reason),)


def _sign_off(state: State, assessment: Assessment, command: SignOff) -> Decided:
    if state.ended_at is None:
        return Refused("not_ended")
    if not _leads(assessment, command.by):
        return Refused("not_lead")
    unsigned = _unsigned(assessment)
    if unsigned:
        return Refused("guides_open", {"people": unsigned})
    differing = unsettled(assessment)
    if differing:
        return Refused("unsettled", {"subjects": list(differing)})
    if command.through != state.seq:
        return Refused("journal_moved", {"now": state.seq})
    return (EvaluationSigned(command.through, command.hash, command.rules, command.comment),)


def _reopen(state: State, assessment: Assessment, command: Reopen) -> Decided:
    if not assessment.is_signed_off:
        return Refused("not_signed_off")
    if not _leads(assessment, command.by):
        return Refused("not_lead")
    return (EvaluationReopened(command.reason),)


def _open_survey(state: State, assessment: Assessment, command: OpenSurvey) -> Decided:
    fault = question_fault(command.questions)
    if fault is None and command.anonymous not in ANONYMITY:
        fault = "anonymous"
    if fault is not None:
        return Refused("survey_question_wrong", {"where": fault})
    return (SurveyOpened(command.questions, command.anonymous),)


def _close_survey(state: State, assessment: Assessment, command: CloseSurvey) -> Decided:
    if assessment.survey is None or not assessment.survey.is_open:
        return Refused("survey_closed")
    return (SurveyClosed(),)


def _answer(state: State, assessment: Assessment, command: AnswerSurvey) -> Decided:
    survey = assessment.survey
    if survey is None or not survey.is_open:
        return Refused("survey_closed")
    is_anonymous = command.by is None
    if is_anonymous and (survey.anonymous == "never" or not command.token):
        return Refused("survey_not_anonymous")
    if not is_anonymous and survey.anonymous == "always":
        return Refused("survey_anonymous")
    fault = answer_fault(survey.questions, command.answers)
    if fault is not None:
        return Refused("survey_answer_wrong", {"question": fault})
    return (SurveyAnswered(command.answers, command.token if is_anonymous else None),)


def _write(state: State, assessment: Assessment, command: WriteNarrative) -> Decided:
    if command.language not in LANGUAGES:
        return Refused("no_such_language", {"language": command.language})
    return (NarrativeWritten(command.part, command.language, command.text),)


def _is_final(assessment: Assessment, by: str) -> bool:
    return judge_of(by) in assessment.signed


def _is_own_note(assessment: Assessment, note: int, by: str) -> bool:
    entry = assessment.notes.get(note)
    return entry is not None and note not in assessment.withdrawn and entry.by == by


def _is_subject(state: State, subject: str) -> bool:
    kind, _, name = subject.partition(":")
    setting = state.setting
    known = {
        "objective": {one.id for one in setting.scenario.objectives},
        "procedure": {one.id for one in setting.plan.procedures},
        "step": set(setting.steps),
    }
    return subject == "whole" or name in known.get(kind, ())


def _leads(assessment: Assessment, by: str) -> bool:
    """Whether *by* may settle and sign: the lead, and any facilitator."""
    return role_of(by) == "facilitator" or (
        assessment.lead is not None and person_of(by) == assessment.lead
    )


def _unsigned(assessment: Assessment) -> list[str]:
    return [person for person in assessment.panel if person not in assessment.signed]


JUDGEMENTS: Mapping[type, Callable[[State, Assessment, Any], Decided]] = {
    TakeNote: _note,
    WithdrawNote: _withdraw,
    Rate: _rate,
    Override: _override,
    NamePanel: _name_panel,
    SignGuide: _sign_guide,
    ReopenGuide: _reopen_guide,
    RateFinally: _rate_finally,
    SignOff: _sign_off,
    Reopen: _reopen,
    OpenSurvey: _open_survey,
    CloseSurvey: _close_survey,
    AnswerSurvey: _answer,
    WriteNarrative: _write,
}
"""What each command of judging leads to; they are taken at any time, after EndEx too."""
