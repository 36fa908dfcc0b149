"""Text for print: nothing hidden, nothing that no font draws, no word wider than its column."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from web.reports.document import Cell, Span, Table
from web.reports.glyphs import drawable
from web.reports.printable import drawn_with, visible
from web.reports.typesetting import FONTS, picture_width, typeset_picture, typeset_text
from web.reports.widths import BREAK, breakable, shares, width


def glyphs():
    return drawable(tuple(sorted(FONTS.glob("*.ttf"))))


def test_every_kind_of_line_end_is_one():
    assert visible("a\r\nb\rc\u2028d\u2029e\x85f\ng\th") == "a\nb\nc\nd\ne\nf\ng\th"


def test_what_is_hidden_is_shown_by_its_number():
    assert visible("\x00\x1b\u202e\u2066\ufeff\ufffe\ud800") == (
        "[U+0000][U+001B][U+202E][U+2066][U+FEFF][U+FFFE][U+D800]"
    )


@given(st.text())
def test_showing_twice_is_showing_once(text):
    assert visible(visible(text)) == visible(text)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs", "S", "M"))))
def test_what_can_be_seen_stays_as_it_is(text):
    assert visible(text) == text


def test_the_fonts_draw_chinese_latin_greek_cyrillic_and_emoji():
    for character in "演练预案灾备，。《》①→✓ aZ09Ωж–“”…😀👍":
        assert ord(character) in glyphs(), character


def test_what_no_font_draws_is_shown_by_its_number_and_joiners_are_kept():
    assert drawn_with("aไ𠮷\u200d\n", glyphs()) == "a[U+0E44][U+20BB7]\u200d\n"


def test_a_tab_is_a_gap():
    assert typeset_text("a\tb") == "a    b"


def test_a_chart_is_drawn_in_our_font_whatever_it_asked_for():
    for given_font in ("", ' font-family="Arial"', " font-family='Times, serif'"):
        drawn = typeset_picture(f'<svg viewBox="0 0 9 9"{given_font}><text>x</text></svg>')
        assert re.findall(r'font-family="[^"]*"', drawn) == ['font-family="Noto Sans SC"']
        assert "Arial" not in drawn
        assert "Times" not in drawn


def test_a_chart_tells_its_width_or_nothing():
    assert picture_width('<svg viewBox="0 0 960 300">') == 960
    assert picture_width("<svg viewBox='-5,-5,10.5,3'>") == 10.5
    assert picture_width('<svg width="100%">') is None


def test_a_chinese_character_is_one_em_and_latin_letters_less():
    assert width("演练") == 2.0
    assert 2.0 < width("exercise") < 8 * 0.7
    assert width("a\nlonger line") == width("longer line")
    assert width("") == 0.0


def test_a_word_that_fits_is_left_alone_and_one_that_does_not_may_break_anywhere():
    assert breakable("short words only", 10) == "short words only"
    assert breakable("abcd efghijkl", 3).replace(BREAK, "|") == "abcd e|f|g|h|i|j|k|l"


def test_numbers_between_chinese_characters_are_never_broken():
    text = "预计损失（元）：2,238,746，受影响客户约五万六千户，恢复时间三十五分钟"
    assert breakable(text, 12) == text


def test_what_is_drawn_as_one_stays_together():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert family in breakable(family + "x" * 50, 5)
    assert "e\u0301" in breakable("e\u0301" * 60, 5)


@given(st.text(), st.floats(1, 50))
def test_breaking_changes_no_text(text, room):
    assert breakable(text, room).replace(BREAK, "") == text.replace(BREAK, "")


def test_columns_share_as_written():
    table = Table(("a", "b"), (("x", "y"),), widths=(1, 3))
    assert shares(table, 80) == (0.25, 0.75)


def test_columns_without_widths_share_by_what_stands_in_them():
    table = Table(
        ("No.", "Step"), tuple((f"D{n}", "a rather long sentence " * 3) for n in range(9))
    )
    small, large = shares(table, 80)
    assert large > 3 * small
    assert round(small + large, 9) == 1


def test_a_column_is_never_narrower_than_its_words_while_others_have_room():
    table = Table(
        ("Instance", "Due", "Text"),
        (("1", "T+117:05", Span("Not triggered", tone="quiet")), ("2", Cell("–"), "long " * 40)),
        widths=(1, 1, 30),
    )
    room = 60
    first, second, third = shares(table, room)
    assert first * room > width("Instance")
    assert second * room > width("T+117:05")
    assert round(first + second + third, 9) == 1


def test_when_there_is_no_room_for_all_everybody_gives():
    heads = tuple("extraordinarily" for _ in range(20))
    found = shares(Table(heads, (heads,)), 40)
    assert round(sum(found), 9) == 1
    assert min(found) > 0
