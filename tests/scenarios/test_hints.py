"""A near miss is recognised, a far one is left alone."""

import pytest

from scenarios.hints import nearest

ROLES = ("ops-duty", "it-head", "commander", "regulator-liaison")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("dutty", "ops-duty"),
        ("ops-dtuy", "ops-duty"),
        ("Commander", "commander"),
        ("head", "it-head"),
        ("liaison", "regulator-liaison"),
        ("database", None),
        ("", None),
        ("x" * 1000, None),
    ],
)
def test_the_likeliest_known_word_is_suggested(word, meant):
    assert nearest(word, ROLES) == meant


def test_nothing_is_suggested_where_nothing_is_known():
    assert nearest("word", ()) is None
