"""The duties to report that rows of the table of clocks make: those that a plan names, and those that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from exercise.entry import Entry
from exercise.evaluation.duty import (
    BROKEN,
    CLOCK,
    KEPT,
    NOT_TRIGGERED,
    PENDING,
    UNMEASURED,
    WAIVED,
    Anchor,
    Duty,
    Gap,
    NotJudged,
    Reason,
    Sent,
)
from exercise.evaluation.plan_duties import contents, gaps_between
from exercise.evaluation.report_class import report_class
from exercise.evaluation.reporting_case import Case, all_marks, anchor, sent
from exercise.evaluation.story_limits import due_at
from scenarios.reporting_clock import INITIAL, LATEST, Limit, ReportingClock
from scenarios.timing import Ms

UNVERIFIED, SUPERSEDED, OFF, BELOW_GRADE, NO_GRADE, NEEDS_STEP, PLAN_COVERS = (
    "unverified",
    "superseded",
    "off",
    "below_grade",
    "no_grade",
    "needs_step",
    "plan_covers",
)
"""Why a row that fits judges nobody; ``plan_covers``: it states no limit, and the plan's own step does."""


def named_duties(case: Case, of_plan: Iterable[Duty]) -> Iterator[Duty]:
    """Yield the duties of the rows that steps of the plan name; the step's own call is their anchor.

    A row that states no limit adds nothing to the step that names it.
    """
    duties = [duty for duty in of_plan if duty.clock is not None]
    for duty in duties:
        row = case.clocks.find(duty.clock or "")
        if row is None or not is_measurable(row):
            continue
        start = _chained(case, row, duty.addressee, duties) if row.after else duty.anchor
        yield _judged(case, row, duty.addressee, start, duty.sent, duty)


def fitting_duties(case: Case, of_plan: Iterable[Duty]) -> Iterator[Duty | NotJudged]:
    """Yield the duties of the rows that fit the scenario's actors, and the rows that fit but judge nobody.

    What steps of the plan name is left out: `named_duties` has it.
    """
    duties = list(of_plan)
    named = {(duty.clock, duty.addressee) for duty in duties}
    called = {duty.addressee for duty in duties if duty.anchor is not None}
    for row in case.clocks.clocks:
        actors = [actor for actor in _actors(case, row) if (row.id, actor) not in named]
        reason = _not_judged(case, row)
        covered = [] if reason or is_measurable(row) else [a for a in actors if a in called]
        aside = actors if reason else covered
        if aside:
            yield NotJudged(row.id, tuple(aside), reason or PLAN_COVERS)
        for actor in actors:
            if actor not in aside:
                yield from _fitting(case, row, actor)


def is_measurable(row: ReportingClock) -> bool:
    """Whether a row states a limit that ends at a moment."""
    return row.first is not None and (row.first.is_measurable or row.first.exact_ms is not None)


def _actors(case: Case, row: ReportingClock) -> list[str]:
    """Return the scenario's actors that *row* is about; none unless the one it names first is among them."""
    found: dict[str, list[str]] = {addressee: [] for addressee in row.addressees}
    for actor in case.proceedings.setting.scenario.actors:
        addressee = case.clocks.addressee_of(actor.id)
        if addressee is not None and addressee.id in found:
            found[addressee.id].append(actor.id)
    return [one for ids in found.values() for one in ids] if found[row.addressees[0]] else []


def _not_judged(case: Case, row: ReportingClock) -> str | None:
    if row.is_history:
        return SUPERSEDED
    if not row.may_judge:
        return UNVERIFIED if row.verification == "unverified" else OFF
    if row.anchor == (LATEST,):
        return NEEDS_STEP
    if row.from_grade is None:
        return None
    grade = case.clocks.grade(case.proceedings.truths.value("grade"))
    if grade is None:
        return NO_GRADE
    return BELOW_GRADE if grade < (case.clocks.grade(row.from_grade) or 0) else None


def _fitting(case: Case, row: ReportingClock, actor: str) -> Iterator[Duty]:
    marks = all_marks(case)
    told = case.reports_to(actor)
    start = _first_of(case, row.anchor) if row.after is None else _submitted(told)
    if row.after is not None:
        told = told[1:]
    reports = tuple(sent(case, entry, marks.get(entry.seq, ())) for entry in told)
    yield _judged(case, row, actor, start, reports)
    if row.final is not None and row.judges("final"):
        yield _final(case, row, actor, row.final, reports)


def _first_of(case: Case, names: Iterable[str]) -> Anchor | None:
    """Return the last named of the anchors that the journal shows: discovery before occurrence."""
    found = [one for one in (anchor(case, name) for name in names) if one is not None]
    return found[-1] if found else None


def _submitted(told: tuple[Entry, ...]) -> Anchor | None:
    return Anchor(INITIAL, told[0].at, told[0].seq) if told else None


def _chained(
    case: Case, row: ReportingClock, addressee: str | None, duties: list[Duty]
) -> Anchor | None:
    """Return the submission that *row* counts from: of the step that names the row before it, else to the addressee."""
    before = [d for d in duties if d.clock == row.after and d.addressee == addressee]
    reports = [one for duty in before for one in duty.sent]
    seqs = [(one.at, one.seq) for one in reports]
    if not before and addressee is not None:
        seqs = [(entry.at, entry.seq) for entry in case.reports_to(addressee)]
    if not seqs:
        return None
    name = LATEST if LATEST in row.anchor else INITIAL
    return Anchor(name, *(max(seqs) if name == LATEST else min(seqs)))


def _judged(
    case: Case,
    row: ReportingClock,
    addressee: str | None,
    start: Anchor | None,
    reports: tuple[Sent, ...],
    step: Duty | None = None,
) -> Duty:
    duty = Duty(
        origin=CLOCK,
        addressee=addressee,
        status=NOT_TRIGGERED,
        step=None if step is None else step.step,
        instance=1 if step is None else step.instance,
        clock=row.id,
        anchor=start,
        within=row.first,
        every=_every(row),
        sent=reports,
    )
    if start is None:
        return duty
    end = None if row.until is None else anchor(case, row.until, start)
    closed = None if end is None else end.at
    duty = replace(duty, due=_due(case, row, start), closed=closed)
    gaps = _gaps(case, duty)
    reasons = (
        *_timing(case, duty),
        *_cadence(duty, gaps),
        *(contents(reports) if step is None else ()),
    )
    duty = replace(duty, gaps=gaps, reasons=reasons)
    return replace(duty, status=_status(case, duty))


def _final(
    case: Case, row: ReportingClock, actor: str, limit: Limit, reports: tuple[Sent, ...]
) -> Duty:
    start = anchor(case, limit.since)
    after = tuple(one for one in reports if start is not None and one.seq > start.seq)[1:]
    duty = Duty(
        CLOCK, actor, NOT_TRIGGERED, clock=row.id, part="final", anchor=start, within=limit.within
    )
    if start is None:
        return duty
    story_start = case.proceedings.setting.scenario.story_start
    due = due_at(story_start, start.at, limit.within, case.is_working)
    duty = replace(duty, due=due, sent=after)
    duty = replace(duty, reasons=tuple(_timing(case, duty)))
    return replace(duty, status=_status(case, duty))


def _every(row: ReportingClock) -> Ms | None:
    return row.cadence.exact_ms if row.cadence is not None and row.judges("cadence") else None


def _due(case: Case, row: ReportingClock, start: Anchor) -> Ms | None:
    story_start = case.proceedings.setting.scenario.story_start
    if row.first is None or not row.judges("first") or not row.judges("anchor"):
        return None
    due = due_at(story_start, start.at, row.first, case.is_working)
    if due is None or row.at_latest is None:
        return due
    known = anchor(case, row.at_latest.since)
    if known is None:
        return due
    cap = due_at(story_start, known.at, row.at_latest.within, case.is_working)
    return due if cap is None or start.at > cap else min(due, cap)


def _timing(case: Case, duty: Duty) -> Iterator[Reason]:
    start, due, reports = duty.anchor, duty.due, duty.sent
    if start is None or _is_jumped(case, duty):
        return
    if not reports:
        is_over = case.has_ended if due is None else case.now > due
        if is_over and duty.within is not None:
            numbers = {} if due is None else {"due_ms": due}
            found = report_class("step_missed", _was_told(case, duty))
            yield Reason("step_missed", found, numbers, (start.seq,))
    elif due is not None and reports[0].at > due:
        numbers = {"due_ms": due, "late_ms": reports[0].at - due}
        found = report_class("step_late", was_sent=True)
        yield Reason("step_late", found, numbers, (start.seq, reports[0].seq))


def _is_jumped(case: Case, duty: Duty) -> bool:
    """Whether a jump took away the limit before there was a report."""
    return any(
        duty.due is not None
        and jump.start < duty.due < jump.end
        and not any(one.at <= jump.start for one in duty.sent)
        for jump in case.proceedings.state.jumps
    )


def _was_told(case: Case, duty: Duty) -> bool:
    """Whether anybody else whom the row names was told, or this one before."""
    row = case.clocks.find(duty.clock or "")
    actors = [] if row is None else _actors(case, row)
    return any(case.reports_to(actor) for actor in (*actors, duty.addressee or ""))


def _gaps(case: Case, duty: Duty) -> tuple[Gap, ...]:
    if duty.every is None or not duty.sent or duty.anchor is None:
        return ()
    close = case.now if duty.closed is None else duty.closed
    told = [one.at for one in duty.sent if one.at <= close]
    return gaps_between(case, [*told, max([close, *told])], duty.every) if told else ()


def _cadence(duty: Duty, gaps: tuple[Gap, ...]) -> Iterator[Reason]:
    too_long = [gap for gap in gaps if gap.over]
    if too_long:
        longest = max(gap.length for gap in gaps)
        numbers = {"longest_ms": longest, "every_ms": duty.every, "count": len(too_long)}
        found = report_class("cadence_gap", was_sent=True)
        yield Reason("cadence_gap", found, numbers, tuple(one.seq for one in duty.sent))


def _status(case: Case, duty: Duty) -> str:
    if any(reason.report_class for reason in duty.reasons):
        return BROKEN
    if _is_jumped(case, duty):
        return WAIVED
    if not duty.sent or (duty.every is not None and duty.closed is None and not case.has_ended):
        return PENDING
    return UNMEASURED if duty.due is None else KEPT
