"""Findings and improvement actions of a report: what the rules propose, under what people made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from exercise.facts import Ended
from exercise.improvement.classes import finding_class
from exercise.improvement.clues import clues_of
from exercise.improvement.due import due_date
from exercise.improvement.root_cause import Evidence, TableClue, root_cause
from exercise.improvement.working_days import WorkingCalendar
from exercise.script_paper import text_paper
from web.register.calendar import china, day_of
from web.reports.proof import Proofs
from web.reports.review import title_of
from web.table import Table

Paper = dict[str, Any]
Key = tuple[str, str, str]
_HELD = ("severity", "class", "root_cause", "words", "state")
_GONE = ("rejected", "merged")


@dataclass(frozen=True, slots=True)
class Register:
    """What people made of an exercise's findings: *findings* by (subject, kind, code), each with its ``actions``."""

    findings: Mapping[Key, Paper] = field(default_factory=dict)
    calendar: WorkingCalendar | None = None

    def of(self, finding: Paper) -> Paper | None:
        """Return what is held of *finding* of an evaluation; None when nobody touched it."""
        return self.findings.get((finding["step"], finding["kind"], finding["code"]))


def improvement(
    table: Table, evaluation: Paper, facts: dict[str, list[Paper]], register: Register
) -> Paper:
    """Return findings with causes and proof, and actions with owners and days."""
    proofs = Proofs(table)
    findings = [
        {
            **finding,
            "report_class": finding.get("class"),
            "number": number,
            "title": title_of(table.setting, finding["step"]),
            "facts": _wrong_facts(finding, facts),
            "proof": proofs.of(finding["evidence"]),
            **_cause(table, evaluation, finding, register.of(finding)),
        }
        for number, finding in enumerate(evaluation["findings"])
    ]
    return {"findings": findings, "actions": _actions(table, evaluation, findings, register)}


def _cause(table: Table, evaluation: Paper, finding: Paper, held: Paper | None) -> Paper:
    """Return root cause, class and state: as a person set them, else as this table's record proposes."""
    clues = clues_of(table.setting, table.entries, evaluation, finding["step"], finding["kind"])
    cause = root_cause(
        Evidence(
            code=finding["code"],
            tables=(TableClue(table.exercise.id, True, clues.late_ms),),
            artefacts=() if clues.artefact is None else (clues.artefact,),
            recoveries=() if clues.recovery is None else (clues.recovery,),
            all_absent=clues.is_absent,
        )
    )
    proposed = finding_class(
        finding["code"], finding["severity"], report_class=finding.get("class")
    )
    own = {
        "root_cause": cause.cause,
        "finding_class": proposed,
        "held": held is not None,
        "state": "open",
        "words": None,
    }
    if held is None:
        return own
    known = {name: held[name] for name in _HELD if held.get(name) is not None}
    known["finding_class"] = known.pop("class", proposed)
    return own | known


def _actions(
    table: Table, evaluation: Paper, findings: list[Paper], register: Register
) -> list[Paper]:
    ended = _ended(table)
    calendar = register.calendar or china()
    rows: list[Paper] = []
    for action in evaluation["actions"]:
        finding = findings[action["finding"]]
        held = register.of(evaluation["findings"][action["finding"]])
        if finding["state"] in _GONE:
            continue
        kept = [] if held is None else held["actions"]
        rows += (
            [_kept(table, one, finding) for one in kept if one["state"] not in _GONE]
            if kept
            else [_proposed(table, action, finding, ended, calendar)]
        )
    return rows


def _proposed(
    table: Table, action: Paper, finding: Paper, ended: date | None, calendar: WorkingCalendar
) -> Paper:
    due = None if ended is None else due_date(calendar, ended, action["due_in_days"])
    return _action(table, action, finding) | {
        "words": None,
        "state": "proposed",
        "start": None if ended is None else ended.isoformat(),
        "due": None if due is None else due.isoformat(),
        "change": finding.get("change"),
    }


def _kept(table: Table, action: Paper, finding: Paper) -> Paper:
    days = action["automatic"].get("due_in_days", 0)
    return _action(table, action | {"due_in_days": days}, finding) | {
        "words": action["words"],
        "state": action["state"],
        "start": action["start"],
        "due": action["due"],
        "change": None,
    }


def _action(table: Table, action: Paper, finding: Paper) -> Paper:
    role = table.setting.roles.get(action["owner"])
    return {
        "id": action["id"],
        "finding": finding["number"],
        "element": action["element"],
        "owner": action["owner"],
        "due_in_days": action["due_in_days"],
        "owner_title": {"": action["owner"] or ""} if role is None else text_paper(role.title),
        "step": finding["step"],
        "step_title": finding["title"],
        "code": finding["code"],
        "severity": finding["severity"],
    }


def _ended(table: Table) -> date | None:
    ends: Sequence[str] = [one.wall for one in table.entries if isinstance(one.fact, Ended)]
    return day_of(ends[0]) if ends and ends[0] else None


def _wrong_facts(finding: Paper, facts: dict[str, list[Paper]]) -> list[Paper]:
    """Return what was said wrongly, or left out, of the step that *finding* on facts is about."""
    codes = {"fact_false": ("false",), "fact_omitted": ("omitted", "part")}.get(finding["code"], ())
    return [
        one
        for obligation, said in facts.items()
        if obligation.startswith(f"{finding['step']}.facts#")
        for one in said
        if one["code"] in codes
    ]
