"""Every story is judged twice: by brute force and by the product."""

from __future__ import annotations

import pytest

from tests.oracle.comparison import from_oracle, from_product, product
from tests.oracle.stories import Judge, Result, Story
from tests.oracle.verdicts import judge


@pytest.fixture(params=["brute force", "product"])
def judged(request: pytest.FixtureRequest) -> Judge:
    """Return a judge of stories."""

    def by_brute_force(told: Story) -> Result:
        return Result(from_oracle(judge(told.plan(), told.scenario(), told.journal())))

    def by_product(told: Story) -> Result:
        return Result(from_product(product(told.plan(), told.scenario(), told.journal())))

    return by_product if request.param == "product" else by_brute_force
