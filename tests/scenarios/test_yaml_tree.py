"""YAML 1.2 is read as plain values with their places, within limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.reader import read_text
from scenarios.yaml_nodes import MOST_DEPTH, Unreadable
from scenarios.yaml_tree import grow, scalar


@pytest.mark.parametrize("word", ["08:50", "no", "off", "yes", "On", "2026-03-16", "1_000", "<<"])
def test_words_that_older_yaml_reinterprets_are_strings(word):
    assert grow(f"key: {word}").value == {"key": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("0x1f", 31),
        ("0o17", 15),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("9" * 40, 1e40),
    ],
)
def test_plain_words_mean_what_the_core_schema_says(word, value):
    assert scalar(word) == value


def test_quoted_words_are_always_strings():
    assert grow("""{a: "5", b: 'true', c: "null"}""").value == {"a": "5", "b": "true", "c": "null"}


def test_a_value_is_pointed_at_by_its_key():
    tree = grow("steps:\n  - id: D1\n    by: [ops, head]\n    after:\n      - D2\n")
    assert tree.place(("steps", 0, "by")) == (3, 5)
    assert tree.place(("steps", 0, "by", 1)) == (3, 5)
    assert tree.place(("steps", 0, "after", 0)) == (5, 9)
    assert tree.place(("steps", 0)) == (2, 5)
    assert tree.place(("steps", 0, "does")) == (2, 5)


def test_columns_are_counted_in_letters_whatever_their_width():
    assert grow("{标题: 甲, en: b}").place(("en",)) == (1, 9)


def test_a_key_written_twice_is_told_and_the_first_one_kept():
    tree = grow("a: 1\nb: 2\na: 3\n")
    assert tree.value == {"a": 1, "b": 2}
    [(path, place, flaw)] = tree.flaws
    assert (path, place, flaw.code) == ((), (3, 1), "duplicate_key")
    assert flaw.params == {"key": "a", "first": 1}


def test_an_alias_stands_for_what_its_anchor_marks():
    tree = grow("a: &x [1, 2]\nb: *x\n")
    assert tree.value == {"a": [1, 2], "b": [1, 2]}
    assert tree.place(("b",)) == (2, 1)


def unreadable(text):
    with pytest.raises(Unreadable) as refused:
        grow(text)
    return refused.value.flaw.code, refused.value.place


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "empty_file", (1, 1)),
        ("# nothing\n", "empty_file", (1, 1)),
        ("a: !!str 5", "tag_refused", (1, 4)),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", "tag_refused", (2, 4)),
        ("a: &x [1, *x]", "alias_in_itself", (1, 11)),
        ("a: *x", "alias_unknown", (1, 4)),
        ("--- 1\n--- 2\n", "several_documents", (2, 1)),
        ("a: 'b", "yaml_unclosed", (1, 6)),
        ("a:\n\t- b\n", "yaml_tab", (2, 1)),
        ("a: b: c", "yaml_mapping_here", (1, 5)),
        ("a: \x07", "yaml_character", (1, 4)),
        ('a: "\\UFFFFFFFF"', "yaml_syntax", (1, 1)),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, code, place):
    assert unreadable(text) == (code, place)


def test_depth_is_limited_while_reading():
    assert grow("[" * MOST_DEPTH + "]" * MOST_DEPTH).value
    assert unreadable("[" * 100_000) == ("too_deep", (1, MOST_DEPTH + 1))


def test_aliases_that_grow_without_measure_are_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert unreadable("\n".join(lines))[0] == "too_many_values"


@given(st.text(alphabet="abc:-[]{}&*!#|>'\"\n\t ,?%@`\\0x7~", max_size=60))
def test_no_text_breaks_the_reader(text):
    sheet = read_text(text, "noise.yaml")
    assert [problem.file for problem in sheet.problems] == ["noise.yaml"]
