"""A plan's card: who owns it, when it has to be looked at again, whether it is put away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.errors import Refusal
from web.house import House
from web.planning.rows import card_paper
from web.register.calendar import day_of

Paper = dict[str, Any]


def change_card(house: House, plan: str, wanted: Mapping[str, Any]) -> Paper:
    """Write what *wanted* (payloads.plans.PlanCardChange) names on the card of *plan* and return it; raises Refusal."""
    if not house.store.plans.versions(plan) and not house.store.plans.drafts(plan):
        raise Refusal("no_such_plan", plan=plan)
    now = house.room.source.stamp()
    changed: dict[str, object] = {}
    if "owners" in wanted:
        changed["owners"] = tuple(dict(one) for one in wanted["owners"])
    if "review_by" in wanted:
        day = wanted["review_by"]
        changed["review_by"] = day.isoformat() if day else None
    if "archived" in wanted:
        changed["archived"] = now if wanted["archived"] else None
    return card_paper(house.store.plan_cards.write(plan, now, **changed), day_of(now))
