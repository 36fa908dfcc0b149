"""The plan owner's drafts: from findings to a redline to the next version, published by another person."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

from engine.store.errors import AlreadyKept, NotFound
from engine.store.records import Draft
from engine.store.store import Store
from exercise.improvement.change import PROPOSED, Change, change_from_paper, change_to_paper
from exercise.improvement.proposals import proposed
from exercise.improvement.publishing import check_publication, publishable
from exercise.improvement.refusal import RevisionRefused
from exercise.improvement.revision import accepted, current, revised
from exercise.improvement.words_diff import line_diff
from exercise.screen import wall_ms
from scenarios.reader import Sheet
from web.errors import Refusal
from web.identity import Pass
from web.library import Library
from web.table import Table

Paper = dict[str, Any]

OPEN, PUBLISHED, WITHDRAWN = "open", "published", "withdrawn"
_BY_HAND = "by_hand"


class Drafts:
    """Keeps drafts and turns them into the next version of a plan."""

    def __init__(self, store: Store, library: Library, stamp: Callable[[], str]) -> None:
        """Keep drafts in *store* for the plans of *library*; *stamp* tells the time of day."""
        self._plans = store.plans
        self._library = library
        self._stamp = stamp

    def list(self, plan: str) -> list[Paper]:
        """Return the drafts of *plan* without their changes, the newest first."""
        papers = [_paper(draft) for draft in reversed(self._plans.drafts(plan))]
        return [{key: value for key, value in one.items() if key != "changes"} for one in papers]

    def begin(
        self, plan: str, table: Table, actions: Sequence[str], author: Pass, name: str | None = None
    ) -> Paper:
        """Make a draft of what the improvement *actions* of *table*'s evaluation propose.

        *name* is what the *author* is called, where the pass does not tell.
        """
        if table.setting.plan.id != plan:
            raise Refusal("no_such_plan", plan=plan)
        evaluation = table.evaluation()
        known = {action["id"] for action in evaluation["actions"]}
        for action in actions:
            if action not in known:
                raise Refusal("no_such_improvement", action=action)
        base = self._library.versions(plan)[0].version
        sheet = self._library.plan_sheet(plan, base)
        with _refusals():
            changes = [
                _rebased(sheet, change) for change in proposed(evaluation, actions, table.id)
            ]
        draft = Draft(
            id="d-" + secrets.token_hex(4),
            plan=plan,
            base=base,
            author=author.mark,
            author_name=name or author.name or "",
            made=self._stamp(),
            changes=tuple(change_to_paper(change) for change in changes),
        )
        self._plans.add_draft(draft)
        return _paper(draft)

    def show(self, draft: str) -> Paper:
        """Return a draft; raises Refusal."""
        return _paper(self._find(draft))

    def withdraw(self, draft: str) -> Paper:
        """Withdraw a draft."""
        self._find_open(draft)
        return _paper(self._plans.change_draft(draft, state=WITHDRAWN))

    def add(self, draft: str, wanted: Mapping[str, Any]) -> Paper:
        """Add a change that the plan owner wrote by hand."""
        found = self._find_open(draft)
        sheet = self._library.plan_sheet(found.plan, found.base)
        taken = {change["id"] for change in found.changes}
        name = next(f"c{n}" for n in range(1, len(taken) + 2) if f"c{n}" not in taken)
        with _refusals():
            change = Change(
                id=name,
                step=wanted["step"],
                field=wanted["key"],
                old=current(sheet, wanted["step"], wanted["key"]),
                new=wanted["new"],
                reason=_BY_HAND,
                note=wanted["note"],
            )
        return self._keep(found, (*_changes(found), change))

    def decide(self, draft: str, change: str, wanted: Mapping[str, Any]) -> Paper:
        """Accept, edit or reject a change; what is accepted must fit the plan."""
        found = self._find_open(draft)
        changes = _changes(found)
        place = next((n for n, one in enumerate(changes) if one.id == change), None)
        if place is None:
            raise Refusal("no_such_change", change=change)
        edited = replace(
            changes[place],
            decision=wanted["decision"] or changes[place].decision,
            new=wanted.get("new", changes[place].new),
            note=wanted.get("note", changes[place].note),
        )
        together = (*changes[:place], edited, *changes[place + 1 :])
        if edited.is_accepted:
            self._revised(found, together)
        return self._keep(found, together)

    def diff(self, draft: str) -> Paper:
        """Return the redline of the accepted changes."""
        changes = accepted(_changes(self._find(draft)))
        base, sheet = self.sheets(draft)
        return {
            "lines": [asdict(line) for line in line_diff(base.text, sheet.text)],
            "changes": [change_to_paper(change) for change in changes],
        }

    def sheets(self, draft: str) -> tuple[Sheet, Sheet]:
        """Return what a draft starts from and what its accepted changes make of it; raises Refusal."""
        found = self._find(draft)
        changes = accepted(_changes(found))
        base = self._library.plan_sheet(found.plan, found.base)
        return base, self._revised(found, changes) if changes else base

    def publish(self, draft: str, publisher: Pass, name: str | None) -> Paper:
        """Publish the accepted changes as the next version; raises Refusal for the draft's own author.

        The author is known by the browser and by the name; who publishes has to have one.
        """
        found = self._find_open(draft)
        newest = self._library.versions(found.plan)[0].version
        changes = _changes(found)
        with _refusals():
            check_publication(found.author, publisher.mark, found.base, newest, changes)
            sheet = self._revised(found, changes)
            plan = publishable(sheet, found.base)
        by = _other_name(found, name or publisher.name)
        try:
            version = self._library.publish(sheet, by)
        except AlreadyKept as kept:
            raise Refusal("newer_version_exists", base=found.base, newest=plan.version) from kept
        self._plans.change_draft(
            draft, state=PUBLISHED, published_version=plan.version, published_by=by
        )
        return {"plan": plan.id, "version": plan.version, "digest": version.digest}

    def _revised(self, draft: Draft, changes: Sequence[Change]) -> Sheet:
        base = self._library.plan_sheet(draft.plan, draft.base)
        with _refusals():
            return revised(base, accepted(changes))

    def _keep(self, draft: Draft, changes: Sequence[Change]) -> Paper:
        papers = tuple(change_to_paper(change) for change in changes)
        return _paper(self._plans.change_draft(draft.id, changes=papers))

    def _find(self, draft: str) -> Draft:
        try:
            return self._plans.draft(draft)
        except NotFound as missing:
            raise Refusal("no_such_draft", draft=draft) from missing

    def _find_open(self, draft: str) -> Draft:
        found = self._find(draft)
        if found.state != OPEN:
            raise Refusal("draft_closed", draft=draft)
        return found


def _other_name(draft: Draft, name: str | None) -> str:
    """Return *name* of who publishes; raises Refusal when there is none or the draft's author has the same."""
    if not name:
        raise Refusal("name_missing")
    if name.casefold() == draft.author_name.casefold():
        raise Refusal("own_draft")
    return name


def _rebased(sheet: Sheet, change: Change) -> Change:
    """Return *change* as it starts from the newest version, when its field has moved on since the exercise."""
    return replace(change, old=current(sheet, change.step, change.field), decision=PROPOSED)


def _changes(draft: Draft) -> tuple[Change, ...]:
    return tuple(change_from_paper(paper) for paper in draft.changes)


def _paper(draft: Draft) -> Paper:
    published = None
    if draft.published_version is not None:
        published = {"version": draft.published_version, "by": draft.published_by, "wall": None}
    return {
        "id": draft.id,
        "plan": draft.plan,
        "base": draft.base,
        "version": draft.base + 1,
        "state": draft.state,
        "author": {"person": draft.author, "name": draft.author_name},
        "made_wall": wall_ms(draft.made),
        "changes": [dict(change) for change in draft.changes],
        "published": published,
    }


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except RevisionRefused as refused:
        raise Refusal(refused.code, **refused.numbers) from refused
