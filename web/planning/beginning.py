"""Drafts that begin without a finding: a new plan, and the way back to an earlier version."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.store.records import Draft
from exercise.improvement.change import ACCEPTED, Change, change_to_paper
from exercise.improvement.difference import plan_changes
from exercise.improvement.refusal import RevisionRefused
from scenarios.blank_plan import blank_plan
from scenarios.reader import Sheet
from web.errors import Refusal
from web.house import House
from web.identity import Pass, clean_name
from web.planning.rows import ALIVE


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
    return _begun(house, plan, 0, author, wanted["name"], text=text)


def restore(house: House, plan: str, version: int, name: str | None, author: Pass) -> Draft:
    """Return a draft that leads from the newest version of *plan* back to *version*, all accepted; raises Refusal."""
    newest = house.library.versions(plan)[0].version
    if version == newest:
        raise Refusal("version_is_newest", version=version)
    wanted = house.library.plan_sheet(plan, version)
    changes = _changes(house.library.plan_sheet(plan, newest), wanted)
    if not changes:
        raise Refusal("versions_are_alike", version=version, newest=newest)
    return _begun(
        house,
        plan,
        newest,
        author,
        name,
        changes=[change_to_paper(replace(one, decision=ACCEPTED)) for one in changes],
    )


def _changes(old: Sheet, new: Sheet) -> tuple[Change, ...]:
    try:
        return plan_changes(old, new, reason="restored")
    except RevisionRefused as refused:
        raise Refusal(refused.code, **refused.numbers) from refused


def _begun(
    house: House,
    plan: str,
    base: int,
    author: Pass,
    name: str | None,
    changes: Sequence[Mapping[str, object]] = (),
    text: str | None = None,
    title: str | None = None,
) -> Draft:
    called = clean_name(name) or author.name or ""
    draft = Draft(
        id="d-" + secrets.token_hex(4),
        plan=plan,
        base=base,
        author=author.mark,
        author_name=called,
        made=house.room.source.stamp(),
        changes=tuple(changes),
        text=text,
        title=title,
        contributors=({"person": author.mark, "name": called},),
    )
    house.store.plans.add_draft(draft)
    return draft
