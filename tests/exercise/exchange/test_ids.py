"""Stable ids: the UUIDs of the standard, the same every time, and addresses that hold anything."""

from __future__ import annotations

from urllib.parse import unquote
from uuid import NAMESPACE_URL, uuid5

from hypothesis import given
from hypothesis import strategies as st

from exercise.exchange.ids import HOME, iri, stable_uuid
from tests.exercise.exchange.cases import small

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_stable_uuid_is_that_of_the_standard(parts: list[str]):
    assert stable_uuid(*parts) == str(uuid5(NAMESPACE_URL, "/".join((HOME, *parts))))


def test_different_things_have_different_uuids():
    assert len({stable_uuid("e-1", "t-1"), stable_uuid("e-1"), stable_uuid("e-1", "t-2")}) == 3


@given(TEXTS)
def test_any_text_can_be_part_of_an_address_and_be_read_again(text: str):
    address = iri("plans", text)
    assert address.isascii()
    assert " " not in address
    assert unquote(address.removeprefix(f"{HOME}/plans/")) == text


def test_a_recording_is_named_by_what_happened_up_to_endex():
    one, same = small(exercise="journal"), small(exercise="journal")
    assert one.parts == same.parts
    other = small(exercise="journal", entries=one.entries[:3] + one.entries[4:])
    assert one.parts != other.parts
    assert small().parts == ("e-1", "t-1")
