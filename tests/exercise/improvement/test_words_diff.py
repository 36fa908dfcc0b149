"""Redlines of Chinese and English texts, worked out by hand: ``[-out]`` went, ``{+in}`` came."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.improvement.segments import sentences_of, words_of
from exercise.improvement.words_diff import IN, OUT, SAME, line_diff, word_diff

MARKS = {SAME: "{}", OUT: "[-{}]", IN: "{{+{}}}"}


def marked(old, new):
    """Return the redline of *old* and *new* in one line."""
    return "".join(MARKS[piece.op].format(piece.text) for piece in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # a limit in the text: the amount with its unit
        (
            "值班人员应在30分钟内向证监局报告。",
            "值班人员应在60分钟内向证监局报告。",
            "值班人员应在[-30分钟]{+60分钟}内向证监局报告。",
        ),
        # a limit in Chinese numerals, with another unit
        (
            "值班人员应于三十分钟内上报",
            "值班人员应于一小时内上报",
            "值班人员应于[-三十分钟]{+一小时}内上报",
        ),
        # two working days become three
        ("两个工作日内补报", "三个工作日内补报", "[-两个工作日]{+三个工作日}内补报"),
        # an inserted clause begins after a comma
        (
            "发现异常后，立即报告。",
            "发现异常后，先确认告警，立即报告。",
            "发现异常后，{+先确认告警，}立即报告。",
        ),
        # an added ending of a sentence
        ("应立即报告。", "应立即报告，并记录时间。", "应立即报告{+，并记录时间}。"),
        # a removed clause inside a phrase that the dictionary joins (分钟内向)
        (
            "值班人员应在30分钟内向证监局报告。",
            "值班人员应在30分钟内报告。",
            "值班人员应在30分钟内[-向证监局]报告。",
        ),
        # a moved sentence goes here and comes there, whole
        (
            "甲方通知客户。乙方上报。丙方记录。",
            "乙方上报。丙方记录。甲方通知客户。",
            "[-甲方通知客户。]乙方上报。丙方记录。{+甲方通知客户。}",
        ),
        # half-width punctuation becomes full-width
        ("执行切换,并确认.", "执行切换，并确认。", "执行切换[-,]{+，}并确认[-.]{+。}"),
        # Chinese and English mixed
        (
            "由IT head批准启动DR切换",
            "由commander批准启动DR切换",
            "由[-IT head]{+commander}批准启动DR切换",
        ),
        # deleted at the start
        (
            "首先，启动预案，然后通知客户",
            "启动预案，然后通知客户",
            "[-首先，]启动预案，然后通知客户",
        ),
        # deleted at the end
        ("启动预案，然后通知客户", "启动预案", "启动预案[-，然后通知客户]"),
        # nothing changed
        ("保持不变。", "保持不变。", "保持不变。"),
        # everything changed
        ("今天天气", "关闭全部接口后再汇报", "[-今天天气]{+关闭全部接口后再汇报}"),
        # a Markdown list: a new line, and a line with more in it
        (
            "- 断开链路\n- 通知客户\n- 记录\n",
            "- 断开链路\n- 切换灾备\n- 通知客户\n- 记录全程\n",
            "- 断开链路\n{+- 切换灾备\n}- 通知客户\n- 记录{+全程}\n",
        ),
        # a checkbox is ticked
        ("- [ ] 通知客户", "- [x] 通知客户", "- [[- ]{+x}] 通知客户"),
        # a role is replaced by words of its own, not sign by sign
        ("值班人员立即确认告警", "值守人员立即确认告警", "[-值班人员]{+值守人员}立即确认告警"),
        # one member of a list in the text goes
        (
            "按副总指挥、信息技术负责人、业务负责人的顺序接任",
            "按副总指挥、业务负责人的顺序接任",
            "按副总指挥、[-信息技术负责人、]业务负责人的顺序接任",
        ),
        # a percentage, a standard's number and a time of day are words
        (
            "可用率99.9%，见JR/T 0251-2022，每日08:30检查",
            "可用率99.99%，见JR/T 0251-2023，每日08:45检查",
            "可用率[-99.9%]{+99.99%}，见JR/T [-0251-2022]{+0251-2023}，每日[-08:30]{+08:45}检查",
        ),
        # a sentence that was written twice already
        ("报告。报告。", "报告。报告。报告。", "报告。报告。{+报告。}"),
        # English
        (
            "The commander decides within 5 minutes.",
            "The deputy decides within 10 minutes, in writing.",
            "The [-commander]{+deputy} decides within [-5]{+10} minutes{+, in writing}.",
        ),
        ("", "新增", "{+新增}"),
        ("全部删除", "", "[-全部删除]"),
    ],
)
def test_a_redline_reads_as_a_person_would_mark_it(old, new, told):
    assert marked(old, new) == told


def test_a_sign_that_stayed_by_chance_is_not_set_apart():
    assert marked("甲部，乙处", "丙司，丁科") == "[-甲部，乙处]{+丙司，丁科}"


def test_chinese_is_cut_into_words_and_amounts_stay_whole():
    assert words_of("在30分钟内向证监局报告，JR/T 0251-2022") == (
        *("在", "30分钟", "内", "向", "证监局", "报告", "，"),
        *("JR/T", " ", "0251-2022"),
    )
    assert sentences_of("甲。乙；\n- 丙\n丁") == ("甲。", "乙；\n", "- 丙\n", "丁")


def test_a_redline_of_lines_numbers_those_of_both_texts():
    lines = line_diff("a\nb\nc\nd", "a\nx\nc\nd", around=1)
    assert [(line.op, line.old, line.new, line.text) for line in lines] == [
        (" ", 1, 1, "a"),
        ("-", 2, None, "b"),
        ("+", None, 2, "x"),
        (" ", 3, 3, "c"),
    ]


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_pieces_of_any_two_texts_make_them_up(old, new):
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != IN) == old
    assert "".join(piece.text for piece in pieces if piece.op != OUT) == new


mixed = st.text(st.sampled_from("应在三十0分钟内向报告，。 \nab"), max_size=60)


@given(mixed, mixed)
def test_the_pieces_make_up_both_texts_and_no_two_neighbours_are_alike(old, new):
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != IN) == old
    assert "".join(piece.text for piece in pieces if piece.op != OUT) == new
    assert all(one.op != other.op for one, other in pairwise(pieces))


def test_long_texts_are_compared_in_bounded_time():
    old = "总指挥无法联系时，按副总指挥、信息技术负责人的顺序自动接任。" * 1500
    new = "接任人须立即宣布接管指挥，并在10分钟内通报各条线负责人。" * 1500
    begun = time.process_time()
    pieces = word_diff(old, new + old[:40])
    assert time.process_time() - begun < 5
    assert "".join(piece.text for piece in pieces if piece.op != IN) == old
