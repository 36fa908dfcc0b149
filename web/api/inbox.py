"""The plan owner's inbox: findings with their standing and proposed changes; where a plan is at fault by law."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from engine.store.errors import NotFound
from exercise.script_paper import text_paper
from web.api.asking import house, proving, visitor
from web.errors import Refusal
from web.identity import Pass
from web.library import plan_of
from web.payloads.inbox import InboxAnswer
from web.planning.answering import Answers
from web.planning.found import conflict_paper
from web.planning.inbox import Inbox
from web.planning.inbox_papers import course_paper, inbox_paper
from web.planning.shared import Who
from web.register.people import judge_of, signature, visible
from web.webhooks.outbox import Outbox

inbox = Blueprint("inbox", __name__, url_prefix="/api/v1", description="The plan owner's inbox")
Paper = dict[str, Any]


@inbox.get("/plans/<plan>/inbox")
def show(plan: str) -> Paper:
    """Show everything that was found wrong with a plan, with where it stands and what is proposed."""
    visitor().master()
    return inbox_paper(_inbox(plan))


@inbox.post("/plans/<plan>/inbox")
@inbox.arguments(InboxAnswer)
def answer(sent: Paper, plan: str) -> Paper:
    """Take findings into a draft, plan them, reject, merge, close or reopen them, or take that back."""
    return _done(_answers(sent, plan, visitor().master()), sent)


@inbox.get("/plans/<plan>/conflicts")
def conflicts(plan: str) -> Paper:
    """Show where the newest version of a plan is at fault by law."""
    visitor().master()
    version = house().library.versions(plan)[0].version
    document = plan_of(house().library.plan_sheet(plan, version))
    return {
        "plan": plan,
        "title": text_paper(document.title),
        "version": version,
        "conflicts": [
            conflict_paper(one, document) for one in proving().faults.conflicts(plan, version)
        ],
    }


@inbox.get("/findings/<finding>/standing")
def standing(finding: str) -> Paper:
    """Show where a finding in the register stands, and its whole course with the evidence."""
    visible(visitor())
    try:
        record = house().store.register.finding(finding)
    except NotFound as missing:
        raise Refusal("no_such_finding", finding=finding) from missing
    judge_of(visitor(), record.exercise)
    if record.taken is None:
        raise Refusal("not_taken")
    found = proving().of(record)
    return {"finding": finding, "standing": found.standing, "course": course_paper(found)}


def _inbox(plan: str) -> Inbox:
    tell = Outbox(house().store, house().room.source.stamp).tell
    return Inbox(house(), proving(), plan, tell)


def _answers(sent: Paper, plan: str, holder: Pass) -> Answers:
    return Answers(_inbox(plan), Who.of(holder, sent["name"]), signature(holder, sent["name"]))


def _done(answers: Answers, sent: Paper) -> Paper:
    findings = sent["findings"]
    match sent["do"]:
        case "draft":
            return answers.draft(findings, sent["edits"], sent["draft"], sent["title"])
        case "plan":
            due = sent["due"]
            return answers.plan(findings, sent["owner"], due.isoformat() if due else None)
        case "reject":
            return answers.reject(findings, sent["reason"])
        case "close":
            return answers.close(findings, sent["reason"])
        case "reopen":
            return answers.reopen(findings, sent["reason"])
        case "merge":
            return answers.merge(findings, sent["into"])
    return answers.undo(findings)
