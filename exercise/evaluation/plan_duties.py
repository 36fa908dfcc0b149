"""The duties to report that a plan's own steps make, one for each call of the step and each addressee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from exercise.conformance import marks, obligation
from exercise.conformance.cadence import without_jumps
from exercise.entry import Entry
from exercise.evaluation.duty import (
    BROKEN,
    KEPT,
    NOT_TRIGGERED,
    PENDING,
    PLAN,
    WAIVED,
    Anchor,
    Duty,
    Gap,
    Reason,
    Sent,
)
from exercise.evaluation.report_class import (
    CONCEALED,
    FALSE,
    is_report,
    report_class,
    stand_in_reports,
    was_sent,
)
from exercise.evaluation.reporting_case import Case, marks_of, sent
from exercise.instances import Instance, StepRecord
from scenarios.procedure import Step
from scenarios.timing import Ms

_FAILURES = (("fact_false", (marks.FALSE,)), ("fact_omitted", (marks.OMITTED, marks.PART)))
_LATE = (obligation.LATE, obligation.VERY_LATE)


def plan_duties(case: Case) -> Iterator[Duty]:
    """Yield the duties of the plan's report steps, in document order."""
    setting = case.proceedings.setting
    for record in case.proceedings.records.values():
        step = record.step
        if not is_report(setting, step) or step.is_prohibition or step.records:
            continue
        addressees = setting.actions[step.does].to or (None,)
        for addressee in addressees:
            if not record.instances:
                yield _uncalled(step, addressee)
            for instance in record.instances:
                yield _duty(case, record, instance, addressee)


def gaps_between(case: Case, moments: list[Ms], every: Ms) -> tuple[Gap, ...]:
    """Return the silences between *moments*; what was jumped over does not count."""
    jumps = case.proceedings.state.jumps
    lengths = [(a, b, without_jumps(a, b, jumps)) for a, b in pairwise(moments)]
    return tuple(
        Gap(start, end, length, max(0, length - every), end - start - length)
        for start, end, length in lengths
    )


def contents(reports: tuple[Sent, ...]) -> Iterator[Reason]:
    """Yield what the reports said that was not so, and what they left out."""
    made = [(mark, one.seq) for one in reports for mark in one.marks]
    for code, kinds in _FAILURES:
        found = [(mark, seq) for mark, seq in made if mark.code in kinds]
        if found:
            fields = sorted({mark.field for mark, _ in found})
            seqs = tuple(sorted({seq for _, seq in found}))
            yield Reason(code, report_class(code, was_sent=True), {"fields": fields}, seqs)
    for one in reports:
        grade = one.under_graded
        if grade is not None:
            numbers = {"said": grade.said, "truth": grade.truth, "known": grade.was_known}
            kind = CONCEALED if grade.was_known else FALSE
            yield Reason("under_graded", kind, numbers, (one.seq,))


def _uncalled(step: Step, addressee: str | None) -> Duty:
    return Duty(
        PLAN,
        addressee,
        NOT_TRIGGERED,
        step=step.id,
        clock=step.clock,
        within=step.within,
        every=step.every,
        hard=step.hard,
    )


def _duty(case: Case, record: StepRecord, instance: Instance, addressee: str | None) -> Duty:
    step = record.step
    reports = tuple(_reports(case, instance, addressee))
    gaps = _gaps(case, instance, reports)
    reasons = (
        *_timing(case, record, instance, addressee, reports),
        *_cadence(case, record, instance, reports, gaps),
        *(contents(reports) if _counts(case, instance, "facts") else ()),
    )
    return Duty(
        origin=PLAN,
        addressee=addressee,
        status=_status(case, instance, reasons),
        step=step.id,
        instance=instance.number,
        clock=step.clock,
        anchor=Anchor("step", instance.anchor, instance.opened_seq, instance.cause),
        within=step.within,
        due=instance.limit,
        hard=step.hard,
        every=step.every,
        closed=instance.closed_at,
        sent=reports,
        gaps=gaps,
        reasons=reasons,
    )


def _reports(case: Case, instance: Instance, addressee: str | None) -> Iterator[Sent]:
    made = marks_of(instance)
    stood_in = _stood_in(case, instance)
    for entry in _entries(instance, stood_in):
        if addressee is None or addressee in case.addressees(entry):
            one = sent(case, entry, made.get(entry.seq, ()), instance.closed_at)
            is_own = entry is instance.answer or entry in instance.reports
            yield replace(one, is_by_stand_in=entry is stood_in and not is_own)


def _entries(instance: Instance, stood_in: Entry | None) -> list[Entry]:
    found = [*instance.reports, *instance.quorum.values()]
    found += [entry for entry in (instance.answer, stood_in) if entry is not None]
    return sorted({entry.seq: entry for entry in found}.values(), key=lambda entry: entry.seq)


def _stood_in(case: Case, instance: Instance) -> Entry | None:
    """Return the report that somebody else sent when the answer stayed out."""
    escalated = instance.escalated
    is_told = stand_in_reports(case.proceedings.setting, instance.step)
    return escalated.entry if escalated is not None and is_told else None


def _kind(step: Step) -> str:
    return "response" if step.quorum is None else "quorum"


def _verdict(case: Case, instance: Instance, kind: str) -> str | None:
    return case.verdicts.get((instance.step.id, kind, instance.number))


def _counts(case: Case, instance: Instance, kind: str) -> bool:
    verdict = _verdict(case, instance, kind)
    return verdict is not None and verdict not in obligation.UNCOUNTED


def _timing(
    case: Case,
    record: StepRecord,
    instance: Instance,
    addressee: str | None,
    reports: tuple[Sent, ...],
) -> Iterator[Reason]:
    verdict = _verdict(case, instance, _kind(instance.step))
    if verdict is None or verdict in obligation.UNCOUNTED:
        return
    first = _first(case, instance, addressee, reports)
    is_whole = first is instance.answer
    code = _by_verdict(instance, verdict) if is_whole else _by_report(instance, first)
    if code is None:
        return
    numbers: dict[str, object] = {"due_ms": instance.limit}
    if first is not None and instance.limit is not None:
        numbers["late_ms"] = first.at - instance.limit
    stood_in = any(one.is_by_stand_in for one in reports)
    found = report_class(code, was_sent(case.proceedings, record), stood_in)
    proof = first or (reports[0] if reports else None)
    seqs = (instance.opened_seq, *(() if proof is None else (proof.seq,)))
    yield Reason(code, found, numbers, seqs)


def _first(
    case: Case, instance: Instance, addressee: str | None, reports: tuple[Sent, ...]
) -> Entry | Sent | None:
    """Return the answer, or the first report that reached the addressee where the answer did not."""
    answer = instance.answer
    if answer is None or addressee is None or addressee in case.addressees(answer):
        return answer
    return reports[0] if reports else None


def _by_verdict(instance: Instance, verdict: str) -> str | None:
    """Return the finding's code for a response that was not in time; None when it was."""
    is_answered = instance.answer is not None
    if verdict in _LATE or (verdict == obligation.COMPENSATED and is_answered):
        return "step_late"
    if verdict in (obligation.MISSED, obligation.COMPENSATED):
        return "step_missed" if instance.step.quorum is None else "quorum_short"
    return None


def _by_report(instance: Instance, first: Entry | Sent | None) -> str | None:
    """Return the finding's code for one of several addressees, whom the answer did not reach."""
    if first is None:
        return "step_missed"
    is_late = instance.limit is not None and first.at > instance.limit
    return "step_late" if is_late else None


def _gaps(case: Case, instance: Instance, reports: tuple[Sent, ...]) -> tuple[Gap, ...]:
    every = instance.step.every
    if every is None or instance.closed_at_once:
        return ()
    close = case.now if instance.closed_at is None else instance.closed_at
    told = [one.at for one in reports if one.at <= close and not one.is_by_stand_in]
    return gaps_between(case, [instance.anchor, *told, max(close, instance.anchor)], every)


def _cadence(
    case: Case,
    record: StepRecord,
    instance: Instance,
    reports: tuple[Sent, ...],
    gaps: tuple[Gap, ...],
) -> Iterator[Reason]:
    too_long = [gap for gap in gaps if gap.over]
    if not _counts(case, instance, "cadence") or not too_long:
        return
    numbers = {
        "longest_ms": max(gap.length for gap in gaps),
        "every_ms": instance.step.every,
        "count": len(too_long),
    }
    found = report_class("cadence_gap", was_sent(case.proceedings, record))
    seqs = (instance.opened_seq, *(one.seq for one in reports))
    yield Reason("cadence_gap", found, numbers, seqs)


def _status(case: Case, instance: Instance, reasons: tuple[Reason, ...]) -> str:
    if any(reason.report_class for reason in reasons):
        return BROKEN
    verdict = _verdict(case, instance, _kind(instance.step))
    if verdict == obligation.PENDING or (instance.is_reporting and not case.has_ended):
        return PENDING
    return WAIVED if verdict == obligation.WAIVED else KEPT
