"""Two versions of a plan side by side, and two texts word by word and line by line."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from exercise.improvement.comparison import compare
from exercise.improvement.words_diff import IN, OUT, SAME, Piece, line_diff, word_diff
from scenarios.reader import read_file, read_text
from scenarios.text import Text
from tests.scenarios.samples import PLAN

OLD = read_file(PLAN).document


def with_steps(procedure, change):
    """Return the small plan with the steps of one *procedure* changed."""
    procedures = tuple(
        replace(each, steps=change(each.steps)) if each.id == procedure else each
        for each in OLD.procedures
    )
    return replace(OLD, procedures=procedures)


def test_a_plan_does_not_differ_from_itself():
    assert compare(OLD, OLD) == ()


def test_a_changed_field_is_told_with_both_values():
    new = with_steps("detect", lambda steps: (replace(steps[0], within=300_000), steps[1]))
    [difference] = compare(OLD, new)
    assert (difference.kind, difference.id, difference.op, difference.owner) == (
        "step",
        "D1",
        "changed",
        "detect",
    )
    [field] = difference.fields
    assert (field.field, field.old, field.new) == ("within", "3m", "5m")


def test_a_changed_text_is_told_by_language_and_word():
    title = Text({"zh": "立即确认", "en": "Decide now"})
    new = with_steps("detect", lambda steps: (steps[0], replace(steps[1], title=title)))
    [difference] = compare(OLD, new)
    assert [field.field for field in difference.fields] == ["title.zh", "title.en"]
    assert difference.fields[1].pieces == (Piece(SAME, "Decide"), Piece(IN, " now"))


def test_steps_are_added_removed_and_moved():
    text = PLAN.read_text(encoding="utf-8")
    added = text + "      - {id: R9, title: Nine, does: keep-log, by: all}\n"
    [difference] = compare(OLD, read_text(added, "p").document)
    assert (difference.id, difference.op, difference.owner) == ("R9", "added", "respond")
    [difference] = compare(read_text(added, "p").document, OLD)
    assert (difference.id, difference.op) == ("R9", "removed")
    moved = replace(
        OLD,
        procedures=(
            replace(
                OLD.procedures[0], steps=(*OLD.procedures[0].steps, OLD.procedures[1].steps[3])
            ),
            replace(OLD.procedures[1], steps=OLD.procedures[1].steps[:3]),
        ),
    )
    [difference] = compare(OLD, moved)
    assert (difference.id, difference.op, difference.fields[0].old, difference.fields[0].new) == (
        "R4",
        "moved",
        "respond",
        "detect",
    )


def test_roles_services_and_the_plan_itself_are_compared_too():
    new = replace(
        OLD,
        version=4,
        roles=OLD.roles[:2],
        services=(replace(OLD.services[0], rto=None), *OLD.services[1:]),
    )
    told = [(d.kind, d.id, d.op, [f.field for f in d.fields]) for d in compare(OLD, new)]
    assert told == [
        ("plan", "small-plan", "changed", ["version"]),
        ("role", "commander", "removed", ["title"]),
        ("service", "core-db", "changed", ["rto"]),
    ]


def test_words_that_went_and_came_are_told_in_reading_order():
    assert word_diff("report in 5 minutes", "report in 10 minutes") == (
        Piece(SAME, "report in "),
        Piece(OUT, "5"),
        Piece(IN, "10"),
        Piece(SAME, " minutes"),
    )


def test_chinese_is_compared_by_words_and_amounts():
    assert word_diff("五分钟内报告", "十分钟内报告") == (
        Piece(OUT, "五分钟"),
        Piece(IN, "十分钟"),
        Piece(SAME, "内报告"),
    )


def test_a_redline_numbers_the_lines_of_both_texts():
    lines = line_diff("a\nb\nc\nd", "a\nx\nc\nd", around=1)
    assert [(line.op, line.old, line.new, line.text) for line in lines] == [
        (" ", 1, 1, "a"),
        ("-", 2, None, "b"),
        ("+", None, 2, "x"),
        (" ", 3, 3, "c"),
    ]


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_pieces_of_a_diff_make_up_both_texts(old, new):
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != IN) == old
    assert "".join(piece.text for piece in pieces if piece.op != OUT) == new
