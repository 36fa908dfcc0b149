"""The statistics of a rehearsal, against values worked out by hand and by brute force."""

from __future__ import annotations

from math import isclose, sqrt
from random import Random

import pytest

from exercise.rehearsal.intervals import mean_interval, quantile, spearman, wilson


def test_wilson_is_what_the_formula_gives_by_hand():
    # 8 of 10, z = 2: centre (0.8 + 4/20) / 1.4 = 0.7142857; half 2 sqrt(0.016 + 0.01) / 1.4 = 0.2303504
    low, high = wilson(8, 10, z=2.0)
    assert isclose(low, (1.0 - 2 * sqrt(0.016 + 0.01)) / 1.4)
    assert isclose(high, (1.0 + 2 * sqrt(0.016 + 0.01)) / 1.4)


def test_wilson_of_published_examples():
    # Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662, 15 of 148 gives 0.0624 to 0.1605
    assert [round(x, 4) for x in wilson(81, 263)] == [0.2553, 0.3662]
    assert [round(x, 4) for x in wilson(15, 148)] == [0.0624, 0.1605]


def test_what_never_happened_has_no_lower_chance_than_none_and_what_always_did_none_higher_than_one():
    low, high = wilson(0, 20)
    assert low == 0.0
    assert round(high, 4) == 0.1611  # Newcombe (1998), table I: 0 of 20
    assert wilson(20, 20) == (pytest.approx(1 - 0.1611, abs=5e-5), 1.0)


def test_out_of_none_everything_is_possible():
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_mean_has_the_interval_of_the_normal_law():
    # 2, 4, 6: mean 4, variance 4, half width 2 * sqrt(4 / 3)
    mean, low, high = mean_interval(12, 56, 3, z=2.0)
    assert mean == 4
    assert isclose(high - mean, 2 * sqrt(4 / 3))
    assert isclose(mean - low, 2 * sqrt(4 / 3))


def test_one_number_is_its_own_mean_without_an_interval():
    assert mean_interval(7, 49, 1) == (7.0, 7.0, 7.0)


def test_a_quantile_is_the_smallest_value_with_enough_at_or_below_it():
    counts = {10: 1, 20: 2, 30: 1}
    assert [quantile(counts, share) for share in (0.05, 0.25, 0.26, 0.75, 0.76, 1.0)] == [
        *(10, 10, 20, 20, 30, 30),
    ]
    assert quantile({}, 0.5) is None


def test_quantiles_are_those_of_the_sorted_list():
    luck = Random(3)
    values = [luck.randrange(50) for _ in range(1001)]
    counts = {value: values.count(value) for value in set(values)}
    ordered = sorted(values)
    for percent in range(1, 101):
        at_least = [v for v in ordered if sum(x <= v for x in ordered) * 100 >= percent * 1001]
        assert quantile(counts, percent / 100) == at_least[0]


def test_rank_correlation_of_what_rises_together_is_one_and_of_its_opposite_minus_one():
    assert spearman([1, 2, 3, 4], [10, 100, 1000, 10000]) == pytest.approx(1.0)
    assert spearman([1, 2, 3, 4], [9, 7, 5, 3]) == pytest.approx(-1.0)


def test_rank_correlation_without_ties_is_what_the_differences_of_ranks_give():
    # ranks of y: 2 1 4 3 5; differences -1 1 -1 1 0; 1 - 6 * 4 / (5 * 24) = 0.8
    assert spearman([1, 2, 3, 4, 5], [20, 10, 40, 30, 50]) == pytest.approx(0.8)


def test_ties_stand_at_the_mean_of_their_ranks():
    # ranks 1.5 1.5 3 against 1 2 3: covariance 1.5, spreads 1.5 and 2
    assert spearman([5, 5, 9], [1, 2, 3]) == pytest.approx(1.5 / sqrt(1.5 * 2))


def test_what_never_varies_goes_with_nothing():
    assert spearman([1, 1, 1], [1, 2, 3]) is None
    assert spearman([1], [1]) is None
