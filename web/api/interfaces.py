"""Findings for other document systems: pulled as JSON, CSV, OSCAL, Markdown or a patch; statuses pushed back."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from exercise.improvement.proof import Standing
from web.api.asking import house, proving, visitor
from web.errors import Refusal
from web.i18n import known
from web.interfaces.checklist import checklist
from web.interfaces.feed import Answer, Asked, pull
from web.interfaces.names import called_in
from web.interfaces.paper import answer_paper
from web.interfaces.patches import patch_of
from web.interfaces.poam import oscal
from web.interfaces.sheet import findings_csv
from web.payloads.interfaces import FindingsAsked, PatchAsked

interfaces = Blueprint(
    "interfaces", __name__, url_prefix="/api/v1", description="Findings for other systems"
)

_EVERY = "findings"


@interfaces.get("/findings.json", defaults={"plan": None})
@interfaces.get("/plans/<plan>/findings.json")
@interfaces.arguments(FindingsAsked, location="query")
def findings_json(sent: dict[str, Any], plan: str | None) -> Response:
    """Give findings with standing, course, evidence, actions and links; ``next`` says where to go on from."""
    standings = _settled(plan)
    answer, _ = _asked(sent, plan)
    paper = answer_paper(house().store, answer, _stamp(), standings)
    return _file(json.dumps(paper, ensure_ascii=False), "application/json", answer)


@interfaces.get("/findings.csv", defaults={"plan": None})
@interfaces.get("/plans/<plan>/findings.csv")
@interfaces.arguments(FindingsAsked, location="query")
def findings_sheet(sent: dict[str, Any], plan: str | None) -> Response:
    """Give findings as CSV for a spreadsheet, in either language."""
    _settled(plan)
    answer, language = _asked(sent, plan)
    text = findings_csv(house().store, answer, _stamp(), language, called_in(house(), language))
    return _file(text, "text/csv", answer, f"{plan or _EVERY}-findings.csv")


@interfaces.get("/findings.oscal.json", defaults={"plan": None})
@interfaces.get("/plans/<plan>/findings.oscal.json")
@interfaces.arguments(FindingsAsked, location="query")
def findings_oscal(sent: dict[str, Any], plan: str | None) -> Response:
    """Give findings as an OSCAL plan of action and milestones."""
    standings = _settled(plan)
    answer, language = _asked(sent, plan)
    text = oscal(answer, plan or _EVERY, language, standings)
    return _file(text, "application/json", answer, f"{plan or _EVERY}-poam.json")


@interfaces.get("/findings.md", defaults={"plan": None})
@interfaces.get("/plans/<plan>/findings.md")
@interfaces.arguments(FindingsAsked, location="query")
def findings_checklist(sent: dict[str, Any], plan: str | None) -> Response:
    """Give findings as a Markdown checklist."""
    _settled(plan)
    answer, language = _asked(sent, plan)
    text = checklist(house().store, answer, _stamp(), language, called_in(house(), language))
    return _file(text, "text/markdown", answer, f"{plan or _EVERY}-findings.md")


@interfaces.get("/plans/<plan>/findings.md.patch")
@interfaces.arguments(PatchAsked, location="query")
def findings_patch(sent: dict[str, Any], plan: str) -> Response:
    """Give the changes of a plan as a patch of its Markdown source; empty when there is nothing to change."""
    visitor().master()
    after, language, chosen = sent.pop("after"), known(sent.pop("lang")), None
    if any(sent.values()):
        answer = pull(house().store, Asked(plan=plan, **sent))
        chosen = {one.finding.id for one in answer.items}
    return _file(
        patch_of(house(), plan, language, chosen, after), "text/x-diff", name=f"{plan}.md.patch"
    )


def _settled(plan: str | None) -> dict[str, Standing]:
    """Return where the findings of *plan* stand by now, of every plan without one; raises Refusal."""
    visitor().master()
    store = house().store
    if plan is not None and not (store.plans.versions(plan) or store.plans.drafts(plan)):
        raise Refusal("no_such_plan", plan=plan)
    plans = [plan] if plan else sorted({one.plan for one in store.register.findings(taken=True)})
    return {name: one for each in plans for name, one in proving().settle(each).items()}


def _asked(sent: dict[str, Any], plan: str | None) -> tuple[Answer, str]:
    """Return the findings that were asked for, and in which language; raises Refusal."""
    language = known(sent.pop("lang"))
    return pull(house().store, Asked(plan=plan, **sent)), language


def _file(
    content: str | bytes, mimetype: str, answer: Answer | None = None, name: str | None = None
) -> Response:
    """Return *content*, or that nothing changed since the asker's copy of it."""
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    response = Response(data, mimetype=mimetype)
    response.headers["Cache-Control"] = "private, no-cache"
    if answer is not None and answer.next is not None:
        response.headers["StartEx-Next"] = answer.next
    if name is not None:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.add_etag()
    response.make_conditional(request)
    return response


def _stamp() -> str:
    return house().room.source.stamp()
