"""The programme as the page shows it: duties and where they stand, exercises, reports, records, the year's days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.store.programme import PlannedExercise
from exercise.improvement.working_days import WorkingCalendar
from exercise.programme.fitting import LACKS, lacks, places
from exercise.programme.records import CANCELLED, DONE, Held
from exercise.programme.reports import Kept, ReportStanding, fulfilled, kept_records, reports
from exercise.programme.standing import Standing, standings
from exercise.script_paper import text_paper
from scenarios.duty import EXERCISE, Duty
from web.house import House
from web.programme.duty_book import DutyBook, KnownDuty, duty_paper
from web.programme.gathering import Gathered, Gathering, gathering_of
from web.programme.planning import Planning
from web.register.calendar import Calendars, day_of, public_days

Paper = dict[str, Any]

LAUNCHED = "launched"


class Programme:
    """The programme of a server on one day."""

    def __init__(self, house: House) -> None:
        """Reckon the programme of *house* as it stands now."""
        stamp = house.room.source.stamp
        self.house = house
        self.today = day_of(stamp())
        self.calendars = Calendars(house.store)
        self.calendar: WorkingCalendar = self.calendars.current()
        self.gathering: Gathering = gathering_of(house)
        self.gathered: Gathered = self.gathering.gather(self.today)
        self.book = DutyBook(house.store, stamp)
        self.known: tuple[KnownDuty, ...] = self.book.all()
        self.duties: tuple[Duty, ...] = tuple(one.duty for one in self.known if one.duty.enabled)
        self.planning = Planning(house.store, stamp)

    @property
    def reckoning(self) -> Any:
        """What everything is reckoned from."""
        return self.gathered.reckoning

    def standings(self) -> tuple[Standing, ...]:
        """Return where the duties stand that are switched on."""
        return standings(self.duties, self.gathered.reckoning)

    def reports(self) -> tuple[ReportStanding, ...]:
        """Return where the reports on exercises stand."""
        return reports(self.duties, self.gathered.reckoning, self.calendar)

    def kept(self) -> tuple[Kept, ...]:
        """Return until when the records of exercises are kept."""
        return kept_records(self.duties, self.gathered.reckoning)

    def paper(self, year: int) -> Paper:
        """Return the programme of *year* with everything that it is judged by."""
        return {
            "today": self.today.isoformat(),
            "year": year,
            "since": self.gathered.reckoning.since.isoformat(),
            "duties": self.duty_papers(),
            "planned": self.planned_papers(),
            "held": [self.held_paper(one) for one in self.gathered.reckoning.held],
            "running": self._running(),
            "reports": [report_paper(one) for one in self.reports()],
            "records": [self.record_paper(one) for one in self.kept()],
            "handed": {str(y): d.isoformat() for y, d in self.gathered.reckoning.handed.items()},
            "conflicts": self._conflicts(),
            "days": self._days(year),
        }

    def duty_papers(self) -> list[Paper]:
        """Return every duty, those that are off too, each with where it stands at each place."""
        found = {one.duty.id: list[Paper]() for one in self.known}
        for one in self.standings():
            found[one.duty.id].append(standing_paper(one) | self._place(one.place))
        return [known_paper(one) | {"standings": found[one.duty.id]} for one in self.known]

    def planned_papers(self) -> list[Paper]:
        """Return every planned exercise, the earliest first."""
        why = self.planning.reasons()
        return [self.planned_paper(one, why.get(one.id)) for one in self.gathered.planned]

    def planned_paper(self, one: PlannedExercise, why: Mapping[str, Any] | None = None) -> Paper:
        """Return a planned exercise with the state that it is really in."""
        return {
            "id": one.id,
            "day": one.day,
            "title": dict(one.title),
            "state": self._state(one),
            "outside": one.state == DONE and one.exercise is None,
            "scenario": one.scenario,
            "plan": one.plan,
            "duties": list(one.duties),
            "joint": one.joint,
            "parties": list(one.parties),
            "owner": one.owner,
            "remind": list(one.remind),
            "exercise": one.exercise,
            "reported": one.reported,
            "note": one.note,
            "made_by": one.made_by,
            "revision": one.revision,
            "cancelled": dict(why) if why and one.state == CANCELLED else None,
            "working": self.calendar.is_working(date.fromisoformat(one.day)),
        }

    def held_paper(self, one: Held) -> Paper:
        """Return an exercise that was held, which duties it kept, and what it lacks for others it was meant for."""
        record = self.gathered.exercises.get(one.id)
        done = fulfilled(self.duties, one, self.gathered.reckoning)
        return {
            "id": one.id,
            "exercise": None if record is None else one.id,
            "planned": one.planned,
            "title": self.title_of(one),
            "day": one.day.isoformat(),
            "scenario": None if record is None else self.house.pinned(record).setting.scenario.id,
            "plan": one.plan,
            "causes": list(one.causes),
            "type": one.type,
            "joint": one.joint,
            "switched": one.switched,
            "fulfils": [duty.id for duty in done],
            "lacks": self._lacks(one, {duty.id for duty in done}),
            "reported": None if one.reported is None else one.reported.isoformat(),
        }

    def record_paper(self, one: Kept) -> Paper:
        """Return until when the records of an exercise are kept, and by whose word."""
        return {
            "id": one.held.id,
            "title": self.title_of(one.held),
            "day": one.held.day.isoformat(),
            "until": one.until.isoformat(),
            "years": one.keeping.years,
            "verification": one.keeping.verification,
            "says": text_paper(one.keeping.says),
            "duty": None if one.duty is None else one.duty.id,
            "over": one.is_over,
        }

    def title_of(self, one: Held) -> Paper:
        """Return what an exercise that was held is called."""
        record = self.gathered.exercises.get(one.id)
        if record is not None:
            return dict(record.title)
        planned = next((each for each in self.gathered.planned if each.id == one.planned), None)
        return dict(planned.title) if planned is not None else {"": one.id}

    def _lacks(self, one: Held, done: set[str]) -> list[Paper]:
        """Return for each duty that *one* was meant to keep and did not, what it lacks at the place where least."""
        found = []
        for duty in self.duties:
            if duty.id in one.claimed and duty.id not in done and duty.asks == EXERCISE:
                ways = [lacks(duty, one, place) for place in places(duty, self.reckoning)]
                best = min(ways, key=lambda each: (len(each), each), default=LACKS[:1])
                found.append({"duty": duty.id, "lacks": list(best)})
        return found

    def _state(self, one: PlannedExercise) -> str:
        if one.state != CANCELLED and one.exercise is not None:
            return LAUNCHED if one.exercise in self.gathered.running else DONE
        return one.state

    def _place(self, place: tuple[str, str]) -> Paper:
        kind, name = place
        title: Paper = {}
        if kind == "plan":
            plan = self.gathering.plan(name)
            title = text_paper(plan.title) if plan is not None else {"": name}
        return {"place": {"kind": kind, "id": name, "title": title or {"": name}}}

    def _running(self) -> list[Paper]:
        """Return the exercises that are being played, so that a planned one can be linked to them."""
        return [
            {
                "id": one,
                "title": dict(self.gathered.exercises[one].title),
                "day": day_of(self.gathered.exercises[one].opened).isoformat(),
            }
            for one in sorted(self.gathered.running)
        ]

    def _conflicts(self) -> list[Paper]:
        """Return the days on which two exercises are planned."""
        by_day: dict[str, list[str]] = {}
        for one in self.gathered.planned:
            if one.state != CANCELLED:
                by_day.setdefault(one.day, []).append(one.id)
        return [{"day": day, "planned": ids} for day, ids in by_day.items() if len(ids) > 1]

    def _days(self, year: int) -> Paper:
        changed = self.calendars.changes()
        holidays = {day.isoformat(): name for day, name in public_days(year).holidays.items()}
        return {
            "holidays": holidays,
            "off": [day.isoformat() for day in changed["holidays"] if day.year == year],
            "worked": [
                day.isoformat() for day in sorted(self.calendar.workdays) if day.year == year
            ],
            "announced": self.calendars.is_announced(year),
        }


def known_paper(one: KnownDuty) -> Paper:
    """Return a duty as the pages show it: what it says, where it is from, what was changed about it."""
    return duty_paper(one.duty) | {
        "origin": one.origin,
        "book": one.book,
        "changed": list(one.changed),
        "by": one.by,
        "revision": one.revision,
    }


def standing_paper(one: Standing) -> Paper:
    """Return where a duty stands at a place."""
    return {
        "state": one.state,
        "due": None if one.due is None else one.due.isoformat(),
        "last_day": None if one.last_day is None else one.last_day.isoformat(),
        "last": one.last,
        "planned": one.planned,
        "late": one.late,
        "kept": list(one.kept),
    }


def report_paper(one: ReportStanding) -> Paper:
    """Return where a report on an exercise stands."""
    return {
        "exercise": one.held.id,
        "planned": one.held.planned,
        "duty": one.duty.id,
        "day": one.held.day.isoformat(),
        "due": one.due.isoformat(),
        "state": one.state,
        "reported": None if one.held.reported is None else one.held.reported.isoformat(),
        "to": text_paper(one.duty.report.to) if one.duty.report else {},
    }
