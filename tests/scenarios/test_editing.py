"""A document's text is edited in place: what is not edited keeps every letter."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scenarios.editing import ABSENT, CannotEdit, Edit, edited, with_value, written
from scenarios.yaml_tree import grow

TEXT = """\
# head
a: 1   # one
b:
  - x  # first
  - y
c: {d: 5m, e: [1, 2]}
f:
  - id: S1
    by: [ops]  # who
    note: |
      line one

      line two
  # between
  - {id: S2, by: all}

# tail
"""


def changed(edits):
    """Return the lines that *edits* take out of TEXT and put in."""
    result = edited(TEXT, edits)
    lines = difflib.unified_diff(TEXT.splitlines(), result.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_a_value_is_replaced_where_it_stands_and_its_comment_kept():
    assert changed([Edit(("a",), 2)]) == ["-a: 1   # one", "+a: 2   # one"]


def test_a_block_becomes_one_line():
    assert changed([Edit(("b",), ["z"])]) == ["-b:", "-  - x  # first", "-  - y", "+b: [z]"]


def test_a_value_inside_braces_is_replaced():
    assert changed([Edit(("c", "d"), "8m")]) == ["-c: {d: 5m, e: [1, 2]}", "+c: {d: 8m, e: [1, 2]}"]


def test_a_new_key_comes_after_the_last_of_its_owner():
    assert changed([Edit(("f", 0, "within"), "3m")]) == ["+    within: 3m"]
    result = edited(TEXT, [Edit(("f", 0, "within"), "3m")])
    assert "      line two\n    within: 3m\n  # between\n" in result


def test_a_new_key_inside_braces_comes_before_the_closing_one():
    assert changed([Edit(("f", 1, "when"), {"done": "S1"})]) == [
        "-  - {id: S2, by: all}",
        "+  - {id: S2, by: all, when: {done: S1}}",
    ]


def test_a_key_is_taken_away_with_its_line():
    assert changed([Edit(("f", 0, "by"), ABSENT)]) == ["-    by: [ops]  # who"]
    assert changed([Edit(("c", "d"), ABSENT)]) == ["-c: {d: 5m, e: [1, 2]}", "+c: {e: [1, 2]}"]
    assert changed([Edit(("c", "e"), ABSENT)]) == ["-c: {d: 5m, e: [1, 2]}", "+c: {d: 5m}"]
    assert changed([Edit(("z",), ABSENT)]) == []


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        *(("ab", "{c: 3, d: 4}"), ("bc", "{a: 1, d: 4}"), ("cd", "{a: 1, b: 2}")),
        *(("bd", "{a: 1, c: 3}"), ("abcd", "{}"), ("ad", "{b: 2, c: 3}"), ("abd", "{c: 3}")),
        ("ax", "{b: 2, c: 3, d: 4}"),
    ],
)
def test_neighbours_inside_braces_are_taken_away_together(gone, left):
    text = "x: {a: 1, b: 2, c: 3, d: 4}  # four\n"
    assert edited(text, [Edit(("x", key), ABSENT) for key in gone]) == f"x: {left}  # four\n"


def test_several_edits_are_made_at_once():
    edits = [
        Edit(("a",), 2),
        Edit(("f", 0, "note"), ABSENT),
        Edit(("f", 0, "within"), "3m"),
        Edit(("f", 0, "every"), "30m"),
    ]
    result = grow(edited(TEXT, edits)).value
    assert result["f"][0] == {"id": "S1", "by": ["ops"], "within": "3m", "every": "30m"}


def test_new_keys_of_several_owners_that_end_at_one_place_each_go_to_their_own():
    text = "a:\n  b:\n    c: 1\n"
    edits = [Edit(("z",), 1), Edit(("a", "y"), 2), Edit(("a", "b", "x"), 3)]
    assert edited(text, edits) == "a:\n  b:\n    c: 1\n    x: 3\n  y: 2\nz: 1\n"


def test_a_long_text_is_written_line_by_line():
    text = "a:\n  zh: |\n    一\n    二\n  en: x  # y\n"
    assert edited(text, [Edit(("a", "zh"), "一\n\n三\n"), Edit(("b",), "1\n2")]) == (
        "a:\n  zh: |\n    一\n\n    三\n  en: x  # y\nb: |-\n  1\n  2\n"
    )


def test_windows_line_ends_stay():
    text = "a: 1\r\nb: {c: 2}\r\n"
    assert edited(text, [Edit(("a",), 3), Edit(("d",), 4)]) == "a: 3\r\nb: {c: 2}\r\nd: 4\r\n"


@pytest.mark.parametrize("path", [("x", "y"), ("f", 7, "by"), ("a", "b")])
def test_what_is_not_there_cannot_be_edited(path):
    with pytest.raises(CannotEdit):
        edited(TEXT, [Edit(path, 1)])


def test_a_value_that_others_point_at_is_not_taken_from_them():
    with pytest.raises(CannotEdit):
        edited("a: &x [1]\nb: *x\n", [Edit(("a",), [2])])


def test_a_value_inside_another_is_set_in_a_copy():
    owner = {"escalate": {"by": ["a"], "within": "5m"}}
    assert with_value(owner, ("escalate", "within"), "8m") == {
        "escalate": {"by": ["a"], "within": "8m"}
    }
    assert with_value({}, ("escalate", "within"), "8m") == {"escalate": {"within": "8m"}}
    assert owner["escalate"]["within"] == "5m"


values = st.recursive(
    st.one_of(
        st.text(max_size=20),
        st.integers(-(10**9), 10**9),
        st.booleans(),
        st.sampled_from(["no", "08:50", "5m", "null", "a: b", "x #y", "中文：甲", "- a", "{", "'"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["by", "done", "all", "zh"]), inner, max_size=3),
    ),
    max_leaves=5,
)
PATHS = [("a",), ("b",), ("c", "d"), ("c", "new"), ("f", 0, "by"), ("f", 0, "new"), ("f", 1, "by")]


@given(st.dictionaries(st.sampled_from(PATHS), st.one_of(values, st.just(ABSENT)), min_size=1))
def test_an_edit_says_what_was_asked_and_leaves_all_else(wanted):
    result = edited(TEXT, [Edit(path, value) for path, value in wanted.items()])
    tree, before = grow(result), grow(TEXT)
    for path, value in wanted.items():
        owner = tree.at(path[:-1])
        assert (path[-1] not in owner) if value is ABSENT else (owner[path[-1]] == value)
    assert tree.at(("f", 0, "note")) == before.at(("f", 0, "note"))
    assert all(comment in result for comment in ("# head", "# between", "# tail"))


@given(values)
@example("?0")
@example("\x85")
@example("a\u2028b")
@example(["?", {"?a": "? b"}])
def test_a_written_value_is_read_again(value):
    assert grow(f"{{x: {written(value)}}}").value == {"x": value}
