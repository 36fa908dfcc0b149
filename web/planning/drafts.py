"""The drafts of plans: begun, shown, changed by several people at once, and moved onto the newest version."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from engine.store.errors import NotFound
from engine.store.records import Draft
from engine.store.store import Store
from exercise.improvement.change import PROPOSED, Change, change_to_paper
from exercise.improvement.proposals import proposed
from exercise.improvement.redlining import redline
from exercise.improvement.revision import accepted, current
from exercise.improvement.words_diff import line_diff
from scenarios.reader import Sheet
from web.errors import Refusal
from web.identity import Pass
from web.library import Library
from web.planning.changing import Desk, Papers, Wish, decided, fresh_id, settled, without, written
from web.planning.papers import ALIVE, OPEN, SUBMITTED, WITHDRAWN, draft_paper, mark_of, seen_by
from web.planning.shared import Paper, Who, contributed, new_draft, worked
from web.planning.sheets import Sheets, changes_of, compared, plan_as_written, refusals
from web.table import Table


class Drafts:
    """Keeps drafts; every change goes through one door, so that nobody's work is lost."""

    def __init__(self, store: Store, library: Library, stamp: Callable[[], str]) -> None:
        """Keep drafts in *store* for the plans of *library*; *stamp* tells the time of day."""
        self._plans = store.plans
        self._library = library
        self.stamp = stamp
        self.sheets_of = Sheets(library)

    def list(self, plan: str) -> list[Paper]:
        """Return the drafts of *plan* without their changes, the newest first."""
        newest = self.newest(plan)
        papers = [draft_paper(draft, newest) for draft in reversed(self._plans.drafts(plan))]
        return [{key: value for key, value in one.items() if key != "changes"} for one in papers]

    def begin(
        self,
        plan: str,
        table: Table | None,
        actions: Sequence[str],
        author: Pass,
        name: str | None = None,
        title: str | None = None,
    ) -> Paper:
        """Make a draft of what the improvement *actions* of *table*'s evaluation propose; of nothing without one.

        *name* is what the *author* is called, where the pass does not tell.
        """
        changes: Sequence[Change] = ()
        if table is not None:
            changes = self._proposed(plan, table, actions)
        return self.start(plan, changes, Who(author.mark, name or author.name or ""), title)

    def start(
        self, plan: str, changes: Sequence[Change], who: Who, title: str | None = None
    ) -> Paper:
        """Make a draft of *changes* over the newest version of *plan*; raises Refusal ``no_such_plan``."""
        base = self._library.versions(plan)[0].version
        draft = new_draft(plan, base, changes, who, self.stamp(), title=title)
        self._plans.add_draft(draft)
        return self._paper(draft)

    def bring(self, draft: str, changes: Sequence[Change], who: Who) -> Paper:
        """Add proposed *changes* to an open *draft*, with ids of their own; raises Refusal."""

        def brought(now: Draft, _desk: Desk) -> Papers:
            papers = now.changes
            for change in changes:
                papers = (*papers, change_to_paper(replace(change, id=fresh_id(papers))))
            return papers

        return self.edit(draft, who, brought)

    def show(self, draft: str, who: Who | None = None) -> Paper:
        """Return a draft, as *who* reads it when that is told; raises Refusal."""
        found = self.find(draft)
        paper = self._paper(found)
        return paper if who is None else seen_by(paper, found, who)

    def mark(self, draft: str) -> str:
        """Return what tells whether anything about *draft* is new since somebody looked; raises Refusal."""
        found = self.find(draft)
        return mark_of(found, self.newest(found.plan))

    def newest(self, plan: str) -> int:
        """Return the number of the newest version of *plan*, 0 when there is none."""
        return self._plans.newest(plan) or 0

    def find(self, draft: str) -> Draft:
        """Return the record of *draft*; raises Refusal."""
        try:
            return self._plans.draft(draft)
        except NotFound as missing:
            raise Refusal("no_such_draft", draft=draft) from missing

    def sheets(self, draft: str) -> tuple[Sheet, Sheet]:
        """Return what a draft starts from and what its accepted changes make of it; raises Refusal."""
        found = self.find(draft)
        return self.sheets_of.base(found), self.sheets_of.result(found)

    def diff(self, draft: str) -> Paper:
        """Return the accepted changes as lines of the plan's text, before and after."""
        base, sheet = self.sheets(draft)
        changes = accepted(changes_of(self.find(draft)))
        return {
            "lines": [asdict(line) for line in line_diff(base.text, sheet.text)],
            "changes": [change_to_paper(change) for change in changes],
        }

    def redline(self, draft: str) -> Paper:
        """Return the accepted changes item by item and word by word; raises Refusal."""
        base, sheet = self.sheets(draft)
        with refusals():
            return redline(base, compared(sheet))

    def plan(self, draft: str) -> Paper:
        """Return the plan as it is written before (``base``) and with the accepted changes (``now``)."""
        base, sheet = self.sheets(draft)
        return {"base": plan_as_written(base), "now": plan_as_written(sheet)}

    def withdraw(self, draft: str, who: Who) -> Paper:
        """Withdraw a draft that is not published."""

        def withdrawn(now: Draft) -> Draft:
            if now.state not in ALIVE:
                raise Refusal("draft_closed", draft=draft)
            return replace(contributed(now, who, self.stamp()), state=WITHDRAWN)

        return self._paper(self.work(draft, withdrawn))

    def entitle(self, draft: str, title: str | None, who: Who) -> Paper:
        """Give an open *draft* a title of its own."""

        def entitled(now: Draft) -> Draft:
            _check_open(now)
            if now.title == title:
                return now
            return contributed(replace(now, title=title), who, self.stamp())

        return self._paper(self.work(draft, entitled))

    def add(self, draft: str, wish: Wish, who: Who) -> Paper:
        """Write a change by hand; it is accepted at once. Raises Refusal."""
        return self.edit(draft, who, lambda now, desk: written(now.changes, wish, desk))

    def tried(self, draft: str, wish: Wish) -> tuple[Sheet, Sheet]:
        """Return the sheet of *draft* as it is and as *wish* would make it, and keep nothing; raises Refusal."""
        found = self.find(draft)
        changes = written(found.changes, wish, self._desk(found, Who("", "")))
        return self.sheets_of.result(found), self.sheets_of.made_of(found, changes)

    def decide(self, draft: str, change: str, said: Mapping[str, Any], who: Who) -> Paper:
        """Accept, edit or reject a change; what is accepted must fit the plan."""
        return self.edit(draft, who, lambda now, desk: decided(now.changes, change, said, desk))

    def resolve(self, draft: str, change: str, said: Mapping[str, Any], who: Who) -> Paper:
        """Resolve the conflict of a change: mine, theirs, or another value."""
        return self.edit(draft, who, lambda now, desk: settled(now.changes, change, said, desk))

    def remove(self, draft: str, change: str, revision: int | None, who: Who) -> Paper:
        """Take away a change that was written by hand."""
        return self.edit(draft, who, lambda now, _: without(now.changes, change, revision))

    def edit(self, draft: str, who: Who, edit: Callable[[Draft, Desk], Papers]) -> Paper:
        """Let *edit* make other changes of those of an open draft; what is accepted must fit together.

        Raises Refusal.
        """

        def changed(now: Draft) -> Draft:
            _check_open(now)
            desk = self._desk(now, who)
            changes = edit(now, desk)
            if changes == now.changes:
                return now
            self.sheets_of.made_of(now, changes)
            return contributed(replace(now, changes=changes), who, desk.at)

        return self._paper(self.work(draft, changed))

    def work(self, draft: str, change: Callable[[Draft], Draft]) -> Draft:
        """Let *change* make something else of *draft*, so that nothing of anybody is lost; raises Refusal."""
        return worked(self._plans, draft, change)

    def told(self, draft: Draft) -> Paper:
        """Return *draft* on paper."""
        return self._paper(draft)

    def _desk(self, draft: Draft, who: Who) -> Desk:
        return Desk.over(self.sheets_of.base(draft), who.name, self.stamp())

    def _paper(self, draft: Draft) -> Paper:
        return draft_paper(draft, self.newest(draft.plan))

    def _proposed(self, plan: str, table: Table, actions: Sequence[str]) -> tuple[Change, ...]:
        if table.setting.plan.id != plan:
            raise Refusal("no_such_plan", plan=plan)
        evaluation = table.evaluation()
        known = {action["id"] for action in evaluation["actions"]}
        for action in actions:
            if action not in known:
                raise Refusal("no_such_improvement", action=action)
        sheet = self._library.plan_sheet(plan)
        with refusals():
            found = proposed(evaluation, actions, table.id)
            return tuple(_from_newest(sheet, change) for change in found)


def _from_newest(sheet: Sheet, change: Change) -> Change:
    """Return *change* as it starts from the newest version, when its field has moved on since the exercise."""
    return replace(change, old=current(sheet, change.step, change.field), decision=PROPOSED)


def _check_open(draft: Draft) -> None:
    if draft.state in (SUBMITTED, *ALIVE[2:]):
        raise Refusal("draft_submitted")
    if draft.state != OPEN:
        raise Refusal("draft_closed", draft=draft.id)
