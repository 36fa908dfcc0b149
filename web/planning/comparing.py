"""Two versions of a plan side by side, or a version and a draft: the redline between any two."""

from __future__ import annotations

from typing import Any

from exercise.improvement.redlining import redline
from exercise.improvement.refusal import RevisionRefused
from scenarios.reader import Sheet
from web.errors import Refusal
from web.house import House

Paper = dict[str, Any]

DRAFT = "draft:"


def redline_between(house: House, plan: str, old: str, new: str) -> Paper:
    """Return the redline from *old* to *new* of *plan*, each a version's number or ``draft:<id>``; raises Refusal."""
    sheets = [sheet_of(house, plan, one) for one in (old, new)]
    try:
        return redline(*sheets)
    except RevisionRefused as refused:
        raise Refusal(refused.code, **refused.numbers) from refused


def sheet_of(house: House, plan: str, named: str) -> Sheet:
    """Return the sheet of a version of *plan*, or of what a draft makes of it; raises Refusal."""
    if named.startswith(DRAFT):
        draft = named.removeprefix(DRAFT)
        if house.drafts.show(draft)["plan"] != plan:
            raise Refusal("no_such_draft", draft=draft)
        return house.drafts.sheets(draft)[1]
    if not named.isdecimal() or len(named) > 7:
        raise Refusal("no_such_version", plan=plan, version=named)
    return house.library.plan_sheet(plan, int(named))
