"""The patch of a plan's own file: what other tools apply to it gives the file with the changes written in."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercise.exchange.plan_patch import (
    Mark,
    NotText,
    language_of,
    patched,
    plan_patch,
    unified,
)
from exercise.exchange.time_phrases import retimed
from tests.exercise.exchange.patching import applied

MINUTE = 60_000
PLAN = """# Phishing

1. Triage within 10 minutes
   - [ ] look at the headers
2. Tell the **commander**
and wait

| Step | Who | Limit |
|------|-----|-------|
| Block the sender | IT | 30 min |
| Reset passwords | IT | 1 hour |

```sh
block --sender
```
The end
"""


def test_a_limit_is_written_in_place_of_the_old_one_in_the_words_of_the_file():
    new = patched(PLAN, [Mark((3, 3), "note", 10 * MINUTE, 15 * MINUTE)])
    assert new == PLAN.replace("within 10 minutes", "within 15 minutes")


def test_what_does_not_stand_in_the_file_is_noted_under_its_step_as_part_of_it():
    new = patched(PLAN, [Mark((3, 3), "limit 5 min", None, 5 * MINUTE)])
    assert new == PLAN.replace("10 minutes\n", "10 minutes\n   > limit 5 min\n")


def test_a_note_is_not_read_as_part_of_what_follows():
    new = patched(PLAN, [Mark((5, 5), "tell the deputy too")])
    assert new == PLAN.replace("**commander**\n", "**commander**\n   > tell the deputy too\n\n", 1)


def test_a_note_on_a_row_stands_behind_the_table_and_a_limit_in_its_cell():
    marks = [
        Mark((10, 10), "who?"),
        Mark((11, 11), "x", 60 * MINUTE, 45 * MINUTE),
    ]
    new = patched(PLAN, marks)
    assert "| Reset passwords | IT | 45 min |\n\n> who?\n\n```sh" in new


def test_a_note_on_a_line_of_code_stands_behind_the_code():
    new = patched(PLAN, [Mark((14, 14), "by whom?")])
    assert new == PLAN.replace("```\nThe", "```\n> by whom?\n\nThe")


def test_two_notes_on_a_step_are_two_paragraphs_in_their_order():
    new = patched("- act\n", [Mark((1, 1), "one"), Mark((1, 1), "two")])
    assert new == "- act\n  > one\n  >\n  > two\n"


def test_a_note_about_no_step_stands_at_the_end():
    assert patched("text\n", [Mark((), "about all")]) == "text\n\n> about all\n"
    assert patched("text", [Mark((), "about all")]) == "text\n\n> about all"
    assert patched("", [Mark((), "about all")]) == "> about all\n"


def test_a_heading_with_a_line_under_it_stays_a_heading():
    assert patched("Do it\n=====\nx\n", [Mark((1, 1), "n")]) == "Do it\n=====\n> n\n\nx\n"


def test_a_text_that_stands_there_once_is_replaced_and_one_that_stands_twice_is_noted():
    assert patched("- call Li\n", [Mark((1, 1), "n", "call Li", "call Wang")]) == "- call Wang\n"
    twice = patched("- Li, Li\n", [Mark((1, 1), "n", "Li", "Wang")])
    assert twice == "- Li, Li\n  > n\n"


def test_lines_end_as_the_lines_of_the_file_do():
    assert patched("- a\r\n- b\r\n", [Mark((1, 1), "n")]) == "- a\r\n  > n\r\n- b\r\n"


@pytest.mark.parametrize(
    ("line", "old", "new", "says"),
    [
        ("Triage (< 10 min)", 10, 15, "Triage (< 15 min)"),
        ("a 10-minute call", 10, 15, "a 15-minute call"),
        ("within 1 hour", 60, 120, "within 2 hours"),
        ("within 2 hours", 120, 60, "within 1 hour"),
        ("within 1 hour", 60, 90, "within 90 min"),
        ("30分钟内报告", 30, 20, "20分钟内报告"),
        ("1个小时内报告", 60, 30, "30分钟内报告"),
        ("2小时内", 120, 90, "90分钟内"),
        ("call 10m later", 10, 5, "call 5m later"),
        ("at 10:30 and 10 MB", 10, 5, None),
        ("10 min, then 10 min", 10, 5, None),
        ("version 1.10 minutes", 10, 5, None),
    ],
)
def test_a_length_is_written_as_the_line_writes_lengths(line, old, new, says):
    assert retimed(line, old * MINUTE, new * MINUTE) == says


@pytest.mark.parametrize(
    "text", [PLAN, "", "x", "# 预案\r\n\r\n- 10分钟内\r\n", "\ufeffa\n\x0bb\u2028c\n"]
)
def test_without_changes_the_patch_is_empty(text):
    assert plan_patch("plan.md", text.encode(), []) == b""


FILES = {
    "plan.md": PLAN,
    "no newline at the end.md": "# 预案\n\n- 10 分钟内报告",
    "../crlf.md": "# 预案\r\n\r\n- 10 分钟内报告\r\n- 完\r\n",
    "one.md": "- 10 分钟内报告\n",
}
MARKS = [Mark((3, 3), "发现 F-1：改为 5 分钟", None), Mark((1, 1), "标题"), Mark((), "全文")]


@pytest.mark.parametrize("tool", ["patch", "git"])
@pytest.mark.parametrize("name", FILES)
def test_the_tools_that_people_have_apply_the_patch(tool, name, tmp_path: Path):
    text = FILES[name]
    kept = tmp_path / name.rpartition("/")[2]
    kept.write_bytes(text.encode())
    marks = [*MARKS, Mark((1, 3), "n", 10 * MINUTE, 15 * MINUTE)]
    patch = plan_patch(name, text.encode(), marks)
    command = ["patch", "-p1", "--binary"] if tool == "patch" else ["git", "apply", "-"]
    try:
        done = subprocess.run(
            command, input=patch, cwd=tmp_path, capture_output=True, timeout=20, check=False
        )
    except FileNotFoundError:
        assert applied(patch.decode(), text) == patched(text, marks)
        return
    assert done.returncode == 0, done.stderr + done.stdout + patch
    assert kept.read_bytes().decode() == patched(text, marks)


LINES = st.text(st.sampled_from("ab-#|`> 1.分\r\u2028"), max_size=6)
PLACED = st.tuples(st.integers(1, 9), st.integers(0, 2)).map(lambda at: (at[0], at[0] + at[1]))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(LINES, max_size=9).map("\n".join),
    st.lists(st.builds(Mark, st.one_of(st.just(()), PLACED), st.sampled_from("xyz")), max_size=4),
)
def test_whatever_the_file_a_patch_gives_what_was_written_and_keeps_every_line(text, marks):
    new = patched(text, marks)
    assert applied(unified("p.md", text, new), text) == new
    left = iter(new.split("\n"))
    assert all(line in left for line in text.split("\n") if line)
    assert sum(new.count(f"> {one}") for one in "xyz") == len(marks)


def test_a_patch_of_a_file_in_another_encoding_is_in_that_encoding():
    content = "- 报告\n".encode("gb18030")
    patch = plan_patch("p.md", content, [Mark((1, 1), "十分钟")])
    assert "> 十分钟" in patch.decode("gb18030")


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00a"])
def test_what_is_no_text_is_refused(content):
    with pytest.raises(NotText):
        plan_patch("p.docx", content, [Mark((), "n")])


@pytest.mark.parametrize(
    ("text", "language"),
    [(PLAN, "en"), ("# 应急预案 BCP v2\n值班员十分钟内报告", "zh"), ("", "en")],
)
def test_a_file_says_in_which_language_it_is_written(text, language):
    assert language_of(text.encode()) == language
