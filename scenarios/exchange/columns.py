"""Tables with columns for roles, steps, limits: which column says what, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

ROLE, STEP, LIMIT, CADENCE = "role", "step", "limit", "cadence"
TRIGGER, DUTY, NUMBER, NOTE = "trigger", "duty", "number", "note"


def _header(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_HEADERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (NUMBER, _header("#", r"no\.?", r"nr\.?", "step #", r"step no\.?", "序号", "编号", "步骤号")),
    (
        LIMIT,
        _header(
            *("(?:time )?limits?", "deadline", "sla", "within", "target(?: time)?", "time ?frame"),
            *("timing", "due", "time to complete", "max(?:imum)? time"),
            *(
                "时限(?:要求)?",
                "时间要求",
                "完成时[限间]",
                "限时",
                "时间限制",
                "处置时限",
                "响应时间",
            ),
        ),
    ),
    (
        CADENCE,
        _header(
            *("frequency", "cadence", "interval", "update frequency"),
            *("频[次率]", "周期", "间隔", "报告频[次率]"),
        ),
    ),
    (
        ROLE,
        _header(
            *("roles?", "who", "owners?", "responsible(?: party| role| person| team)?"),
            *("performed by", "assigned to", "position", "actor", "team", "lead"),
            *(
                "角色",
                "岗位",
                "(?:责任|负责|牵头|执行)(?:人员?|部门|单位|岗位)",
                "职务",
                "部门",
                "成员",
            ),
        ),
    ),
    (
        DUTY,
        _header(
            *("responsibilit(?:y|ies)", "dut(?:y|ies)", "description of role"),
            *("(?:主要)?职责(?:分工)?", "分工"),
        ),
    ),
    (
        TRIGGER,
        _header(
            *("triggers?", "when", "when to engage", "condition", "activation"),
            *("触发(?:条件)?", "启动条件", "条件", "何时"),
        ),
    ),
    (
        STEP,
        _header(
            *(
                "steps?",
                "actions?",
                "tasks?",
                "activit(?:y|ies)",
                "procedure",
                "what",
                "what to do",
            ),
            *(
                "measures?",
                "(?:操作|处置|工作)?步骤",
                "操作",
                "(?:处置)?措施",
                "(?:工作|处置)?内容",
            ),
            *("动作", "任务", "事项", "环节", "流程"),
        ),
    ),
    (
        NOTE,
        _header("notes?", "remarks?", "details?", "comments?", "备注", "说明", "要点", "注意事项"),
    ),
)


def columns(header: Sequence[str]) -> Mapping[str, int]:
    """Return which column of a table with *header* says what; of two for the same, the first."""
    found: dict[str, int] = {}
    for index, cell in enumerate(header):
        words = re.sub(r"\s*[(（].*?[)）]\s*", "", " ".join(cell.replace("*", "").split())).strip(
            " :："
        )
        for kind, pattern in _HEADERS:
            if kind not in found and pattern.fullmatch(words):
                found[kind] = index
                break
    return found


def is_of_steps(kinds: Mapping[str, int]) -> bool:
    """Whether a table with these columns lists steps: what is to be done, and by whom or until when."""
    return STEP in kinds and (ROLE in kinds or LIMIT in kinds or NUMBER in kinds)


def is_of_roles(kinds: Mapping[str, int]) -> bool:
    """Whether a table with these columns lists roles and what they are there for."""
    return ROLE in kinds and not is_of_steps(kinds) and (DUTY in kinds or TRIGGER in kinds)


def cell(row: Sequence[str], kinds: Mapping[str, int], kind: str) -> str:
    """Return what *row* says in the column for *kind*, empty where there is none."""
    index = kinds.get(kind)
    return row[index].strip() if index is not None and index < len(row) else ""
