"""Where a plan came from is for its owners: nothing of it is on the paper that participants read."""

from __future__ import annotations

import json

from exercise.plan_paper import plan_paper
from scenarios.plan import Plan
from scenarios.reader import read_file
from tests.scenarios.samples import PLAN


def test_neither_the_file_nor_its_words_are_in_the_open_book() -> None:
    plan = read_file(PLAN).document
    assert isinstance(plan, Plan)
    assert plan.imported is not None
    assert plan.steps()[0].origin is not None
    told = json.dumps(plan_paper(plan))
    for secret in ("imported", "origin", "plan.md", "action--1", "< 3 min", "settled"):
        assert secret not in told
