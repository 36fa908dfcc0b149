"""Lengths of time as plans write them, ``10 min``, ``30 分钟``: found, and written anew in the same unit."""

from __future__ import annotations

import re

from scenarios.timing import Ms

_SECOND, _MINUTE, _HOUR, _DAY = 1_000, 60_000, 3_600_000, 86_400_000
_UNITS: tuple[tuple[str, Ms], ...] = (
    (r"seconds?|secs?|秒钟?|s", _SECOND),
    (r"minutes?|mins?|分钟?|m", _MINUTE),
    (r"hours?|hrs?|个?小时|h", _HOUR),
    (r"days?|天|d", _DAY),
)
_PHRASE = re.compile(
    r"(?<![\w.:])(\d+(?:\.\d+)?)([\s-]?)("
    + "|".join(words for words, _ in _UNITS)
    + r")(?![A-Za-z])",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(second|sec|minute|min|hour|hr|day)(s?)", re.IGNORECASE)


def retimed(line: str, old: Ms, new: Ms) -> str | None:
    """Return *line* with the length *new* where it said *old*; None unless it says that exactly once."""
    found = [one for one in _PHRASE.finditer(line) if _ms(one) == old]
    if len(found) != 1:
        return None
    (phrase,) = found
    return line[: phrase.start()] + _written(phrase, new) + line[phrase.end() :]


def _ms(phrase: re.Match[str]) -> Ms:
    return round(float(phrase[1]) * _unit(phrase[3]))


def _unit(word: str) -> Ms:
    return next(ms for words, ms in _UNITS if re.fullmatch(words, word, re.IGNORECASE))


def _written(phrase: re.Match[str], new: Ms) -> str:
    """Return *new* as *phrase* writes lengths: in its unit where that comes out whole, else in the next smaller one."""
    unit = _unit(phrase[3])
    if new % unit == 0:
        word = phrase[3] if phrase[2] == "-" else _agreeing(phrase[3], new // unit)
        return f"{new // unit}{phrase[2]}{word}"
    smaller = next(ms for ms in (_HOUR, _MINUTE, _SECOND, 1) if new % ms == 0)
    amount, chinese = new // smaller, not phrase[3].isascii()
    if smaller == 1:
        return f"{new / _SECOND:g}{phrase[2]}{'秒' if chinese else 's'}"
    words = {_HOUR: ("小时", "h"), _MINUTE: ("分钟", "min"), _SECOND: ("秒", "s")}[smaller]
    return f"{amount}{phrase[2]}{words[0] if chinese else words[1]}"


def _agreeing(word: str, amount: int) -> str:
    """Return an English unit in the number that goes with *amount*; abbreviations stay as they are."""
    found = _PLURAL.fullmatch(word)
    if found is None or found[1].lower() in ("sec", "min", "hr"):
        return word
    return found[1] if amount == 1 else f"{found[1]}{found[2] or 's'}"
