"""One heap says for all runs which is due next."""

from hypothesis import given
from hypothesis import strategies as st

from engine.pacing import Pacing


def test_the_earliest_comes_first() -> None:
    pacing = Pacing()
    pacing.set("late", 30)
    pacing.set("early", 10)
    pacing.set("middle", 20)
    assert pacing.next_moment() == 10
    assert pacing.take_due(20) == ("early", "middle")
    assert pacing.next_moment() == 30


def test_what_was_taken_is_not_due_again() -> None:
    pacing = Pacing()
    pacing.set("a", 10)
    assert pacing.take_due(10) == ("a",)
    assert pacing.take_due(99) == ()
    assert pacing.next_moment() is None


def test_a_new_moment_replaces_the_old_one() -> None:
    pacing = Pacing()
    pacing.set("a", 10)
    pacing.set("a", 50)
    assert pacing.take_due(49) == ()
    pacing.set("a", 10)
    assert pacing.take_due(10) == ("a",)
    assert len(pacing) == 0


def test_never_due_is_never_taken() -> None:
    pacing = Pacing()
    pacing.set("a", 10)
    pacing.set("a", None)
    assert pacing.next_moment() is None
    assert pacing.take_due(10**9) == ()


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.none() | st.integers(0, 50)), max_size=400))
def test_the_heap_agrees_with_a_plain_table(orders: list[tuple[str, int | None]]) -> None:
    pacing, plain = Pacing(), dict[str, int]()
    for key, moment in orders:
        pacing.set(key, moment)
        plain.pop(key, None)
        if moment is not None:
            plain[key] = moment
    assert pacing.next_moment() == min(plain.values(), default=None)
    assert pacing.take_due(25) == tuple(
        key for _, key in sorted((m, k) for k, m in plain.items() if m <= 25)
    )
    assert len(pacing) == sum(m > 25 for m in plain.values())
