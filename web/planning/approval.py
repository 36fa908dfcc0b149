"""Four eyes: a draft is submitted, approved or sent back by somebody who did not work on it, then published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from engine.store.errors import AlreadyKept
from engine.store.records import Draft, PlanVersion
from engine.store.store import Store
from exercise.improvement.publishing import publishable
from scenarios.plan import Plan
from scenarios.reader import Sheet
from web.errors import Refusal
from web.library import Library
from web.planning.drafts import Drafts
from web.planning.papers import APPROVED, OPEN, PUBLISHED, SUBMITTED
from web.planning.shared import Paper, Who, contributed, is_contributor
from web.planning.sheets import accepted_papers, errors_of, refusals
from web.register.calendar import day_of

UNASSIGNED = "unassigned"
SENT_BACK, TAKEN_BACK = "sent_back", "taken_back"
_CHANGELOG = ("step", "key", "op", "old", "new", "note")


class Approval:
    """Leads drafts from open to published."""

    def __init__(self, store: Store, library: Library, drafts: Drafts) -> None:
        """Publish what is approved of *drafts* into *library*."""
        self._store = store
        self._library = library
        self._drafts = drafts

    def hindrances(self, draft: Draft) -> Iterator[Refusal]:
        """Yield all that keeps *draft* from being submitted or published, as refusals."""
        newest = self._drafts.newest(draft.plan)
        if newest != draft.base:
            yield Refusal("newer_version_exists", base=draft.base, version=newest)
        conflicts = sum(one.get("conflict") is not None for one in draft.changes)
        if conflicts:
            yield Refusal("conflicts_open", count=conflicts)
        if draft.base and not accepted_papers(draft.changes):
            yield Refusal("nothing_accepted")
        try:
            yield from _flaws(self._drafts.sheets_of.result(draft))
        except Refusal as refusal:
            yield refusal

    def submit(self, draft: str, who: Who, note: str, effective: date | None) -> Draft:
        """Ask for the approval of *draft*; raises Refusal."""
        at = self._drafts.stamp()
        asked = {"by": _name(who), "person": who.mark, "at": at, "note": note, "answers": []}
        asked |= {"effective": effective.isoformat()} if effective else {}

        def submitted(now: Draft) -> Draft:
            _check_state(now, OPEN)
            self._check(now)
            earlier = now.approval.get("answers", ())
            mine = contributed(now, who, at)
            return replace(mine, state=SUBMITTED, approval={**asked, "answers": list(earlier)})  # type: ignore[call-overload]

        return self._drafts.work(draft, submitted)

    def take_back(self, draft: str, who: Who, reason: str) -> Draft:
        """Open a submitted or approved *draft* again, by who works on it; raises Refusal."""
        return self._answer(draft, who, TAKEN_BACK, reason, OPEN)

    def send_back(self, draft: str, who: Who, reason: str) -> Draft:
        """Open a submitted or approved *draft* again, for *reason*; raises Refusal ``reason_missing``."""
        if not reason:
            raise Refusal("reason_missing")
        return self._answer(draft, who, SENT_BACK, reason, OPEN)

    def approve(self, draft: str, who: Who, reason: str) -> Draft:
        """Approve a submitted *draft*; raises Refusal ``own_draft`` for who worked on it."""
        return self._answer(draft, who, APPROVED, reason, APPROVED)

    def publish(self, draft: str, who: Who, note: str, effective: date | None) -> PlanVersion:
        """Publish an approved *draft* as the next version of its plan; raises Refusal."""
        by = _name(who)
        self._check_approved(draft)  # reads the plan while nobody has to wait for the database
        with self._store.together():
            found = self._check_approved(draft)
            version = self._version(found, by, note, effective)
            self._drafts.work(draft, lambda now: _published(now, version, by))
        return version

    def _version(self, draft: Draft, by: str, note: str, effective: date | None) -> PlanVersion:
        sheet = self._drafts.sheets_of.result(draft)
        with refusals():
            publishable(sheet, draft.base)
        wanted = effective.isoformat() if effective else draft.approval.get("effective")
        try:
            return self._library.publish(
                sheet,
                by,
                effective=str(wanted or day_of(self._drafts.stamp()).isoformat()),
                approved_by=_approver(draft),
                draft=draft.id,
                note=note or str(draft.approval.get("note") or "") or None,
                changelog=tuple(_entry(one) for one in accepted_papers(draft.changes)),
            )
        except AlreadyKept as kept:
            raise Refusal("newer_version_exists", base=draft.base, version=draft.base + 1) from kept

    def _answer(self, draft: str, who: Who, answer: str, reason: str, state: str) -> Draft:
        at = self._drafts.stamp()
        said = {"by": _name(who), "at": at, "answer": answer, "reason": reason}

        def answered(now: Draft) -> Draft:
            _check_state(now, *((SUBMITTED,) if answer == APPROVED else (SUBMITTED, APPROVED)))
            if answer == APPROVED:
                _check_other(now, who)
                self._check(now)
            answers = [*now.approval.get("answers", ()), said]  # type: ignore[misc]
            return replace(now, state=state, approval={**now.approval, "answers": answers})

        return self._drafts.work(draft, answered)

    def _check_approved(self, draft: str) -> Draft:
        found = self._drafts.find(draft)
        _check_state(found, APPROVED)
        self._check(found)
        return found

    def _check(self, draft: Draft) -> None:
        for hindrance in self.hindrances(draft):
            raise hindrance


def unassigned(plan: Plan) -> list[str]:
    """Return the steps of *plan* that nobody is named for: an imported plan did not say."""
    return [step.id for step in plan.steps() if UNASSIGNED in step.by]


def _flaws(sheet: Sheet) -> Iterator[Refusal]:
    errors = errors_of(sheet)
    if errors or not isinstance(sheet.document, Plan):
        yield Refusal("document_refused", document=sheet.name, problems=errors)
    if isinstance(sheet.document, Plan) and (steps := unassigned(sheet.document)):
        yield Refusal("steps_unassigned", count=len(steps), steps=steps)


def _check_state(draft: Draft, *states: str) -> None:
    if draft.state in states:
        return
    if draft.state not in (OPEN, SUBMITTED, APPROVED):
        raise Refusal("draft_closed", draft=draft.id)
    if draft.state == OPEN:
        raise Refusal("not_approved" if APPROVED in states else "not_submitted")
    raise Refusal("not_approved" if states == (APPROVED,) else "draft_submitted")


def _check_other(draft: Draft, who: Who) -> None:
    if is_contributor(draft, who):
        raise Refusal("own_draft")


def _name(who: Who) -> str:
    if not who.name:
        raise Refusal("name_missing")
    return who.name


def _approver(draft: Draft) -> str | None:
    answers: Any = draft.approval.get("answers", ())
    return next((str(one["by"]) for one in reversed(answers) if one["answer"] == APPROVED), None)


def _published(draft: Draft, version: PlanVersion, by: str) -> Draft:
    about = {**draft.approval, "effective": version.effective}
    return replace(
        draft,
        state=PUBLISHED,
        published_version=version.version,
        published_by=by,
        approval=about,
    )


def _entry(change: Mapping[str, Any]) -> Paper:
    """Return what the changelog says of *change*, with the findings that it answers."""
    told = {"op": "set", **{key: change[key] for key in _CHANGELOG if key in change}}
    return told | {
        "reason": change["reason"]["code"],
        "findings": list(change["evidence"].get("findings", ())),
    }
