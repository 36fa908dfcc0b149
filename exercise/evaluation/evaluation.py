"""The evaluation as JSON (formats.md 5): a pure function of documents and journal, at any time of an exercise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from exercise.conformance.judging import judge, kinds_of
from exercise.conformance.obligation import NOT_TRIGGERED, Obligation
from exercise.entry import Entry
from exercise.evaluation.actions import propose_action, propose_change
from exercise.evaluation.adjusted import adjusted
from exercise.evaluation.conflicts import find_conflicts, waive_conflicts
from exercise.evaluation.findings import Finding, find
from exercise.evaluation.tallies import rated, tallies
from exercise.ledger import ServiceLedger
from exercise.proceedings import Proceedings
from exercise.rounding import rounded
from exercise.rules import TODAY, Rules
from exercise.setting import Setting

FORMAT = "startex/evaluation@1"
RULES = TODAY.version
"""The version of the rules of scoring.md by which new exercises are judged."""


@dataclass(frozen=True, slots=True)
class DocumentRefs:
    """The digests of the two documents that an exercise is pinned to."""

    plan_digest: str
    scenario_digest: str


def evaluate_journal(
    setting: Setting,
    entries: Iterable[Entry],
    documents: DocumentRefs,
    seed: int,
    rules: Rules | None = None,
) -> dict[str, Any]:
    """Return the evaluation of a whole journal, read in one go; by other *rules* than its own if given."""
    proceedings = Proceedings(setting if rules is None else setting.under(rules))
    for entry in entries:
        proceedings.hear(entry)
    return evaluate(proceedings, documents, seed)


def evaluate(proceedings: Proceedings, documents: DocumentRefs, seed: int) -> dict[str, Any]:
    """Return the evaluation as things stand, the mapping of formats.md 5 in that order."""
    setting, state = proceedings.setting, proceedings.state
    judged = judge(proceedings)
    conflicts = find_conflicts(proceedings, judged)
    obligations = waive_conflicts(judged, conflicts)
    missing = not_exercised(setting, obligations)
    findings = find(proceedings, obligations, conflicts, missing)
    return {
        "format": FORMAT,
        "scenario": {"id": setting.scenario.id, "digest": documents.scenario_digest},
        "plan": {
            "id": setting.plan.id,
            "version": setting.plan.version,
            "digest": documents.plan_digest,
        },
        "rules": setting.rules.version,
        "seed": seed,
        "ended_ms": state.ended_at,
        "end_reason": state.end_reason,
        "compressed": is_compressed(proceedings),
        "obligations": [_obligation(o, proceedings) for o in obligations],
        "services": [_service(ledger, state.at) for ledger in state.ledgers.values()],
        **tallies(setting, obligations),
        **rated(obligations, setting.rules),
        "not_exercised": missing,
        "findings": [_finding(setting, finding) for finding in findings],
        "actions": [_action(setting, n, finding) for n, finding in enumerate(findings)],
        "adjusted": adjusted(proceedings, obligations),
    }


def not_exercised(setting: Setting, obligations: Sequence[Obligation]) -> list[str]:
    """Return ``<step>.<kind>`` of all that was never triggered (scoring.md 2, last paragraph)."""
    triggered = {(o.subject, o.kind) for o in obligations if o.verdict != NOT_TRIGGERED}
    instances = {o.subject for o in obligations if o.kind not in ("order", "forbidden")}
    missing = []
    for step in setting.steps.values():
        for kind in kinds_of(step):
            if kind == "forbidden" or (step.id, kind) in triggered:
                continue
            if kind != "order" or step.id not in instances:
                missing.append(f"{step.id}.{kind}")
    for service in setting.services.values():
        for kind, limit in (("rto", service.rto), ("rpo", service.rpo)):
            if limit is not None and (service.id, kind) not in triggered:
                missing.append(f"{service.id}.{kind}")
    return missing


def is_compressed(proceedings: Proceedings) -> bool:
    """Whether the story ran faster than the wall with people in the seats (scoring.md 1, "Jumps").

    A person counts who sat down or acted; whoever was too slow to act at all is whom the mark is for.
    """
    state = proceedings.state
    return state.has_people and any(factor > 1 for _, factor in state.speeds)


def _obligation(o: Obligation, proceedings: Proceedings) -> dict[str, Any]:
    has_margin = o.due_ms is not None and o.done_ms is not None
    paper: dict[str, Any] = {
        "id": o.id,
        "step": o.subject,
        "kind": o.kind,
        "instance": o.instance,
        "anchor_ms": o.anchor_ms,
        "due_ms": o.due_ms,
        "done_ms": o.done_ms,
        "by": o.by,
        "person": o.person,
        "verdict": o.verdict,
        "score": None if o.score is None else rounded(o.score),
        "margin_ms": (o.due_ms or 0) - (o.done_ms or 0) if has_margin else None,
        "weight": o.weight,
        "evidence": list(o.evidence),
        "why": {"code": o.why, **o.numbers},
    }
    if o.stands_for is not None:
        paper["stands_for"] = o.stands_for
    override = proceedings.overrides.get(o.id)
    if override is not None and override.verdict is not None:
        paper["override"] = {"verdict": override.verdict, "reason": override.reason}
    return paper


def _service(ledger: ServiceLedger, now: int) -> dict[str, Any]:
    service = ledger.service
    lengths = [outage.length(now) for outage in ledger.outages]
    has_loss = bool(ledger.outages or ledger.loss_seqs)
    return {
        "id": service.id,
        "down_ms": sum(lengths),
        "degraded_ms": ledger.spent(("degraded",), now),
        "rto_ms": service.rto,
        "rto_met": max(lengths) <= service.rto if lengths and service.rto is not None else None,
        "lost_ms": ledger.lost_ms,
        "rpo_ms": service.rpo,
        "rpo_met": ledger.lost_ms <= service.rpo if has_loss and service.rpo is not None else None,
        "impact": {kind: _number(total) for kind, total in ledger.impact(now).items()},
    }


def _number(value: float) -> float | int:
    value = rounded(value)
    return int(value) if value == int(value) else value


def _finding(setting: Setting, finding: Finding) -> dict[str, Any]:
    paper: dict[str, Any] = {
        "code": finding.code,
        "step": finding.subject,
        "kind": finding.kind,
        "severity": finding.severity,
        "evidence": list(finding.evidence),
        "numbers": dict(finding.numbers),
    }
    if finding.report_class is not None:
        paper["class"] = finding.report_class
    change = propose_change(setting, finding)
    if change is not None:
        paper["change"] = {
            "step": change.step,
            "field": change.field,
            "old": change.old,
            "new": change.new,
            "reason": change.reason,
        }
    return paper


def _action(setting: Setting, number: int, finding: Finding) -> dict[str, Any]:
    action = propose_action(setting, number, finding)
    return {
        "id": action.id,
        "finding": action.finding,
        "element": action.element,
        "owner": action.owner,
        "due_in_days": action.due_in_days,
    }
