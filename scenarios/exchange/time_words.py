"""Lengths of time in prose, Chinese and English: limits and cadences that the words suggest, never assert."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.origin import Hint
from scenarios.timing import HOUR, MINUTE, SECOND, Ms, write_duration

WITHIN, EVERY = "within", "every"
DAY: Ms = 24 * HOUR
MOST: Ms = 366 * DAY
MOST_LETTERS = 10_000
"""How much of one text is looked at; longer ones are no prose."""

_EN_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty-five": 45,
    "sixty": 60,
}
_ZH_DIGITS = {d: n for n, d in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS: dict[str, Ms] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "秒", "秒钟"), SECOND),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), MINUTE),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "小时", "钟头"), HOUR),
    **dict.fromkeys(("d", "day", "days", "日", "天"), DAY),
}
_N = (
    r"(?P<n>(?<![\d.])\d{1,6}(?:\.\d{1,3})?(?!\d)|"
    + "|".join(sorted(_EN_NUMBERS, key=len, reverse=True))
    + ")"
)
_TO = r"(?:\s*(?:-|–|—|to)\s*(?P<to>\d{1,6}(?:\.\d{1,3})?))?"
_WORKING = r"(?P<working>(?:business|working)[\s-]+)?"
_UNIT = r"(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|[smhd])\b"
_EN = rf"{_N}{_TO}[\s-]*{_WORKING}(?:calendar\s+)?{_UNIT}"
_ZN = r"(?P<n>(?<![\d.])\d{1,6}(?:\.\d{1,3})?(?!\d)|[零一二三四五六七八九十两]{1,4}|半)"
_ZTO = r"(?:\s*(?:-|–|—|~|～|至|到)\s*(?P<to>\d{1,6}(?:\.\d{1,3})?))?"
_ZH = rf"{_ZN}{_ZTO}\s*个?(?P<working>工作)?(?P<unit>秒钟?|分钟?|小时|钟头|日|天|min\b|h\b)"
_PAST = re.compile(r"(?:past|last|previous|preceding|过去|此前|近|前)\W*$", re.IGNORECASE)
_PAST_AFTER = re.compile(r"\s*(?:ago|before|earlier|之?前|以前)", re.IGNORECASE)

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern, re.IGNORECASE))
    for key, pattern in (
        (EVERY, rf"\bevery\s+(?:{_EN})"),
        (EVERY, r"\b(?P<word>hourly|every hour|each hour|every day)\b"),
        (EVERY, rf"每(?:隔|间隔)?\s*{_ZH}"),
        (EVERY, r"(?P<word>每(?:个)?小时|每日一次)"),
        (WITHIN, rf"\bwithin\s+(?:the\s+(?:first|next)\s+)?{_EN}"),
        (
            WITHIN,
            rf"(?:<=?|≤|\b(?:less|no more|no later|not later|not more|fewer)\s+than|\bat\s+most|\bunder)\s*{_EN}",
        ),
        (WITHIN, rf"\b{_EN}[\s-]+(?:clock|deadline|limit|target|SLA)\b"),
        (WITHIN, rf"{_ZH}\s*(?:之内|以内|内)"),
        (WITHIN, rf"(?:不(?:得)?(?:超过|多于|迟于|晚于)|≤|<=?|＜|至多|最迟|限时)\s*{_ZH}"),
    )
)
_BARE = (re.compile(_EN, re.IGNORECASE), re.compile(_ZH, re.IGNORECASE))


@dataclass(frozen=True, slots=True)
class Found:
    """A time that was found: for which key, how long, in which words; *working* days have no length of their own."""

    key: str
    length: Ms
    words: str
    start: int
    working: bool = False


def times_in(text: str) -> tuple[Found, ...]:
    """Return the limits and cadences that *text* speaks of, in its order; the longest words win where two meet."""
    text = text[:MOST_LETTERS]
    taken: list[tuple[int, int]] = []
    found: list[Found] = []
    for key, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = match.span()
            if any(span[0] < end and start < span[1] for start, end in taken):
                continue
            one = _found(key, match)
            if one is not None and not _is_past(text, match):
                taken.append(span)
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def hints_in(text: str, line: int) -> tuple[Hint, ...]:
    """Return the hints in *text*, which begins at *line*; each value once."""
    hints: dict[tuple[str, str], Hint] = {}
    for one in times_in(text):
        if not one.working:
            at = line + text.count("\n", 0, one.start)
            hint = Hint(one.key, write_duration(one.length), one.words, at)
            hints.setdefault((hint.key, hint.value), hint)
    return tuple(hints.values())


def cell_hints(cell: str, key: str, line: int) -> tuple[Hint, ...]:
    """Return the hints of a table's *cell* in a column for *key*: there, a bare length of time is enough."""
    said = hints_in(cell, line)
    if said:
        return said
    for pattern in _BARE:
        match = pattern.search(cell)
        one = None if match is None else _found(key, match)
        if one is not None and not one.working:
            return (Hint(key, write_duration(one.length), cell.strip(), line),)
    return ()


def length_of(text: str) -> Ms | None:
    """Return the length of time that *text* is and nothing else (``15分钟``, ``1 hour 30 min``); else None."""
    rest, total = text.strip(), 0
    while rest:
        match = next((found for one in _BARE if (found := one.match(rest))), None)
        one = None if match is None or match["to"] else _found(WITHIN, match)
        if match is None or one is None or one.working:
            return None
        total += one.length
        rest = rest[match.end() :].strip()
    return total or None


def working_days_in(text: str) -> Iterator[str]:
    """Yield the words of limits in working days, which no clock of an exercise can hold."""
    yield from (one.words for one in times_in(text) if one.working)


def _found(key: str, match: re.Match[str]) -> Found | None:
    parts = match.groupdict()
    words = match[0].strip()
    if "word" in parts:
        length = DAY if re.search("day|日", words) else HOUR
        return Found(key, length, words, match.start())
    number = _number(parts.get("to") or parts["n"])
    length = round(number * _UNITS[parts["unit"].lower()])
    if not 0 < length <= MOST:
        return None
    return Found(key, length, words, match.start(), bool(parts.get("working")))


def _is_past(text: str, match: re.Match[str]) -> bool:
    before = (
        text[max(0, match.start("n") - 12) : match.start("n")] if "n" in match.groupdict() else ""
    )
    return bool(_PAST.search(before) or _PAST_AFTER.match(text[match.end() : match.end() + 10]))


def _number(written: str) -> float:
    if written == "半":
        return 0.5
    if re.fullmatch(r"\d+(?:\.\d+)?", written):
        return float(written[:9])
    if written.lower() in _EN_NUMBERS:
        return _EN_NUMBERS[written.lower()]
    return _chinese(written)


def _chinese(written: str) -> float:
    """Return a number below one hundred written in Chinese, such as 十五 or 三十."""
    tens, ten, ones = written.partition("十")
    if not ten:
        return float("".join(str(_ZH_DIGITS[d]) for d in written if d in _ZH_DIGITS) or 0)
    return _ZH_DIGITS.get(tens[-1:], 1) * 10 + _ZH_DIGITS.get(ones[-1:], 0)
