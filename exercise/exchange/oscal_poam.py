"""OSCAL plan of action and milestones: what is to be mended after an exercise, by whom, until when, how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from exercise.exchange.case import Case
from exercise.exchange.ids import stable_uuid
from exercise.exchange.narration import subject_title
from exercise.exchange.oscal_parts import (
    Paper,
    assets,
    characterization,
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
from exercise.exchange.standing import Key, Planned, Standing

_CLOSED = ("verified", "rejected", "merged")
_LIFECYCLES = {"proposed": "recommendation", "done": "completed", "verified": "completed"}


def plan_of_action(cases: Sequence[Case], register: Mapping[Key, Standing] | None = None) -> Paper:
    """Return the actions of *cases*, the tables of one exercise, as an OSCAL document.

    What the *register* knows of a finding goes before what the evaluation proposes; the same action of several
    tables is one item.
    """
    first = cases[0]
    title = first.speech("export.oscal.poam_title", name=first.speech.text(first.title))
    looked_at = [
        (case, number, _standing(case, number, register or {}))
        for case in cases
        for number in range(len(case.evaluation["findings"]))
    ]
    document: Paper = {
        "uuid": stable_uuid(*first.parts, "poam", *(case.table for case in cases)),
        "metadata": metadata(cases, title),
        "system-id": {"id": stable_uuid("plan", first.setting.plan.id)},
        "local-definitions": {"assessment-assets": assets(first)},
        "observations": [one for case in cases for one in observed(case)],
        "risks": _risks(cases, looked_at),
        "poam-items": _items(looked_at) or [_nothing(first)],
        "back-matter": {"resources": resources(first)},
    }
    kept = {name: value for name, value in document.items() if value}
    cleared: Paper = cleaned({"plan-of-action-and-milestones": kept})
    return cleared


_LookedAt = tuple[Case, int, Standing]


def _standing(case: Case, number: int, register: Mapping[Key, Standing]) -> Standing:
    """Return what is planned about finding *number*: what the register knows, else what the evaluation proposes."""
    finding = case.evaluation["findings"][number]
    known = register.get((finding["step"], finding["kind"], finding["code"]))
    if known is not None:
        return known
    proposed = (one for one in case.evaluation["actions"] if one["finding"] == number)
    return Standing(
        actions=tuple(Planned(one["id"], one["element"], owner=one["owner"]) for one in proposed)
    )


def _items(looked_at: Sequence[_LookedAt]) -> list[Paper]:
    """Return an item for each action; its findings of all tables go with it."""
    items: dict[str, Paper] = {}
    for case, number, standing in looked_at:
        finding = case.evaluation["findings"][number]
        for action in standing.actions:
            item = items.setdefault(action.id, _item(case, finding, action, standing))
            item["related-risks"].append({"risk-uuid": risk(case, finding)})
            item["related-observations"] += [
                {"observation-uuid": one} for one in related(case, finding)
            ]
    return [{name: value for name, value in item.items() if value} for item in items.values()]


def _item(case: Case, finding: Paper, action: Planned, standing: Standing) -> Paper:
    return {
        "uuid": stable_uuid(case.parts[0], "action", action.id),
        "title": markdown(_words(case, finding, action)),
        "description": markdown(standing.text or finding_title(case, finding)),
        "props": [
            prop("action", action.id),
            prop("status", action.status),
            prop("element", action.element),
            prop("severity", standing.severity or finding["severity"]),
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


def _words(case: Case, finding: Paper, action: Planned) -> str:
    key = f"remedy.element.{action.element}"
    return action.text or case.speech(key, step=subject_title(case, finding["step"]))


def _risks(cases: Sequence[Case], looked_at: Sequence[_LookedAt]) -> list[Paper]:
    """Return each finding's risk with what is planned against it."""
    plain = {id(case): risks(case) for case in cases}
    return [
        plain[id(case)][number] | dict(_planned(case, number, standing))
        for case, number, standing in looked_at
    ]


def _planned(case: Case, number: int, standing: Standing) -> Iterator[tuple[str, object]]:
    yield "status", _status(standing)
    if standing.text is not None:
        yield "title", markdown(standing.text)
    if standing.severity is not None:
        yield "characterizations", [characterization(standing.severity)]
    dues = [action.due for action in standing.actions if action.due is not None]
    if dues:
        yield "deadline", max(dues)
    if standing.actions:
        yield "remediations", [_remediation(case, number, one) for one in standing.actions]


def _status(standing: Standing) -> str:
    """Return how far a risk is: closed with its finding, or with the last of its actions."""
    states = {action.status for action in standing.actions}
    if standing.is_closed or (states and states <= set(_CLOSED)):
        return "closed"
    return "open" if states <= {"proposed"} else "remediating"


def _remediation(case: Case, number: int, action: Planned) -> Paper:
    finding = case.evaluation["findings"][number]
    title = markdown(_words(case, finding, action))
    due = action.due or deadline(case, number)
    place = (*case.parts, str(finding["step"]), str(finding["kind"]), str(finding["code"]))
    task: Paper = {
        "uuid": stable_uuid(*place, "task", action.id),
        "type": "milestone",
        "title": title,
        "props": [prop("status", action.status), prop("owner", action.owner or "")],
        "timing": {"within-date-range": {"start": min(case.ended, due), "end": due}},
    }
    if action.owner is not None and action.owner in case.setting.roles:
        task["responsible-roles"] = [
            {"role-id": token(action.owner), "party-uuids": [party(case, action.owner)]}
        ]
    return {
        "uuid": stable_uuid(*place, "remediation", action.id),
        "lifecycle": _LIFECYCLES.get(action.status, "planned"),
        "title": title,
        "description": markdown(finding_title(case, finding)),
        "tasks": [task],
    }
