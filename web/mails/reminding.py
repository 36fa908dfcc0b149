"""Reminding: mails about exercises that come and reports that fall due, each once, put into the outbox."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from engine.store.programme import MailRecord, PlannedExercise
from exercise.programme.reminders import Reminder, reminders
from web.house import House
from web.i18n import LANGUAGES, words
from web.mails.message import subject_of
from web.mails.settings import BOTH, MailSettings, mail_settings
from web.programme.view import Programme
from web.register.spoken import read

_BETWEEN = "\n\n" + "-" * 40 + "\n\n"


class Reminding:
    """Puts what has to be told today in line, for everybody who wants to be told."""

    def __init__(self, house: House) -> None:
        """Tell of the programme of *house*."""
        self._house = house
        self._programme = house.store.programme

    def remind(self) -> int:
        """Put today's reminders in line; return how many were new."""
        settings = mail_settings(self._house.store)
        if not settings.is_ready:
            return 0
        programme = Programme(self._house)
        found = reminders(
            programme.gathered.reckoning.planned,
            programme.reports(),
            programme.today,
            settings.days,
        )
        mails = (mail for one in found for mail in self._mails(one, programme, settings))
        return sum(self._programme.post(mail) for mail in mails)

    def test(self, to: str) -> MailRecord:
        """Put a test mail in line and return it."""
        settings = mail_settings(self._house.store)
        now = self._house.room.source.stamp()
        mail = MailRecord(
            f"test/{secrets.token_hex(6)}",
            to,
            subject_of(_said(settings, "mail.test_subject", " / ")),
            _said(settings, "mail.test_text", _BETWEEN) + "\n",
            made=now,
            next=now,
        )
        self._programme.post(mail)
        return mail

    def _mails(
        self, one: Reminder, programme: Programme, settings: MailSettings
    ) -> Iterator[MailRecord]:
        planned = _planned(one, programme)
        if planned is None:
            return
        now, languages = self._house.room.source.stamp(), _languages(settings)
        subject = " / ".join(_subject(one, planned, language) for language in languages)
        text = _BETWEEN.join(_text(one, planned, programme, language) for language in languages)
        for to in dict.fromkeys((*planned.remind, *settings.always)):
            yield MailRecord(
                f"{one.name}/{to}", to, subject_of(subject), text + "\n", made=now, next=now
            )


def _planned(one: Reminder, programme: Programme) -> PlannedExercise | None:
    """Return the planned exercise that *one* is about; one that was held unplanned as if it had been."""
    found = next((each for each in programme.gathered.planned if each.id == one.about), None)
    held = next((each for each in programme.gathered.reckoning.held if each.id == one.about), None)
    if found is not None or held is None:
        return found
    title = programme.title_of(held)
    return PlannedExercise(held.id, held.day.isoformat(), title, "", plan=held.plan)


def _languages(settings: MailSettings) -> tuple[str, ...]:
    if settings.language == BOTH:
        return LANGUAGES
    return tuple(one for one in LANGUAGES if one.startswith(settings.language))


def _said(settings: MailSettings, key: str, between: str) -> str:
    return between.join(words(language, key) for language in _languages(settings))


def _subject(one: Reminder, planned: PlannedExercise, language: str) -> str:
    numbers: dict[str, Any] = {
        "title": read(planned.title, language),
        "day": one.day.isoformat(),
        "count": abs(one.left),
    }
    return words(language, f"mail.subject.{one.kind}", **numbers)


def _text(one: Reminder, planned: PlannedExercise, programme: Programme, language: str) -> str:
    """Return what the mail says: what is due, of what, for which duties; nothing of the script."""
    short = language[:2]
    plan = programme.gathering.plan(planned.plan)
    wanted = (one.duty,) if one.duty is not None else planned.duties
    duties = [duty for duty in programme.duties if duty.id in wanted]
    facts = {
        "mail.fact.exercise": read(planned.title, language),
        "mail.fact.held": planned.day,
        "programme.field.plan": plan.title.read(short) if plan is not None else "",
        "programme.field.duties": "; ".join(
            f"{duty.title.read(short)} ({duty.rule.read(short)})" for duty in duties
        ),
        "mail.fact.report_to": "; ".join(
            duty.report.to.read(short) for duty in duties if one.duty and duty.report
        ),
        "programme.field.parties": "; ".join(planned.parties),
        "programme.field.owner": planned.owner or "",
    }
    said = [
        words(language, "said_of", name=words(language, key), what=what)
        for key, what in facts.items()
        if what
    ]
    return "\n".join(
        [_subject(one, planned, language), "", *said, "", words(language, "mail.foot")]
    )
