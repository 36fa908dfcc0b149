"""The plan owner's way: findings become a draft, a redline, and by another person the next version."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from web.api.asking import house, visitor
from web.errors import Refusal
from web.identity import Pass, clean_name
from web.payloads.rest import ChangeDecision, NewChange, NewDraft, Publish
from web.reports.proof import Proofs

drafts = Blueprint("drafts", __name__, url_prefix="/api/v1", description="Plan revisions")


@drafts.post("/plans/<plan>/drafts")
@drafts.arguments(NewDraft)
def begin(sent: dict[str, Any], plan: str) -> tuple[dict[str, Any], int]:
    """Make a draft of the next version from a table's improvement actions."""
    holder = visitor().master()
    table, name = house().table(sent["table"]), clean_name(sent["name"])
    return _told(house().drafts.begin(plan, table, sent["actions"], holder, name), holder), 201


@drafts.get("/drafts/<draft>")
def show(draft: str) -> dict[str, Any]:
    """Show a draft."""
    holder = visitor().master()
    return _told(house().drafts.show(draft), holder)


@drafts.delete("/drafts/<draft>")
def withdraw(draft: str) -> dict[str, Any]:
    """Withdraw a draft."""
    visitor().master()
    return house().drafts.withdraw(draft)


@drafts.post("/drafts/<draft>/changes")
@drafts.arguments(NewChange)
def add(sent: dict[str, Any], draft: str) -> dict[str, Any]:
    """Add a change that the plan owner wrote."""
    holder = visitor().master()
    return _told(house().drafts.add(draft, sent), holder)


@drafts.patch("/drafts/<draft>/changes/<change>")
@drafts.arguments(ChangeDecision)
def decide(sent: dict[str, Any], draft: str, change: str) -> dict[str, Any]:
    """Accept, edit or reject a change."""
    holder = visitor().master()
    return _told(house().drafts.decide(draft, change, sent), holder)


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


def _told(draft: dict[str, Any], holder: Pass) -> dict[str, Any]:
    """Return *draft* as *holder* reads it: whether it is the holder's own, and the lines that prove each change."""
    is_mine = draft["author"]["person"] == holder.mark
    return draft | {"mine": is_mine, "changes": [_proven(one) for one in draft["changes"]]}


def _proven(change: dict[str, Any]) -> dict[str, Any]:
    evidence = change.get("evidence") or {}
    if not evidence.get("table"):
        return change
    try:
        table = house().table(evidence["table"])
    except Refusal:
        return change
    return change | {"proof": Proofs(table).of(evidence.get("seqs", ()))}
