"""Agreement of evaluators, against tables of expected distances worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.assessment.agreement import (
    QUADRATIC,
    SCALE,
    Agreement,
    agreement,
    pairwise,
    weighted_kappa,
)

# Ann rates P S M U, Bob P S S U. Observed distance: one step in four ratings = 1/4.
# Expected, Ann's ratings each 1/4, Bob's P 1/4, S 1/2, U 1/4: P 1.25, S 0.75, M 1.25, U 1.75, their mean 1.25.
FOUR = list(zip("PSMU", "PSSU", strict=True))


def test_linear_weights_by_hand():
    assert weighted_kappa(FOUR) == pytest.approx(1 - 0.25 / 1.25)


def test_quadratic_weights_by_hand():
    # squares: P 0.5 + 2.25, S 0.25 + 1, M 1 + 0.5 + 0.25, U 2.25 + 2: mean 2.5
    assert weighted_kappa(FOUR, QUADRATIC) == pytest.approx(1 - 0.25 / 2.5)


def test_ratings_as_far_apart_as_can_be_are_minus_one():
    assert weighted_kappa([("P", "U"), ("U", "P")]) == -1


def test_no_better_than_chance_is_nought():
    pairs = [("P", "P"), ("P", "S"), ("S", "P"), ("S", "S")]
    assert weighted_kappa(pairs) == 0


def test_one_item_says_nothing_about_agreement():
    assert weighted_kappa([("P", "P")]) is None


def test_where_both_give_one_rating_throughout_chance_explains_all():
    assert weighted_kappa([("P", "P"), ("P", "P"), ("P", "P")]) is None


def test_three_evaluators_have_the_mean_of_their_pairs():
    ratings = {
        "Ann": dict(zip("abcd", "PSMU", strict=True)),
        "Bob": dict(zip("abcd", "PSSU", strict=True)),
        "Cat": dict(zip("abcd", "PSMU", strict=True)),
    }
    found = agreement(ratings)
    # Ann and Bob 0.8, Ann and Cat 1, Bob and Cat 0.8; 10 of 12 pairs are the same
    assert found == Agreement(4, pytest.approx(10 / 12), pytest.approx(2.6 / 3))
    assert pairwise(ratings)["Ann", "Cat"].kappa == 1


def test_only_what_both_rated_counts():
    ratings = {"Ann": {"a": "P", "b": "S", "c": "U"}, "Bob": {"b": "S", "c": "M", "d": "P"}}
    # b the same, c one apart: observed 1/2; expected S-S 0, S-M 1, U-S 2, U-M 1: mean 1
    assert agreement(ratings) == Agreement(2, 0.5, 0.5)


def test_only_the_subjects_asked_for_count():
    ratings = {"Ann": {"a": "P", "b": "S"}, "Bob": {"a": "P", "b": "U"}}
    assert agreement(ratings, {"a"}) == Agreement(1, 1.0, None)


def test_one_evaluator_agrees_with_nobody():
    assert agreement({"Ann": {"a": "P"}}) == Agreement(0, None, None)


@given(st.lists(st.tuples(st.sampled_from(SCALE), st.sampled_from(SCALE)), max_size=30))
def test_kappa_is_the_same_whoever_is_named_first(pairs):
    assert weighted_kappa(pairs) == weighted_kappa([(b, a) for a, b in pairs])


@given(st.lists(st.sampled_from(SCALE), min_size=2, max_size=30))
def test_full_agreement_is_one_unless_chance_explains_it(ratings):
    found = weighted_kappa([(one, one) for one in ratings])
    assert found == (None if len(set(ratings)) == 1 else 1)
