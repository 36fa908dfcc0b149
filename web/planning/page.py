"""What a plan's page shows above its text: versions with what changed in each, drafts, people and dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.store.records import PlanVersion
from exercise.screen import wall_ms
from web.errors import Refusal
from web.house import House
from web.planning.rows import drafts_by_plan, effective_day, last_exercised, plan_row

Paper = dict[str, Any]


def plan_page(house: House, plan: str) -> Paper:
    """Return the head of *plan*, also of one that has drafts alone; raises Refusal ``no_such_plan``."""
    versions = house.store.plans.versions(plan)
    drafts = house.store.plans.drafts(plan)
    if not versions and not drafts:
        raise Refusal("no_such_plan", plan=plan)
    alive = drafts_by_plan(drafts).get(plan, [])
    card = house.store.plan_cards.card(plan)
    row = plan_row(house, plan, versions, alive, card, last_exercised(house).get(plan))
    return row | {
        "versions": [version_paper(one) for one in reversed(versions)],
        "drafts": house.drafts.list(plan),
    }


def version_paper(version: PlanVersion) -> Paper:
    """Return a published version without its text."""
    return {
        "version": version.version,
        "digest": version.digest,
        "published_by": version.published_by,
        "published_wall": wall_ms(version.published),
        "effective": effective_day(version).isoformat(),
        "approved_by": version.approved_by,
        "draft": version.draft,
        "note": version.note,
        "changelog": [_logged(one) for one in version.changelog],
    }


def _logged(change: Mapping[str, object]) -> Paper:
    return {"op": "set", "findings": [], **change}
