"""The plan owner's way: findings become a draft, a redline, and by another person the next version."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from web.api.asking import house, visitor
from web.identity import clean_name
from web.payloads.rest import ChangeDecision, NewChange, NewDraft, Publish

drafts = Blueprint("drafts", __name__, url_prefix="/api/v1", description="Plan revisions")


@drafts.post("/plans/<plan>/drafts")
@drafts.arguments(NewDraft)
def begin(sent: dict[str, Any], plan: str) -> tuple[dict[str, Any], int]:
    """Make a draft of the next version from a table's improvement actions."""
    holder = visitor().master()
    table, name = house().table(sent["table"]), clean_name(sent["name"])
    return house().drafts.begin(plan, table, sent["actions"], holder, name), 201


@drafts.get("/drafts/<draft>")
def show(draft: str) -> dict[str, Any]:
    """Show a draft."""
    visitor().master()
    return house().drafts.show(draft)


@drafts.delete("/drafts/<draft>")
def withdraw(draft: str) -> dict[str, Any]:
    """Withdraw a draft."""
    visitor().master()
    return house().drafts.withdraw(draft)


@drafts.post("/drafts/<draft>/changes")
@drafts.arguments(NewChange)
def add(sent: dict[str, Any], draft: str) -> dict[str, Any]:
    """Add a change that the plan owner wrote."""
    visitor().master()
    return house().drafts.add(draft, sent)


@drafts.patch("/drafts/<draft>/changes/<change>")
@drafts.arguments(ChangeDecision)
def decide(sent: dict[str, Any], draft: str, change: str) -> dict[str, Any]:
    """Accept, edit or reject a change."""
    visitor().master()
    return house().drafts.decide(draft, change, sent)


@drafts.get("/drafts/<draft>/diff")
def diff(draft: str) -> dict[str, Any]:
    """Show the redline: the plan's text before and after the accepted changes."""
    visitor().master()
    return house().drafts.diff(draft)


@drafts.post("/drafts/<draft>/publish")
@drafts.arguments(Publish)
def publish(sent: dict[str, Any], draft: str) -> dict[str, Any]:
    """Publish the next version, by another person than the draft's author."""
    holder = visitor().master()
    return house().drafts.publish(draft, holder, clean_name(sent["name"]))
