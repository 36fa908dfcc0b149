"""Luck comes from the seed alone and follows the distributions an author writes."""

from __future__ import annotations

from math import exp

from hypothesis import given
from hypothesis import strategies as st

from engine.draws import Draws, length, uniform
from scenarios.plan import Fixed, Lognormal, Triangular


def test_the_same_seed_thing_and_turn_give_the_same_number_for_ever() -> None:
    # printf '1\nrecovery:a\n1' | b2sum -l 64 says b4db3073ce682646; over 2**64 that is 0.70646956…
    assert abs(uniform(1, "recovery:a", 1) - 0xB4DB3073CE682646 / 2**64) < 1e-15


def test_another_seed_thing_or_turn_gives_another_number() -> None:
    drawn = {uniform(1, "a", 1), uniform(2, "a", 1), uniform(1, "b", 1), uniform(1, "a", 2)}
    assert len(drawn) == 4


@given(st.integers(), st.text(max_size=20), st.integers(1, 10_000))
def test_a_number_lies_strictly_between_nought_and_one(seed: int, what: str, nth: int) -> None:
    assert 0.0 < uniform(seed, what, nth) < 1.0


def test_things_drawn_in_another_order_keep_their_own_luck() -> None:
    one, other = Draws(5), Draws(5)
    first = [one.uniform("a"), one.uniform("a"), one.uniform("b")]
    second = [other.uniform("b"), other.uniform("a"), other.uniform("a")]
    assert first == [second[1], second[2], second[0]]


def test_numbers_spread_evenly() -> None:
    drawn = [uniform(3, "spread", nth) for nth in range(1, 4001)]
    tenths = [sum(1 for u in drawn if tenth / 10 <= u < (tenth + 1) / 10) for tenth in range(10)]
    assert all(330 < count < 470 for count in tenths)  # 400 expected, deviation 19


def test_a_fixed_length_knows_no_luck() -> None:
    assert [length(Fixed(900_000), u) for u in (0.01, 0.5, 0.99)] == [900_000] * 3


def test_a_triangular_length_reaches_its_mode_at_the_share_left_of_it() -> None:
    takes = Triangular(600, 800, 1400)  # (800 - 600) / (1400 - 600) = a quarter lies below the mode
    assert length(takes, 0.25) == 800
    assert length(takes, 1e-12) == 600
    assert length(takes, 1 - 1e-12) == 1400
    assert length(takes, 0.0625) == 700  # 600 + sqrt(0.0625 * 800 * 200)
    assert length(takes, 0.8125) == 1100  # 1400 - sqrt(0.1875 * 800 * 600)


def test_a_triangular_length_without_width_is_that_length() -> None:
    assert length(Triangular(700, 700, 700), 0.3) == 700


def test_half_of_all_lognormal_lengths_lie_below_the_median() -> None:
    takes = Lognormal(900_000, 0.3)
    assert length(takes, 0.5) == 900_000
    one_sigma = 0.8413447460685429  # the standard normal's share below 1
    assert length(takes, one_sigma) == round(900_000 * exp(0.3))


def test_something_certain_always_happens_and_something_impossible_never() -> None:
    draws = Draws(9)
    assert all(draws.happens("sure", 1.0) for _ in range(200))
    assert not any(draws.happens("never", 0.0) for _ in range(200))
