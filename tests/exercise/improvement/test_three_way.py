"""Two owners change one value: what both said is kept, or the contradiction is told. Cases worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.improvement.three_way import CLASH, merged_text, merged_value

DUTY = "值班人员应在30分钟内向证监局报告，并通知客户。"


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "together"),
    [
        # two owners change different clauses of one sentence
        (
            DUTY,
            "值班人员应在60分钟内向证监局报告，并通知客户。",
            "值班人员应在30分钟内向证监局报告，并电话通知全部客户。",
            "值班人员应在60分钟内向证监局报告，并电话通知全部客户。",
        ),
        # who does it, and by when
        (
            DUTY,
            "运维值班应在30分钟内向证监局报告，并通知客户。",
            "值班人员应在20分钟内向证监局报告，并通知客户。",
            "运维值班应在20分钟内向证监局报告，并通知客户。",
        ),
        # the same number, differently
        (DUTY, DUTY.replace("30", "60"), DUTY.replace("30", "20"), None),
        # the same number, alike
        (DUTY, DUTY.replace("30", "60"), DUTY.replace("30", "60"), DUTY.replace("30", "60")),
        # one deletes the sentence that the other edits
        ("甲方上报。乙方记录。", "乙方记录。", "甲方立即上报。乙方记录。", None),
        # one deletes a sentence, the other edits the next but one
        (
            "甲方上报。乙方记录。丙方归档。",
            "乙方记录。丙方归档。",
            "甲方上报。乙方记录。丙方当日归档。",
            "乙方记录。丙方当日归档。",
        ),
        # both insert at the same place
        ("甲方上报。", "甲方上报，并记录。", "甲方上报，并归档。", None),
        # one inserts a clause, the other changes a word far from it
        (
            "发现异常后，立即报告总指挥。",
            "发现异常后，先确认告警，立即报告总指挥。",
            "发现异常后，立即报告副总指挥。",
            "发现异常后，先确认告警，立即报告副总指挥。",
        ),
        # words that touch: the limit and what follows it
        ("应在30分钟内报告", "应在60分钟内报告", "应在30分钟后报告", None),
        # Chinese numerals
        (
            "三十分钟内电话报告，两个工作日内书面报告",
            "二十分钟内电话报告，两个工作日内书面报告",
            "三十分钟内电话报告，三个工作日内书面报告",
            "二十分钟内电话报告，三个工作日内书面报告",
        ),
        # lines of a list: one adds a line, the other edits another
        (
            "- 断开链路\n- 通知客户\n- 记录\n",
            "- 断开链路\n- 切换灾备\n- 通知客户\n- 记录\n",
            "- 断开链路\n- 通知客户\n- 全程记录\n",
            "- 断开链路\n- 切换灾备\n- 通知客户\n- 全程记录\n",
        ),
        # punctuation made full width by one, a word changed by the other
        (
            "执行切换,并确认业务恢复",
            "执行切换，并确认业务恢复",
            "执行切换,并确认交易恢复",
            "执行切换，并确认交易恢复",
        ),
        # English and Chinese
        (
            "由IT head批准后，启动DR切换。",
            "由commander批准后，启动DR切换。",
            "由IT head批准后，启动DR切换并记录。",
            "由commander批准后，启动DR切换并记录。",
        ),
        # one empties the text that the other edits
        ("甲方上报。", "", "甲方立即上报。", None),
        # a single word is never put together of two: an id, a limit
        ("truth.down_since", "truth.up_since", "truth.down_at", None),
        ("2m30s", "3m30s", "2m45s", None),
    ],
)
def test_two_texts_of_one_are_brought_together(base, theirs, mine, together):
    assert merged_text(base, theirs, mine) == together
    assert merged_text(base, mine, theirs) == together


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "together"),
    [
        # members: one adds, the other takes away
        (["a", "b"], ["a", "b", "c"], ["b"], ["b", "c"]),
        # both add, theirs first
        (["a"], ["a", "x"], ["a", "y"], ["a", "x", "y"]),
        # both add the same
        (["a"], ["a", "x"], ["x", "a"], ["a", "x"]),
        # one moves, the other adds behind what moved
        (["a", "b", "c"], ["c", "a", "b"], ["a", "b", "c", "d"], ["c", "d", "a", "b"]),
        # both move, differently
        (["a", "b", "c"], ["b", "a", "c"], ["a", "c", "b"], CLASH),
        # members with a name are merged themselves
        (
            [{"field": "grade", "equals": 1}, {"field": "at", "equals": 2}],
            [{"field": "grade", "equals": 1, "weight": 2}, {"field": "at", "equals": 2}],
            [{"field": "grade", "equals": 3}, {"field": "at", "equals": 2}],
            [{"field": "grade", "equals": 3, "weight": 2}, {"field": "at", "equals": 2}],
        ),
        # one takes a member away that the other changes
        ([{"field": "a", "equals": 1}], [], [{"field": "a", "equals": 2}], CLASH),
        # mappings by key; durations that mean the same are no change
        (
            {"by": ["a"], "within": "5m"},
            {"by": ["a"], "within": "300s", "does": "x"},
            {"by": ["a", "b"], "within": "5m"},
            {"by": ["a", "b"], "within": "300s", "does": "x"},
        ),
        ({"within": "5m"}, {"within": "6m"}, {"within": "7m"}, CLASH),
        # halves of conditions are not mixed
        (
            {"when": {"service": "x", "is": "down"}},
            {"when": {"service": "x", "is": "down", "for": "5m"}},
            {"when": {"service": "y", "is": "down"}},
            CLASH,
        ),
        # a list and the word for everybody
        (["a"], "all", ["a", "b"], CLASH),
        # nobody had it, both want it
        (None, "5m", "6m", CLASH),
        (None, "5m", "300s", "5m"),
        # one takes away what the other changes
        ("5m", None, "6m", CLASH),
        ("5m", None, "5m", None),
    ],
)
def test_two_values_of_one_are_brought_together(base, theirs, mine, together):
    assert merged_value(base, theirs, mine) == together


names = st.lists(st.sampled_from("abcdef"), unique=True, max_size=6)
texts = st.text(st.sampled_from("应在30分钟内报告，。甲乙 \n"), max_size=40)
values = st.one_of(
    names,
    texts,
    st.none(),
    st.integers(0, 3),
    st.dictionaries(st.sampled_from(("by", "within", "when")), st.one_of(names, texts), max_size=3),
)


@given(values, values)
def test_what_only_one_changed_is_what_that_one_says(base, changed):
    assert merged_value(base, changed, base) == changed
    assert merged_value(base, base, changed) == changed
    assert merged_value(base, changed, changed) == changed


@given(texts, texts, texts)
def test_two_texts_say_the_same_whoever_was_first_and_keep_what_either_put_in(base, one, other):
    together = merged_text(base, one, other)
    assert together == merged_text(base, other, one)
    assert together is None or together in (one, other) or len(together) <= len(one) + len(other)


@given(st.lists(texts, min_size=2, max_size=4), texts, texts)
def test_edits_apart_are_both_in_the_text(parts, one, other):
    between = "——此处不变——"
    base = between.join(("甲方负责", *parts, "乙方负责"))
    theirs, mine = base.replace("甲方负责", f"甲方主责{one}"), base.replace("乙方负责", "丙方协助")
    together = merged_text(base, theirs, mine)
    assert together == theirs.replace("乙方负责", "丙方协助")


@given(names, names, names)
def test_of_lists_nothing_added_is_lost_and_nothing_taken_away_comes_back(base, one, other):
    together = merged_value(base, one, other)
    if together is CLASH:
        return
    assert set(together) == {
        name
        for name in {*base, *one, *other}
        if (name in one and name in other) or (name not in base)
    }
    turned = merged_value(base, other, one)
    assert turned is not CLASH
    assert set(turned) == set(together)
