"""Retelling: what somebody must have asked for, so that an entry of the journal came about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from exercise import commands as ask
from exercise import facts as told
from exercise import judging_commands as judge
from exercise import judging_facts as judged
from exercise.commands import Command
from exercise.entry import OUTSIDE, Entry


def retold(entry: Entry) -> Command | None:
    """Return the command that led to *entry*; None when it came from script or world, or of a type not known here."""
    if entry.source != OUTSIDE:
        return None
    teller = _TELLERS.get(type(entry.fact))
    return None if teller is None else teller(entry.by, entry.fact)


def _act(by: str | None, fact: told.Acted) -> Command:
    return ask.Act(
        by or "",
        fact.action,
        fact.option,
        fact.about,
        fact.form,
        fact.text,
        fact.to,
        fact.client_id,
        fact.simulated,
    )


def _note(by: str | None, fact: told.NoteTaken) -> Command:
    return ask.TakeNote(
        by or "",
        fact.text,
        fact.audience,
        fact.kind,
        fact.step,
        fact.objective,
        fact.about_ms,
        fact.evidence,
        fact.client_id,
        fact.attachments,
        fact.replaces,
        fact.origin,
    )


_TELLERS: Mapping[type, Callable[[str | None, Any], Command]] = {
    told.Acted: _act,
    told.NoteTaken: _note,
    told.Started: lambda by, f: ask.Start(by, f.seats),
    told.Ended: lambda by, _: ask.End(by),
    told.Paused: lambda by, f: ask.Pause(by, f.reason),
    told.Resumed: lambda by, _: ask.Resume(by),
    told.SpeedChanged: lambda by, f: ask.SetSpeed(f.factor, by),
    told.Jumped: lambda by, f: ask.Jump(f.to, by),
    told.InjectOpened: lambda by, f: ask.OpenInject(by or "", f.inject),
    told.InjectHeld: lambda by, f: ask.Hold(f.inject, by, f.reason),
    told.InjectReleased: lambda by, f: ask.Release(f.inject, by, f.reason),
    told.InjectSkipped: lambda by, f: ask.Skip(f.inject, by, f.reason),
    told.InjectPostponed: lambda by, f: ask.Postpone(f.inject, f.to, by, f.reason),
    told.InjectWritten: lambda by, f: ask.WriteInject(f.inject, f.content, by, f.reason),
    told.MessageSent: lambda by, f: ask.SendMessage(
        by or "", f.to, f.text, f.subject, f.as_actor, f.client_id
    ),
    told.NoteWithdrawn: lambda by, f: ask.WithdrawNote(by or "", f.note),
    told.VerdictOverridden: lambda by, f: ask.Override(by or "", f.obligation, f.verdict, f.reason),
    told.RatingGiven: lambda by, f: ask.Rate(by or "", f.subject, f.rating, f.reason),
    told.SeatTaken: lambda _, f: ask.TakeSeat(f"{f.role}/{f.person}", f.simulated),
    told.SeatLeft: lambda _, f: ask.LeaveSeat(f"{f.role}/{f.person}"),
    judged.PanelNamed: lambda by, f: judge.NamePanel(by or "", f.evaluators, f.lead),
    judged.GuideSigned: lambda by, f: judge.SignGuide(by or "", f.comment),
    judged.GuideReopened: lambda by, f: judge.ReopenGuide(by or "", f.evaluator, f.reason),
    judged.FinalRatingGiven: lambda by, f: judge.RateFinally(
        by or "", f.subject, f.rating, f.reason
    ),
    judged.EvaluationSigned: lambda by, f: judge.SignOff(
        by or "", f.through, f.hash, f.rules, f.comment
    ),
    judged.EvaluationReopened: lambda by, f: judge.Reopen(by or "", f.reason),
    judged.SurveyOpened: lambda by, f: judge.OpenSurvey(by or "", f.questions, f.anonymous),
    judged.SurveyClosed: lambda by, _: judge.CloseSurvey(by or ""),
    judged.SurveyAnswered: lambda by, f: judge.AnswerSurvey(by, f.answers, f.token),
    judged.NarrativeWritten: lambda by, f: judge.WriteNarrative(
        by or "", f.part, f.language, f.text
    ),
}
