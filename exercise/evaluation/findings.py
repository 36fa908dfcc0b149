"""Findings: one for each obligation and kind of failure, merged over instances (scoring.md 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exercise.conformance.obligation import (
    COMPENSATED,
    LATE,
    MET,
    MISSED,
    VERY_LATE,
    VIOLATED,
    WEIGHTS,
    Obligation,
)
from exercise.evaluation.conflicts import Conflict
from exercise.evaluation.report_class import (
    CLASSES,
    is_report,
    report_class,
    stand_in_reports,
    was_sent,
)
from exercise.instances import StepRecord
from exercise.proceedings import Proceedings
from exercise.setting import Setting

SEVERITIES = ("critical", "high", "medium", "low")
DUE_IN_DAYS: Mapping[str, int] = {"critical": 30, "high": 60, "medium": 90, "low": 180}
REPORT_CLASSES = CLASSES


@dataclass(frozen=True, slots=True)
class Finding:
    """What went wrong; *subject* is a step or service, *kind* the obligation's, *numbers* by code."""

    code: str
    subject: str
    kind: str
    severity: str
    evidence: tuple[int, ...]
    numbers: Mapping[str, object] = field(default_factory=dict)
    report_class: str | None = None
    is_service: bool = False


def find(
    proceedings: Proceedings,
    obligations: Sequence[Obligation],
    conflicts: Sequence[Conflict],
    not_exercised: Sequence[str],
) -> tuple[Finding, ...]:
    """Return all findings, the gravest first, within that in document order."""
    found = [
        *_of_obligations(proceedings, obligations),
        *_of_roles(proceedings),
        *(_of_conflict(proceedings, conflict) for conflict in conflicts),
        *_of_gaps(proceedings, not_exercised),
    ]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def severity(weight: int, is_broken: bool) -> str:
    """Return how grave a failure is, by the duty's weight and whether it was missed or violated."""
    if weight == WEIGHTS["critical"]:
        return "critical" if is_broken else "high"
    if weight == WEIGHTS["major"]:
        return "high" if is_broken else "medium"
    return "low"


def _of_obligations(
    proceedings: Proceedings, obligations: Sequence[Obligation]
) -> Iterator[Finding]:
    failures: dict[tuple[str, str, str], list[Obligation]] = {}
    for obligation in obligations:
        if obligation.counts and obligation.verdict != MET:
            for code in _codes(obligation):
                failures.setdefault((obligation.subject, obligation.kind, code), []).append(
                    obligation
                )
    for (subject, kind, code), failed in failures.items():
        weight = failed[0].weight
        grades = [severity(weight, o.verdict in (MISSED, VIOLATED)) for o in failed]
        record = proceedings.records.get(subject)
        yield Finding(
            code=code,
            subject=subject,
            kind=kind,
            severity=min(grades, key=SEVERITIES.index),
            evidence=tuple(sorted({seq for o in failed for seq in o.evidence})),
            numbers=_numbers(code, failed),
            report_class=_report_class(proceedings, record, code, failed),
            is_service=failed[0].is_service,
        )


def failure_codes(
    kind: str, verdict: str, is_done: bool, numbers: Mapping[str, object]
) -> tuple[str, ...]:
    """Return how a duty of *kind* failed, its *verdict* being other than met; *numbers* tell which facts were wrong."""
    if kind in ("response", "quorum", "escalation"):
        if verdict in (LATE, VERY_LATE) or (verdict == COMPENSATED and is_done):
            return ("step_late",)
        missing = {"quorum": "quorum_short", "escalation": "escalation_missing"}
        return (missing.get(kind, "step_missed"),)
    if kind == "facts":
        false, omitted = numbers.get("false"), numbers.get("omitted")
        codes = [
            code for code, is_so in (("fact_false", false), ("fact_omitted", omitted)) if is_so
        ]
        return tuple(codes) or ("fact_omitted",)
    return (_CODES[kind],)


def _codes(obligation: Obligation) -> tuple[str, ...]:
    is_done = bool(obligation.done_ms)
    return failure_codes(obligation.kind, obligation.verdict, is_done, obligation.numbers)


_CODES = {
    "order": "order_violated",
    "cadence": "cadence_gap",
    "forbidden": "done_too_early",
    "choice": "decision_poor",
    "separation": "same_person",
    "record": "log_gap",
    "rto": "rto_missed",
    "rpo": "rpo_missed",
}


def _numbers(code: str, failed: Sequence[Obligation]) -> dict[str, object]:
    numbers: dict[str, object] = {"times": len(failed)}
    late = [o.done_ms - o.due_ms for o in failed if o.done_ms is not None and o.due_ms is not None]
    if code in ("step_late", "rto_missed") and late:
        numbers["late_ms"] = max(late)
    for name in ("longest_ms", "every_ms", "lost_ms", "rpo_ms", "rto_ms", "down_ms"):
        values = [v for o in failed if isinstance(v := o.numbers.get(name), int | float)]
        if values:
            numbers[name] = max(values)
    for name in ("missing", "false", "omitted", "option", "roles", "quorum", "named", "logged"):
        known = [o.numbers[name] for o in failed if name in o.numbers]
        if known:
            numbers[name] = known[0]
    return numbers


def _report_class(
    proceedings: Proceedings, record: StepRecord | None, code: str, failed: Sequence[Obligation]
) -> str | None:
    """Return 迟报 late, 漏报 omitted, 谎报 false or 瞒报 concealed for a report to an authority."""
    setting = proceedings.setting
    if record is None or not is_report(setting, record.step):
        return None
    stood_in = code == "step_missed" and _stood_in(setting, record, failed)
    return report_class(code, was_sent(proceedings, record), stood_in)


def _stood_in(setting: Setting, record: StepRecord, failed: Sequence[Obligation]) -> bool:
    """Whether somebody else sent every one of the reports that *failed* in the end."""
    escalated = (record.instances[o.instance - 1].escalated for o in failed)
    return stand_in_reports(setting, record.step) and None not in escalated


def _of_roles(proceedings: Proceedings) -> Iterator[Finding]:
    for record in proceedings.records.values():
        if record.wrong_roles:
            roles = sorted({(entry.by or "").partition("/")[0] for entry in record.wrong_roles})
            yield Finding(
                code="wrong_role",
                subject=record.step.id,
                kind="response",
                severity=severity(WEIGHTS[record.step.criticality], is_broken=False),
                evidence=tuple(entry.seq for entry in record.wrong_roles),
                numbers={"times": len(record.wrong_roles), "roles": roles},
            )


def _of_conflict(proceedings: Proceedings, conflict: Conflict) -> Finding:
    step = proceedings.setting.steps[conflict.plan]
    return Finding(
        code="plan_conflict",
        subject=conflict.plan,
        kind="conflict",
        severity=severity(WEIGHTS[step.criticality], is_broken=True),
        evidence=conflict.evidence,
        numbers={"law": conflict.law, "kept": conflict.kept},
    )


def _of_gaps(proceedings: Proceedings, not_exercised: Iterable[str]) -> Iterator[Finding]:
    """Return one low finding for each step or service of which nothing at all was exercised."""
    missing: dict[str, list[str]] = {}
    for name in not_exercised:
        subject, _, kind = name.rpartition(".")
        missing.setdefault(subject, []).append(kind)
    for subject, kinds in missing.items():
        record = proceedings.records.get(subject)
        if record is not None and record.instances:
            continue
        yield Finding(
            code="not_exercised",
            subject=subject,
            kind=kinds[0],
            severity="low",
            evidence=(),
            numbers={"kinds": kinds},
            is_service=record is None,
        )
