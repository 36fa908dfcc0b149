"""What webhooks are told of the plan loop: plans on their way, exercises that are planned, duties that are overdue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.store.programme import PlannedExercise
from engine.store.records import Draft, PlanVersion
from web.house import House
from web.programme.view import Programme
from web.webhooks.outbox import Outbox

SUBMITTED, APPROVED, PUBLISHED = "plan.submitted", "plan.approved", "plan.published"
PLANNED, OVERDUE = "exercise.planned", "duty.overdue"
_OVERDUE_STATE = "overdue"

Paper = dict[str, Any]


def tell_plan(house: House, event: str, draft: str, version: PlanVersion | None = None) -> None:
    """Tell that *draft* was submitted, approved, or published as *version*."""
    found = house.drafts.find(draft)
    paper = _draft_paper(found) | (_version_paper(version) if version else {})
    once = f"{event}/{draft}/{found.revision}"
    _outbox(house).tell(event, {"plan": paper}, once)


def tell_planned(house: House, planned: PlannedExercise) -> None:
    """Tell that an exercise was put into the programme."""
    paper = {
        "id": planned.id,
        "day": planned.day,
        "title": dict(planned.title),
        "plan": planned.plan,
        "scenario": planned.scenario,
        "duties": list(planned.duties),
        "joint": planned.joint,
        "owner": planned.owner,
        "path": "/programme",
    }
    _outbox(house).tell(PLANNED, {"exercise": paper}, f"{PLANNED}/{planned.id}")


def tell_overdue_duties(house: House) -> None:
    """Tell of every duty that is overdue, once for each place and each day that it was due on."""
    if not any(OVERDUE in one.events for one in house.store.webhooks.all()):
        return
    for duty in Programme(house).duty_papers():
        for standing in duty["standings"]:
            if standing["state"] == _OVERDUE_STATE:
                place = standing["place"]
                once = f"{OVERDUE}/{duty['id']}/{place['kind']}/{place['id']}/{standing['due']}"
                _outbox(house).tell(OVERDUE, {"duty": _duty_paper(duty, standing)}, once)


def _draft_paper(draft: Draft) -> Paper:
    cited = {one for change in draft.changes for one in _cited(change)}
    return {
        "id": draft.plan,
        "draft": draft.id,
        "base": draft.base,
        "version": draft.base + 1,
        "state": draft.state,
        "title": draft.title,
        "contributors": [str(one.get("name") or "") for one in draft.contributors],
        "asked_by": draft.approval.get("by"),
        "changes": len(draft.changes),
        "findings": sorted(cited),
        "path": f"/drafts/{draft.id}",
    }


def _cited(change: Mapping[str, Any]) -> list[str]:
    return list((change.get("evidence") or {}).get("findings") or ())


def _version_paper(version: PlanVersion) -> Paper:
    return {
        "version": version.version,
        "digest": version.digest,
        "effective": version.effective,
        "approved_by": version.approved_by,
        "published_by": version.published_by,
        "path": f"/plans/{version.plan}",
    }


def _duty_paper(duty: Mapping[str, Any], standing: Mapping[str, Any]) -> Paper:
    said = {key: duty.get(key) for key in ("id", "title", "rule")}
    told = ("state", "due", "last_day", "planned", "place")
    return said | {key: standing[key] for key in told} | {"path": "/programme"}


def _outbox(house: House) -> Outbox:
    return Outbox(house.store, house.room.source.stamp)
