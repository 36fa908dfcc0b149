"""A small plan of which the tests of drafts publish versions of their own."""

from __future__ import annotations

from itertools import count

from scenarios.checks import check_plan
from scenarios.reader import read_text
from web.house import House
from web.planning.shared import Paper, Who

TEXT = """format: startex/plan@1
id: {plan}
version: {version}
title: {{zh: 小预案, en: Small plan}}
owner: it-head
sections:
  purpose: {{zh: 规定交易中断的处置。, en: What to do when trading stops.}}
  organisation: {{zh: 由总指挥领导。, en: The head leads.}}
  activation: {{zh: 中断即启动。, en: At once.}}
  implementation: {{zh: 按步骤执行。, en: Step by step.}}
  resources: {{zh: 两名值班人员。, en: Two on duty.}}
  other: {{zh: 无。, en: None.}}
roles:
  - {{id: ops-duty, title: {{zh: 运维值班, en: Operations duty}}}}
  - {{id: it-head, title: {{zh: 技术负责人, en: Head of IT}}, deputies: [ops-duty]}}
services:
  - {{id: trading, title: {{zh: 交易, en: Trading}}, rto: 30m, rpo: 0s}}
actions:
  - {{id: acknowledge, kind: acknowledge, title: {{zh: 确认告警, en: Acknowledge}}}}
  - {{id: report, kind: report, title: {{zh: 上报, en: Report}}}}
procedures:
  - id: detect
    title: {{zh: 发现, en: Detect}}
    phase: detect
    steps:
      # the first minutes count
      - id: D1
        title: {{zh: 值班人员确认告警, en: Duty acknowledges}}
        does: acknowledge
        by: [ops-duty]
        when: start
        within: 5m
      - id: D2
        title: {{zh: 向负责人报告, en: Report to the head}}
        does: report
        by: [ops-duty]
        when: {{done: D1}}
        within: 10m
  - id: respond
    title: {{zh: 处置, en: Respond}}
    phase: respond
    steps:
      - id: R1
        title: {{zh: 负责人上报监管, en: Head reports}}
        does: report
        by: [it-head]
        when: {{done: D2}}
        within: 30m
"""

LI, WANG, ZHAO = Who("m-li", "李"), Who("m-wang", "王"), Who("m-zhao", "赵")
_NUMBERS = count(1)


def text_of(plan: str, version: int = 1, *changes: tuple[str, str]) -> str:
    """Return the text of *plan* as *version*, each of *changes* (old, new) made once."""
    text = TEXT.format(plan=plan, version=version)
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def published(house: House, plan: str, version: int, *changes: tuple[str, str]) -> None:
    """Publish *version* of *plan*."""
    sheet = check_plan(read_text(text_of(plan, version, *changes), f"{plan}.yaml"))
    assert sheet.is_faultless, sheet.problems
    house.library.publish(sheet, None)


def fresh_plan(house: House) -> str:
    """Publish version 1 of a plan that no other test has, and return its id."""
    plan = f"small-{next(_NUMBERS)}"
    published(house, plan, 1)
    return plan


def begun(house: House, who: Who = LI) -> str:
    """Return an empty draft over a plan of its own."""
    paper: Paper = house.drafts.start(fresh_plan(house), (), who)
    return str(paper["id"])
