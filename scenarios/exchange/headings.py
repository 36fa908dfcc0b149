"""What a heading is about, guessed from its words: section (JR/T 0251-2022 10.6), phase, whether it has steps."""

from __future__ import annotations

import re
from dataclasses import dataclass

PURPOSE, ORGANISATION, ACTIVATION = "purpose", "organisation", "activation"
IMPLEMENTATION, RESOURCES, OTHER = "implementation", "resources", "other"


@dataclass(frozen=True, slots=True)
class Guess:
    """The section that a heading belongs to; *is_own* when its own words say so, not those above it."""

    section: str
    has_steps: bool
    is_own: bool = False


NOTHING_SAID = Guess(IMPLEMENTATION, True)


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


STORY = _words(
    r"\bexample (?:story|scenario|incident)", r"\btabletop scenario", r"\bscenario\b", "案例", "情景",
    "演练场景",
)  # fmt: skip
_TABLE: tuple[tuple[re.Pattern[str], str, bool], ...] = (
    (STORY, OTHER, False),
    (_words("演练", "培训", "修订", "附则"), OTHER, False),
    (_words("保障"), RESOURCES, False),
    (_words("启动", "分级"), ACTIVATION, True),
    (
        _words(
            r"\bsteps?\b", r"\bactions\b", r"\bprocedures?\b", r"\brunbook", r"\bescalation",
            "步骤", "流程", "处置", "操作", "措施", "程序",
        ),
        IMPLEMENTATION,
        True,
    ),
    (
        _words(
            r"\bappendi", r"\breferences?\b", r"\bmetrics?\b", r"\bkpis?\b", r"\btraining", r"\bexercis",
            r"\bdrills?\b", r"\bgame ?day", r"\btesting\b", r"\bmaintenance", r"\bglossar", r"\bdefinitions?\b",
            r"\brevision", r"\bchange ?log", r"\bautomation", r"\bdisclaimer", r"\blegal\b", r"\bfaq\b",
            r"\badditional information", r"\bgraduation", r"\bprerequisites", r"\btemplates?\b",
            "附则", "附录", "附件", "附表", "培训", "演练", "宣传", "修订", "术语", "定义", "解释", "奖惩", "档案",
        ),
        OTHER,
        False,
    ),
    (
        _words(
            r"\broles?\b", r"\borgani[sz]ation", r"\bteams?\b", r"\bcontacts?\b", r"\bresponsibilit", r"\bduties",
            r"\bstakeholders?", r"\bpersonnel", r"\bRACI\b",
            "组织", "职责", "机构", "分工", "通讯录", "联系", "领导小组", "指挥体系",
        ),
        ORGANISATION,
        False,
    ),
    (
        _words(
            r"\boverview", r"\bpurpose", r"\bscope\b", r"\bobjectives?\b", r"\bintroduction", r"\bbackground",
            r"\bdescription\b", r"\bprinciples", r"\bpolicy\b", r"\bapplicab", r"\bfinding types",
            "目的", "适用", "范围", "总则", "依据", "概述", "原则", "背景", "引言", "简介",
        ),
        PURPOSE,
        False,
    ),
    (
        _words(
            r"\bactivat", r"\btriggers?\b", r"\bseverity", r"\bclassif", r"\bcriteria", r"\bdeclar",
            r"\bthresholds?", r"\bpriorit",
            "启动", "分级", "等级", "级别", "预警", "触发", "判定", "条件",
        ),
        ACTIVATION,
        True,
    ),
    (
        _words(
            r"\bresources?\b", r"\btools?\b", r"\bequipment", r"\bsuppl", r"\bfacilit", r"\bprepar", r"\bbudget",
            r"\bprerequisite", r"\binventory",
            "保障", "资源", "物资", "装备", "准备", "储备", "预防",
        ),
        RESOURCES,
        False,
    ),
    (
        _words(
            r"\bimplement", r"\brespon[ds]", r"\bcontain", r"\beradicat", r"\brecover", r"\brestor", r"\binvestigat",
            r"\bremediat", r"\bcommunicat", r"\bnotif", r"\breporting", r"\breports?\b", r"\bdetect", r"\banaly",
            r"\btriage", r"\bplaybook", r"\bpost-?incident", r"\bpost ?mortem", r"\bduring\b", r"\bafter\b",
            r"\bmitigat", r"\bfailover", r"\bchecklist",
            "响应", "恢复", "报告", "通报", "通知", "处理", "抢修", "发现", "核实", "监测", "善后", "总结", "实施",
            "切换", "告警", "评估", "决策", "沟通", "后期",
        ),
        IMPLEMENTATION,
        True,
    ),
)  # fmt: skip

_PHASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "summarise",
        _words(
            r"\bpost-?incident", r"\bpost ?mortem", r"\blessons", r"\bafter.action", r"\bsummar", r"\breview",
            r"\btimeline reconstruction", "总结", "后期", "善后", "复盘", "评价",
        ),
    ),
    ("restore", _words(r"\brecover", r"\brestor", r"\beradicat", r"\bresum", r"\bharden", "恢复", "回切", "重建")),
    (
        "detect",
        _words(
            r"\bdetect", r"\banaly", r"\btriage", r"\binvestigat", r"\bidentif", r"\balert", r"\bmonitor",
            "发现", "监测", "预警", "核实", "告警", "研判", "报警",
        ),
    ),
    (
        "respond",
        _words(
            r"\brespon[ds]", r"\bcontain", r"\bmitigat", r"\bremediat", r"\bcommunicat", r"\bescalat", r"\bnotif",
            "响应", "处置", "处理", "报告", "通报", "启动", "抢修", "切换",
        ),
    ),
)  # fmt: skip

_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百\d]+[章节条部分]+|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]"
    r"|(?:\d+(?:\.\d+)*)(?:[.、)）:：]|\s)|[a-z][.)]\s|Part\s+\d+\s*[-–—:.]?|附件[一二三四五六七八九十\d]*[:：]?)\s*",
    re.IGNORECASE,
)


def bare(heading: str) -> str:
    """Return *heading* without its number."""
    return _NUMBERING.sub("", heading, count=1).strip() or heading.strip()


def guess(heading: str, above: Guess = NOTHING_SAID) -> Guess:
    """Return what stands under *heading*; where its own words say nothing, what stands *above* holds on."""
    words = bare(heading)
    for pattern, section, has_steps in _TABLE:
        if pattern.search(words):
            return Guess(section, has_steps, is_own=True)
    return Guess(above.section, above.has_steps)


def phase_of(headings: tuple[str, ...]) -> str:
    """Return the phase that the innermost telling one of *headings* names, ``respond`` when none does."""
    for heading in reversed(headings):
        for phase, pattern in _PHASES:
            if pattern.search(bare(heading)):
                return phase
    return "respond"


def is_story(headings: tuple[str, ...]) -> bool:
    """Whether what stands under *headings* is an example's story, not the plan."""
    return any(STORY.search(bare(heading)) for heading in headings[-2:])
