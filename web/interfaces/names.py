"""What the roles and steps of plans are called in files for other systems: by their titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from web.errors import Refusal
from web.house import House
from web.library import plan_of
from web.reports.plans.names import Names
from web.reports.speech import Words

Called = Callable[[str], Mapping[str, str]]
"""Returns the titles of a plan's items by id."""


def called_in(house: House, language: str) -> Called:
    """Return what tells the titles of a plan's newest version in *language*; of a plan without one, none."""

    @cache
    def titles(plan: str) -> Mapping[str, str]:
        try:
            newest = plan_of(house.library.plan_sheet(plan))
        except Refusal:
            return {}
        return Names(newest, Words(language)).titles()

    return titles
