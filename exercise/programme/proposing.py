"""Proposing a year's programme: what duties and never exercised causes ask for, spread over its working days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from exercise.improvement.working_days import WorkingCalendar
from exercise.programme.fitting import PLAN, counts
from exercise.programme.periods import next_due, period_begin, year_end
from exercise.programme.records import CANCELLED, PLANNED, Planned, Reckoning
from exercise.programme.standing import Standing
from scenarios.duty import EXERCISE, Duty

LEAD = 20
"""Working days that are left free at the beginning, to prepare the first exercise."""


@dataclass(frozen=True, slots=True)
class Script:
    """A scenario that can be played: of which plan, from which causes, of which type."""

    id: str
    plan: str
    causes: tuple[str, ...]
    type: str
    services: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposed:
    """An exercise that is proposed for *day*, for the *duties* and the *causes* that nobody exercised yet."""

    day: date
    by: date
    plan: str | None = None
    scenario: str | None = None
    joint: bool = False
    duties: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the year should fill: standings of duties, causes never exercised, and what there is to play.

    *steps* is how many steps of a plan nobody ever exercised.
    """

    standings: Sequence[Standing]
    causes: Sequence[str]
    scripts: Sequence[Script] = field(default_factory=tuple)
    steps: Mapping[str, int] = field(default_factory=dict)


def proposed(
    year: int, gaps: Gaps, reckoning: Reckoning, calendar: WorkingCalendar
) -> tuple[Proposed, ...]:
    """Return the exercises that *year* lacks, on different working days, none on a day that is taken.

    Duties come first, what is due first at the front; one exercise serves every duty that it counts for. Causes that
    no exercise of these would play follow. The same input gives the same programme.
    """
    wanted = _for_duties(year, gaps, reckoning)
    wanted += _for_causes(year, gaps, wanted, reckoning)
    wanted += _for_steps(year, gaps, wanted, reckoning)
    wanted.sort(key=lambda one: one.by)
    first = max(date(year, 1, 1), reckoning.today + timedelta(days=1))
    begin = _begin(year, first, calendar)
    taken = {one.day for one in reckoning.planned if one.state != CANCELLED}
    return tuple(
        replace(one, day=day)
        for one, day in _spread(wanted, begin, year_end(year), taken, calendar)
    )


def _begin(year: int, first: date, calendar: WorkingCalendar) -> date:
    """Return the first day to use: after LEAD working days, but never more than a quarter of what is left."""
    if first == date(year, 1, 1):
        return calendar.on_or_after(first)
    left = calendar.count(first, year_end(year))
    return calendar.add(first, min(LEAD, left // 4))


def never_exercised(causes: Iterable[str], reckoning: Reckoning) -> tuple[str, ...]:
    """Return those of *causes* that no exercise was ever about, nor one that is planned."""
    known = {cause for one in reckoning.held for cause in one.causes}
    known |= {c for one in reckoning.planned if one.state != CANCELLED for c in one.causes}
    return tuple(cause for cause in causes if cause not in known)


def _for_duties(year: int, gaps: Gaps, reckoning: Reckoning) -> list[Proposed]:
    """Return the exercises that duties lack in *year*; one serves as many as it counts for, each duty once."""
    wanted = [
        (due, one)
        for one in gaps.standings
        for due in _dues(one, year, reckoning)
        if not _is_planned(one, due, reckoning)
    ]
    found = list[Proposed]()
    for due, one in sorted(wanted, key=lambda each: (each[0], each[1].duty.id, each[1].place)):
        for place, other in enumerate(found):
            if joined := _joined(one, due, other, gaps.scripts):
                found[place] = joined
                break
        else:
            found.append(_single(one, min(due, year_end(year)), gaps.scripts))
    return found


def _dues(one: Standing, year: int, reckoning: Reckoning) -> list[date]:
    """Return the days by which a duty has to be kept in *year*; what is overdue takes the place of the first."""
    if one.duty.asks != EXERCISE or one.state == "not_yet":
        return []
    all_of_them, due = list[date](), one.due
    while due is not None and due <= year_end(year):
        all_of_them.append(due)
        due = next_due(one.duty, due)
    in_year = [each for each in all_of_them if each.year == year]
    if all_of_them and all_of_them[0] < min(reckoning.today, date(year, 1, 1)):
        return [all_of_them[0], *in_year[1:]]
    return in_year


def _is_planned(one: Standing, due: date, reckoning: Reckoning) -> bool:
    """Whether a planned exercise keeps the duty in the period that ends with *due*."""
    begin = period_begin(one.duty, due)
    return any(
        counts(one.duty, each, one.place)
        for each in reckoning.planned
        if each.state == PLANNED and begin <= each.day <= due and each.day >= reckoning.today
    )


def _single(one: Standing, due: date, scripts: Sequence[Script]) -> Proposed:
    script = next((each for each in scripts if _serves(one, each)), None)
    kind, name = one.place
    return Proposed(
        day=due,
        by=due,
        plan=script.plan if script else (name if kind == PLAN else None),
        scenario=script.id if script else None,
        joint=one.duty.kind.joint,
        duties=(one.duty.id,),
    )


def _joined(
    one: Standing, due: date, other: Proposed, scripts: Sequence[Script]
) -> Proposed | None:
    """Return *other* serving *one* by *due* as well, None where it does not count or serves that duty already."""
    script = next((each for each in scripts if each.id == other.scenario), None)
    is_again = one.duty.id in other.duties and due != other.by
    if script is None or is_again or not _serves(one, script):
        return None
    if other.by < period_begin(one.duty, due):
        return None
    is_joint = other.joint or one.duty.kind.joint
    duties = tuple(dict.fromkeys((*other.duties, one.duty.id)))
    return replace(other, joint=is_joint, duties=duties, by=min(other.by, due))


def _serves(one: Standing, script: Script) -> bool:
    """Whether an exercise of *script* would count, held with others if the duty asks for that."""
    return counts(one.duty, as_planned(script, one.duty), one.place)


def as_planned(script: Script, duty: Duty) -> Planned:
    """Return an exercise of *script* that is planned for *duty*."""
    return Planned(
        "",
        date.max,
        plan=script.plan,
        services=script.services,
        causes=script.causes,
        type=script.type,
        joint=duty.kind.joint,
        duties=(duty.id,),
    )


def _for_causes(
    year: int, gaps: Gaps, wanted: Sequence[Proposed], reckoning: Reckoning
) -> list[Proposed]:
    by_id: Mapping[str, Script] = {one.id: one for one in gaps.scripts}
    played = {c for one in wanted if one.scenario for c in by_id[one.scenario].causes}
    found = []
    for cause in never_exercised(gaps.causes, reckoning):
        if cause in played:
            continue
        script = next((one for one in gaps.scripts if cause in one.causes), None)
        played |= {cause, *(script.causes if script else ())}
        found.append(
            Proposed(
                day=year_end(year),
                by=year_end(year),
                plan=script.plan if script else None,
                scenario=script.id if script else None,
                causes=(cause,),
            )
        )
    return found


def _for_steps(
    year: int, gaps: Gaps, wanted: Sequence[Proposed], reckoning: Reckoning
) -> list[Proposed]:
    """Return an exercise of each plan with steps that nobody exercised, unless one of it is proposed or planned."""
    coming = {one.plan for one in wanted} | {
        one.plan
        for one in reckoning.planned
        if one.state == PLANNED and one.day >= reckoning.today and one.day.year == year
    }
    found = []
    for plan, steps in sorted(gaps.steps.items()):
        if steps and plan not in coming:
            script = next((one.id for one in gaps.scripts if one.plan == plan), None)
            end = year_end(year)
            found.append(Proposed(end, end, plan, script, steps=steps))
    return found


def _spread(
    wanted: Sequence[Proposed], begin: date, end: date, taken: set[date], calendar: WorkingCalendar
) -> list[tuple[Proposed, date]]:
    """Give each a working day: the days from *begin* to *end* in equal parts, but nobody after its last day."""
    days = [one for one in _working(begin, end, calendar) if one not in taken]
    if not days:
        return []
    found: list[tuple[Proposed, date]] = []
    free = list(days)
    for place, one in enumerate(wanted):
        ideal = days[len(days) * (2 * place + 1) // (2 * len(wanted))]
        allowed = [day for day in free if day <= max(one.by, begin)] or free
        if not allowed:
            break
        best = min(allowed, key=lambda day: (abs((day - ideal).days), day))
        free.remove(best)
        found.append((one, best))
    return found


def _working(begin: date, end: date, calendar: WorkingCalendar) -> list[date]:
    return [
        day
        for number in range(max(0, (end - begin).days + 1))
        if calendar.is_working(day := begin + timedelta(days=number))
    ]
