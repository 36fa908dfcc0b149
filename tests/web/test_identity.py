"""Links, passes and cookies: what nobody here wrote leads nowhere, and names cannot pretend to be somebody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import ManualClock
from exercise.audience import EVALUATOR, FACILITATOR, OBSERVER, PARTICIPANT
from exercise.entry import person_of, role_of
from web.identity import Invitation, Office, Pass, clean_name, fresh_code, plain_code, strongest
from web.limits import Bucket, Failures

OFFICE = Office("a secret of this test")
SEAT = Invitation(PARTICIPANT, "e-1", "t-1", "ops-duty")


def holder(kind: str, exercise: str | None = "e-1", table: str | None = "t-1") -> Pass:
    """Return a pass of *kind*."""
    return Pass(kind, exercise, table, None, "li", "mark")


def test_a_link_leads_to_what_it_was_written_for():
    assert OFFICE.read_link(OFFICE.link(SEAT)) == SEAT


def test_a_link_is_the_same_each_time_it_is_shown():
    assert OFFICE.link(SEAT) == OFFICE.link(SEAT)


def test_a_link_of_another_server_leads_nowhere():
    assert OFFICE.read_link(Office("another secret").link(SEAT)) is None


def test_a_pass_is_no_link_and_a_link_no_pass():
    admitted = OFFICE.admit(SEAT, "li")
    assert OFFICE.read_link(OFFICE.write_pass(admitted)) is None
    assert OFFICE.read_pass(OFFICE.link(SEAT)) is None


@given(st.text(max_size=200))
def test_whatever_is_typed_as_a_link_is_answered_and_never_breaks(typed):
    assert OFFICE.read_link(typed) is None
    assert OFFICE.read_pass(typed) is None


@given(st.integers(0, 200), st.characters(codec="ascii"))
def test_a_pass_with_one_letter_changed_is_worthless(place, letter):
    text = OFFICE.write_pass(OFFICE.admit(SEAT, "li"))
    place %= len(text)
    changed = text[:place] + letter + text[place + 1 :]
    read = OFFICE.read_pass(changed)
    assert changed == text or read is None or read == OFFICE.read_pass(text)


@given(st.text(max_size=100))
def test_a_name_is_one_printable_line(name):
    cleaned = clean_name(name)
    assert cleaned is None or (cleaned.isprintable() and 0 < len(cleaned) <= 40)


@given(st.text(min_size=1, max_size=40))
def test_whatever_somebody_is_called_role_and_person_are_told_apart(name):
    admitted = OFFICE.admit(SEAT, clean_name(name))
    assert role_of(admitted.by) == "ops-duty"
    assert person_of(admitted.by) == admitted.name


@pytest.mark.parametrize("name", ["Li/Ops", "<b>王强</b>", "王 强"])
def test_a_name_is_kept_as_it_was_written(name):
    assert clean_name(f"  {name} ") == name


def test_a_code_is_read_however_it_is_typed():
    code = fresh_code()
    assert plain_code(f" {code[:3].lower()}-{code[3:]} ") == code


def test_the_pass_that_may_do_most_is_the_strongest():
    passes = [holder(OBSERVER), holder(EVALUATOR), holder(PARTICIPANT)]
    assert strongest(passes) == passes[1]
    assert strongest([*passes, holder(FACILITATOR, None, None)]) == holder(FACILITATOR, None, None)
    assert strongest([]) is None


@pytest.mark.parametrize(
    ("exercise", "table", "covers"),
    [
        (None, None, True),
        ("e-1", None, True),
        ("e-1", "t-1", True),
        ("e-1", "t-2", False),
        ("e-2", None, False),
    ],
)
def test_a_pass_covers_its_own_table_alone(exercise, table, covers):
    assert holder(EVALUATOR, exercise, table).covers("e-1", "t-1") is covers


def test_a_bucket_gives_its_burst_and_then_its_rate():
    time = ManualClock()
    bucket = Bucket(rate=2, burst=3, time=time)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    time.pass_by(500)
    assert [bucket.take() for _ in range(2)] == [True, False]


def test_wrong_guesses_are_limited_for_their_own_address_alone():
    time = ManualClock()
    failures = Failures(rate=1, burst=5, time=time)
    for _ in range(5):
        assert failures.may_try("here")
        failures.failed("here")
    assert not failures.may_try("here")
    assert failures.may_try("elsewhere")
    time.pass_by(1000)
    assert failures.may_try("here")
