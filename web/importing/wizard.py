"""The wizard's state: what each step of a draft says by now, what it is still asked, what its file's words suggest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.store.records import Draft
from exercise.script_paper import text_paper
from scenarios.condition import Signal
from scenarios.exchange.lacking import asks, is_answered
from scenarios.origin import ASKED
from scenarios.plan import Action, Plan
from scenarios.procedure import Step
from scenarios.reader import Sheet
from scenarios.schemas.documents import dump
from web.house import House
from web.importing.preview import lacking_paper, origin_paper
from web.importing.shelf import source_lines
from web.library import plan_of
from web.planning.papers import OPEN

Paper = dict[str, Any]

MOST_LINES = 6_000


def wizard(house: House, draft: Draft, with_source: bool = True) -> Paper:
    """Return what the wizard shows of *draft*."""
    sheet = house.drafts.sheets_of.result(draft)
    plan = plan_of(sheet)
    steps = list(_steps(plan))
    return {
        "draft": draft.id,
        "plan": draft.plan,
        "title": text_paper(plan.title),
        "open": draft.state == OPEN,
        "revision": draft.revision,
        "roles": [{"id": one.id, "title": text_paper(one.title)} for one in plan.roles],
        "forms": [{"id": one.id, "title": text_paper(one.title)} for one in plan.forms],
        "signals": sorted(set(_signals(plan))),
        "lacking": lacking_paper(plan),
        "steps": steps,
        "done": sum(not step["lacks"] for step in steps),
        "total": len(steps),
        "source": list(source_lines(house.store.plan_cards, draft.source)[:MOST_LINES])
        if with_source
        else None,
    }


def sheet_of(house: House, draft: Draft) -> Sheet:
    """Return the plan as the draft makes it."""
    return house.drafts.sheets_of.result(draft)


def _steps(plan: Plan) -> Iterator[Paper]:
    actions = {action.id: action for action in plan.actions}
    papers = {step["id"]: step for one in dump(plan)["procedures"] for step in one["steps"]}
    for procedure in plan.procedures:
        home = {"id": procedure.id, "title": text_paper(procedure.title), "phase": procedure.phase}
        for step in procedure.steps:
            yield _step(step, papers[step.id], actions, home)


def _step(
    step: Step, paper: Mapping[str, Any], actions: Mapping[str, Action], home: Paper
) -> Paper:
    action = actions.get(step.does)
    wanted = [what for what in ASKED if asks(step, action, what)]
    return {
        "id": step.id,
        "title": text_paper(step.title),
        "procedure": home,
        "kind": action.kind if action else "execute",
        "action": step.does,
        "by": list(step.by),
        "when": paper.get("when"),
        "after": list(step.after),
        "within": paper.get("within"),
        "hard": step.hard,
        "every": paper.get("every"),
        "authority": list(action.by) if action else [],
        "form": action.form if action else None,
        "notes": text_paper(step.notes),
        "asks": wanted,
        "lacks": [what for what in wanted if not is_answered(step, actions, what)],
        "settled": list(step.origin.settled) if step.origin else [],
        "origin": origin_paper(step.origin),
    }


def _signals(plan: Plan) -> Iterable[str]:
    for step in plan.steps():
        if isinstance(step.when, Signal):
            yield step.when.name
