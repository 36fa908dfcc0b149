"""The programme as iCalendar (RFC 5545): exercises, days by which duties and reports are due. No content of injects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Event

from engine.store.programme import PlannedExercise
from engine.store.register_records import FeedRecord
from exercise.programme.records import CANCELLED
from exercise.programme.standing import Standing
from web.day_calendar import opened, remind
from web.i18n import known, words
from web.programme.view import Programme
from web.register.spoken import read

_CANCELLED, _CONFIRMED = "CANCELLED", "CONFIRMED"
_EPOCH = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A day of the calendar; *sequence* rises with every change, so that the newest takes the place of the old."""

    uid: str
    day: date
    title: str
    about: str
    sequence: int
    changed: datetime
    status: str = _CONFIRMED
    category: str = "exercise"
    reminds: bool = True


def calendar(feed: FeedRecord, programme: Programme, now: str) -> bytes:
    """Return the iCalendar text of the programme in the language of *feed*; *now* is a stamp."""
    language = known(feed.language)
    made = opened("programme", language, words(language, "programme.feed_title", name=feed.name))
    moment = datetime.fromisoformat(now)
    for entry in _entries(programme, language, moment):
        made.add_component(_event(entry, language))
    return bytes(made.to_ical())


def _entries(programme: Programme, language: str, now: datetime) -> Iterator[_Entry]:
    for one in programme.gathered.planned:
        yield _exercise(programme, one, language)
    for standing in programme.standings():
        if standing.due is not None and standing.state not in ("done", "not_yet"):
            yield _duty(programme, standing, language, now)
    for report in programme.reports():
        if report.held.reported is None:
            title = read(programme.held_paper(report.held)["title"], language)
            yield _Entry(
                f"{report.held.id}.{report.duty.id}.report@programme.startex",
                report.due,
                words(language, "programme.feed_report", title=title),
                words(language, "programme.feed_rule", rule=report.duty.rule.read(language[:2])),
                _days(report.due),
                now,
                category="report",
            )


def _exercise(programme: Programme, one: PlannedExercise, language: str) -> _Entry:
    is_off = one.state == CANCELLED
    title = read(one.title, language)
    return _Entry(
        f"{one.id}@programme.startex",
        date.fromisoformat(one.day),
        words(language, "programme.feed_exercise", title=title),
        _about(programme, one, language),
        one.revision - 1,
        _moved(one),
        _CANCELLED if is_off else _CONFIRMED,
        reminds=not is_off and one.exercise is None and one.day >= programme.today.isoformat(),
    )


def _moved(one: PlannedExercise) -> datetime:
    """Return a stamp that rises with every change of *one*: when it was made, and a second for each revision."""
    return datetime.fromisoformat(one.made) + timedelta(seconds=one.revision - 1)


def _about(programme: Programme, one: PlannedExercise, language: str) -> str:
    plan = programme.gathering.plan(one.plan)
    titles = [duty.title.read(language[:2]) for duty in programme.duties if duty.id in one.duties]
    facts: Mapping[str, str] = {
        "programme.field.plan": plan.title.read(language[:2]) if plan is not None else "",
        "programme.field.duties": "; ".join(titles),
        "programme.field.parties": "; ".join(one.parties),
        "programme.field.owner": one.owner or "",
    }
    said = [
        words(language, "said_of", name=words(language, key), what=what)
        for key, what in facts.items()
        if what
    ]
    return "\n".join([*said, words(language, "programme.feed_mark")])


def _duty(programme: Programme, one: Standing, language: str, now: datetime) -> _Entry:
    due = one.due or _EPOCH
    kind, name = one.place
    plan = programme.gathering.plan(name) if kind == "plan" else None
    place = plan.title.read(language[:2]) if plan is not None else name
    title = one.duty.title.read(language[:2])
    said = words(language, "said_of", name=title, what=place) if place else title
    return _Entry(
        f"{one.duty.id}.{kind}.{name or 'all'}.{due.year}@programme.startex",
        due,
        words(language, "programme.feed_duty", title=said),
        words(language, "programme.feed_rule", rule=one.duty.rule.read(language[:2])),
        _days(due),
        now,
        category="duty",
    )


def _days(day: date) -> int:
    """Return a number that rises as a due day moves on."""
    return (day - _EPOCH).days


def _event(entry: _Entry, language: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.about)
    event.add("categories", [words(language, f"programme.category.{entry.category}")])
    event.add("transp", "TRANSPARENT")
    event.add("status", entry.status)
    if entry.reminds:
        remind(event, entry.title)
    return event
