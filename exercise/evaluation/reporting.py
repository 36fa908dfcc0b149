"""The reporting analysis: every duty to report of an exercise, how it was kept, and the class of what went wrong.

A pure function of the proceedings, their entries, their evaluation and the table of reporting clocks. docs/readings.md
says how late, omitted, false and concealed are told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from exercise.entry import Entry
from exercise.evaluation.clock_duties import fitting_duties, named_duties
from exercise.evaluation.duty import BROKEN, Duty, NotJudged, Reason, ReportingAnalysis
from exercise.evaluation.plan_duties import plan_duties
from exercise.evaluation.report_class import OMITTED
from exercise.evaluation.reporting_case import Case, verdicts_of
from exercise.evaluation.story_limits import IsWorking, is_weekday
from exercise.facts import ServiceChanged
from exercise.proceedings import Proceedings
from scenarios.reporting_clock import ReportingClocks
from scenarios.timing import Ms


def analyse(
    proceedings: Proceedings,
    entries: Sequence[Entry],
    evaluation: Mapping[str, Any],
    clocks: ReportingClocks,
    now: Ms | None = None,
    is_working: IsWorking = is_weekday,
) -> ReportingAnalysis:
    """Return the analysis up to *now* (None: the last entry), the plan's duties first, then those of the table."""
    state = proceedings.state
    at = max(state.at, now or 0) if state.ended_at is None else state.ended_at
    case = Case(proceedings, entries, verdicts_of(evaluation), clocks, at, is_working)
    of_plan = _with_relapses(case, tuple(plan_duties(case)))
    named = tuple(named_duties(case, of_plan))
    fitting = tuple(fitting_duties(case, of_plan))
    duties = (*of_plan, *named, *(one for one in fitting if isinstance(one, Duty)))
    reports = tuple(case.reports())
    return ReportingAnalysis(
        duties=duties,
        not_judged=tuple(one for one in fitting if isinstance(one, NotJudged)),
        first_report=reports[0].at if reports else None,
        longest_silence=max((gap.length for d in of_plan for gap in d.gaps), default=None),
    )


def _with_relapses(case: Case, duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """Return *duties* with what got worse again after they were closed and was not reported."""
    return tuple(_with_relapse(case, duty, duties) for duty in duties)


def _with_relapse(case: Case, duty: Duty, duties: tuple[Duty, ...]) -> Duty:
    if duty.closed is None or duty.addressee is None:
        return duty
    relapse = _relapse(case, duty.closed)
    if relapse is None or _is_answered(case, duty, duties, relapse):
        return duty
    numbers = {"at_ms": relapse.at, "service": _service(relapse)}
    reason = Reason("relapse_unreported", OMITTED, numbers, (relapse.seq,))
    return replace(duty, reasons=(*duty.reasons, reason), status=BROKEN)


def _relapse(case: Case, closed: Ms) -> Entry | None:
    """Return where a service that had been down before *closed* went down again after it."""
    downs = [e for e in case.entries if isinstance(e.fact, ServiceChanged) and e.fact.to == "down"]
    before = {_service(entry) for entry in downs if entry.at <= closed}
    return next((e for e in downs if e.at > closed and _service(e) in before), None)


def _is_answered(case: Case, duty: Duty, duties: tuple[Duty, ...], relapse: Entry) -> bool:
    """Whether the addressee heard of *relapse*, another duty asks for it, or there is still time to tell."""
    is_told = any(entry.seq > relapse.seq for entry in case.reports_to(duty.addressee or ""))
    is_asked = any(
        one.addressee == duty.addressee and one.anchor is not None and one.anchor.at >= relapse.at
        for one in duties
    )
    return is_told or is_asked or case.now - relapse.at <= (duty.every or 0)


def _service(entry: Entry) -> str:
    return entry.fact.service if isinstance(entry.fact, ServiceChanged) else ""
