"""The library of plans as its page lists it: version in force, people, dates, drafts and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from engine.store.plan_cards import PlanCard
from engine.store.records import Draft, ExerciseRecord, PlanVersion
from exercise.improvement.proof import UNSETTLED
from exercise.screen import wall_ms
from web.house import House
from web.library import gist_of
from web.register.calendar import day_of

Row = dict[str, Any]

ALIVE = ("open", "submitted", "approved")
"""The states of a draft that is still on its way."""
_GONE = ("rejected", "merged")
_UNREAD = {"owner": None, "roles": 0, "steps": 0, "services": 0, "recoveries": 0}


def plan_rows(house: House) -> list[Row]:
    """Return every plan: with a version or with drafts alone, those in the archive last, then by id."""
    versions: dict[str, list[PlanVersion]] = {}
    for version in house.store.plans.versions():
        versions.setdefault(version.plan, []).append(version)
    drafts = drafts_by_plan(house.store.plans.drafts())
    cards = {card.plan: card for card in house.store.plan_cards.cards()}
    exercised = last_exercised(house)
    rows = [
        plan_row(
            house,
            plan,
            versions.get(plan, ()),
            drafts.get(plan, ()),
            cards.get(plan),
            exercised.get(plan),
        )
        for plan in sorted({*versions, *drafts})
    ]
    return sorted(rows, key=lambda row: (row["archived"] is not None, row["id"]))


def plan_row(
    house: House,
    plan: str,
    versions: Sequence[PlanVersion],
    drafts: Sequence[Draft],
    card: PlanCard | None,
    exercised: Row | None,
) -> Row:
    """Return one plan's row; *versions* oldest first, *drafts* those on their way."""
    today = day_of(house.room.source.stamp())
    return {
        "id": plan,
        "newest": versions[-1].version if versions else None,
        **_document(house, plan, versions, drafts),
        **in_force(versions, today),
        **card_paper(card, today),
        "drafts": [draft_row(draft) for draft in drafts],
        "findings": open_findings(house, plan),
        "exercised": exercised,
    }


def drafts_by_plan(drafts: Iterable[Draft]) -> dict[str, list[Draft]]:
    """Return the drafts that are on their way, by plan, the newest first."""
    found: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.state in ALIVE:
            found.setdefault(draft.plan, []).insert(0, draft)
    return found


def draft_row(draft: Draft) -> Row:
    """Return a draft without its changes: who wrote in it, and what it waits for."""
    approval: Mapping[str, Any] = draft.approval
    return {
        "id": draft.id,
        "base": draft.base,
        "version": draft.base + 1,
        "state": draft.state,
        "title": draft.title,
        "author": draft.author_name,
        "contributors": [str(one.get("name") or "") for one in draft.contributors],
        "made_wall": wall_ms(draft.made),
        "asked_by": approval.get("by"),
        "imported": draft.source is not None,
    }


def in_force(versions: Sequence[PlanVersion], today: date) -> Row:
    """Return the newest version that holds *today*, with its day, and the next one that takes effect later."""
    begun = [(one.version, effective_day(one)) for one in versions]
    now = max((one for one in begun if one[1] <= today), default=None)
    later = (one for one in begun if one[1] > today and (now is None or one[0] > now[0]))
    coming = min(later, key=lambda one: one[1], default=None)
    return {"in_force": _dated(now), "coming": _dated(coming)}


def effective_day(version: PlanVersion) -> date:
    """Return the day from which a published version holds: the day told, else the one it was published."""
    if version.effective:
        return date.fromisoformat(version.effective)
    return day_of(version.published)


def card_paper(card: PlanCard | None, today: date) -> Row:
    """Return a plan's people and dates; *overdue* says that its review should have been."""
    review = card.review_by if card else None
    return {
        "owners": [dict(one) for one in card.owners] if card else [],
        "review_by": review,
        "overdue": bool(review) and str(review) < today.isoformat(),
        "archived": card.archived if card else None,
    }


def open_findings(house: House, plan: str) -> int:
    """Return how many findings about *plan* nothing has closed yet."""
    found = house.store.register.findings(plan=plan, taken=True)
    return sum(1 for one in found if one.standing in UNSETTLED and one.state not in _GONE)


def last_exercised(house: House) -> dict[str, Row]:
    """Return for each plan the newest exercise of it that has a table past EndEx."""
    found: dict[str, Row] = {}
    plans = {one.digest: one.plan for one in house.store.plans.versions()}
    for exercise in house.exercises():
        plan = plans.get(exercise.plan)
        if plan and plan not in found and _has_ended(house, exercise):
            found[plan] = {"exercise": exercise.id, "wall": wall_ms(exercise.opened)}
    return found


def _has_ended(house: House, exercise: ExerciseRecord) -> bool:
    return any(run.ended for run in house.store.exercises.runs(exercise.id))


def _document(
    house: House, plan: str, versions: Sequence[PlanVersion], drafts: Sequence[Draft]
) -> Row:
    """Return what the newest version says of itself; before there is one, what its draft's text says."""
    gist: Row = {}
    if versions:
        gist = house.library.gist(versions[-1].digest)
    elif drafts and drafts[0].text is not None:
        sheet = house.library.read(drafts[0].text, f"{plan}.yaml")
        gist = gist_of(sheet.document or sheet.draft)
    return _UNREAD | gist | {"title": gist.get("title") or {"": plan}}


def _dated(found: tuple[int, date] | None) -> Row | None:
    return None if found is None else {"version": found[0], "day": found[1].isoformat()}
