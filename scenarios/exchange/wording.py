"""A step's words: its title, what kind of act it is, which language a document is in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scenarios.exchange.imported import MOST_TITLE

_STEP_NUMBER = re.compile(
    r"^(?:(?:Step|Stage|步骤)\s*[\d一二三四五六七八九十]+|第[一二三四五六七八九十\d]+步|(?:[A-Z]\w+ ){1,3}\d+)"
    r"\s*[:：.、-]\s*",
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(])|(?<=[。！？；])|\n")
_CLAUSE_ENDS = " \t:：,，;；-—–。."
_LONG = 90
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "report",
        _any(
            *(r"\breports? (?:to|the incident to)\b", r"\bfile (?:a|the) report"),
            *(r"\bsubmit (?:a|the) \w*\s*report", r"\bregulator", r"\bsupervisory authority"),
            *(
                r"\bstatus updates?\b",
                r"\bsituation report",
                "上报",
                "报送",
                "书面报告",
                "电话报告",
            ),
            *("向.{1,16}报告", "续报", "初报", "终报"),
        ),
    ),
    (
        "decide",
        _any(
            *(r"\bdecide\b", r"\b(?:make|take) (?:a|the) decision", r"\bapproves?\b"),
            *(r"\bauthori[sz]es?\b", r"\bdetermine (?:whether|if)", r"\bdeclare\b"),
            *("决定", "决策", "批准", "审批", "研判是否", "宣布"),
        ),
    ),
    ("activate", _any(r"\bactivate", r"\binvoke\b", r"\bstand up\b", r"\blaunch\b", "启动")),
    (
        "notify",
        _any(
            *(r"\bnotif", r"\balert\b", r"\binform\b", r"\bescalate", r"\bcontact\b", r"\bcall\b"),
            *("通知", "告知", "通报"),
        ),
    ),
    ("acknowledge", _any(r"\backnowledge", r"\bconfirm receipt", "确认告警", "接警", "签收")),
    ("confirm", _any(r"\bconfirm", r"\bvalidate", "验收", "确认")),
    ("verify", _any(r"\bverif", r"\bcheck\b", "核实", "检查", "核查", "验证")),
    (
        "assess",
        _any(
            *(
                r"\bassess",
                r"\banaly[sz]",
                r"\btriage",
                r"\bevaluat",
                r"\binvestigat",
                r"\bidentif",
            ),
            *(r"\bdetermine", "评估", "分析", "研判", "定级", "排查"),
        ),
    ),
    (
        "record",
        _any(
            *(r"\bdocument\b", r"\brecord\b", r"\blog\b", r"\bcapture"),
            *("记录", "登记", "存档", "归档", "留存"),
        ),
    ),
    (
        "communicate",
        _any(
            *(r"\bcommunicat", r"\bannounce", r"\bpublish", r"\bbrief\b"),
            *(r"\bupdate (?:stakeholders|customers|users)", "发布", "公告", "沟通", "安抚"),
        ),
    ),
)


def title_of(words: str, lead: str = "") -> str:
    """Return a step's title: its words in bold where they say enough, else its first sentence, not too long."""
    lead = _STEP_NUMBER.sub("", lead.strip())
    if lead and (
        lead.endswith((":", "：", ".", "。"))
        or lead.count(" ") >= 2
        or len(lead) >= len(words.strip())
    ):
        return _cut(lead)
    said = _STEP_NUMBER.sub("", words.strip())
    first = _SENTENCE.split(said, maxsplit=1)[0]
    return _cut(first if len(said) > _LONG or "\n" in said else said)


def is_step_heading(lead: str, words: str) -> bool:
    """Whether a paragraph in bold alone is a step by its number: ``**Step 1: Revoke access**``."""
    return bool(lead) and len(lead) >= len(words.strip()) and _STEP_NUMBER.match(lead) is not None


def kind_of(words: str) -> str:
    """Return the kind of act that *words* ask for, ``execute`` where they do not tell."""
    for kind, pattern in _KINDS:
        if pattern.search(words):
            return kind
    return "execute"


def language_of(texts: Iterable[str]) -> str:
    """Return ``zh`` where the *texts* are mostly Chinese, else ``en``."""
    chinese = latin = 0
    for text in texts:
        chinese += len(_CHINESE.findall(text))
        latin += len(_LATIN.findall(text))
    return "zh" if chinese > latin * 1.5 else "en"


def readable(text: str) -> str:
    """Return *text* without the characters that no document may hold, every kind of blank as a plain one."""
    return "".join(
        c if c in "\n\t" or c.isprintable() else " " for c in text if c.isprintable() or c.isspace()
    )


def _cut(words: str) -> str:
    words = " ".join(words.split())
    stripped = words.rstrip(_CLAUSE_ENDS) or words
    if len(stripped) <= MOST_TITLE:
        return stripped
    return stripped[: MOST_TITLE - 1].rsplit(" ", 1)[0].rstrip(_CLAUSE_ENDS) + "…"
