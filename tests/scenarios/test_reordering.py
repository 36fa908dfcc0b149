"""The lists of a document get other items or another order: what stays keeps every letter, comments travel along."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.block_style import item
from scenarios.ordering import steady
from scenarios.reordering import Fresh, Standing, reordered
from scenarios.splicing import CannotEdit
from scenarios.yaml_tree import grow

TEXT = """\
# head
title: x   # t
steps:  # the steps
  # about A
  - id: A
    by: [ops]  # who
    # not yet: 5m

  # about B
  # in two lines
  - {id: B}

  # a headline of its own

  # about C
  - id: C
    note: |
      one

      two
  # the end of the list
tail: [{id: X}, {id: Y}, {id: Z}]  # flow
none: []
nothing:
# last
"""
STEPS, TAIL = ("steps",), ("tail",)
A, B, C = (Standing(STEPS, n) for n in range(3))
X, Y, Z = (Standing(TAIL, n) for n in range(3))


def steps(text):
    """Return what stands between the key of the steps and the next key."""
    return text[text.index("steps:") : text.index("tail:")].splitlines()


def test_the_order_that_is_there_changes_nothing():
    assert reordered(TEXT, {STEPS: [A, B, C], TAIL: [X, Y, Z], ("none",): []}) == TEXT


def test_an_item_goes_with_the_comments_right_above_it_and_those_inside_it():
    assert steps(reordered(TEXT, {STEPS: [B, C]})) == [
        "steps:  # the steps",
        "  # about B",
        "  # in two lines",
        "  - {id: B}",
        "",
        "  # a headline of its own",
        "",
        "  # about C",
        "  - id: C",
        "    note: |",
        "      one",
        "",
        "      two",
        "  # the end of the list",
    ]


def test_a_comment_that_stands_apart_stays_when_its_neighbour_goes():
    text = reordered(TEXT, {STEPS: [A, B]})
    assert "# a headline of its own" in text
    assert "# about C" not in text
    assert text.endswith(TEXT[TEXT.index("  # the end of the list") :])


def test_an_item_moves_with_its_comments_and_the_others_stay():
    assert steps(reordered(TEXT, {STEPS: [B, A, C]}))[:9] == [
        "steps:  # the steps",
        "  # about B",
        "  # in two lines",
        "  - {id: B}",
        "",
        "  # about A",
        "  - id: A",
        "    by: [ops]  # who",
        "    # not yet: 5m",
    ]


def test_a_new_item_is_set_apart_as_the_others_are():
    text = reordered(TEXT, {STEPS: [A, Fresh({"id": "N", "by": ["ops"]}), B, C]})
    assert steps(text)[4:10] == [
        "    # not yet: 5m",
        "",
        "  - id: N",
        "    by: [ops]",
        "",
        "  # about B",
    ]


def test_a_new_item_may_come_first_and_last():
    text = reordered(TEXT, {STEPS: [Fresh({"id": "N"}), A, B, C, Fresh({"id": "M"})]})
    assert steps(text)[1:5] == ["  - id: N", "", "  # about A", "  - id: A"]
    assert steps(text)[-4:] == ["      two", "", "  - id: M", "  # the end of the list"]


def test_a_flow_list_stays_one():
    text = reordered(TEXT, {TAIL: [Z, X, Fresh({"id": "N", "by": "all"})]})
    assert "tail: [{id: Z}, {id: X}, {id: N, by: all}]  # flow\n" in text
    assert "tail: []  # flow\n" in reordered(TEXT, {TAIL: []})


def test_items_change_between_lists_of_both_kinds():
    text = reordered(TEXT, {STEPS: [A, Y, C], TAIL: [X, B, Z]})
    assert "tail: [{id: X}, {id: B}, {id: Z}]" in text
    assert "\n  - {id: Y}\n" in text
    assert grow(text).value["steps"][1] == {"id": "Y"}


def test_a_list_that_is_empty_or_not_there_is_begun_and_one_may_end():
    orders = {("none",): [A], ("nothing",): [Fresh({"id": "N"})], ("new",): [Y], STEPS: [B, C]}
    text = reordered(TEXT, orders | {TAIL: [X, Z]})
    assert (
        "none:\n  # about A\n  - id: A\n    by: [ops]  # who\n    # not yet: 5m\nnothing:" in text
    )
    value = grow(text).value
    assert value["nothing"] == [{"id": "N"}]
    assert value["new"] == [{"id": "Y"}]
    emptied = reordered(TEXT, {STEPS: []})
    assert emptied.startswith("# head\ntitle: x   # t\nsteps: []  # the steps\n")
    assert grow(emptied).value["steps"] == []


def test_a_long_text_of_a_new_item_is_written_line_by_line():
    assert item({"id": "N", "title": {"zh": "一\n二\n", "en": "x"}}, 2) == (
        "  - id: N\n    title:\n      zh: |\n        一\n        二\n      en: x"
    )


def test_an_item_moves_to_a_list_that_stands_further_in():
    text = "p:\n- id: one\n  steps:\n  # a\n  - id: A\n    n: |\n      t\n- id: two\n  steps:\n      - {id: B}\n"
    first, second = ("p", 0, "steps"), ("p", 1, "steps")
    assert reordered(text, {first: [], second: [Standing(first, 0), Standing(second, 0)]}) == (
        "p:\n- id: one\n  steps: []\n- id: two\n  steps:\n"
        "      # a\n      - id: A\n        n: |\n          t\n      - {id: B}\n"
    )


def test_windows_line_ends_stay():
    text = "s:\r\n- id: A\r\n# b\r\n- id: B\r\n"
    order = [Standing(("s",), 1), Fresh({"id": "N", "t": "x\ny\n"}), Standing(("s",), 0)]
    assert reordered(text, {("s",): order}) == (
        "s:\r\n# b\r\n- id: B\r\n- id: N\r\n  t: |\r\n    x\r\n    y\r\n- id: A\r\n"
    )


@pytest.mark.parametrize("path", [("title",), ("x", "y")])
def test_what_is_no_list_has_no_order(path):
    with pytest.raises(CannotEdit):
        reordered(TEXT, {path: [A]})


def test_comments_inside_a_flow_list_are_not_lost():
    text = "a: [\n  {id: X},  # x\n  {id: Y}\n]\n"
    with pytest.raises(CannotEdit):
        reordered(text, {("a",): [Standing(("a",), 1)]})
    both = reordered(text, {("a",): [Standing(("a",), 1), Standing(("a",), 0)]})
    assert both == "a: [\n  {id: Y},  # x\n  {id: X}\n]\n"


def test_the_longest_rising_run_stays():
    assert steady([0, 1, 2]) == {0, 1, 2}
    assert steady([2, 0, 1]) == {0, 1}
    assert steady([]) == frozenset()
    assert len(steady([3, 1, 4, 0, 5, 9, 2, 6])) == 4


@given(st.permutations([A, B, C, X, Y, Z, *(Fresh({"id": f"N{n}"}) for n in range(3))]), st.data())
def test_any_order_of_two_lists_says_what_was_asked_and_keeps_what_stands_apart(entries, data):
    cut = data.draw(st.integers(0, len(entries)))
    end = data.draw(st.integers(cut, len(entries)))
    wanted = {STEPS: entries[:cut], TAIL: entries[cut:end]}
    text = reordered(TEXT, wanted)
    value, before = grow(text).value, grow(TEXT).value
    for path, order in wanted.items():
        assert value[path[0]] == [
            e.value if isinstance(e, Fresh) else before[e.path[0]][e.index] for e in order
        ]
    apart = ("# head", "# t", "# the steps", "# a headline of its own", "# the end", "# last")
    assert all(comment in text for comment in apart)
