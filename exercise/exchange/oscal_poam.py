"""OSCAL plan of action and milestones: what is to be mended after an exercise, by whom, until when, how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exercise.exchange.case import Case
from exercise.exchange.ids import stable_uuid
from exercise.exchange.narration import subject_title
from exercise.exchange.oscal_parts import (
    Paper,
    assets,
    deadline,
    finding_title,
    metadata,
    observed,
    origin,
    party,
    prop,
    related,
    resources,
    risk,
    risks,
    summary,
    token,
)
from exercise.exchange.safe_text import cleaned, markdown

_CLOSED = ("verified", "rejected", "merged")
_LIFECYCLES = {"proposed": "recommendation", "done": "completed", "verified": "completed"}


@dataclass(frozen=True, slots=True)
class Tracked:
    """What the register knows of an action beyond what the evaluation proposed; *due* a moment as ISO 8601."""

    status: str = "proposed"
    owner: str | None = None
    due: str | None = None
    text: str | None = None


def plan_of_action(cases: Sequence[Case], tracked: Mapping[str, Tracked] | None = None) -> Paper:
    """Return the actions of *cases*, the tables of one exercise, as an OSCAL document.

    *tracked*, by action id, says how far they are; the same action of several tables is one item.
    """
    known, first = tracked or {}, cases[0]
    title = first.speech("export.oscal.poam_title", name=first.speech.text(first.title))
    items = _items(cases, known)
    document: Paper = {
        "uuid": stable_uuid(*first.parts, "poam", *(case.table for case in cases)),
        "metadata": metadata(cases, title),
        "system-id": {"id": stable_uuid("plan", first.setting.plan.id)},
        "local-definitions": {"assessment-assets": assets(first)},
        "observations": [one for case in cases for one in observed(case)],
        "risks": [one for case in cases for one in _risks(case, known)],
        "poam-items": items or [_nothing(first)],
        "back-matter": {"resources": resources(first)},
    }
    kept = {name: value for name, value in document.items() if value}
    cleared: Paper = cleaned({"plan-of-action-and-milestones": kept})
    return cleared


def _items(cases: Sequence[Case], tracked: Mapping[str, Tracked]) -> list[Paper]:
    """Return an item for each action; its findings of all tables go with it."""
    items: dict[str, Paper] = {}
    for case, action, finding in _actions(cases):
        item = items.setdefault(action["id"], _item(case, action, finding, tracked))
        item["related-risks"].append({"risk-uuid": risk(case, finding)})
        item["related-observations"] += [
            {"observation-uuid": one} for one in related(case, finding)
        ]
    return [{name: value for name, value in item.items() if value} for item in items.values()]


def _actions(cases: Sequence[Case]) -> Iterator[tuple[Case, Paper, Paper]]:
    for case in cases:
        for action in case.evaluation["actions"]:
            yield case, action, case.evaluation["findings"][action["finding"]]


def _item(case: Case, action: Paper, finding: Paper, tracked: Mapping[str, Tracked]) -> Paper:
    state = tracked.get(action["id"], Tracked())
    return {
        "uuid": stable_uuid(case.parts[0], "action", action["id"]),
        "title": markdown(state.text or _remedy(case, action, finding)),
        "description": markdown(finding_title(case, finding)),
        "props": [
            prop("action", action["id"]),
            prop("status", state.status),
            prop("element", action["element"]),
            prop("severity", finding["severity"]),
        ],
        "origins": [origin()],
        "related-observations": [],
        "related-risks": [],
    }


def _nothing(case: Case) -> Paper:
    """Return the one item of an exercise that asks for no action: OSCAL wants at least one."""
    return {
        "uuid": stable_uuid(case.parts[0], "action", "none"),
        "title": markdown(case.speech("export.oscal.nothing")),
        "description": markdown(summary(case)),
        "props": [prop("status", "verified")],
    }


def _remedy(case: Case, action: Paper, finding: Paper) -> str:
    key = f"remedy.element.{action['element']}"
    return case.speech(key, step=subject_title(case, finding["step"]))


def _risks(case: Case, tracked: Mapping[str, Tracked]) -> Iterator[Paper]:
    """Yield each finding's risk with what is planned against it."""
    actions = {action["finding"]: action for action in case.evaluation["actions"]}
    for number, paper in enumerate(risks(case)):
        if number in actions:
            state = tracked.get(actions[number]["id"], Tracked())
            yield paper | {
                "status": "closed" if state.status in _CLOSED else _status(state),
                "deadline": state.due or paper["deadline"],
                "remediations": [_remediation(case, number, actions[number], state)],
            }
        else:
            yield paper


def _status(state: Tracked) -> str:
    return "open" if state.status == "proposed" else "remediating"


def _remediation(case: Case, number: int, action: Paper, state: Tracked) -> Paper:
    finding = case.evaluation["findings"][number]
    title = markdown(state.text or _remedy(case, action, finding))
    owner = state.owner or action["owner"]
    due = state.due or deadline(case, number)
    task: Paper = {
        "uuid": stable_uuid(*case.parts, "task", action["id"]),
        "type": "milestone",
        "title": title,
        "props": [prop("status", state.status), prop("owner", owner)],
        "timing": {"within-date-range": {"start": min(case.ended, due), "end": due}},
    }
    if owner in case.setting.roles:
        task["responsible-roles"] = [{"role-id": token(owner), "party-uuids": [party(case, owner)]}]
    return {
        "uuid": stable_uuid(*case.parts, "remediation", action["id"]),
        "lifecycle": _LIFECYCLES.get(state.status, "planned"),
        "title": title,
        "description": markdown(finding_title(case, finding)),
        "tasks": [task],
    }
