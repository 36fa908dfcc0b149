"""Plans in Markdown: headings, lists, checkboxes, tables, roles, stories; hostile text is only text."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.exchange.lacking import counted, lacks
from scenarios.exchange.reading import read_plan
from scenarios.origin import UNASSIGNED
from tests.scenarios.exchange.reading import codes, made, markdown, refused

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "exchange" / "gangtong-outage.md"

ENGLISH = """\
# Outage plan

## Purpose

What this is for.

## Roles

| Role | Responsibility | When to engage |
| --- | --- | --- |
| IR Lead | Leads | Always |
| Legal | Advises | P1 |

## Containment actions

> `[IR Lead]` coordinates.

**Step 1: Revoke access**

Disable the key within 10 minutes.

```bash
rm -rf / # every 5 minutes
```

**Step 2: Isolate hosts**

## Recovery steps

1. Restore data
   - from the vault
   - [ ] Check the sums
2. Legal: approve the notice

## Example scenario

> The attacker was there for 2 hours within 5 minutes of login.

1. What do you do within 10 minutes?
"""


def test_paragraphs_that_are_numbered_in_bold_are_steps_of_the_role_that_is_marked() -> None:
    procedure = markdown(ENGLISH).procedures[0]
    assert [step.title for step in procedure.steps] == ["Revoke access", "Isolate hosts"]
    assert [step.roles for step in procedure.steps] == [("IR Lead",), ("IR Lead",)]
    assert (procedure.title, procedure.phase) == ("Containment actions", "respond")


def test_a_steps_own_text_suggests_a_limit_but_its_code_does_not() -> None:
    hints = markdown(ENGLISH).procedures[0].steps[0].hints
    assert [(one.key, one.value, one.words, one.line) for one in hints] == [
        ("within", "10m", "within 10 minutes", 20)
    ]


def test_code_is_kept_as_text() -> None:
    notes = markdown(ENGLISH).procedures[0].steps[0].notes
    assert "```\nrm -rf / # every 5 minutes\n```" in notes


def test_bullets_belong_to_their_step_and_checkboxes_are_steps() -> None:
    steps = markdown(ENGLISH).procedures[1].steps
    assert [(s.title, s.shape, s.lines) for s in steps] == [
        ("Restore data", "ordered", (30, 31)),
        ("Check the sums", "checkbox", (32, 32)),
        ("Legal: approve the notice", "ordered", (33, 33)),
    ]
    assert "- from the vault" in steps[0].notes
    assert steps[2].roles == ("Legal",)


def test_an_example_story_gives_neither_steps_nor_times() -> None:
    plan = markdown(ENGLISH)
    assert len(plan.procedures) == 2
    assert "story_skipped" in codes(plan)
    assert "time_in_text" not in codes(plan)


def test_sections_are_filled_by_what_their_headings_say() -> None:
    sections = markdown(ENGLISH).sections
    assert "What this is for." in sections["purpose"]
    assert "| IR Lead | Leads | Always |" in sections["organisation"]


def test_a_chinese_plan_is_read_by_its_own_numbering_and_columns() -> None:
    plan = markdown(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name)
    assert plan.language == "zh"
    assert [(p.title, p.phase, len(p.steps)) for p in plan.procedures] == [
        ("发现与核实", "detect", 2),
        ("处置与报告", "respond", 3),
        ("恢复", "restore", 2),
    ]
    first, second = plan.procedures[0].steps
    assert first.roles == ("值班员",)
    assert [(h.value, h.words) for h in second.hints] == [("15m", "15分钟以内")]
    rows = plan.procedures[1].steps
    assert [row.roles for row in rows] == [("总指挥",), ("系统主管", "值班员"), ("合规专员",)]
    assert [(h.key, h.value) for h in rows[2].hints] == [("within", "30m"), ("every", "30m")]
    assert [row.kind for row in rows] == ["decide", "execute", "report"]
    assert plan.procedures[2].steps[0].roles == ("系统主管",)
    assert set(plan.sections) == {"purpose", "organisation", "activation", "resources", "other"}
    assert plan.sections["resources"] == "### 保障措施\n\n备用专线1条。"


def test_what_a_table_says_that_is_no_length_of_time_stays_with_its_step() -> None:
    table = (
        "# 预案\n## 处置\n| 步骤 | 责任人 | 时限 | 附件 | 备注 |\n| - | - | - | - | - |\n"
        "| 电话报告 | 合规专员 | 立即 | | |\n"
        "| 书面报告 | 合规专员 | 事发后 1 小时内 | 表一 | 双人复核 |\n"
        "| 切换 | 合规专员 | 45分钟 | | |\n"
    )
    phoned, written, switched = markdown(table).procedures[0].steps
    assert phoned.notes == "电话报告\n\n时限：立即"
    assert written.notes == "书面报告\n\n时限：事发后 1 小时内\n\n附件：表一\n\n双人复核"
    assert switched.notes == ""
    assert [h.value for h in (*written.hints, *switched.hints)] == ["1h", "45m"]


def test_who_is_named_first_in_a_step_is_suggested_first() -> None:
    text = (
        "# 预案\n## 组织\n| 角色 | 职责 |\n| - | - |\n| 总指挥 | 决策 |\n| 值班长 | 核实 |\n"
        "## 处置\n1. 值班长核实影响范围，并报告总指挥。\n"
    )
    step = next(iter(markdown(text).steps()))
    assert step.mentioned == ("值班长", "总指挥")


def test_the_plan_that_is_made_has_no_limit_and_names_nobody_who_was_not_named() -> None:
    plan = made(markdown(SAMPLE.read_text(encoding="utf-8")))
    steps = plan.steps()
    assert all(s.within is None and s.every is None and s.when is None for s in steps)
    assert [s.by == (UNASSIGNED,) for s in steps] == [False, True, False, False, False, False, True]
    assert len({s.does for s in steps}) == len(steps) == len(plan.actions)
    assert counted(lacks(plan)) == {
        "owner": 2,
        "trigger": 7,
        "limit": 7,
        "cadence": 2,
        "authority": 2,
        "facts": 2,
    }


def test_an_ordered_list_only_suggests_its_order() -> None:
    steps = made(markdown("# P\n\n## Steps\n\n1. First thing\n2. Second thing\n")).steps()
    assert [step.after for step in steps] == [(), ()]
    assert steps[1].origin is not None
    assert [(h.key, h.value) for h in steps[1].origin.hints] == [("after", "first-thing")]


def test_the_same_file_gives_the_same_ids() -> None:
    one, two = (made(markdown(ENGLISH)) for _ in range(2))
    assert one == two
    assert [step.id for step in one.steps()][:2] == ["revoke-access", "isolate-hosts"]


def test_html_is_dropped_and_markup_stays_text() -> None:
    text = "# P\n\n## Steps\n\n1. Call <b onclick=x()>now</b> {{NAME}} ${{7*7}}\n\n<script>x()</script>\n"
    plan = markdown(text)
    assert plan.procedures[0].steps[0].title == "Call now {{NAME}} ${{7*7}}"
    assert {"html_dropped", "placeholder"} <= set(codes(plan))
    assert "<" not in plan.procedures[0].steps[0].notes
    made(plan)


def test_texts_that_yaml_takes_for_something_else_come_back_as_they_were() -> None:
    titles = ["- no", "yes: &a *a !!python/object", "? 'x", "#: 1", "0x10", "~"]
    text = "# P\n\n## Steps\n\n" + "".join(f"1. `{one}`\n" for one in titles)
    assert [step.title.read("") for step in made(markdown(text)).steps()] == titles


def test_front_matter_gives_the_title_also_without_an_opening_line() -> None:
    body = "\n## Steps\n\n1. Do it\n"
    for head in ("---\ntitle: Named\n---\n", "id: x\ntitle: Named\n---\n"):
        plan = markdown(head + body)
        assert plan.title == "Named"
        assert plan.steps()[0].lines == (head.count("\n") + 4,) * 2


def test_what_cannot_be_a_plan_is_refused_in_words() -> None:
    assert refused("a.pdf", b"%PDF-1.4") == ["import_pdf"]
    assert refused("a.md", b"") == ["import_empty"]
    assert refused("a.xyz", b"hello") == ["import_unknown_format"]
    assert refused("a.md", b"\x00\x01") == ["import_unknown_format"]
    assert refused("a.md", b"[" * 20_001) == ["import_not_text"]
    assert refused("a.md", b"x" * 4_000_001) == ["import_too_large"]
    assert refused("a.md", b"1. x\n" * 2_001) == ["import_too_many_steps"]
    assert refused("a.docx", b"PK\x03\x04 no zip") == ["import_not_docx"]


def test_nesting_without_end_is_read_in_a_moment() -> None:
    plan = markdown("# P\n\n## Steps\n\n" + "> " * 5_000 + "x\n\n1. y\n" + "- " * 3_000 + "z\n")
    assert plan.steps()


def test_a_role_whose_title_joins_two_words_stays_one_and_two_joined_roles_are_two() -> None:
    found = markdown(
        "# 预案\n\n## 角色\n\n| 角色 | 职责 |\n|---|---|\n| 安保与综合负责人 | 巡检 |\n| 值班员 | 值守 |\n\n"
        "## 处置\n\n| 步骤 | 责任人 |\n|---|---|\n| 巡检机房 | 安保与综合负责人、值班员 |\n"
        "| 通知客户 | 客服和公关 |\n"
    )
    assert [step.roles for step in found.procedures[-1].steps] == [
        ("安保与综合负责人", "值班员"),
        ("客服", "公关"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_text_of_windows_programs_is_read(encoding: str) -> None:
    text = "# 预案\n\n## 处置步骤\n\n1. 值班员确认告警\n"
    plan = read_plan("p.md", text.encode(encoding))
    assert [step.title for step in plan.steps()] == ["值班员确认告警"]
