"""Drafts that begin without a finding: a new plan, and the way back to an earlier version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.store.records import Draft
from exercise.improvement.change import ACCEPTED, Change
from exercise.improvement.difference import plan_changes
from exercise.improvement.refusal import RevisionRefused
from scenarios.blank_plan import blank_plan
from scenarios.reader import Sheet
from web.errors import Refusal
from web.house import House
from web.identity import Pass, clean_name
from web.planning.rows import ALIVE
from web.planning.shared import Who, new_draft


def begin_plan(house: House, wanted: Mapping[str, Any], author: Pass) -> Draft:
    """Return a draft of a plan that nobody has written yet (payloads.plans.NewPlan); raises Refusal for a taken id."""
    plan = wanted["id"]
    alive = any(one.state in ALIVE for one in house.store.plans.drafts(plan))
    if alive or house.store.plans.versions(plan):
        raise Refusal("plan_exists", plan=plan)
    title = {language: words for language, words in wanted["title"].items() if words.strip()}
    if not title:
        raise Refusal("title_missing")
    text = blank_plan(plan, title)
    return _kept(house, plan, 0, (), _who(author, wanted["name"]), text)


def restore(house: House, plan: str, version: int, name: str | None, author: Pass) -> Draft:
    """Return a draft that leads from the newest version of *plan* back to *version*, all accepted; raises Refusal."""
    newest = house.library.versions(plan)[0].version
    if version == newest:
        raise Refusal("version_is_newest", version=version)
    wanted = house.library.plan_sheet(plan, version)
    changes = _changes(house.library.plan_sheet(plan, newest), wanted)
    if not changes:
        raise Refusal("versions_are_alike", version=version, newest=newest)
    taken = [replace(one, decision=ACCEPTED) for one in changes]
    return _kept(house, plan, newest, taken, _who(author, name))


def _who(author: Pass, name: str | None) -> Who:
    """Return who begins: called as they say now, else as their pass says."""
    return Who(author.mark, clean_name(name) or author.name or "")


def _changes(old: Sheet, new: Sheet) -> tuple[Change, ...]:
    try:
        return plan_changes(old, new, reason="restored")
    except RevisionRefused as refused:
        raise Refusal(refused.code, **refused.numbers) from refused


def _kept(
    house: House, plan: str, base: int, changes: Sequence[Change], who: Who, text: str | None = None
) -> Draft:
    draft = new_draft(plan, base, changes, who, house.room.source.stamp(), text=text)
    house.store.plans.add_draft(draft)
    return draft
