"""OSCAL plan of action and milestones of findings from anywhere: exercises, rehearsals, imports and checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exercise.exchange.case import MARK, Speech
from exercise.exchange.finding_ids import action_uuid, finding_uuid
from exercise.exchange.ids import iri, stable_uuid
from exercise.exchange.oscal_parts import (
    OSCAL_VERSION,
    Paper,
    characterization,
    origin,
    prop,
    token,
    tool,
)
from exercise.exchange.safe_text import cleaned, markdown, one_line
from exercise.exchange.standing import Planned

LIFECYCLES = {"proposed": "recommendation", "done": "completed", "verified": "completed"}
STATUSES = {
    "open": "open",
    "planned": "remediating",
    "in_revision": "remediating",
    "published": "remediating",
    "reopened": "open",
    "verified": "closed",
    "closed": "closed",
}
"""What OSCAL calls where a finding stands."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to a finding: when, where it led in words, what it was (a code), and who did it."""

    at: str
    led_to: str
    what: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding with its actions as a plan of action tells of it; *made* and *changed* moments in UTC.

    *evidence* are entries of journals by table, *is_gone*: people rejected it or merged it into another.
    """

    id: str
    plan: str
    version: int
    exercise: str | None
    subject: str
    code: str
    words: str
    statement: str
    severity: str
    standing: str
    made: str
    changed: str
    is_gone: bool = False
    course: tuple[Happened, ...] = ()
    actions: tuple[Planned, ...] = ()
    evidence: Mapping[str, Sequence[int]] = field(default_factory=dict)


def findings_poam(
    findings: Sequence[Reported], speech: Speech, name: str, changed: str, rules: str
) -> Paper:
    """Return *findings* as an OSCAL document about what is called *name*, last *changed* at that moment."""
    title = speech("export.oscal.poam_title", name=name)
    owners = sorted({one.owner for each in findings for one in each.actions if one.owner})
    document: Paper = {
        "uuid": stable_uuid("findings", "poam", name),
        "metadata": {
            "title": markdown(title),
            "last-modified": changed,
            "version": changed,
            "oscal-version": OSCAL_VERSION,
            "props": [prop("mark", MARK), prop("language", speech.language)],
            "roles": [{"id": token(one), "title": markdown(one)} for one in owners],
            "parties": [_party(one) for one in owners],
            "remarks": markdown(speech("export.oscal.remark")),
        },
        "system-id": {"id": stable_uuid("findings", name)},
        "local-definitions": {"assessment-assets": _assets(speech, rules)},
        "observations": [_observation(one) for one in findings],
        "risks": [_risk(one) for one in findings],
        "poam-items": [item for one in findings for item in _items(one)]
        or [_nothing(speech, name)],
    }
    document["metadata"] = {k: v for k, v in document["metadata"].items() if v}
    kept = {key: value for key, value in document.items() if value}
    cleared: Paper = cleaned({"plan-of-action-and-milestones": kept})
    return cleared


def _party(owner: str) -> Paper:
    return {
        "uuid": stable_uuid("owner", owner),
        "type": "organization",
        "name": one_line(owner) or "-",
    }


def _assets(speech: Speech, rules: str) -> Paper:
    component = {
        "uuid": tool(),
        "type": "software",
        "title": "StartEx",
        "description": markdown(speech("export.oscal.tool", rules=rules)),
        "status": {"state": "operational"},
    }
    platform = {
        "uuid": stable_uuid("program", "platform"),
        "uses-components": [{"component-uuid": tool()}],
    }
    return {"components": [component], "assessment-platforms": [platform]}


def _observation(one: Reported) -> Paper:
    paper: Paper = {
        "uuid": _observed(one),
        "title": markdown(one.words),
        "description": markdown(one.statement),
        "props": [prop("plan", f"{one.plan}@{one.version}"), prop("step", one.subject)],
        "methods": ["TEST" if one.exercise else "EXAMINE"],
        "types": ["finding"],
        "origins": [origin()],
        "collected": one.made,
    }
    proof = [
        {
            "href": iri(one.exercise or "", table, "entry", str(seq)),
            "description": f"{table} #{seq}",
        }
        for table, seqs in one.evidence.items()
        for seq in seqs
    ]
    return paper | ({"relevant-evidence": proof} if proof else {})


def _observed(one: Reported) -> str:
    return stable_uuid("finding", one.id, "observation")


def _risk(one: Reported) -> Paper:
    paper: Paper = {
        "uuid": finding_uuid(one.id),
        "title": markdown(one.words),
        "description": markdown(one.words),
        "statement": markdown(one.statement),
        "props": [prop("finding", one.id), prop("code", one.code), prop("standing", one.standing)],
        "status": status(one.standing, is_gone=one.is_gone),
        "origins": [origin()],
        "characterizations": [characterization(one.severity)],
    }
    dues = [action.due for action in one.actions if action.due is not None]
    if dues:
        paper["deadline"] = max(dues)
    if one.actions:
        paper["remediations"] = [_remediation(one, action) for action in one.actions]
    if one.course:
        paper["risk-log"] = {"entries": list(_log(one))}
    return paper | {"related-observations": [{"observation-uuid": _observed(one)}]}


def status(standing: str, *, is_gone: bool) -> str:
    """Return what OSCAL calls the status of a finding that stands at *standing*."""
    return "closed" if is_gone else STATUSES.get(standing, "open")


def _log(one: Reported) -> Iterator[Paper]:
    for number, step in enumerate(one.course, start=1):
        paper: Paper = {
            "uuid": stable_uuid("finding", one.id, "course", str(number)),
            "title": markdown(step.led_to),
            "start": step.at,
            "props": [prop("what", step.what)],
        }
        if step.by:
            paper["props"].append(prop("by", step.by))
        yield paper


def _remediation(one: Reported, action: Planned) -> Paper:
    title = markdown(action.text or one.words)
    task: Paper = {
        "uuid": stable_uuid("finding", one.id, "task", action.id),
        "type": "milestone",
        "title": title,
        "props": [prop("status", action.status), prop("owner", action.owner or "")],
    }
    if action.due is not None:
        begins = min(one.made, action.due)
        task["timing"] = {"within-date-range": {"start": begins, "end": action.due}}
    if action.owner:
        owner = {
            "role-id": token(action.owner),
            "party-uuids": [stable_uuid("owner", action.owner)],
        }
        task["responsible-roles"] = [owner]
    return {
        "uuid": stable_uuid("finding", one.id, "remediation", action.id),
        "lifecycle": LIFECYCLES.get(action.status, "planned"),
        "title": title,
        "description": markdown(one.words),
        "props": [prop("action", action.id)],
        "tasks": [task],
    }


def _items(one: Reported) -> Iterator[Paper]:
    """Yield an item for each action; a finding that nobody answers yet is an item itself."""
    related = {
        "related-observations": [{"observation-uuid": _observed(one)}],
        "related-risks": [{"risk-uuid": finding_uuid(one.id)}],
    }
    about = [prop("finding", one.id), prop("severity", one.severity)]
    for action in one.actions:
        yield {
            "uuid": action_uuid(one.exercise, action.id),
            "title": markdown(action.text or one.words),
            "description": markdown(one.words),
            "props": [
                prop("action", action.id),
                prop("status", action.status),
                prop("element", action.element),
                *about,
            ],
            "origins": [origin()],
            **related,
        }
    if not one.actions:
        yield {
            "uuid": stable_uuid("finding", one.id, "item"),
            "title": markdown(one.words),
            "description": markdown(one.statement),
            "props": about,
            "origins": [origin()],
            **related,
        }


def _nothing(speech: Speech, name: str) -> Paper:
    """Return the one item of a document without findings: OSCAL wants at least one."""
    return {
        "uuid": stable_uuid("findings", name, "none"),
        "title": markdown(speech("export.oscal.nothing")),
        "description": markdown(name),
        "props": [prop("status", "verified")],
    }
