"""The product judges random small exercises exactly as a brute-force reading of scoring.md does."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from tests.oracle.comparison import differences
from tests.oracle.generator import Case, case, cases

BATCH = 250


@pytest.mark.parametrize("batch", range(12))
def test_the_product_agrees_with_the_brute_force_reading(batch: int) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        assert differences(*case(Random(seed))) == {}, f"python -m tests.oracle.agree 1 {seed}"


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(cases())
def test_the_product_agrees_on_what_hypothesis_thinks_of(one: Case) -> None:
    assert differences(*one) == {}
