"""The plan owner's way: findings become a draft, on which several people work until it is submitted."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from web.api.asking import house, visitor
from web.errors import Refusal
from web.identity import clean_name
from web.payloads.drafts import (
    ChangeDecision,
    DraftTitle,
    Named,
    NewChange,
    NewDraft,
    Removal,
    Resolution,
    Upload,
)
from web.planning.changing import UNSEEN, Wish
from web.planning.checking import draft_check, fresh_problems
from web.planning.rebasing import moved
from web.planning.shared import Who
from web.planning.uploading import marked, uploaded
from web.planning.values import new_value
from web.reports.proof import Proofs

drafts = Blueprint("drafts", __name__, url_prefix="/api/v1", description="Plan revisions")
Paper = dict[str, Any]


@drafts.post("/plans/<plan>/drafts")
@drafts.arguments(NewDraft)
def begin(sent: Paper, plan: str) -> tuple[Paper, int]:
    """Make a draft of the next version, from a table's improvement actions or of nothing yet."""
    holder = visitor().master()
    table = house().table(sent["table"]) if sent["table"] else None
    name = clean_name(sent["name"])
    made = house().drafts.begin(plan, table, sent["actions"], holder, name, sent["title"])
    return draft_told(made["id"], _who(sent)), 201


@drafts.get("/drafts/<draft>")
def show(draft: str) -> Any:
    """Show a draft; with ``?since=<mark>`` nothing (204) as long as nothing about it is new."""
    who = _who({})
    if request.args.get("since") == house().drafts.mark(draft):
        return "", 204
    return draft_told(draft, who)


@drafts.patch("/drafts/<draft>")
@drafts.arguments(DraftTitle)
def entitle(sent: Paper, draft: str) -> Paper:
    """Give a draft a title."""
    who = _who(sent)
    house().drafts.entitle(draft, sent["title"] or None, who)
    return draft_told(draft, who)


@drafts.delete("/drafts/<draft>")
@drafts.arguments(Named, location="query")
def withdraw(sent: Paper, draft: str) -> Paper:
    """Withdraw a draft."""
    return house().drafts.withdraw(draft, _who(sent))


@drafts.post("/drafts/<draft>/changes")
@drafts.arguments(NewChange)
def add(sent: Paper, draft: str) -> Paper:
    """Write a change by hand; it is accepted at once."""
    who = _who(sent)
    house().drafts.add(draft, _wish(sent), who)
    return draft_told(draft, who)


@drafts.post("/drafts/<draft>/try")
@drafts.arguments(NewChange)
def attempt(sent: Paper, draft: str) -> Paper:
    """Tell what the checks would find new in the draft if a change were written; nothing is kept."""
    _who(sent)
    return fresh_problems(*house().drafts.tried(draft, _wish(sent)))


@drafts.patch("/drafts/<draft>/changes/<change>")
@drafts.arguments(ChangeDecision)
def decide(sent: Paper, draft: str, change: str) -> Paper:
    """Accept, edit or reject a change."""
    who = _who(sent)
    house().drafts.decide(draft, change, _said(sent), who)
    return draft_told(draft, who)


@drafts.delete("/drafts/<draft>/changes/<change>")
@drafts.arguments(Removal, location="query")
def remove(sent: Paper, draft: str, change: str) -> Paper:
    """Take away a change that was written by hand."""
    who = _who(sent)
    house().drafts.remove(draft, change, sent["revision"], who)
    return draft_told(draft, who)


@drafts.post("/drafts/<draft>/changes/<change>/resolve")
@drafts.arguments(Resolution)
def resolve(sent: Paper, draft: str, change: str) -> Paper:
    """Resolve the conflict of a change: mine, theirs, or another value."""
    who = _who(sent)
    house().drafts.resolve(draft, change, _said(sent), who)
    return draft_told(draft, who)


@drafts.post("/drafts/<draft>/rebase")
@drafts.arguments(Named)
def rebase(sent: Paper, draft: str) -> Paper:
    """Move a draft onto the newest version of its plan."""
    who = _who(sent)
    plan = house().drafts.find(draft).plan
    newest = house().library.versions(plan)[0].version
    sheet = house().library.plan_sheet(plan, newest)
    settled = moved(house().drafts, sheet, newest, draft, who)["settled"]
    return draft_told(draft, who) | {"settled": settled}


@drafts.post("/drafts/<draft>/upload")
@drafts.arguments(Upload)
def upload(sent: Paper, draft: str) -> Paper:
    """Make changes of what an edited plan, as YAML, says otherwise."""
    who = _who(sent)
    before = {one["id"] for one in house().drafts.show(draft)["changes"]}
    after = uploaded(house().drafts, draft, sent["text"], who)
    fresh = [one["id"] for one in after["changes"] if one["id"] not in before]
    return draft_told(draft, who) | {"added": fresh}


@drafts.get("/drafts/<draft>/plan")
def plan(draft: str) -> Paper:
    """Show the plan as it is written, before and with the accepted changes."""
    visitor().master()
    return house().drafts.plan(draft)


@drafts.get("/drafts/<draft>/plan.yaml")
def plan_text(draft: str) -> Response:
    """Download the plan with the accepted changes, to be edited elsewhere and uploaded again."""
    visitor().master()
    found = house().drafts.find(draft)
    name = f"{found.plan}-draft-{found.revision}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    text = marked(found, house().drafts.sheets_of.result(found))
    return Response(text, mimetype="application/yaml", headers=headers)


@drafts.get("/drafts/<draft>/diff")
def diff(draft: str) -> Paper:
    """Show the plan's text before and after the accepted changes, line by line."""
    visitor().master()
    return house().drafts.diff(draft)


@drafts.get("/drafts/<draft>/redline")
def redline(draft: str) -> Paper:
    """Show the accepted changes item by item and word by word."""
    visitor().master()
    return house().drafts.redline(draft)


@drafts.get("/drafts/<draft>/check")
def check(draft: str) -> Paper:
    """Tell what the checks find in the draft as it stands, and what keeps it from being submitted."""
    visitor().master()
    return draft_check(house().drafts, house().approval, house().drafts.find(draft))


def draft_told(draft: str, who: Who) -> Paper:
    """Return *draft* as *who* reads it, with the lines that prove each change."""
    paper = house().drafts.show(draft, who)
    return paper | {"changes": [_proven(one) for one in paper["changes"]]}


def _who(sent: Paper) -> Who:
    return Who.of(visitor().master(), sent.get("name"))


def _wish(sent: Paper) -> Wish:
    place = sent["place"]
    return Wish(
        step=sent["step"],
        key=sent["key"],
        new=new_value(sent),
        op=sent["op"],
        place=None if place is None else {"in": place["procedure"], "after": place["after"]},
        note=sent["note"].strip(),
        seen=sent.get("seen", UNSEEN),
    )


def _said(sent: Paper) -> Paper:
    """Return what was *sent* with a value that was written as YAML read."""
    rest = {key: value for key, value in sent.items() if key not in ("written", "name")}
    return rest | ({"new": new_value(sent)} if "written" in sent else {})


def _proven(change: Paper) -> Paper:
    evidence = change.get("evidence") or {}
    if not evidence.get("table"):
        return change
    try:
        table = house().table(evidence["table"])
    except Refusal:
        return change
    return change | {"proof": Proofs(table).of(evidence.get("seqs", ()))}
