"""Four eyes over a draft: submitted, approved or sent back by another person, published as the next version."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from web.api.asking import house, proving, visitor
from web.api.drafts import draft_told
from web.payloads.drafts import Answer, Submission, TakeBack
from web.planning.shared import Who
from web.webhooks.plan_loop import APPROVED, PUBLISHED, SUBMITTED, tell_plan

draft_approval = Blueprint(
    "draft_approval", __name__, url_prefix="/api/v1", description="Approval of plan revisions"
)
Paper = dict[str, Any]


@draft_approval.post("/drafts/<draft>/submit")
@draft_approval.arguments(Submission)
def submit(sent: Paper, draft: str) -> Paper:
    """Ask another person for the approval of a draft."""
    who = Who.of(visitor().master(), sent["name"])
    house().approval.submit(draft, who, sent["note"].strip(), sent["effective"])
    tell_plan(house(), SUBMITTED, draft)
    return draft_told(draft, who)


@draft_approval.post("/drafts/<draft>/take-back")
@draft_approval.arguments(TakeBack)
def take_back(sent: Paper, draft: str) -> Paper:
    """Open a submitted draft again, to work on it."""
    who = Who.of(visitor().master(), sent["name"])
    house().approval.take_back(draft, who, sent["reason"].strip())
    return draft_told(draft, who)


@draft_approval.post("/drafts/<draft>/answer")
@draft_approval.arguments(Answer)
def answer(sent: Paper, draft: str) -> Paper:
    """Approve a draft, or send it back with a reason; nobody approves what they worked on."""
    who = Who.of(visitor().master(), sent["name"])
    reason = sent["reason"].strip()
    if sent["answer"] == "approved":
        house().approval.approve(draft, who, reason)
        tell_plan(house(), APPROVED, draft)
    else:
        house().approval.send_back(draft, who, reason)
    return draft_told(draft, who)


@draft_approval.post("/drafts/<draft>/publish")
@draft_approval.arguments(Submission)
def publish(sent: Paper, draft: str) -> Paper:
    """Publish an approved draft as the next version of its plan."""
    who = Who.of(visitor().master(), sent["name"])
    version = house().approval.publish(draft, who, sent["note"].strip(), sent["effective"])
    tell_plan(house(), PUBLISHED, draft, version)
    proving().settle(version.plan)
    return {
        "plan": version.plan,
        "version": version.version,
        "digest": version.digest,
        "effective": version.effective,
    }
