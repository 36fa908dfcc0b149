"""A file that was looked at becomes a draft: of a new plan, or changes of the plan that an earlier state of it made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from engine.store.plan_cards import SourceRecord
from engine.store.records import Draft
from exercise.improvement.change import ACCEPTED, PROPOSED, REMOVE, Change
from exercise.improvement.difference import plan_changes
from scenarios.checks import check_plan
from scenarios.exchange.plan_text import plan_text
from scenarios.exchange.rereading import reread
from scenarios.plan import Plan
from scenarios.reader import Sheet, read_text
from scenarios.schemas.documents import dump
from web.aside import aside
from web.errors import Refusal
from web.house import House
from web.importing.lacking import take_lacks
from web.importing.matching import free_id, is_taken
from web.importing.shelf import Upload, planned
from web.library import plan_of
from web.planning.shared import Who, new_draft
from web.planning.sheets import refusals

REASON = "reimported"
_ASKED_FIRST = ("notes",)
"""Fields in which a person may have written since: what the file says there is only proposed."""

Paper = dict[str, Any]


def make_draft(
    house: House, upload: Upload, wanted: str | None, title: str | None, who: Who, by: str
) -> Paper:
    """Keep the file of *upload* and make a draft of it; *wanted* is an id for the plan, or one that it is to change.

    Raises Refusal: ``import_no_steps``, ``plan_exists``, ``document_refused``, ``import_unchanged``.
    """
    if upload.plan is None:
        raise Refusal("document_refused", document=upload.imported.name, problems=1)
    if not upload.plan.procedures:
        raise Refusal("import_no_steps")
    if wanted is not None and house.store.plans.versions(wanted):
        draft, plan = _again(house, upload, wanted, title, who)
    else:
        draft, plan = _first(house, upload, wanted, title, who)
    with house.store.together():
        _keep(house, upload, who)
        house.store.plans.add_draft(draft)
        found = take_lacks(house, draft, plan, by)
    return {"draft": draft.id, "plan": draft.plan, "base": draft.base, "findings": found}


def _first(
    house: House, upload: Upload, wanted: str | None, title: str | None, who: Who
) -> tuple[Draft, Plan]:
    """Return a draft whose text is the whole plan, and that plan."""
    if wanted is not None and is_taken(house, wanted):
        raise Refusal("plan_exists", plan=wanted)
    name = wanted or free_id(house, upload.plan.id if upload.plan else "plan")
    is_named = upload.plan is not None and upload.plan.id == name
    sheet = upload.sheet if is_named else aside(planned, upload.imported, name)
    at, source = house.room.source.stamp(), upload.imported.digest
    draft = new_draft(name, 0, (), who, at, title=title, text=sheet.text, source=source)
    return draft, plan_of(sheet)


def _again(
    house: House, upload: Upload, plan: str, title: str | None, who: Who
) -> tuple[Draft, Plan]:
    """Return a draft of what the file says otherwise than when *plan* was made of it, and what becomes of the plan."""
    base = house.library.plan_sheet(plan)
    document = plan_of(base)
    if document.imported is None or upload.plan is None:
        raise Refusal("plan_exists", plan=plan)
    if document.imported.digest == upload.imported.digest:
        raise Refusal("import_unchanged", plan=plan)
    old = dump(document)
    paper, gone = reread(old, dump(upload.plan))
    sheet = aside(_read, paper, base.name)
    changed = plan_of(sheet)
    with refusals():
        found = [_decided(one) for one in plan_changes(base, sheet, REASON)]
    found += _removals(old, gone, len(found))
    at, source = house.room.source.stamp(), upload.imported.digest
    draft = new_draft(plan, document.version, found, who, at, title=title, source=source)
    return draft, changed


def _read(paper: Paper, name: str) -> Sheet:
    return check_plan(read_text(plan_text(paper), name))


def _decided(change: Change) -> Change:
    """Return *change* accepted, but where it would overwrite what a person may have written."""
    is_asked = change.step == "sections" or change.field in _ASKED_FIRST
    return replace(change, decision=PROPOSED if is_asked else ACCEPTED)


def _removals(old: Paper, gone: Sequence[str], taken: int) -> list[Change]:
    """Return the proposals to take away the steps that the file has no more."""
    steps = {step["id"]: step for one in old["procedures"] for step in one["steps"]}
    return [
        Change(f"c{taken + number}", name, "", steps[name], None, REASON, op=REMOVE)
        for number, name in enumerate(gone, start=1)
    ]


def _keep(house: House, upload: Upload, who: Who) -> None:
    imported = upload.imported
    source = SourceRecord(
        imported.digest,
        imported.name,
        imported.format,
        house.room.source.stamp(),
        upload.content,
        who.name or None,
    )
    house.store.plan_cards.keep_source(source)
